"""The multi-line editor for narrative, last year's text above it; and the person's own, by VISUAL or EDITOR."""

from __future__ import annotations

import asyncio
import bisect
import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.formatted_text.utils import fragment_list_to_text
from prompt_toolkit.key_binding import KeyPressEvent
from prompt_toolkit.layout import ConditionalContainer, HSplit, Window
from prompt_toolkit.layout.controls import BufferControl, FormattedTextControl
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.layout.processors import (
    ConditionalProcessor,
    Processor,
    Transformation,
    TransformationInput,
)
from prompt_toolkit.layout.utils import explode_text_fragments

from govreport.interview.lines import Text
from govreport.interview.questions.question import TextBox
from govreport.interview.terminal.prompting import Prompt
from govreport.interview.terminal.screen import Terminal
from govreport.matching.narrative import figures, length
from govreport.messages import Message, msg
from govreport.text import display_width, legible, line_ends

KEEP_EVERY = 2.0  # seconds after which a text on its way is on disk


class Figures(Processor):
    """Marks years and numbers."""

    def apply_transformation(self, ti: TransformationInput) -> Transformation:
        cells = explode_text_fragments(ti.fragments)
        for start, end in figures(fragment_list_to_text(cells)):
            cells[start:end] = [("class:figure", cell[1]) for cell in cells[start:end]]
        return Transformation(cells)


class Editor(Prompt):
    """Edits one text; `taken`, as in the box, tells whether last year's is in it by now.

    `keep` is given the text every now and then, while it is written.
    """

    def __init__(
        self, terminal: Terminal, bar: Text, box: TextBox, keep: Callable[[str], None]
    ) -> None:
        buffer = Buffer(multiline=True, document=Document(box.text, len(box.text)))
        super().__init__(terminal, buffer, f"{legible(box.text)}\n")
        self.last, self.keep, self.taken = box.last, keep, box.taken
        self.shown = False
        self.above = Buffer(multiline=True, read_only=True, document=Document(legible(box.last), 0))
        self.on("c-s", self.end_with("text"))
        self.keys.add("escape", "enter")(self.end_with("text"))
        for key in ("enter", "c-j"):
            self.on(key, lambda _: self.buffer.insert_text("\n"))
        self.on("c-e", self.end_with("external"))
        self.on("c-r", self._look)
        self.on("c-t", self._take_over)
        self.on("pageup", lambda _: self._scroll(-5))
        self.on("pagedown", lambda _: self._scroll(5))
        taken_over = ConditionalProcessor(Figures(), Condition(lambda: self.taken))
        field = Window(
            BufferControl(self.buffer, [taken_over, Marks()]),
            wrap_lines=True, height=Dimension(min=3, preferred=10),
        )  # fmt: skip
        heading = terminal.text(msg(" 上年的这一部分（年份和数字有标记；翻页键滚动，^T 照搬） "))
        beside = ConditionalContainer(
            HSplit([
                Window(FormattedTextControl([("class:bar", heading)]), height=1),
                Window(BufferControl(self.above, [Figures(), Marks()], focusable=False),
                       wrap_lines=True, height=Dimension(min=3, preferred=8, max=10)),
                Window(char="─", height=1),
            ]),
            Condition(lambda: self.shown),
        )  # fmt: skip
        count = FormattedTextControl(
            lambda: terminal.text(msg("共 {count} 字", count=length(self.buffer.text)))
        )
        self.draw(field, beside, field, Window(count, height=1), self.bar(terminal.text(bar)))

    def pasted(self, text: str) -> None:
        """Take a paste without the empty lines at its end, below which the box would look empty."""
        super().pasted(text.rstrip("\n"))

    def begin(self) -> None:
        self.app.create_background_task(self._keep_now_and_then())

    async def _keep_now_and_then(self) -> None:
        kept = self.buffer.text
        while True:
            await asyncio.sleep(KEEP_EVERY)
            if self.buffer.text != kept:
                kept = self.buffer.text
                self.keep(kept)

    def _look(self, _: KeyPressEvent) -> None:
        if not self.last:
            return
        self.shown = not self.shown
        if self.terminal.plain:
            self.terminal.line()
            self.terminal.line(self.last)

    def _take_over(self, event: KeyPressEvent) -> None:
        """Last year's text into this year's, once it has been looked at; else it is shown first."""
        if not self.shown:
            self._look(event)
        elif self.last:
            self.taken = True
            self.shown = False
            self.buffer.insert_text(self.last)

    def _scroll(self, lines: int) -> None:
        moved = self.above if self.shown else self.buffer
        (moved.cursor_down if lines > 0 else moved.cursor_up)(abs(lines))


class Marks(Processor):
    """Breaks the lines of the box as all others are broken: none begins with a closing mark."""

    def apply_transformation(self, ti: TransformationInput) -> Transformation:
        cells = explode_text_fragments(ti.fragments)
        text = fragment_list_to_text(cells)
        filled: StyleAndTextTuples = []
        places: list[int] = []  # where each character stands on the screen, as a place in the line
        start = 0
        for stop in line_ends(text, ti.width):
            places += range(len(filled), len(filled) + stop - start)
            filled += cells[start:stop]
            if stop < len(text):
                filled += [("", " ")] * (ti.width - display_width(text[start:stop]))
            start = stop
        places.append(len(filled))
        return Transformation(
            filled,
            source_to_display=lambda at: places[min(at, len(places) - 1)],
            display_to_source=lambda at: bisect.bisect_left(places, at),
        )


def own_editor() -> str:
    """The command of the editor that the person prefers, or Windows has; empty when there is none."""
    named = os.environ.get("VISUAL", "").strip() or os.environ.get("EDITOR", "").strip()
    return named or ("notepad" if os.name == "nt" else "")


def edit_outside(text: str) -> tuple[str, Message | None]:
    """The text after the person's own editor; the same, and why, when that did not work."""
    if not (command := own_editor()):
        return text, msg("没有设置 VISUAL 或 EDITOR，就在这里写。")
    try:
        with tempfile.TemporaryDirectory(prefix="govreport-") as folder:
            path = Path(folder) / "text.txt"
            path.write_text(text + "\n" if text else "", "utf-8")
            words = shlex.split(command, posix=os.name != "nt")  # there `\\` parts folders
            program = [word.strip('"') for word in words]
            done = subprocess.run([*program, str(path)], check=False)  # noqa: S603
            if done.returncode != 0:
                return text, msg("{editor} 没有正常结束，文字没有改动。", editor=command)
            return path.read_text("utf-8-sig").strip("\n"), None
    except (OSError, ValueError) as error:
        return text, msg("{editor} 打不开：{reason}", editor=command, reason=str(error))
