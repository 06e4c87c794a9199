"""The figures of reports of several editions as lines: one for each cell that any of them has."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from govreport.edition import Cell, Edition, Section
from govreport.messages import Translator


class Line(NamedTuple):
    """A figure by its newest edition. `whole`: it is no part of a total in its own row.

    `sole`: it is the only one of its row that is whole, so that the column need not be told.
    """

    section: Section
    cell: Cell
    whole: bool
    sole: bool

    @property
    def address(self) -> str:
        return self.cell.address

    def named(self, translate: Translator) -> dict[str, object]:
        """Its official row and column, for a template, with their English on an English page."""
        row, column = self.cell.row, self.cell.column
        english = [one.english for one in row.labels]
        return {
            "row": row.name,
            "row_english": beside(" / ".join(english) if all(english) else "", translate),
            "column": "" if self.sole else column.name,
            "column_english": "" if self.sole else beside(column.label.english, translate),
        }


def beside(english: str, translate: Translator) -> str:
    """The English that stands beside an official label: none on a Chinese page."""
    return translate.choose("", english)


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
