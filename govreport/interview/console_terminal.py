"""The terminal: what it can do, and writing to it without anything in a text steering it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TextIO

from wcwidth import wcwidth

from govreport.interview.names import Said

STYLES = {"head": "1;7", "name": "1", "dim": "2", "good": "32", "bad": "1;31", "warn": "33"}
BLANKS = "\u3000\u00a0"
WORD = 24  # characters; what is longer is no word but a path, and is broken


@dataclass(frozen=True)
class Terminal:
    """Standard input and output when they are a terminal. `plain`: it cannot move its cursor."""

    out: TextIO
    plain: bool
    colour: bool

    def say(self, lines: Iterable[Said]) -> None:
        """Write lines, each broken where it has to be, harmless whatever stands in it."""
        for line in lines:
            for piece in wrap(printable(line.text), self.width, keep=line.table):
                self.out.write(self._styled(piece, line.style) + "\n")
        self.out.flush()

    def line(self, text: str = "", style: str = "plain") -> None:
        """Write one line."""
        for piece in wrap(printable(text), self.width):
            self.out.write(self._styled(piece, style) + "\n")
        self.out.flush()

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
    plain = environment.get("TERM", "") in ("", "dumb", "unknown")
    colour = not plain and not environment.get("NO_COLOR")
    return Terminal(sys.stdout, plain, colour)


def printable(text: str) -> str:
    """Text in which nothing moves the cursor, changes colours or the direction of writing."""
    return "".join(
        c if c.isprintable() or c in BLANKS else "    " if c == "\t" else "\n" if c == "\n" else "�"
        for c in text
    )


def wrap(text: str, width: int, *, keep: bool = False) -> list[str]:
    """Text in lines of at most so many columns; a broken line goes on under its beginning.

    A line is broken between Chinese characters, or at a blank rather than within a word.
    """
    found: list[str] = []
    for line in text.split("\n"):
        indent = " " * min(len(line) - len(line.lstrip(" ")) + (2 if keep else 0), width // 3)
        current, used = "", 0
        for c in line:
            size = max(0, wcwidth(c))
            if used + size > width:
                head, word = _last_word(current, c)
                found.append(head.rstrip(" "))
                current = indent + (word + c).lstrip(" ")
                used = sum(max(0, wcwidth(one)) for one in current)
                continue
            current += c
            used += size
        found.append(current)
    return found


def _last_word(line: str, following: str) -> tuple[str, str]:
    """A line before and from the word that `following` would break; all of it when it breaks none."""
    if not following.isascii() or following == " ":
        return line, ""
    at = len(line)
    while at and line[at - 1].isascii() and line[at - 1] != " ":
        at -= 1
    return (line[:at], line[at:]) if line[:at].strip() and len(line) - at < WORD else (line, "")
