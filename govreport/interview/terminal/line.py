"""Reading one line at the terminal: commands, keys, and pastes that never spill into the next one.

Enter is not taken at once. If more comes in the same breath, it was a paste of several lines, on a
terminal that does not say so, and all of it belongs to this prompt.
"""

from __future__ import annotations

import asyncio

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyPressEvent
from prompt_toolkit.layout import ConditionalContainer, Window
from prompt_toolkit.layout.controls import BufferControl
from prompt_toolkit.layout.processors import BeforeInput, TabsProcessor

from govreport.interview.lines import Text
from govreport.interview.terminal.prompting import Action, Entry, Prompt
from govreport.interview.terminal.screen import Terminal
from govreport.matching.normal import visible
from govreport.text import legible, shorten

BREATH = 0.04  # seconds: keys that come sooner after Enter were not typed by a person
SILENCE = 0.25  # seconds without a key after which a paste has come to its end
SIGN = "> "
COMMANDS: dict[str, Action] = {
    "?": "help", "h": "help", "help": "help", "帮助": "help", "#": "list", "目录": "list",
    "<": "back", "《": "back", "〈": "back", ">": "forward", "》": "forward", "〉": "forward",
    "q": "leave", "quit": "leave", "exit": "leave", "退出": "leave",
}  # fmt: skip


class LineReader(Prompt):
    """Reads one entry."""

    def __init__(self, terminal: Terminal, bar: Text) -> None:
        super().__init__(terminal, Buffer(multiline=False), SIGN)
        self.pasting = False
        self.entered: asyncio.TimerHandle | None = None
        self.on("enter", self._enter)
        self.on("c-j", self._enter)
        processors = [BeforeInput(SIGN), TabsProcessor(char1=" ", char2=" ")]
        field = Window(
            BufferControl(self.buffer, input_processors=processors),
            wrap_lines=True, dont_extend_height=True,
        )  # fmt: skip
        foot = ConditionalContainer(  # it goes at once: what is typed after Enter is not for here
            self.bar(terminal.text(bar)), Condition(lambda: self.entered is None)
        )
        self.draw(field, field, foot)
        self.app.key_processor.before_key_press += self._before_key

    def run(self) -> Entry:
        """Run the prompt; what was answered stays on the screen."""
        entry = super().run()
        if entry.action in ("text", "block") and not self.terminal.plain:
            first, *more = entry.text.split("\n")
            shown = shorten(legible(first), self.terminal.width - 4) if more else first
            self.terminal.line(f"{SIGN}{shown}{' …' if more else ''}")
        return entry

    def _before_key(self, _: object) -> None:
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
        wait = SILENCE if self.pasting else BREATH
        self.entered = asyncio.get_running_loop().call_later(wait, self._done)

    def _done(self) -> None:
        if not self.app.is_done:
            self.app.exit(result=understood(self.buffer.text.strip("\n")))

    def pasted(self, text: str) -> None:
        """Lines or cells are a block, and end the prompt; anything else is as if it were typed."""
        whole = self.buffer.document.text_before_cursor + text
        if "\n" in text.strip("\n") or "\t" in text:
            self.buffer.insert_text(text)
            self.app.exit(result=Entry("block", whole.strip("\n")))
        else:
            self.buffer.insert_text(text.strip("\n"))


def understood(text: str) -> Entry:
    """What was typed: lines and cells are a block, a command is one only when it is all there is."""
    action = COMMANDS.get(visible(text).lower())
    if "\n" in text or (action is None and "\t" in text):
        return Entry("block", text)
    return Entry("text", text) if action is None else Entry(action)
