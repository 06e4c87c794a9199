"""The account of an import: what was read, what was blank, what is doubtful, what has no home."""

from __future__ import annotations

from dataclasses import dataclass

from govreport.edition import Cell
from govreport.messages import Message, Translator


@dataclass(frozen=True, slots=True)
class Doubt:
    """A cell that was left out: the text that was printed, why it was not taken, where it stood."""

    cell: Cell
    text: str
    reason: Message
    line: int | None = None
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Blank:
    """A cell for which nothing was printed, or a sign that is no number; where it stood."""

    cell: Cell
    text: str
    line: int | None = None


@dataclass(frozen=True)
class Account:
    """What came of one document. `cells` is how many numbers were read.

    `notes` are remarks under tables and in cells; `disagreements` what the document says in two
    ways; `unplaced` all text for which the report has no place. `lines`: the source line of each
    number that was read, by address, in a source that has lines.
    """

    source: str
    organization: str
    year: int | None
    edition: str
    cells: int
    blank: tuple[Blank, ...] = ()
    doubtful: tuple[Doubt, ...] = ()
    unplaced: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    disagreements: tuple[Message, ...] = ()
    digest: str = ""
    lines: tuple[tuple[str, int], ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every cell of the edition was read and nothing is doubtful."""
        return not (self.blank or self.doubtful or self.disagreements)

    def as_json(self, translate: Translator) -> dict[str, object]:
        """The account as `import --format json` prints it, in the order of the contract."""
        return {
            "source": self.source,
            "organization": self.organization,
            "year": self.year,
            "edition": self.edition,
            "cells": self.cells,
            "blank": len(self.blank),
            "doubtful": [
                {
                    "cell": one.cell.address,
                    "row": one.cell.row.name,
                    "column": one.cell.column.name,
                    "text": one.text,
                    "reason": translate(one.reason),
                    "line": one.line,
                }
                for one in self.doubtful
            ],
            "unplaced": list(self.unplaced),
            "blank_cells": [one.cell.address for one in self.blank],
            "notes": list(self.notes),
            "disagreements": [translate(one) for one in self.disagreements],
            "digest": self.digest,
        }
