"""How far a long check is, on a real terminal: shown, gone when it ends, stopped by Ctrl-C.

A named pipe among the reports holds the run until the test has seen the screen.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pexpect  # type: ignore[import-untyped]
import pyte
import pytest
from repository.generate import organ_name, series, write_repository

from govreport.cli import main

# So many that processes are started, and that no process comes to the last file, which holds the
# run, before results of the first ones have been shown.
ORGANS, YEARS = 200, range(2021, 2024)
TOTAL = ORGANS * len(YEARS) + 1
WRONG = "r/000/000003/2023.toml"
DEADLINE = 40  # seconds: a slow machine is no failure
SHOWN = {"zh": r"已核对 (\d+) 个文件……", "en": r"(\d+) files checked…"}
# The program, with another patience than its own.
PROGRAM = """
import sys
from govreport.cli import main, progress
progress.PATIENCE = float(sys.argv.pop(1))
main.main()
"""


class Terminal:
    """`govreport check` in a pseudo-terminal of 80 columns, and what its screen shows."""

    def __init__(
        self, folder: Path, *arguments: str, redirect: str = "", language: str = "zh",
        patience: float = 0,
    ) -> None:  # fmt: skip
        self.screen = pyte.Screen(80, 24)
        self.stream = pyte.Stream(self.screen)
        self.log = ""
        env = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "GITHUB_STEP_SUMMARY")}
        line = [sys.executable, "-c", PROGRAM, str(patience), "check", *arguments]
        self.process = pexpect.spawn(
            "/bin/sh", ["-c", f'exec "$@" {redirect}', "sh", *line],
            cwd=str(folder), dimensions=(24, 80), encoding="utf-8", timeout=DEADLINE,
            # where the tests run in the background, Ctrl-C would be ignored
            preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
            env={**env, "TERM": "xterm-256color", "LANG": "C.UTF-8", "GOVREPORT_LANG": language},
        )  # fmt: skip
        self.process.delaybeforesend = None

    def read(self, seconds: float = DEADLINE) -> None:
        data = self.process.read_nonblocking(65536, timeout=seconds)
        self.log += data
        self.stream.feed(data)

    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip("\n")

    def until(self, wanted: str) -> None:
        """Wait until the screen shows this and nothing else."""
        end = time.monotonic() + DEADLINE
        while not re.fullmatch(wanted, self.text()):
            self.read()
            assert time.monotonic() < end, self.text()

    def reaches(self, pipe: Path) -> int:
        """Wait until the run reads the pipe; a handle to write to it."""
        end = time.monotonic() + DEADLINE
        while True:
            try:
                return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
            except OSError:  # there is no reader yet
                assert time.monotonic() < end, self.text()
            with contextlib.suppress(pexpect.TIMEOUT):
                self.read(0.05)

    def end(self) -> int:
        """The exit code, when all has been read."""
        end = time.monotonic() + DEADLINE
        while True:
            assert time.monotonic() < end, self.text()
            try:
                self.read()
            except pexpect.EOF:
                self.process.close()
                return int(self.process.exitstatus)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports, of which one is wrong."""
    folder = tmp_path_factory.mktemp("reports")
    write_repository(folder / "r", ORGANS, YEARS)
    made = list(series(organ_name(3), YEARS))[-1]
    made.values["review.litigation.direct.total"] += 1
    (folder / WRONG).write_text(made.text(), "utf-8")
    return folder


@pytest.fixture
def pipe(folder: Path) -> Iterator[Path]:
    path = folder / "held.toml"
    os.mkfifo(path)
    yield path
    path.unlink()


def let_go(handle: int) -> None:
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(next(iter(series("某县某局", [2023]))).text())


@pytest.mark.cover_processes
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_shown_while_it_runs_and_gone_when_it_ends(
    folder: Path, pipe: Path, jobs: str, language: str
) -> None:
    shown = SHOWN[language]
    terminal = Terminal(folder, "r", pipe.name, "--jobs", jobs, language=language)
    terminal.until(rf"\S {shown}")
    let_go(terminal.reaches(pipe))
    assert terminal.end() == main.FINDINGS
    counts = [int(count) for count in re.findall(shown, terminal.log)]
    assert counts == sorted(counts)
    assert counts[0] < counts[-1] == TOTAL
    assert terminal.text().startswith(f"{WRONG}\n")
    assert not re.search(shown, terminal.text())
    assert not terminal.screen.cursor.hidden


def test_standard_output_has_no_trace_of_it(folder: Path, pipe: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    terminal = Terminal(folder, "r", pipe.name, redirect=f"> '{out}'")
    terminal.until(rf"\S {SHOWN['zh']}")
    let_go(terminal.reaches(pipe))
    assert terminal.end() == main.FINDINGS
    assert terminal.text() == ""
    text = out.read_text("utf-8")
    assert text.startswith(f"{WRONG}\n")
    assert "\x1b" not in text
    assert "已核对" not in text


def test_nothing_is_shown_where_there_is_no_terminal(folder: Path, tmp_path: Path) -> None:
    err = tmp_path / "err"
    terminal = Terminal(folder, "r", redirect=f"2> '{err}'")
    assert terminal.end() == main.FINDINGS
    assert "已核对" not in terminal.log
    assert err.read_text("utf-8") == ""


def test_nothing_is_shown_to_a_patient_person(folder: Path, pipe: Path) -> None:
    terminal = Terminal(folder, "r", pipe.name, patience=3600)
    let_go(terminal.reaches(pipe))
    assert terminal.end() == main.FINDINGS
    assert terminal.log.startswith("\x1b[1;4mr/")


def living(group: int) -> list[str]:
    """What is running of a process group, as far as this system says."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, fields = path.read_text("utf-8", "replace").rpartition(")")
        except OSError:  # it has just ended
            continue
        state, _, its_group = fields.split()[:3]
        if int(its_group) == group and state not in "ZX":
            found.append(name)
    return found


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_it_and_says_so(folder: Path, pipe: Path, tmp_path: Path, jobs: str) -> None:
    out = tmp_path / "out"
    out.write_text("old", "utf-8")
    terminal = Terminal(folder, "r", pipe.name, "--jobs", jobs, "--output-file", str(out))
    interrupt(terminal, pipe)
    assert terminal.text().endswith("govreport: 已中断。")
    assert not terminal.screen.cursor.hidden
    assert living(terminal.process.pid) == []
    assert {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()} == {"out": "old"}


def interrupt(terminal: Terminal, pipe: Path) -> None:
    """Press Ctrl-C while the run reads the pipe."""
    terminal.until(rf"\S {SHOWN['zh']}")
    handle = terminal.reaches(pipe)
    assert living(terminal.process.pid) or not Path("/proc/self").exists()
    terminal.process.send("\x03")
    assert terminal.end() == main.INTERRUPTED
    os.close(handle)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_leaves_one_line(folder: Path, pipe: Path, jobs: str) -> None:
    terminal = Terminal(folder, "r", pipe.name, "--jobs", jobs)
    interrupt(terminal, pipe)
    assert terminal.text() == "govreport: 已中断。"


def test_ctrl_c_before_there_is_a_command() -> None:
    program = """
from govreport.cli import main
def stopped(arguments):
    raise KeyboardInterrupt
main.run = stopped
main.main()
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (main.INTERRUPTED, "")
