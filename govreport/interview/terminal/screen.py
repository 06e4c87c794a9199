"""The terminal: what it can do, and writing to it without anything in a text steering it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TextIO

from govreport.console import obeys_sequences
from govreport.interview.lines import Line, Style
from govreport.text import BLANKS, printable, wrap_lines

STYLES = {"head": "1;7", "name": "1", "dim": "2", "good": "32", "bad": "1;31", "warn": "33"}


@dataclass(frozen=True)
class Terminal:
    """Standard input and output when they are a terminal. `plain`: it cannot move its cursor."""

    out: TextIO
    plain: bool
    colour: bool

    def say(self, lines: Iterable[Line]) -> None:
        """Write lines, each broken where it has to be, harmless whatever stands in it."""
        for line in lines:
            for piece in wrap_lines(legible(line.text), self.width, 2 if line.table else 0):
                self.out.write(self._styled(piece, line.style) + "\n")
        self.out.flush()

    def line(self, text: str = "", style: Style = "plain") -> None:
        """Write one line."""
        self.say([Line(text, style)])

    @property
    def width(self) -> int:
        """Columns that may be written in; read anew, because a window changes its size."""
        return max(20, shutil.get_terminal_size((80, 24)).columns - 1)

    def can_show(self, text: str) -> bool:
        """Whether the terminal's encoding has these characters."""
        try:
            text.encode(self.out.encoding or "utf-8")
        except (UnicodeEncodeError, LookupError):
            return False
        return True

    def _styled(self, text: str, style: str) -> str:
        if not self.colour or style not in STYLES:
            return text
        return f"\x1b[{STYLES[style]}m{text}\x1b[0m"


def open_terminal(environment: Mapping[str, str] = os.environ) -> Terminal | None:
    """The terminal; None when input or output is not one."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    unable = environment.get("TERM", "") in ("", "dumb", "unknown")  # of which Windows says nothing
    plain = not obeys_sequences() if os.name == "nt" else unable
    colour = not plain and not environment.get("NO_COLOR")
    return Terminal(sys.stdout, plain, colour)


def legible(text: str) -> str:
    """Text that cannot steer a terminal; its lines stay, and a tab is four spaces."""
    return printable(text.replace("\t", "    "), keep=BLANKS + "\n")
