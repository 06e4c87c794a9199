"""How the columns of a table balance: what came in, what was done with it, what is missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from govreport.edition import Balance, Cell, Column
from govreport.report import Number, Report

NUMBERING = re.compile(r"[（(]?[一二三四五六七八九十]+[）)]?")


@dataclass(frozen=True, slots=True)
class Figure:
    """One term of a balance: its short name, its cell, what it is so far; `complete`: all known."""

    name: str
    cell: Cell
    value: Number
    complete: bool


@dataclass(frozen=True, slots=True)
class ColumnBalance:
    """A column: the figures on both sides, and what is still to be accounted for on the right."""

    column: Column
    left: tuple[Figure, ...]
    right: tuple[Figure, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        return (*self.left, *self.right)

    @property
    def missing(self) -> Number:
        """Left less right: negative when more was done than came in."""
        return sum(f.value for f in self.left) - sum(f.value for f in self.right)

    @property
    def fails(self) -> bool:
        """Whether all is known and does not balance."""
        return self.missing != 0 and all(figure.complete for figure in self.figures)


def column_balances(balances: Sequence[Balance], report: Report) -> tuple[ColumnBalance, ...]:
    """What each balance comes to."""
    return tuple(
        ColumnBalance(
            report.edition.cells[one.left[0]].column,
            tuple(_figure(report, number) for number in one.left),
            tuple(_figure(report, number) for number in one.right),
        )
        for one in balances
    )


def _figure(report: Report, number: int) -> Figure:
    edition, value = report.edition, report.values[number]
    cell = edition.cells[number]
    if value is not None:
        return Figure(_short_name(cell), cell, value, complete=True)
    parts = next((s.parts for s in edition.sums if s.total == number and s.over == "rows"), ())
    given = sum(report.values[part] or 0 for part in parts)
    return Figure(_short_name(cell), cell, given, complete=False)


def _short_name(cell: Cell) -> str:
    """A row by its official numbering alone."""
    found = [NUMBERING.match(label.label) for label in cell.row.labels]
    return "".join(match[0] for match in found if match) or cell.row.labels[-1].label
