"""Set everything up and run every check and test. The last line is the test runner's summary."""

from __future__ import annotations

import os
import subprocess
import sys

from setup import ROOT, environment

STEPS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports",),
    ("govreport", "check", "examples/reports"),
    ("govreport", "build", "examples/reports", "--check"),
    ("pytest", "-n", "auto", "--cov", "--cov-report=term"),
)


def main() -> int:
    programs = environment(".venv-test", development=True)
    clean = {
        key: value
        for key, value in os.environ.items()
        if key not in ("PYTHONPATH", "PYTHONHOME", "GOVREPORT_LANG", "COLUMNS")
    }
    for step in STEPS:
        print("$", *step, flush=True)
        done = subprocess.run(
            [str(programs / step[0]), *step[1:], *(sys.argv[1:] if step[0] == "pytest" else [])],
            cwd=ROOT,
            env=clean,
            check=False,
        )
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
