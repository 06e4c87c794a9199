"""How the columns of a table balance: what came in, what was done with it, what is missing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from govreport.edition import Balance, Cell, Column
from govreport.figures import add
from govreport.interview.questions import Questionnaire
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
    def complete(self) -> bool:
        return all(figure.complete for figure in (*self.left, *self.right))

    @property
    def missing(self) -> Number:
        """Left less right: negative when more was done than came in."""
        return sum(f.value for f in self.left) - sum(f.value for f in self.right)


def column_balances(
    questions: Questionnaire, section: str, report: Report
) -> tuple[ColumnBalance, ...]:
    """Every column of a section that has balances."""
    return tuple(
        ColumnBalance(
            report.edition.cells[one.left[0]].column,
            tuple(_figure(report, number) for number in one.left),
            tuple(_figure(report, number) for number in one.right),
        )
        for one in questions.balances(section)
    )


def unbalanced(questions: Questionnaire, section: str, report: Report) -> tuple[ColumnBalance, ...]:
    """The columns that are complete and do not balance."""
    return tuple(
        one
        for one in column_balances(questions, section, report)
        if one.complete and one.missing != 0
    )


def incoming(balance: Balance, report: Report) -> Number | None:
    """What came in in a column; None while that is not known."""
    return add(report.values, balance.left)


def _figure(report: Report, number: int) -> Figure:
    edition, value = report.edition, report.values[number]
    cell = edition.cells[number]
    if value is not None:
        return Figure(short_name(cell), cell, value, complete=True)
    parts = next((s.parts for s in edition.sums if s.total == number and s.over == "rows"), ())
    return Figure(short_name(cell), cell, sum(report.values[p] or 0 for p in parts), complete=False)


def short_name(cell: Cell) -> str:
    """A row by its official numbering alone."""
    found = [NUMBERING.match(label.label) for label in cell.row.labels]
    return "".join(match[0] for match in found if match) or cell.row.labels[-1].label
