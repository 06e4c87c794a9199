"""Cells of a workbook: text that stays text, numbers that stay numbers, tables with merged cells.

Knows worksheets of openpyxl and grids; what a workbook consists of is in `xlsx`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from govreport.rendering.paper import LEADING, row_lines
from govreport.rendering.width import clean

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from govreport.grid import Grid
    from govreport.rendering.layout import Table
    from govreport.report import Number

LONGEST = 32_000  # characters of a cell; the format's own limit is 32,767
EXACT = 10**15  # whole numbers beyond are not exact in a cell
POINTS = 10.5
AIR = 5  # points of a row beside its lines
FONT = Font(name="宋体", size=POINTS)
MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_LINE = Side(style="thin")
BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def put_text(cell: Any, text: str) -> None:
    """Text in a cell, never a formula, a number, an error or an escape, whatever it looks like.

    What is longer than a cell can hold is cut, with … at its end.
    """
    cleaned = clean(text)
    if len(cleaned) > LONGEST:
        cleaned = cleaned[: LONGEST - 1] + "…"
    cell.value = _ESCAPE.sub("_x005F_", cleaned)
    cell.data_type = "s"
    if cleaned[:1] in ("=", "+", "-", "@", "'", "#"):
        cell.quotePrefix = True


def put_number(cell: Any, number: Number | None) -> None:
    """A number in a cell; nothing for one not given; text for one that no cell can hold."""
    if number is None:
        return
    if not math.isfinite(number) or abs(number) >= EXACT:
        put_text(cell, str(number))
        return
    cell.value = number
    cell.number_format = "0" if isinstance(number, int) else "General"


def pieces(text: str) -> Iterator[str]:
    """A text in parts that a cell can hold; at least one."""
    for start in range(0, max(len(text), 1), LONGEST):
        yield text[start : start + LONGEST]


def put_table(sheet: Worksheet, top: int, table: Table, edges: Sequence[int],
              widths: Sequence[int]) -> int:  # fmt: skip
    """The table from row `top` on (from 1). Its columns begin at `edges`. Returns the next row.

    Only the columns of the sheet have widths, given in half-width characters.
    """
    grid = table.frame.grid
    numbers = iter(table.numbers)
    columns = [sum(widths[a:b]) for a, b in zip(edges, edges[1:], strict=False)]
    for row, lines in enumerate(row_lines(grid, tuple(columns)), top):
        sheet.row_dimensions[row].height = lines * POINTS * LEADING + AIR
    for one in grid.cells:
        first_row, first = top + one.row, edges[one.column] + 1
        last_row, last = first_row + one.rowspan - 1, edges[one.column + one.colspan]
        for row in range(first_row, last_row + 1):  # a merged cell's border is that of each part
            for column in range(first, last + 1):
                sheet.cell(row, column).border = BOX
        cell = sheet.cell(first_row, first)
        cell.font = FONT
        flush = one.role == "row_header" and one.rowspan == 1
        cell.alignment = LEFT if flush else MIDDLE
        if one.role == "value":
            put_number(cell, next(numbers))
        else:
            put_text(cell, one.text)
        if (last_row, last) != (first_row, first):
            merge(sheet, first_row, first, last_row, last)
    return top + grid.height


def merge(sheet: Worksheet, top: int, left: int, bottom: int, right: int) -> None:
    """Merge cells without losing the borders of its parts, which the library would draw anew."""
    sheet.merged_cells.add(
        f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"
    )


def spread_edges(grid: Grid, shares: Sequence[int], widths: Sequence[int]) -> list[int]:
    """Where the columns of a narrow table begin among the wider sheet's, as near as may be."""
    total, share_total = sum(widths), sum(shares)
    edges = [0]
    for column in range(1, grid.width):
        wanted = total * sum(shares[:column]) / share_total
        least, most = edges[-1] + 1, len(widths) - (grid.width - column)
        edges.append(min(range(least, most + 1), key=lambda at: abs(sum(widths[:at]) - wanted)))
    return [*edges, len(widths)]
