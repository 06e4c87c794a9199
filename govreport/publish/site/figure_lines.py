"""The figures of reports of several editions as lines: one for each cell that any of them has."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from govreport.edition import Cell, Edition, Section


class Line(NamedTuple):
    """A figure by its newest edition. `whole`: it is no part of a total in its own row.

    `within`: the row's labels above its last one; `sole`: the row has this one figure, or this one
    that is whole, so that the column need not be told.
    """

    section: Section
    cell: Cell
    whole: bool
    sole: bool

    @property
    def address(self) -> str:
        return self.cell.address

    @property
    def row(self) -> str:
        return self.cell.row.name

    @property
    def row_english(self) -> str:
        """The row's labels in English, empty where one has none."""
        english = [one.english for one in self.cell.row.labels]
        return " / ".join(english) if all(english) else ""

    @property
    def column(self) -> str:
        return "" if self.sole else self.cell.column.name

    @property
    def column_english(self) -> str:
        return "" if self.sole else self.cell.column.label.english


def lines(editions: Iterable[Edition]) -> list[Line]:
    """All figures, in the order of the newest edition; one that only an older one has ends its section."""
    newest_first = sorted(set(editions), key=lambda one: one.first_year, reverse=True)
    by_section: dict[str, dict[str, Line]] = {}
    for edition in newest_first:
        for line in _of_edition(edition):
            by_section.setdefault(line.section.key, {}).setdefault(line.address, line)
    return [line for section in by_section.values() for line in section.values()]


@cache
def _of_edition(edition: Edition) -> tuple[Line, ...]:
    parts = {part for one in edition.sums if one.over == "columns" for part in one.parts}
    found = []
    for cell in edition.cells:
        row = cell.row
        whole = cell.number not in parts
        numbers = range(row.first, row.first + len(row.columns))
        sole = whole and sum(number not in parts for number in numbers) == 1
        found.append(Line(edition.section_at[cell.section], cell, whole, sole))
    return tuple(found)
