"""The numbers of a table that a person gives, row by row: all but those that are sums of others."""

from __future__ import annotations

from typing import NamedTuple

from govreport.edition.model import Cell, Column, Edition, Row, Section
from govreport.edition.naming import named
from govreport.messages import Words, joined


class TypedRow(NamedTuple):
    """The cells of a row that are given, and the one that is the sum of them if there is one."""

    row: Row
    cells: tuple[Cell, ...]
    total: Cell | None = None

    @property
    def address(self) -> str:
        return self.row.address

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(cell.column for cell in self.cells)

    @property
    def name(self) -> Words:
        """The official name of the row, in each language."""
        return joined(*map(named, self.row.labels), by=" / ")


def typed_rows(edition: Edition, section: Section) -> tuple[TypedRow, ...]:
    """The rows of a section that are not sums of other rows."""
    sums = {one.total: one for one in edition.sums}
    rows: list[TypedRow] = []
    for row in section.rows:
        if row.first in sums and sums[row.first].over == "rows":
            continue
        cells = edition.cells[row.first : row.first + len(row.columns)]
        given = tuple(cell for cell in cells if cell.number not in sums)
        rows.append(TypedRow(row, given, next((c for c in cells if c.number in sums), None)))
    return tuple(rows)
