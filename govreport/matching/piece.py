"""The parts of a table on their way from text to numbers: pieces, slots, strips."""

from __future__ import annotations

from typing import Literal, NamedTuple

from govreport.messages import Message

ABSENT = "\0"  # the text of a position of a table for which its source has no cell at all

# How the numbers of a row were separated. `grid`: by position under the headings of a table;
# `fields`: by tabs or bars, so that blanks keep their place; `spaced`: by spaces, where they do
# not; `flat`: one cell a line, blanks are blank lines.
Form = Literal["grid", "fields", "spaced", "flat"]


class Piece(NamedTuple):
    """A cell's text and where it stood: line of a text, row and column of a table, from 1."""

    text: str
    line: int | None = None
    row: int | None = None
    column: int | None = None


class Slot(NamedTuple):
    """A place for a number in a row. `heads`: what stands above it, where positions are known."""

    piece: Piece
    heads: tuple[str, ...] = ()
    doubt: Message | None = None


class Strip(NamedTuple):
    """The labels that lead to some numbers, and the numbers: a row of a table as it was printed.

    `labels` are all labels since the last number, headings and parents included, in reading order.
    `gaps` (form `flat`): blank lines before each slot and after the last. `depth` (form `fields`):
    the fields taken by labels. `doubt`: why none of its numbers may be used.
    """

    labels: tuple[Piece, ...]
    slots: tuple[Slot, ...]
    form: Form
    gaps: tuple[int, ...] = ()
    depth: int = 0
    doubt: Message | None = None

    @property
    def line(self) -> int | None:
        pieces = (*(slot.piece for slot in self.slots), *reversed(self.labels))
        return next((piece.line for piece in pieces if piece.line is not None), None)
