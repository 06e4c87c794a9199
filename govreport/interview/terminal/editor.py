"""The multi-line editor for narrative: wide characters, undo, arrows, last year's text above it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyPressEvent
from prompt_toolkit.layout import ConditionalContainer, HSplit, Window
from prompt_toolkit.layout.controls import BufferControl, FormattedTextControl
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.lexers import Lexer

from govreport.interview.lines import Text
from govreport.interview.terminal.prompt import Entry, Prompt
from govreport.interview.terminal.screen import Terminal, legible
from govreport.matching.narrative import figures
from govreport.messages import msg

KEEP_EVERY = 2.0  # seconds after which a text on its way is on disk


class Figures(Lexer):
    """Marks years and numbers where the text was taken over from last year's."""

    def __init__(self, active: Callable[[], bool]) -> None:
        self.active = active

    def lex_document(self, document: Document) -> Callable[[int], StyleAndTextTuples]:
        """One line in pieces, the numbers in their own style."""

        def line(number: int) -> StyleAndTextTuples:
            text = document.lines[number]
            pieces: StyleAndTextTuples = []
            at = 0
            for start, end in figures(text) if self.active() else ():
                pieces += [("", text[at:start]), ("class:figure", text[start:end])]
                at = end
            return [*pieces, ("", text[at:])]

        return line


class Editor(Prompt):
    """Edits one text. `last` is last year's; `taken` is whether it has been taken over.

    `keep` is given the text every now and then, while it is written.
    """

    def __init__(
        self,
        terminal: Terminal,
        bar: Text,
        text: str,
        last: str,
        keep: Callable[[str], None],
        *,
        taken: bool,
    ) -> None:
        super().__init__(terminal, Buffer(multiline=True), echoed=text)
        self.last, self.keep, self.taken = last, keep, taken
        self.shown = False
        self.buffer.set_document(Document(text, len(text)))
        self.above = Buffer(multiline=True, read_only=True, document=Document(legible(last), 0))
        self.on("c-s", self.end_with("text"))
        self.keys.add("escape", "enter")(self.end_with("text"))
        self.on("enter", lambda _: self.buffer.insert_text("\n"))
        self.on("c-j", lambda _: self.buffer.insert_text("\n"))
        self.on("c-e", self.end_with("external"))
        self.on("c-r", self._look)
        self.on("c-t", self._take_over)
        self.on("pageup", lambda _: self._scroll(-5))
        self.on("pagedown", lambda _: self._scroll(5))
        field = Window(
            BufferControl(self.buffer, lexer=Figures(lambda: self.taken)),
            wrap_lines=True, height=Dimension(min=3, preferred=10),
        )  # fmt: skip
        heading = terminal.text(msg(" 上年的这一部分（年份和数字有标记；翻页键滚动） "))
        beside = ConditionalContainer(
            HSplit([
                Window(FormattedTextControl([("class:bar", heading)]), height=1),
                Window(BufferControl(self.above, lexer=Figures(lambda: True), focusable=False),
                       wrap_lines=True, height=Dimension(min=3, preferred=8, max=10)),
                Window(char="─", height=1),
            ]),
            Condition(lambda: self.shown),
        )  # fmt: skip
        self.draw(field, beside, field, self.bar(terminal.text(bar)))

    def read(self) -> Entry:
        """Run the editor."""
        if self.terminal.plain:
            self.terminal.line(self.buffer.text)
        entry = self.run(self._begin)
        if self.terminal.plain:
            self.terminal.line()
        return entry

    def _begin(self) -> None:
        self.app.create_background_task(self._keep_now_and_then())

    async def _keep_now_and_then(self) -> None:
        kept = self.buffer.text
        while True:
            await asyncio.sleep(KEEP_EVERY)
            if self.buffer.text != kept:
                kept = self.buffer.text
                self.keep(kept)

    def _look(self, _: KeyPressEvent) -> None:
        """Show or hide last year's text."""
        if not self.last:
            return
        self.shown = not self.shown
        if self.terminal.plain:
            self.terminal.line()
            self.terminal.line(self.last)

    def _take_over(self, _: KeyPressEvent) -> None:
        """Last year's text into this year's, once it has been looked at."""
        if self.last and self.shown:
            self.taken = True
            self.shown = False
            self.buffer.insert_text(self.last)

    def _scroll(self, lines: int) -> None:
        moved = self.above if self.shown else self.buffer
        (moved.cursor_down if lines > 0 else moved.cursor_up)(abs(lines))
