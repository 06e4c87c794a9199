"""The program in a pseudo-terminal, with a screen behind it that knows wide characters."""

from __future__ import annotations

import codecs
import os
import re
import signal
import sys
import time
from pathlib import Path

import pexpect  # type: ignore[import-untyped]
import pyte

PATIENCE = 40  # seconds: a slow machine is no failure
BAR = ("q 保存退出", "^X 保存退出", "q 退出", "q save")
HEAD = re.compile(r"\[(\d+)/\d+\]")
QUIET = 0.15


class Display(pyte.Screen):
    """A screen on which faint letters are grey ones, since pyte knows no faint ones."""

    def select_graphic_rendition(self, *attributes: int, **more: bool) -> None:
        super().select_graphic_rendition(*((90,) if attributes == (2,) else attributes), **more)


FOREIGN = ("VISUAL", "EDITOR", "NO_COLOR", "COLUMNS", "LINES")  # of whoever runs the tests


class Screen:
    """A process in a pseudo-terminal and what its screen shows."""

    def __init__(self, folder: Path, *arguments: str, size: tuple[int, int] = (24, 80),
                 **environment: str) -> None:  # fmt: skip
        self.columns = Display(size[1], size[0])
        self.stream = pyte.Stream(self.columns)
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.log = ""
        env = {
            **{k: v for k, v in os.environ.items() if k not in FOREIGN},
            "TERM": "xterm-256color", "LANG": "C.UTF-8", "PYTHONIOENCODING": "", **environment,
        }  # fmt: skip
        env = {key: value for key, value in env.items() if value}
        self.process = pexpect.spawn(
            sys.executable, ["-m", "govreport", *arguments], cwd=str(folder), env=env,
            dimensions=size, timeout=PATIENCE,
        )  # fmt: skip
        self.process.delaybeforesend = None

    def read(self, seconds: float = QUIET) -> bool:
        """Take in what has been written; False when nothing was."""
        try:
            data = self.process.read_nonblocking(65536, timeout=seconds)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return False
        text = self.decoder.decode(data)  # a character may come in two pieces
        self.log += text
        self.stream.feed(text)
        return True

    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.columns.display).strip("\n")

    def prompt(self) -> str:
        """The last thing asked, once the bar stands under it."""
        text = self.text()
        return text if any(bar in "".join(text.split("\n")[-2:]) for bar in BAR) else ""

    def wait(self, *wanted: str) -> str:
        """The screen once it asks something and shows one of `wanted` in its last block."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            while self.read(0.05):
                pass
            lines = self.prompt().split("\n")
            heads = [number for number, line in enumerate(lines) if HEAD.search(line)]
            block = "\n".join(lines[heads[-1] if heads else 0 :])
            if block and any(one in block for one in wanted):
                return self.text()
        raise AssertionError(f"never asked {wanted}:\n{self.text()}")

    def until(self, wanted: str) -> None:
        """Wait for something that may stand anywhere on the screen."""
        end = time.monotonic() + PATIENCE
        while wanted not in self.text():
            self.read(0.05)
            assert time.monotonic() < end, self.text()

    def ends(self) -> str:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and (self.read(0.2) or self.process.isalive()):
            pass
        self.process.close()
        return self.text()

    def send(self, text: str) -> None:
        self.process.send(text)

    def kill(self) -> None:
        self.process.kill(signal.SIGKILL)
        self.process.close(force=True)


def answers(walk: list[tuple[str, str]], screen: Screen) -> None:
    for asked, keys in walk:
        screen.wait(asked)
        screen.send(keys)
