"""A table of the report as the interview fills it: the rows that are typed, and what follows from them.

A table whose columns balance is asked about step by step: whether there is anything in it, in which
columns, and only then row by row. The others are only rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from govreport.edition import Balance, Cell, Edition, Label
from govreport.edition.typed_rows import TypedRow, typed_rows
from govreport.figures import (
    ColumnBalance,
    Follows,
    add,
    balance_so_far,
    carried_forward,
    sums_by_total,
    with_totals,
)
from govreport.interview.state import State
from govreport.report import Number, Report


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
        """The question whether there is anything in the table; below, in which columns."""
        return f"{self.section}.any"

    @property
    def columns_id(self) -> str:
        return f"{self.section}.applicants"

    @property
    def balance_id(self) -> str:
        """The question what to do about columns that do not balance."""
        return f"{self.section}.balance"

    @property
    def labels(self) -> tuple[Label, ...]:
        """The outermost rows, which say what the table is about."""
        return tuple(row.row.labels[-1] for row in self.rows if len(row.row.keys) == 2)

    def row_of(self, cell: Cell) -> TypedRow:
        """The row in which a cell of it is typed or summed; for a sum of rows, the first of them."""
        for row in self.rows:
            if row.row is cell.row:
                return row
        sums = sums_by_total(self.edition)[cell.number]
        first = next(one.parts[0] for one in sums if one.over == "rows")
        return self.row_of(self.edition.cells[first])

    def carried(self, state: State) -> list[Follows]:
        """The figures of the table that last year's report gives by itself."""
        if state.last_year is None:
            return []
        given = carried_forward(state.last_year, self.edition)
        return [one for one in given if one.address.startswith(f"{self.section}.")]

    def anything(self, state: State) -> bool | None:
        """Whether there is anything in the table; None while nobody has said."""
        if state.marks.passed(self.any_id) or self.used(state.report):
            return True
        return False if self.filled_in(state.report) else None

    def filled_in(self, report: Report) -> bool:
        return all(report.values[cell.number] is not None for cell in self.cells)

    def used(self, report: Report) -> frozenset[str]:
        """The columns that have something in them so far."""
        return frozenset(c.column.key for c in self.cells if report.values[c.number])

    def columns(self, state: State) -> frozenset[str] | None:
        """The columns that can have something in them; None while nobody has said."""
        stated = state.marks.words.get(self.columns_id)
        if stated is not None:
            return frozenset(stated.split(","))
        return (self.used(state.report) or None) if self.filled_in(state.report) else None

    def asked(self, state: State, row: TypedRow) -> tuple[Cell, ...]:
        """The cells of a row that can be other than 0."""
        columns = self.columns(state) if self.balances else None
        if columns is None:
            return row.cells
        chosen = tuple(cell for cell in row.cells if cell.column.key in columns)
        if not self._coming.isdisjoint(cell.number for cell in row.cells):
            return chosen
        idle = self._columns(b for b in self.balances if add(state.report.values, b.left) == 0)
        return tuple(cell for cell in chosen if cell.column.key not in idle) or chosen

    @cached_property
    def _coming(self) -> frozenset[int]:
        """The cells for what comes in."""
        return frozenset(number for one in self.balances for number in one.left)

    def _columns(self, balances: Iterable[Balance]) -> set[str]:
        return {self.edition.cells[one.left[0]].column.key for one in balances}

    def column_balances(self, report: Report) -> list[ColumnBalance]:
        return [balance_so_far(report, one) for one in self.balances]

    def unbalanced(self, report: Report) -> list[ColumnBalance]:
        """The columns that are complete and do not balance."""
        return [one for one in self.column_balances(report) if one.fails]

    def choose(
        self, state: State, columns: frozenset[str], numbers: Mapping[str, Number | None]
    ) -> State:
        """The state with those columns to be asked for, and those numbers.

        What was 0 in a column that was not to be asked for before is not given now.
        """
        values, before = state.report.values, self.columns(state)
        if before is None:  # nobody has said: what is there stays, unless it is all 0
            before = columns if any(values[c.number] != 0 for c in self.cells) else frozenset()
        fresh = columns - before
        opened: dict[str, Number | None] = {
            cell.address: None
            for cell in self.cells
            if cell.column.key in fresh and values[cell.number] == 0
        }
        order = [column.key for column in self.rows[0].columns if column.key in columns]
        marks = state.marks.with_passed(self.any_id)
        if order:
            marks = marks.with_value(self.columns_id, ",".join(order))
        return self.put(state.changed(marks=marks), opened | dict(numbers))

    def put(self, state: State, numbers: Mapping[str, Number | None]) -> State:
        """The state with those numbers; what depends on them is open again.

        What was 0 because nothing had come in in its column is not given where now something has.
        """
        before, after = state.report, with_totals(state.report, numbers)
        marks = state.marks
        if any(before[address] != value for address, value in numbers.items()):
            marks = marks.without(self.balance_id)
        begun = self._columns(
            one
            for one in self.balances
            if add(before.values, one.left) == 0 and any(after.values[n] for n in one.left)
        )
        opened: dict[str, Number | None] = {
            cell.address: None
            for cell in self.cells
            if cell.column.key in begun
            and cell.number not in self._coming
            and cell.address not in numbers
            and after.values[cell.number] == 0
        }
        return state.changed(with_totals(after, opened), marks)


@cache
def tables_of(edition: Edition) -> Mapping[str, Table]:
    """The tables of an edition by section."""
    balances: dict[str, list[Balance]] = defaultdict(list)
    for one in edition.balances:
        balances[edition.cells[one.left[0]].section].append(one)
    return {
        one.key: Table(edition, one.key, typed_rows(edition, one), tuple(balances[one.key]))
        for one in edition.sections
        if not one.narrative
    }
