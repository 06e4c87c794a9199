"""What a person did at a prompt: gave text, pasted a block, or asked for something else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Action = Literal[
    "text", "block", "help", "back", "forward", "list", "leave", "external", "interrupt"
]

COMMANDS: dict[str, Action] = {
    "?": "help", "？": "help", "h": "help", "help": "help", "帮助": "help",
    "<": "back", "＜": "back", "《": "back", "〈": "back",
    ">": "forward", "＞": "forward", "》": "forward", "〉": "forward",
    "#": "list", "＃": "list", "目录": "list",
    "q": "leave", "Q": "leave", "ｑ": "leave", "quit": "leave", "exit": "leave", "退出": "leave",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """The action, and the text that was typed so far."""

    action: Action
    text: str = ""


def understood(text: str) -> Entry:
    """A typed line: a command only when it is the whole line; cells where there is a tab in it."""
    action = COMMANDS.get(text.strip())
    if action is not None:
        return Entry(action)
    return Entry("block" if "\t" in text else "text", text)
