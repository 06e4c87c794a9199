"""A fault in a piece of a file: its cause in words, its place, and the edits that take it away."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from govreport.messages import Message


class Edit(NamedTuple):
    """The characters from `start` to `end` become `new`."""

    start: int
    end: int
    new: str


class Fault(NamedTuple):
    """`start` and `end` are places in the text that it is a fault of, as those of the edits are.

    The edits make the fault vanish; they need not be what the author meant.
    """

    message: Message
    start: int
    end: int
    edits: tuple[Edit, ...]


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made; no two of them overlap."""
    parts, last = [], 0
    for start, end, new in sorted(edits):
        parts += [text[last:start], new]
        last = end
    return "".join([*parts, text[last:]])


def place_before(place: int, edits: Iterable[Edit]) -> int:
    """Where a place of an edited text was before; of what an edit put in, where that begins."""
    moved = 0
    for start, end, new in sorted(edits):
        if place < start + moved:
            break
        if place < start + moved + len(new):
            return start
        moved += len(new) - (end - start)
    return place - moved
