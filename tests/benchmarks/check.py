"""How fast `check` is on reports of which a third have findings, as published ones do.

    PYTHONPATH=tests python tests/benchmarks/check.py [--reports N] [--runs N] [--large N]

Prints medians and ratios; the targets stand beside them. `--large N` checks N generated reports once,
in a temporary folder, and prints the time and the peak memory of the largest process.
"""

from __future__ import annotations

import argparse
import compileall
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from statistics import median

import rtoml
from repository.generate import Made, organ_name, series
from repository.planted import bump, missing_number, outcome_total, review_total, zero_total

import govreport
from govreport.edition import load_edition
from govreport.repository.run import Request, run
from govreport.repository.settings import Settings
from govreport.repository.walk import inputs
from govreport.schema import schema_text

YEARS = range(2021, 2026)
BIN = Path(sys.executable).parent
EMPTY = "import typer\napp = typer.Typer()\n@app.command()\ndef main(): pass\napp()"


def changed_part(made: Made) -> None:
    """A number that its row's total and its column's balance no longer follow from."""
    bump(made, "requests.received.enterprise", by=3)


MISTAKES: tuple[Callable[[Made], object], ...] = (
    changed_part, outcome_total, missing_number, review_total, zero_total,
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--large", type=int, default=0)
    given = parser.parse_args(arguments)
    # As an installed program is, also where this environment does not keep compiled modules.
    compileall.compile_dir(Path(govreport.__file__).parent, quiet=1)
    with tempfile.TemporaryDirectory() as name:
        if given.large:
            _large(Path(name), given.large)
        else:
            _compare(Path(name), given.reports, given.runs)


def _write(folder: Path, years: Sequence[int], number: int) -> None:
    """The reports of one organ; every third organ has a mistake in each."""
    wrong = number % 3 == 2
    below = folder / ("wrong" if wrong else "clean") / f"{number // 1000:04}" / f"{number:07}"
    below.mkdir(parents=True)
    for year, made in zip(years, series(organ_name(number), years), strict=True):
        if wrong:
            MISTAKES[(number // 3 + year) % len(MISTAKES)](made)
        (below / f"{year}.toml").write_text(made.text(), "utf-8")


def _compare(folder: Path, reports: int, runs: int) -> None:
    for number in range(reports // len(YEARS)):
        _write(folder / "reports", YEARS, number)
    clean, wrong = (
        sorted(map(str, (folder / "reports" / name).rglob("*.toml"))) for name in ("clean", "wrong")
    )
    schema = folder / "report.schema.json"
    schema.write_text(schema_text(load_edition("2021")), "utf-8")
    check = [str(BIN / "govreport"), "check"]
    taplo = [str(BIN / "taplo"), "check", "--schema", schema.as_uri()]
    other = [str(BIN / "check-jsonschema"), "--schemafile", str(schema)]
    calls: dict[str, Callable[[], object]] = {
        "check": lambda: _command([*check, str(folder / "reports")]),
        "taplo": lambda: _command([*taplo, *clean, *wrong]),
        "check-jsonschema": lambda: _command([*other, *clean, *wrong]),
        "parser, clean": lambda: _parse(clean),
        "one core, clean": lambda: _in_process(folder / "reports" / "clean"),
        "parser, findings": lambda: _parse(wrong),
        "one core, findings": lambda: _in_process(folder / "reports" / "wrong"),
        "check of one": lambda: _command([*check, clean[0]]),
        "empty typer": lambda: _command([sys.executable, "-c", EMPTY]),
    }
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in calls}
    for _ in range(runs):  # in turn, so that a busy machine is busy for all of them
        for name, call in calls.items():
            start, used = time.perf_counter(), _used()
            call()
            times[name].append((time.perf_counter() - start, _used() - used))
    took = {name: [median(one) * 1000 for one in zip(*t, strict=True)] for name, t in times.items()}
    print(f"{len(clean)} clean reports, {len(wrong)} with findings, median of {runs} runs")
    print(f"  {'':<32}{'wall':>10}{'processor':>12}")
    for name, (wall, used) in took.items():
        print(f"  {name:<32}{wall:10.1f}{used:12.1f}   ms")
    for above, below, target in (
        ("taplo", "check", "≥ 2"),
        ("check-jsonschema", "check", "≥ 8"),
        ("one core, clean", "parser, clean", "≤ 2.5"),
        ("check of one", "empty typer", "≤ 1.5"),
    ):
        wall, used = (one / other for one, other in zip(took[above], took[below], strict=True))
        print(f"  {f'{above} / {below}':<32}{wall:10.2f}{used:12.2f}   {target}")
    wall, used = (
        one / len(wrong) - other / len(clean)
        for one, other in zip(took["one core, findings"], took["one core, clean"], strict=True)
    )
    print(f"  {'more for one with findings':<32}{wall:10.2f}{used:12.2f}   ≤ 1 ms")


def _used() -> float:
    """Seconds of processor time, of this process and of its children."""
    used = [resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _parse(files: Sequence[str]) -> None:
    for file in files:
        with open(file, "rb") as handle:  # noqa: PTH123 - the fastest way, to compare with
            rtoml.loads(handle.read().decode("utf-8-sig"))


def _in_process(folder: Path) -> None:
    run(Request((folder,), Settings(), jobs=1), inputs([folder]))


def _command(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{command[0]}: {done.stderr.decode()[-500:]}")


def _large(folder: Path, reports: int) -> None:
    """One year of so many organs, written by all cores, checked once."""
    free = shutil.disk_usage(folder).free
    if free < reports * 12_000:
        raise SystemExit(f"too little room in {folder}: {free // 2**20} MiB")
    start = time.perf_counter()
    with ProcessPoolExecutor() as pool:
        list(pool.map(partial(_write, folder, [2024]), range(reports), chunksize=500))
    print(f"{reports} reports written in {time.perf_counter() - start:.0f} s")
    start = time.perf_counter()
    command = [str(BIN / "govreport"), "check", str(folder), "--statistics"]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(done.stdout[-1000:], done.stderr[-300:])
    print(f"checked in {seconds:.1f} s on {os.cpu_count()} cores, {reports / seconds:.0f} a second")
    print(f"peak memory of the largest process: {peak // 1024} MiB")


if __name__ == "__main__":
    main()
