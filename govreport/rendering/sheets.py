"""Cells of a workbook: text that stays text, numbers that stay numbers, tables with merged cells.

Knows worksheets of openpyxl and grids; what a workbook consists of is in `xlsx`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from copy import copy
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from govreport.rendering.paper import LEADING, row_lines
from govreport.text import clean

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from govreport.grid import Grid
    from govreport.rendering.layout import Table
    from govreport.report import Number

LONGEST = 32_000  # characters of a cell; the format's own limit is 32,767
EXACT = 10**15  # whole numbers beyond are not exact in a cell
POINTS = 10.5
AIR = 5  # points of a row beside its lines
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Looks:
    """How the cells of one workbook look. Each look is put together once: that is what costs."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        line = Side(style="thin")
        box = Border(left=line, right=line, top=line, bottom=line)
        middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
        left = Alignment(horizontal="left", vertical="center", wrap_text=True)
        text = Font(name="宋体", size=POINTS)
        self.title = self._look(Font(name="方正小标宋简体", size=20), middle)
        self.heading = self._look(Font(name="黑体", size=14), Alignment(vertical="center"))
        self.middle = self._look(text, middle, box)
        self.left = self._look(text, left, box)
        self.count = self._look(text, middle, box, "0")
        self.amount = self._look(text, middle, box, "General")
        top = Alignment(vertical="top", wrap_text=True)
        self.prose = self._look(text, top)
        self.head = self._look(Font(name="宋体", size=POINTS, bold=True), top)

    def _look(
        self, font: Font, alignment: Alignment, border: Border | None = None, form: str = "General"
    ) -> Any:
        cell = Cell(self._sheet, 1, 1)
        cell.font, cell.alignment, cell.number_format = font, alignment, form
        if border is not None:
            cell.border = border
        style: Any = cell
        return style._style


def put_text(cell: Any, text: str, look: Any = None) -> None:
    """Text in a cell, never a formula, a number, an error or an escape, whatever it looks like.

    What is longer than a cell can hold is cut, with … at its end.
    """
    cleaned = clean(text)
    if len(cleaned) > LONGEST:
        cleaned = cleaned[: LONGEST - 1] + "…"
    cell.value = _ESCAPE.sub("_x005F_", cleaned)
    cell.data_type = "s"
    if look is not None:
        cell._style = copy(look)
    if cleaned[:1] in ("=", "+", "-", "@", "'", "#"):
        cell.quotePrefix = True


def put_number(cell: Any, number: Number | None, looks: Looks | None = None) -> None:
    """A number in a cell; nothing for one not given; text for one that no cell can hold."""
    if looks is not None:
        cell._style = copy(looks.count if isinstance(number, int) else looks.amount)
    if number is None:
        return
    if not math.isfinite(number) or abs(number) >= EXACT:
        put_text(cell, str(number))
    else:
        cell.value = number


def pieces(text: str) -> Iterator[str]:
    """A text in parts that a cell can hold; at least one."""
    for start in range(0, max(len(text), 1), LONGEST):
        yield text[start : start + LONGEST]


def heights(table: Table, edges: Sequence[int], widths: Sequence[float]) -> list[float]:
    """How high the rows of a table are, in points, on columns of these widths."""
    columns = tuple(int(sum(widths[a:b])) for a, b in pairwise(edges))
    return [lines * POINTS * LEADING + AIR for lines in row_lines(table.frame.grid, columns)]


def put_table(sheet: Worksheet, top: int, table: Table, edges: Sequence[int], looks: Looks) -> int:
    """The table from row `top` on (from 1), its columns beginning at `edges`. Returns the next row."""
    numbers = iter(table.numbers)
    for one in table.frame.grid.cells:
        first_row, first = top + one.row, edges[one.column] + 1
        last_row, last = first_row + one.rowspan - 1, edges[one.column + one.colspan]
        for row in range(first_row, last_row + 1):  # a merged cell's border is that of each part
            for column in range(first, last + 1):
                part: Any = sheet.cell(row, column)
                part._style = copy(looks.middle)
        cell = sheet.cell(first_row, first)
        if one.role == "value":
            put_number(cell, next(numbers), looks)
        else:
            flush = one.role == "row_header" and one.rowspan == 1
            put_text(cell, one.text, looks.left if flush else looks.middle)
        if (last_row, last) != (first_row, first):
            merge(sheet, first_row, first, last_row, last)
    return top + table.frame.grid.height


def merge(sheet: Worksheet, top: int, left: int, bottom: int, right: int) -> None:
    """Merge cells without losing the borders of its parts, which the library would draw anew."""
    sheet.merged_cells.add(f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}")


def spread_edges(grid: Grid, shares: Sequence[int], count: int) -> list[int]:
    """Where the columns of a table begin among the `count` equal ones of a sheet, at most as many.

    Its columns of numbers get equally many each, those of headings what is left.
    """
    labels = min(cell.column for cell in grid.cells if cell.role == "value")
    numbers = grid.width - labels
    if not labels:
        return [count * column // numbers for column in range(numbers + 1)]
    each = max(int(count * sum(shares[labels:]) / sum(shares) / numbers), 1)
    left = count - each * numbers
    edges = [0]
    for column in range(1, labels):
        wanted = left * sum(shares[:column]) / sum(shares[:labels])
        edges.append(min(max(round(wanted), edges[-1] + 1), left - (labels - column)))
    return [*edges, *(left + each * column for column in range(numbers + 1))]


def least_scale(table: Table, edges: Sequence[int], widths: Sequence[float]) -> float:
    """How much wider the columns must be for every number to be shown; 1 when they are wide enough."""
    values = (cell for cell in table.frame.grid.cells if cell.role == "value")
    return max(
        (len(text) + 1) / sum(widths[edges[cell.column] : edges[cell.column + cell.colspan]])
        for cell, text in zip(values, table.texts, strict=True)
    )
