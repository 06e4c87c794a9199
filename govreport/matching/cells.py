"""What was found for the cells of an edition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from govreport.edition import Edition, Row
from govreport.matching.piece import Piece, Strip
from govreport.messages import Message, msg
from govreport.report import Number


@dataclass(frozen=True, slots=True)
class CellReading:
    """What was found for a cell: a number; nothing printed (`doubt` None); or why it is doubtful.

    `piece` is where it stood; None for a cell that was not found at all.
    """

    number: Number | None
    piece: Piece | None
    doubt: Message | None = None
    remark: str = ""

    @property
    def is_blank(self) -> bool:
        return self.number is None and self.doubt is None


class RowReading(NamedTuple):
    """A row and its numbers, one a column; None: left blank, or a sign for none."""

    row: Row
    numbers: tuple[Number | None, ...]


def by_cell(rows: Iterable[RowReading]) -> dict[int, Number | None]:
    """The numbers of some rows by the number of their cell."""
    return {one.row.first + at: value for one in rows for at, value in enumerate(one.numbers)}


NOT_FOUND = CellReading(None, None, msg("没有找到这一格"))


@dataclass(frozen=True)
class Matched:
    """The cells of an edition as they were read, in official order; and what fitted nowhere.

    `strays` are numbers, and why; `unknown` labels that mean nothing in any table.
    """

    edition: Edition
    cells: tuple[CellReading, ...]
    strays: tuple[tuple[Strip, Message], ...] = ()
    unknown: tuple[Strip, ...] = ()

    @property
    def values(self) -> tuple[Number | None, ...]:
        return tuple([cell.number for cell in self.cells])

    @property
    def found(self) -> int:
        """How many cells were found, blank ones included, doubtful ones not."""
        return sum(cell.doubt is None for cell in self.cells)
