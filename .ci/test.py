"""Set everything up and run every check and test. The last line is the test runner's summary."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from setup import ROOT, environment

# Each of these keeps one processor busy: they run at the same time, the longest first. The tests keep
# all of them busy.
STEPS = (
    ("python", ".ci/offline.py", "--try"),
    ("mypy",),
    ("govreport", "build", "examples/reports", "--check"),
    ("govreport", "check", "examples/reports"),
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("lint-imports",),
)
TESTS = ("pytest", "-n", "auto", "--dist", "worksteal", "--cov", "--cov-report=term")


def name_of(step: tuple[str, ...]) -> str:
    return Path(step[1]).stem if step[0] == "python" else step[0]


NAMES = tuple(dict.fromkeys(map(name_of, (*STEPS, TESTS))))
EXAMPLES = """
examples:
  python3 .ci/test.py                           all that CI runs
  python3 .ci/test.py --only ruff --only mypy   some of the steps
  python3 .ci/test.py --only pytest -- tests/rules -k GR301
"""


def wanted() -> list[tuple[str, ...]]:
    """The steps that the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--only", action="append", choices=NAMES, metavar="STEP",
        help=f"run this step and no other; may be repeated. Steps: {', '.join(NAMES)}",
    )  # fmt: skip
    parser.add_argument("pytest", nargs="*", metavar="-- ARGUMENT", help="arguments for pytest")
    given = parser.parse_args()
    steps = [step for step in (*STEPS, TESTS) if given.only is None or name_of(step) in given.only]
    if given.pytest:  # a part of the tests: without the coverage, which is that of all of them
        steps = [("pytest", *given.pytest) if step[0] == "pytest" else step for step in steps]
    return steps


def main() -> int:
    steps = wanted()
    used = any(step[0] in ("govreport", "pytest") for step in steps)  # the others read the sources
    programs = environment(".venv-test", development=True, again=used)
    clean = {
        key: value
        for key, value in os.environ.items()
        if key not in ("PYTHONPATH", "PYTHONHOME", "GOVREPORT_LANG", "COLUMNS")
    }
    run = partial(subprocess.run, cwd=ROOT, env=clean, check=False)
    tests = [step for step in steps if step[0] == "pytest"]
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        lines = [(step, [programs / step[0], *step[1:]]) for step in steps if step not in tests]
        kept = partial(run, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        code = 0
        for (step, _), done in zip(
            lines, threads.map(kept, [line for _, line in lines]), strict=True
        ):
            print("$", *step, flush=True)
            sys.stdout.buffer.write(done.stdout)
            code = code or done.returncode
    for step in tests if code == 0 else ():
        print("$", *step, flush=True)
        code = run([programs / step[0], *step[1:]]).returncode
    return code


if __name__ == "__main__":
    sys.exit(main())
