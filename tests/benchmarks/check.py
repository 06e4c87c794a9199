"""How fast `check` is: against the parser alone, taplo and check-jsonschema, on the same files.

    PYTHONPATH=tests python tests/benchmarks/check.py [--reports N] [--runs N] [--large N]

Prints medians and ratios; the targets stand beside them. `--large N` checks N generated reports once,
in a temporary folder, and prints the time and the peak memory of the largest process.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import rtoml
from repository.generate import organ_name, series, write_repository

from govreport.edition import load_edition
from govreport.schema import schema_text

YEARS = range(2021, 2026)
BIN = Path(sys.executable).parent


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--large", type=int, default=0)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        if given.large:
            _large(Path(name), given.large)
        else:
            _compare(Path(name), given.reports, given.runs)


def _compare(folder: Path, reports: int, runs: int) -> None:
    write_repository(folder / "reports", reports // len(YEARS), YEARS)
    schema = folder / "report.schema.json"
    schema.write_text(schema_text(load_edition("2021")), "utf-8")
    files = sorted(str(path) for path in (folder / "reports").rglob("*.toml"))
    check = [str(BIN / "govreport"), "check", str(folder / "reports")]
    empty = "import typer\napp = typer.Typer()\n@app.command()\ndef main(): pass\napp()"
    commands: dict[str, Callable[[], object]] = {
        "floor": lambda: _floor(files),
        "one core, in process": lambda: _in_process(folder / "reports"),
        "check": lambda: _command(check),
        "check --jobs 1": lambda: _command([*check, "--jobs", "1"]),
        "check of one": lambda: _command([str(BIN / "govreport"), "check", files[0]]),
        "empty typer": lambda: _command([sys.executable, "-c", empty]),
        "taplo": lambda: _command(
            [str(BIN / "taplo"), "check", "--schema", schema.as_uri(), *files]
        ),
        "check-jsonschema": lambda: _command(
            [str(BIN / "check-jsonschema"), "--schemafile", str(schema), *files]
        ),
    }
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for _ in range(runs):  # in turn, so that a busy machine is busy for all of them
        for name, call in commands.items():
            start, used = time.perf_counter(), _used()
            call()
            times[name].append((time.perf_counter() - start, _used() - used))
    took = {name: median(wall for wall, _ in several) for name, several in times.items()}
    cpu = {name: median(used for _, used in several) for name, several in times.items()}
    print(f"{len(files)} reports, median of {runs} runs{'':>8}wall   processors")
    for name, seconds in took.items():
        print(f"  {name:<24}{seconds * 1000:10.1f} ms{cpu[name] * 1000:10.1f} ms")
    for name, above, below, target in (
        ("taplo / check", "taplo", "check", "≥ 4"),
        ("check-jsonschema / check", "check-jsonschema", "check", "≥ 12"),
        ("one core / floor", "one core, in process", "floor", "≤ 2.5"),
        ("one report / empty typer", "check of one", "empty typer", "≤ 1.5"),
    ):
        ratios = f"{took[above] / took[below]:6.2f}{cpu[above] / cpu[below]:12.2f}"
        print(f"  {name:<28}{ratios}   {target}")


def _used() -> float:
    """Seconds of processor time, of this process and of its children."""
    own, children = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def _floor(files: Sequence[str]) -> None:
    for file in files:
        with open(file, "rb") as handle:  # noqa: PTH123 - the fastest way, for the floor
            rtoml.loads(handle.read().decode("utf-8-sig"))


def _in_process(folder: Path) -> None:
    from govreport.repository.run import Plan, run
    from govreport.repository.settings import Settings
    from govreport.repository.walk import inputs

    result = run(Plan(Settings(), jobs=1), inputs([folder]), [folder])
    assert not result.findings, result.findings[0]


def _command(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(f"{command[0]}: {done.stderr.decode()[-500:]}")


def _large(folder: Path, reports: int) -> None:
    """One year of so many organs, written by all cores, checked once."""
    free = shutil.disk_usage(folder).free
    if free < reports * 12_000:
        raise SystemExit(f"too little room in {folder}: {free // 2**20} MiB")
    start = time.perf_counter()
    cores = os.cpu_count() or 1
    children = []
    for part in range(cores):
        child = os.fork()
        if not child:
            for number in range(part, reports, cores):
                _write_one(folder, number)
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    print(f"{reports} reports written in {time.perf_counter() - start:.0f} s")
    start = time.perf_counter()
    done = subprocess.run(
        [str(BIN / "govreport"), "check", str(folder)], capture_output=True, check=False, text=True
    )
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(done.stdout[-300:], done.stderr[-300:])
    print(f"checked in {seconds:.1f} s on {cores} cores, {reports / seconds:.0f} a second")
    print(f"peak memory of the largest process: {peak // 1024} MiB")


def _write_one(folder: Path, number: int) -> None:
    below = folder / f"{number // 1000:04}"
    below.mkdir(exist_ok=True)
    made = next(iter(series(organ_name(number), [2024])))
    (below / f"{number:07}.toml").write_text(made.text(), "utf-8")


if __name__ == "__main__":
    main()
