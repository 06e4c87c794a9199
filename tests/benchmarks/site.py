"""How long `site` takes for a district, made for the first time and again unchanged.

    PYTHONPATH=tests python tests/benchmarks/site.py [--organs N] [--years N] [--jobs N]

Prints seconds by the clock and of the processors, the peak memory of the largest process, and how much was
written; the targets for 100 organs and 5 years on 2 processors stand beside them. A third of the reports
have a mistake.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.check import MISTAKES
from repository.generate import organ_name, series

HEAD = "青云县人民政府"
LAST = 2025
RUNS = (("first", "≤ 20"), ("unchanged", "≤ 2"))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--organs", type=int, default=100)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(folder, given.organs, range(LAST - given.years + 1, LAST + 1))
        command = [sys.executable, "-m", "govreport", "site", "reports", "--out", "public",
                   "--jobs", str(given.jobs)]  # fmt: skip
        for run, target in RUNS:
            before, start = os.times(), time.perf_counter()
            subprocess.run(command, cwd=folder, check=True, stderr=subprocess.DEVNULL)
            clock, after = time.perf_counter() - start, os.times()
            used = sum(after[2:4]) - sum(before[2:4])
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
            print(f"{run:10} {clock:6.1f} s ({target})  {used:6.1f} s of processors  {peak} MB")
        written = [path.stat().st_size for path in (folder / "public").rglob("*") if path.is_file()]
        print(f"{len(written)} files, {sum(written) / 1e6:.0f} MB")


def _write(folder: Path, organs: int, years: Sequence[int]) -> None:
    """The reports, every third organ with a mistake in each, and a roster."""
    roster = ["organ,parent", f"{HEAD},"]
    for number in range(organs):
        name = organ_name(number)
        roster.append(f"{name},{HEAD}")
        below = folder / "reports" / f"{number:05}"
        below.mkdir(parents=True)
        for year, made in zip(years, series(name, years), strict=True):
            if number % 3 == 2:
                MISTAKES[(number // 3 + year) % len(MISTAKES)](made)
            (below / f"{year}.toml").write_text(made.text(), "utf-8")
    (folder / "roster.csv").write_text("\n".join(roster) + "\n", "utf-8")
    (folder / "govreport.toml").write_text('roster = "roster.csv"\n', "utf-8")


if __name__ == "__main__":
    main()
