"""The account of an import: what was read, what was blank, what is doubtful, what has no home."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from govreport.edition import Cell
from govreport.messages import Message, Translator, msg

SHOWN = 20  # doubtful cells that are listed for a person


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

    def told(self, source: str, *, brief: bool) -> Iterator[Message]:
        """The account for a person, who calls the document `source`; `brief` when it is one of many."""
        yield msg(
            "{source}：{organ} {year} 年，{edition} 版式；读出 {cells} 格，空 {blank} 格，读不准 {doubtful} 格",
            source=source,
            organ=self.organization or "？",
            year=self.year or "？",
            edition=self.edition,
            cells=self.cells,
            blank=len(self.blank),
            doubtful=len(self.doubtful),
        )
        for reason in self.disagreements:
            yield msg("  注意：{reason}", reason=reason)
        for doubt in self.doubtful[:SHOWN]:
            yield msg(
                "  「{row}」{column}：{reason}。原文：“{text}”",
                row=doubt.cell.row.words,
                column=doubt.cell.column.words,
                reason=doubt.reason,
                text=doubt.text,
            )
        if (more := len(self.doubtful) - SHOWN) > 0:
            yield msg("  ……还有 {count} 格，见 --format json", count=more)
        if brief:
            return
        if self.blank:
            yield msg("  空着的格子没有填；确知都是 0 的，用 --blanks zero。")
        for text in self.unplaced:
            yield msg("  没有放进报告的文字：{text}", text=text[: SHOWN * 2])
