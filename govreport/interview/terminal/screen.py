"""The terminal: what it can do, and writing to it without anything in a text steering it."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from typing import TextIO

from govreport.console import obeys_sequences
from govreport.errors import GovreportError
from govreport.interview.lines import Figures, Shown, Text
from govreport.messages import Translator, Words, msg
from govreport.text import align, legible, wrap_lines

STYLES = {"head": "1;7", "name": "1", "dim": "2", "good": "32", "bad": "1;31", "warn": "33"}


@dataclass(frozen=True)
class Terminal:
    """Standard input and output when they are a terminal. `plain`: it cannot move its cursor."""

    out: TextIO
    plain: bool
    colour: bool
    translate: Translator

    def say(self, shown: Shown) -> None:
        """Write what is shown; a line that is empty in the person's language is left out."""
        for one in shown:
            if isinstance(one, Figures):
                rows = [[self.text(cell) for cell in row] for row in one.rows]
                for number, text in enumerate(align(rows)):
                    bad = "bad" if number in one.bad else "plain"
                    self.line(f"  {text}", bad if number else "dim", table=True)
            elif text := self.text(one.text):
                self.line(text, one.style, table=one.table)

    def line(self, text: Text = "", style: str = "plain", *, table: bool = False) -> None:
        """Write one line, broken where it has to be, harmless whatever stands in it."""
        for piece in wrap_lines(legible(self.text(text)), self.width, 2 if table else 0):
            styled = self.colour and style in STYLES
            self.out.write(f"\x1b[{STYLES[style]}m{piece}\x1b[0m\n" if styled else f"{piece}\n")
        self.out.flush()

    def text(self, text: Text) -> str:
        if isinstance(text, list):
            return "".join(self.text(part) for part in text)
        if isinstance(text, Words):
            return self.translate.choose(*text)
        return text if isinstance(text, str) else self.translate(text)

    @property
    def width(self) -> int:
        """Columns that may be written in; read anew, because a window changes its size."""
        return max(20, shutil.get_terminal_size((80, 24)).columns - 1)


def open_terminal(translate: Translator) -> Terminal:
    """The terminal. Raises GovreportError when input or output is not one."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise GovreportError(
            msg("访谈要在终端里进行，这里没有终端。"),
            msg(
                "不提问的办法：govreport interview FILE --no-input --data KEY=VALUE … 或 --data-file FILE。"
            ),
        )
    unable = os.environ.get("TERM", "") in ("", "dumb", "unknown")  # of which Windows says nothing
    plain = not obeys_sequences() if os.name == "nt" else unable
    colour = not plain and not os.environ.get("NO_COLOR")
    terminal = Terminal(sys.stdout, plain, colour, translate)
    try:
        "政府信息".encode(sys.stdout.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        terminal.line("This terminal cannot show Chinese; use a UTF-8 locale, or --lang en.")
    return terminal
