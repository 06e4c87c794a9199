"""What comes of an answer: taken, refused with the reason, or taken once it is confirmed."""

from __future__ import annotations

from dataclasses import dataclass

from govreport.interview.state import State
from govreport.matching.block import Block
from govreport.messages import Message


@dataclass(frozen=True)
class Taken:
    """The state with the answer in it, and what the person is told was understood.

    `at`: the question to go to, when the answer names one. `done`: the interview is over.
    """

    state: State
    said: tuple[Message, ...] = ()
    at: str | None = None
    done: bool = False


@dataclass(frozen=True)
class Refused:
    """Nothing was taken."""

    reason: Message


@dataclass(frozen=True)
class Confirm:
    """`about` says what would happen; only then `taken`. `block` is a paste to be looked at."""

    about: tuple[Message, ...]
    taken: Taken
    block: Block | None = None


Result = Taken | Refused | Confirm
