"""The multi-line editor for narrative: wide characters, undo, arrows, last year's text above it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import ConditionalContainer, HSplit, Layout, Window
from prompt_toolkit.layout.controls import BufferControl, FormattedTextControl
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.lexers import Lexer

from govreport.interview.narrative import figures
from govreport.interview.terminal.entry import Entry
from govreport.interview.terminal.line import (
    KEYS,
    STYLE,
    draw_bar,
    exit_with,
    output_of,
    show_new,
)
from govreport.interview.terminal.screen import Terminal, legible

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


class Editor:
    """Edits one text. `last` is last year's; `taken` is whether it has been taken over."""

    def __init__(
        self,
        terminal: Terminal,
        bar: str,
        heading: str,
        text: str,
        last: str,
        keep: Callable[[str], None],
        *,
        taken: bool,
    ) -> None:
        self.terminal, self.last, self.taken = terminal, last, taken
        self.keep = keep
        self.shown = False
        self.echoed = text
        self.buffer = Buffer(multiline=True)
        self.buffer.set_document(Document(text, len(text)))
        self.above = Buffer(multiline=True, read_only=True, document=Document(legible(last), 0))
        field = Window(
            BufferControl(self.buffer, lexer=Figures(lambda: self.taken)),
            wrap_lines=True, height=Dimension(min=3, preferred=10),
        )  # fmt: skip
        beside = ConditionalContainer(
            HSplit([
                Window(FormattedTextControl([("class:bar", heading)]), height=1),
                Window(BufferControl(self.above, lexer=Figures(lambda: True), focusable=False),
                       wrap_lines=True, height=Dimension(min=3, preferred=8, max=10)),
                Window(char="─", height=1),
            ]),
            Condition(lambda: self.shown),
        )  # fmt: skip
        self.app: Application[Entry] = Application(
            layout=Layout(HSplit([beside, field, draw_bar(bar, terminal)]), focused_element=field),
            key_bindings=self._bindings(),
            style=STYLE,
            output=output_of(terminal),
            erase_when_done=True,
        )
        self.app.ttimeoutlen = 0.1

    def read(self) -> Entry:
        """Run the editor; a terminal that is gone wants to leave, with what was typed."""
        if self.terminal.plain:
            self.terminal.line(self.buffer.text)
            self.buffer.on_text_changed += self._echo
        try:
            entry = self.app.run(
                pre_run=self._begin, handle_sigint=False, set_exception_handler=False
            )
        except (EOFError, OSError):
            return Entry("leave", self.buffer.text)
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

    def _bindings(self) -> KeyBindings:
        own = KeyBindings()
        done = exit_with("text", lambda: self.buffer.text)
        own.add("c-s", eager=True)(done)
        own.add("escape", "enter")(done)
        own.add("enter")(lambda _: self.buffer.insert_text("\n"))
        own.add("c-j")(lambda _: self.buffer.insert_text("\n"))
        own.add("tab")(lambda _: self.buffer.insert_text("\t"))
        own.add("c-z", eager=True)(lambda _: self.buffer.undo())
        own.add(Keys.BracketedPaste, eager=True)(self._pasted)
        own.add("c-e", eager=True)(exit_with("external", lambda: self.buffer.text))
        own.add("c-r", eager=True)(self._look)
        own.add("c-t", eager=True)(self._take_over)
        own.add("pageup", eager=True)(lambda _: self._scroll(-5))
        own.add("pagedown", eager=True)(lambda _: self._scroll(5))
        for key, action in KEYS.items():
            own.add(key, eager=True)(exit_with(action, lambda: self.buffer.text))
        return own

    def _pasted(self, event: KeyPressEvent) -> None:
        self.buffer.insert_text(event.data.replace("\r\n", "\n").replace("\r", "\n"))

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

    def _echo(self, buffer: Buffer) -> None:
        self.echoed = show_new(self.terminal, self.echoed, legible(buffer.text))
