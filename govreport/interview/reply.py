"""What a person did at a prompt: gave text, pasted a block, or asked for something else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Wish = Literal[
    "text", "block", "help", "back", "forward", "list", "leave", "last", "external", "interrupt"
]

COMMANDS: dict[str, Wish] = {
    "?": "help", "？": "help", "h": "help", "help": "help", "帮助": "help",
    "<": "back", "＜": "back", "《": "back", "〈": "back",
    ">": "forward", "＞": "forward", "》": "forward", "〉": "forward",
    "#": "list", "＃": "list", "目录": "list",
    "q": "leave", "Q": "leave", "ｑ": "leave", "quit": "leave", "exit": "leave", "退出": "leave",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reply:
    """The wish, and the text that was typed so far."""

    wish: Wish
    text: str = ""


def understood(text: str) -> Reply:
    """A typed line as a wish: a command only when it is the whole line."""
    wish = COMMANDS.get(text.strip())
    return Reply(wish) if wish is not None else Reply("text", text)
