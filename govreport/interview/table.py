"""A table of the report as the interview fills it: the rows that are typed, and what follows from them.

A table whose columns balance is asked about step by step: whether there is anything in it, in which
columns, and only then row by row. The others are only rows.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from govreport.edition import Balance, Cell, Column, Edition, Label, Row
from govreport.figures import add, carried_forward, with_totals
from govreport.interview.lines import joined, label_of
from govreport.interview.state import State
from govreport.messages import Words
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


@dataclass(frozen=True, eq=False)
class TypedRow:
    """The cells of a row that are typed in one line. `total` is the sum of them if there is one.

    `id` is that of the question that asks for it.
    """

    id: str
    row: Row
    cells: tuple[Cell, ...]
    total: Cell | None = None

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(cell.column for cell in self.cells)

    @property
    def name(self) -> Words:
        """The official name of the row."""
        return joined(*map(label_of, self.row.labels), by=" / ")


@dataclass(frozen=True, eq=False)
class Table:
    """The typed rows of a section, and its balances, one a column."""

    edition: Edition
    section: str
    rows: tuple[TypedRow, ...]
    balances: tuple[Balance, ...]

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The cells that are typed."""
        return tuple(cell for row in self.rows for cell in row.cells)

    @property
    def any_id(self) -> str:
        """The question whether there is anything in the table."""
        return f"{self.section}.any"

    @property
    def columns_id(self) -> str:
        """The question which columns can have something in them."""
        return f"{self.section}.applicants"

    @property
    def balance_id(self) -> str:
        """The question what to do about columns that do not balance."""
        return f"{self.section}.balance"

    @property
    def labels(self) -> tuple[Label, ...]:
        """The outermost rows, which say what the table is about."""
        return tuple(row.row.labels[-1] for row in self.rows if len(row.row.keys) == 2)

    def carried(self, state: State) -> dict[str, Number]:
        """The figures of the table that last year's report gives outright, by address."""
        if state.last_year is None:
            return {}
        given = carried_forward(state.last_year, self.edition)
        return {a: v for a, v in given.items() if a.startswith(f"{self.section}.")}

    def row_of(self, number: int) -> TypedRow | None:
        """The row in which a cell is typed or summed; for a sum of rows, the first of them."""
        for row in self.rows:
            if number in (cell.number for cell in (*row.cells, row.total) if cell is not None):
                return row
        parts = next((s.parts for s in self.edition.sums if s.total == number), ())
        below = (self.row_of(part) for part in parts)
        return next((row for row in below if row is not None), None)

    def anything(self, state: State) -> bool | None:
        """Whether there is anything in the table; None while nobody has said."""
        if self.any_id in state.marks.passed:
            return True
        values = [state.report.values[cell.number] for cell in self.cells]
        return True if any(values) else None if None in values else False

    def used(self, report: Report) -> frozenset[str]:
        """The columns that have something in them so far."""
        return frozenset(c.column.key for c in self.cells if report.values[c.number])

    def columns(self, state: State) -> frozenset[str] | None:
        """The columns that can have something in them; None while nobody has said."""
        stated = state.marks.values.get(self.columns_id)
        if stated is not None:
            return frozenset(stated.split(","))
        known = all(state.report.values[cell.number] is not None for cell in self.cells)
        return (self.used(state.report) or None) if known else None

    def asked(self, state: State, row: TypedRow) -> tuple[Cell, ...]:
        """The cells of a row that can be other than 0."""
        columns = self.columns(state) if self.balances else None
        if columns is None:
            return row.cells
        chosen = tuple(cell for cell in row.cells if cell.column.key in columns)
        idle = set()  # columns in which nothing has come in
        for balance in self.balances:
            if not {cell.number for cell in row.cells}.isdisjoint(balance.left):
                return chosen
            if add(state.report.values, balance.left) == 0:
                idle.add(self.edition.cells[balance.left[0]].column.key)
        return tuple(cell for cell in chosen if cell.column.key not in idle) or chosen

    def settled(self, state: State, row: TypedRow) -> bool:
        """Whether the row is filled in."""
        return all(state.report.values[cell.number] is not None for cell in row.cells)

    def column_balances(self, report: Report) -> tuple[ColumnBalance, ...]:
        """What each balance comes to."""
        return tuple(
            ColumnBalance(
                self.edition.cells[one.left[0]].column,
                tuple(_figure(report, number) for number in one.left),
                tuple(_figure(report, number) for number in one.right),
            )
            for one in self.balances
        )

    def unbalanced(self, report: Report) -> tuple[ColumnBalance, ...]:
        """The columns that are complete and do not balance."""
        return tuple(one for one in self.column_balances(report) if one.fails)

    def put(
        self, state: State, numbers: Mapping[str, Number | None], answered: Collection[str] = ()
    ) -> State:
        """The state with those numbers; what depends on them is open again."""
        marks = state.marks.without(*answered)
        changed = {
            self.edition.cell_at[address].number
            for address, value in numbers.items()
            if state.report[address] != value
        }
        if changed:
            marks = marks.without(self.balance_id)
        report = with_totals(state.report, numbers)
        opened = {
            cell.address: None
            for cell in self._opened(state.report, report, changed)
            if cell.address not in numbers
        }
        return state.changed(with_totals(report, opened), marks)

    def _opened(self, before: Report, after: Report, changed: set[int]) -> Iterator[Cell]:
        """The cells that were 0 because nothing had come in in their column, where now something has."""
        for one in self.balances:
            came = [before.values[number] for number in one.left]
            if changed.isdisjoint(one.left) or None in came or any(came):
                continue
            if any(after.values[number] for number in one.left):
                key = self.edition.cells[one.left[0]].column.key
                for cell in self.cells:
                    zero = after.values[cell.number] == 0 and cell.number not in one.left
                    if zero and cell.column.key == key:
                        yield cell


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
