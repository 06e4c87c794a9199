"""Killed at every step of writing: the old file or the new one, and the next run is as any other."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from repository import killed
from repository.test_outputs import broken

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")

BASELINE = '{"version": 1, "findings": []}\n'
OPENED = ["before open", "after open"]
BEFORE = ["before chmod", "after chmod", "before fsync", "after fsync", "before replace"]
AFTER = ["after replace", *OPENED, "before fsync", "after fsync"]


class Run(NamedTuple):
    """How a run went: the steps that it came to, and its exit code."""

    steps: list[str]
    code: int


@pytest.fixture
def runs(tmp_path: Path) -> Iterator[Callable[..., Callable[[int], Run]]]:
    """Gives, for a command line, what runs it up to a step; 0 is a run that nobody kills."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> Callable[[int], Run]:
        process = subprocess.Popen(
            [sys.executable, "-P", killed.__file__, *arguments],
            cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={key: os.environ[key] for key in os.environ if not key.startswith("GITHUB_")},
        )  # fmt: skip
        started.append(process)
        asked, answers = process.stdin, process.stdout
        assert asked is not None
        assert answers is not None
        assert answers.readline() == "ready\n"

        def run(step: int) -> Run:
            asked.write(f"{step}\n")
            asked.flush()
            return Run(**json.loads(answers.readline()))

        return run

    yield start
    for process in started:
        process.communicate()


@pytest.mark.parametrize(
    ("arguments", "name", "code"),
    [
        (["--format", "sarif:out"], "out", 1),
        (["--output-file", "out"], "out", 1),
        (["--baseline", "out", "--write-baseline"], "out", 0),
        (["--fix"], "00.toml", 1),
    ],
)
def test_killed_at_every_step_of_writing(
    tmp_path: Path, runs: Callable[..., Callable[[int], Run]],
    arguments: list[str], name: str, code: int,
) -> None:  # fmt: skip
    broken(tmp_path, 4)
    file = tmp_path / name
    old = file.read_text("utf-8").replace("total", "# total", 1) if file.exists() else BASELINE
    file.write_text(old, "utf-8")
    run = runs("check", ".", *arguments)
    file.write_text(old, "utf-8")
    whole = run(0)
    assert whole.code == code
    new = file.read_text("utf-8")
    assert new != old
    parts = len(whole.steps) - len(OPENED + BEFORE + AFTER)
    assert parts > 1
    assert whole.steps == [*OPENED, *["after write"] * parts, *BEFORE, *AFTER]
    left = set()
    for number, step in enumerate(whole.steps, 1):
        file.write_text(old, "utf-8")
        dead = run(number)
        assert dead == Run(whole.steps[:number], -9)
        replaced = "after replace" in dead.steps
        assert file.read_text("utf-8") == (new if replaced else old), step
        remains = [path for path in tmp_path.iterdir() if path.suffix == ".tmp"]
        assert len(remains) == ("after open" in dead.steps and not replaced), step
        assert all(path.name.startswith(".") for path in remains)  # so that it is no report
        left |= {path.stat().st_size for path in remains}
        assert run(0).code == code
        assert file.read_text("utf-8") == new, step
        assert not any(path.exists() for path in remains), step  # what the dead one has left
    assert left >= {0, killed.PART, len(new.encode())}  # nothing yet, a part, and all
