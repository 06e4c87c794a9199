"""The installed command, in a process of its own, does what the other tests see in theirs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from program import Outcome, call
from samples import CITY, SEED, consistent, text_of

PROGRAM = Path(sys.executable).parent / "govreport"
WRONG = text_of(consistent("2021").with_numbers({"requests.received.total": 14070}))


def started(
    *arguments: str | Path, stdin: bytes, cwd: Path, environment: dict[str, str]
) -> Outcome:
    done = subprocess.run(
        [PROGRAM, *arguments],
        input=stdin,
        cwd=cwd,
        env=environment,
        capture_output=True,
        check=False,
    )
    return Outcome(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", SEED],
        ["check", "-"],
        ["check", "wrong.toml", "-", "--format", "json"],
        ["check", "no.toml"],
        ["--lang", "en", "check", "wrong.toml", "--diff"],
        ["render", CITY],
        ["export", "-"],
        ["rules", "GR301"],
        ["--version"],
        ["chekc"],
    ],
)
def test_it_says_and_returns_the_same(arguments: list[str | Path], tmp_path: Path) -> None:
    (tmp_path / "wrong.toml").write_bytes(WRONG)
    # The locale and the encoding of a bare system: what is written is UTF-8 all the same.
    environment = {"PATH": os.environ["PATH"], "LANG": "C", "PYTHONUTF8": "0"}
    here = call(*arguments, stdin=WRONG, cwd=tmp_path, environment=environment)
    assert started(*arguments, stdin=WRONG, cwd=tmp_path, environment=environment) == here
