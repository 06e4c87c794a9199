"""What a line and a text box have in common: keys, the bar under them, a terminal that cannot draw.

Also what comes of a prompt: text, a pasted block, or something else that the person wants; and the
ways out that are not an answer: leaving, a closed terminal, a polite kill.
"""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from prompt_toolkit.application import Application
from prompt_toolkit.application.current import get_app_or_none
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import AnyContainer, HSplit, Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.output import ColorDepth, DummyOutput, Output
from prompt_toolkit.output.vt100 import Vt100_Output
from prompt_toolkit.styles import Style

from govreport.interview.terminal.screen import Terminal
from govreport.text import display_width, fill_lines, legible

Action = Literal[
    "text", "block", "help", "back", "forward", "list", "leave", "external", "interrupt"
]
STYLE = Style.from_dict({"bar": "reverse", "figure": "underline bold"})
KEYS: dict[str, Action] = {
    "f1": "help", "c-g": "help", "c-b": "back", "c-n": "forward", "c-l": "list", "c-x": "leave", "c-d": "leave",
    "c-c": "interrupt", "<sigint>": "interrupt",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person did at a prompt, and the text that was typed so far."""

    action: Action
    text: str = ""


class Prompt:
    """A buffer that is edited and drawn. A new one each time: it keeps nothing.

    `lead` is what a terminal that cannot draw shows before it.
    """

    def __init__(self, terminal: Terminal, buffer: Buffer, lead: str) -> None:
        self.terminal, self.buffer, self.lead = terminal, buffer, lead
        self.echoed = buffer.text  # what a terminal that cannot draw shows of it
        self.keys = KeyBindings()
        self.on("c-z", lambda _: self.buffer.undo())
        self.on("tab", lambda _: self.buffer.insert_text("\t"))
        self.on(
            Keys.BracketedPaste,
            lambda event: self.pasted(event.data.replace("\r\n", "\n").replace("\r", "\n")),
        )
        for key, action in KEYS.items():
            self.on(key, self.end_with(action))

    def on(self, key: str, act: Callable[[KeyPressEvent], object]) -> None:
        self.keys.add(key, eager=True)(act)

    def end_with(self, action: Action) -> Callable[[KeyPressEvent], None]:
        """What a key does that ends the prompt."""

        def end(_: KeyPressEvent) -> None:
            if not self.app.is_done:
                self.app.exit(result=Entry(action, self.buffer.text))

        return end

    def pasted(self, text: str) -> None:
        self.buffer.insert_text(text)

    def draw(self, focused: Window, *containers: AnyContainer) -> None:
        """Put the windows together; `focused` is that of the buffer."""
        self.app: Application[Entry] = Application(
            layout=Layout(HSplit(containers), focused_element=focused),
            key_bindings=self.keys,
            style=STYLE,
            output=_output(self.terminal),
            erase_when_done=True,
        )
        self.app.ttimeoutlen = 0.1

    def begin(self) -> None:
        """What is started together with the prompt."""

    def run(self) -> Entry:
        """Run the prompt; a terminal that is gone wants to leave, with what was typed."""
        if self.terminal.plain:
            self.terminal.out.write(self.lead)
            self.terminal.out.flush()
            self.buffer.on_text_changed += self._echo
        try:
            entry = self.app.run(self.begin, handle_sigint=False, set_exception_handler=False)
        except (EOFError, OSError):
            return Entry("leave", self.buffer.text)
        if self.terminal.plain:
            self.terminal.line()
        return entry

    def bar(self, text: str) -> Window:
        """The line at the foot that says what can be done here; more than one where it is too long."""
        if self.terminal.plain:
            self.terminal.line(text)

        def lines() -> list[str]:
            return [f" {line} " for line in fill_lines(text, self.terminal.width)]

        control = FormattedTextControl(lambda: [("class:bar", "\n".join(lines()))])
        return Window(control, height=lambda: len(lines()), dont_extend_height=True)

    def _echo(self, buffer: Buffer) -> None:
        before, after = self.echoed, legible(buffer.text)
        same = 0
        while before[same : same + 1] == after[same : same + 1] != "":
            same += 1
        gone = "\b \b" * display_width(before[same:])
        self.terminal.out.write(gone + after[same:].replace("\n", "\r\n"))
        self.terminal.out.flush()
        self.echoed = after


def _output(terminal: Terminal) -> Output:
    """Where prompts are drawn; nowhere on a terminal that cannot move its cursor."""
    if terminal.plain:
        return DummyOutput()
    depth = None if terminal.colour else ColorDepth.DEPTH_1_BIT
    output = Vt100_Output.from_pty(terminal.out, default_color_depth=depth, enable_bell=False)
    output.enable_cpr = False
    return output


@contextlib.contextmanager
def hang_up_leaves() -> Iterator[None]:
    """A closed terminal or a polite kill ends the prompt, so that what was typed can be kept."""

    def handle(_number: int, _frame: object) -> None:
        app = get_app_or_none()
        if app is None or app.loop is None or not app.is_running or app.is_done:
            raise KeyboardInterrupt

        def stop() -> None:
            if not app.is_done:
                app.exit(result=Entry("leave", app.current_buffer.text))

        app.loop.call_soon_threadsafe(stop)

    numbers = [getattr(signal, n) for n in ("SIGHUP", "SIGTERM") if hasattr(signal, n)]
    before = [(number, signal.signal(number, handle)) for number in numbers]
    try:
        yield
    finally:
        for number, old in before:
            signal.signal(number, old)
