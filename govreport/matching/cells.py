"""What was found for the cells of an edition."""

from __future__ import annotations

from dataclasses import dataclass

from govreport.edition import Edition
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


NOT_FOUND = CellReading(None, None, msg("没有找到这一格"))


@dataclass(frozen=True)
class Matched:
    """The cells of an edition as they were read, in official order; and what fitted nowhere."""

    edition: Edition
    cells: tuple[CellReading, ...]
    strays: tuple[tuple[Strip, Message], ...] = ()

    @property
    def values(self) -> tuple[Number | None, ...]:
        return tuple([cell.number for cell in self.cells])

    @property
    def found(self) -> int:
        """How many cells were found, blank ones included, doubtful ones not."""
        return sum(cell.doubt is None for cell in self.cells)
