"""The one exception that stops the tool. Problems in a report are findings, not exceptions."""

from __future__ import annotations

from govreport.messages import Message, Translator


class GovreportError(Exception):
    """The tool cannot go on. `message` says what happened, `hint` what to do about it."""

    def __init__(self, message: Message, hint: Message | None = None) -> None:
        super().__init__(Translator()(message))
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[type[GovreportError], tuple[Message, Message | None]]:
        return type(self), (self.message, self.hint)
