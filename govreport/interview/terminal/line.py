"""Reading one line at the terminal: commands, keys, and pastes that never spill into the next one.

Enter is not taken at once. If more comes in the same breath, it was a paste of several lines, on a
terminal that does not say so, and all of it belongs to this prompt.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.data_structures import Size
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import ConditionalContainer, HSplit, Layout, Window
from prompt_toolkit.layout.controls import BufferControl, FormattedTextControl
from prompt_toolkit.layout.processors import BeforeInput, TabsProcessor
from prompt_toolkit.output import ColorDepth, DummyOutput, Output
from prompt_toolkit.output.vt100 import Vt100_Output
from prompt_toolkit.styles import Style

from govreport.interview.terminal.entry import Action, Entry, understood
from govreport.interview.terminal.screen import Terminal, legible
from govreport.text import display_width

BREATH = 0.04  # seconds: keys that come sooner after Enter were not typed by a person
SILENCE = 0.25  # seconds without a key after which a paste has come to its end
STYLE = Style.from_dict({"bar": "reverse", "last": "", "figure": "underline bold", "head": "bold"})
KEYS: dict[str, Action] = {
    "f1": "help", "c-g": "help", "c-b": "back", "c-n": "forward", "c-l": "list", "c-x": "leave", "c-d": "leave",
    "c-c": "interrupt", "<sigint>": "interrupt",
}  # fmt: skip


def output_of(terminal: Terminal) -> Output:
    """Where prompts are drawn; nowhere on a terminal that cannot move its cursor."""
    if terminal.plain:
        return DummyOutput()
    import os
    import shutil

    def size() -> Size:
        try:
            columns, rows = os.get_terminal_size(terminal.out.fileno())
        except OSError:
            columns, rows = shutil.get_terminal_size((80, 24))
        return Size(rows=rows or 24, columns=columns or 80)

    depth = None if terminal.colour else ColorDepth.DEPTH_1_BIT
    return Vt100_Output(
        terminal.out, size, default_color_depth=depth, enable_bell=False, enable_cpr=False
    )


class LineReader:
    """Reads one entry. A new one for each prompt: it keeps nothing."""

    def __init__(self, terminal: Terminal, prompt: str, bar: str, start: str = "") -> None:
        self.terminal, self.prompt = terminal, prompt
        self.buffer = Buffer(multiline=False)
        self.buffer.text = start
        self.buffer.cursor_position = len(start)
        self.pasting = False
        self.entered: asyncio.TimerHandle | None = None
        self.echoed = ""
        field = Window(
            BufferControl(
                self.buffer,
                input_processors=[BeforeInput(prompt), TabsProcessor(char1=" ", char2=" ")],
            ),
            wrap_lines=True, dont_extend_height=True,
        )  # fmt: skip
        foot = ConditionalContainer(  # it goes at once: what is typed after Enter is not for here
            draw_bar(bar, terminal), Condition(lambda: self.entered is None)
        )
        self.app: Application[Entry] = Application(
            layout=Layout(HSplit([field, foot]), focused_element=field),
            key_bindings=self._bindings(),
            style=STYLE,
            output=output_of(terminal),
            erase_when_done=True,
        )
        self.app.ttimeoutlen = 0.1
        self.app.key_processor.before_key_press += self._before_key

    def read(self) -> Entry:
        """Run the prompt; a terminal that is gone wants to leave."""
        if self.terminal.plain:
            self.terminal.out.write(self.prompt)
            self.terminal.out.flush()
            self.buffer.on_text_changed += self._echo
        try:
            entry = self.app.run(handle_sigint=False, set_exception_handler=False)
        except (EOFError, OSError):
            return Entry("leave", self.buffer.text)
        if self.terminal.plain:
            self.terminal.line()
        elif entry.action in ("text", "block"):
            shown = legible(entry.text.split("\n")[0])
            more = " …" if "\n" in entry.text else ""
            self.terminal.line(f"{self.prompt}{shown}{more}")
        return entry

    def _bindings(self) -> KeyBindings:
        own = KeyBindings()
        own.add("enter", eager=True)(self._enter)
        own.add("c-j", eager=True)(self._enter)
        own.add("tab", eager=True)(lambda _: self.buffer.insert_text("\t"))
        own.add(Keys.BracketedPaste, eager=True)(self._pasted)
        own.add("c-z", eager=True)(lambda _: self.buffer.undo())
        for key, action in KEYS.items():
            own.add(key, eager=True)(exit_with(action, lambda: self.buffer.text))
        return own

    def _before_key(self, _: Any) -> None:
        """A key so soon after Enter: the line was pasted, and there is more of it."""
        if self.entered is None or self.app.is_done:
            return
        self.entered.cancel()
        self.entered = None
        if not self.pasting:
            self.pasting = True
            self.buffer.insert_text("\n")

    def _enter(self, _: KeyPressEvent) -> None:
        self.buffer.cursor_position = len(self.buffer.text)
        if self.pasting:
            self.buffer.insert_text("\n")
        self._wait(SILENCE if self.pasting else BREATH)

    def _wait(self, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        self.entered = loop.call_later(seconds, self._done)

    def _done(self) -> None:
        if self.app.is_done:
            return
        text = self.buffer.text
        if "\n" in text.strip("\n"):
            self.app.exit(result=Entry("block", text.strip("\n")))
        else:
            self.app.exit(result=understood(text.strip("\n")))

    def _pasted(self, event: KeyPressEvent) -> None:
        data = event.data.replace("\r\n", "\n").replace("\r", "\n")
        whole = self.buffer.document.text_before_cursor + data
        if "\n" in data.strip("\n") or "\t" in data:
            self.buffer.insert_text(data)
            event.app.exit(result=Entry("block", (whole).strip("\n")))
        else:
            self.buffer.insert_text(data.strip("\n"))

    def _echo(self, buffer: Buffer) -> None:
        shown = legible(buffer.text.replace("\n", " "))
        self.echoed = show_new(self.terminal, self.echoed, shown)


def show_new(terminal: Terminal, before: str, after: str) -> str:
    """On a terminal that cannot move its cursor: write what is new, and a backspace for what is gone."""
    same = 0
    while same < min(len(after), len(before)) and after[same] == before[same]:
        same += 1
    gone = display_width(before[same:])
    terminal.out.write("\b \b" * gone + after[same:].replace("\n", "\r\n"))
    terminal.out.flush()
    return after


def exit_with(action: Action, text: Callable[[], str]) -> Callable[[KeyPressEvent], None]:
    """A key that ends the prompt with an action."""

    def leave(event: KeyPressEvent) -> None:
        if not event.app.is_done:
            event.app.exit(result=Entry(action, text()))

    return leave


def draw_bar(text: str, terminal: Terminal) -> Window:
    """The line at the foot that says what can be done here; more than one where it is too long."""
    return Window(
        FormattedTextControl(lambda: [("class:bar", "\n".join(bar_lines(text, terminal.width)))]),
        height=lambda: len(bar_lines(text, terminal.width)), dont_extend_height=True,
    )  # fmt: skip


def bar_lines(text: str, width: int) -> list[str]:
    """The pieces of a bar, which two blanks part, in as many lines as they need."""
    found: list[str] = []
    for piece in (piece.strip() for piece in text.split("  ") if piece.strip()):
        longer = f"{found[-1]}   {piece}" if found else piece
        if found and display_width(longer) <= width:
            found[-1] = longer
        else:
            found.append(piece)
    return [f" {line} " for line in found]
