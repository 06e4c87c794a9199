"""The paper of an official document, and how a table is set on it: column widths, size, which way.

GB/T 9704: A4, a text block of 156 × 225 mm. Column widths follow from the labels and from how long
the numbers are, by the same reckoning as for drawn tables, in half-width characters of the tables'
font. Draws nothing and knows no output format.
"""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from govreport.rendering.columns import Ruling, label_lines, spread_columns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govreport.grid import Grid
    from govreport.rendering.layout import Frame, Table

WIDTH, HEIGHT = 210, 297  # mm
TOP, LEFT, BOTTOM, RIGHT = 37, 28, 35, 26  # mm
CHARACTERS = 28  # of a line
SIZES = (10.5, 9.0)  # points: 五号, and 小五 for a table that is too large for it
LEADING, PADDING = 1.25, 1.5  # line height in sizes; points that a row has above and below its text
HARDLY = 1.15  # times as high
HEADING = 20  # mm that the heading over a table and the air around it take
PADS = 2  # half-width characters, one on either side of a cell's text
POINTS_A_MM = 72 / 25.4


class Widths(NamedTuple):
    """The columns of a table in half-width characters, lines and padding included.

    `fits`: they take no more than the line that was asked for.
    """

    columns: tuple[int, ...]
    fits: bool


class Room(NamedTuple):
    """The text block of an upright page, in millimetres. On its side it is as wide as it was high."""

    width: float = WIDTH - LEFT - RIGHT
    height: float = HEIGHT - TOP - BOTTOM


class Setting(NamedTuple):
    """How a table is printed: size of type in points, the columns, whether on a page on its side.

    `whole`: it goes on one page together with its heading.
    """

    points: float
    columns: tuple[int, ...]
    wide: bool
    whole: bool


def column_widths(table: Table, lines: Iterable[int], digit: float = 1) -> Widths:
    """The widths at which the table is lowest on the first line that takes it, with air in its cells.

    `lines` in half-width characters; so is `digit`, the width of one in the font that is used.
    """
    longest = _longest(table, digit)
    return next(one for line in lines if (one := _column_widths(table.frame, longest, line)).fits)


def setting(table: Table, room: Room = Room()) -> Setting:  # noqa: B008 - a value, never changed
    """The largest type at which the table stands whole on an upright page, else a page on its side.

    There it may run on over several pages.
    """
    return _setting(table.frame, _longest(table), room)


def _longest(table: Table, digit: float = 1) -> tuple[int, ...]:
    """For every column the width of its longest number; even, so that few cases are reckoned."""
    longest = [0] * table.frame.grid.width
    cells = (cell for cell in table.frame.grid.cells if cell.role == "value")
    for cell, text in zip(cells, table.texts, strict=True):
        if cell.colspan == 1:
            longest[cell.column] = max(longest[cell.column], 2 * ceil(len(text) * digit / 2))
    return tuple(longest)


@lru_cache(maxsize=256)
def _setting(frame: Frame, longest: tuple[int, ...], room: Room) -> Setting:
    for wide, across, down in (
        (False, room.width, room.height),
        (True, room.height, room.width),
    ):
        for points in SIZES:
            widths = _column_widths(frame, longest, _characters(across, points))
            high = _height(frame.grid, widths.columns, points)
            whole = high <= (down - HEADING) * POINTS_A_MM
            if widths.fits and (whole or wide):
                return Setting(points, widths.columns, wide, whole)
    return Setting(points, widths.columns, wide, whole)


def _characters(millimetres: float, points: float) -> int:
    """How many half-width characters of a size stand on a line."""
    return int(millimetres * POINTS_A_MM / (points / 2))


def _height(grid: Grid, columns: tuple[int, ...], points: float) -> float:
    """The height of a table in points."""
    return sum(row_lines(grid, columns)) * points * LEADING + grid.height * 2 * PADDING


def row_lines(grid: Grid, columns: tuple[int, ...]) -> list[int]:
    """Lines of every row on columns of these widths. Headings that reach over several rows have room enough."""
    lines = [1] * grid.height
    for cell in grid.cells:
        if cell.rowspan == 1 and cell.role != "value":
            inner = sum(columns[cell.column : cell.column + cell.colspan]) - PADS
            lines[cell.row] = max(lines[cell.row], len(label_lines(cell.text, inner, 2)))
    return lines


@lru_cache(maxsize=256)
def _column_widths(frame: Frame, longest: tuple[int, ...], line: int) -> Widths:
    """Columns of numbers equally wide where that makes the table hardly higher, else as needed."""
    own = _spread(frame, longest, line)
    even = _spread(frame, (max(longest),) * len(longest), line)
    higher = sum(row_lines(frame.grid, even.columns)) / sum(row_lines(frame.grid, own.columns))
    return even if even.fits and higher <= HARDLY else own


def _spread(frame: Frame, longest: tuple[int, ...], line: int) -> Widths:
    """As a drawn table's columns with a space on both sides; lines on paper take no room."""
    needed = {
        cell: longest[cell.column] if cell.colspan == 1 else 0
        for cell in frame.grid.cells
        if cell.role == "value"
    }
    ruling = Ruling(line + frame.grid.width + 1, ambiguous=2, ascii=True)
    spread = spread_columns(frame.grid, needed, ruling)
    return Widths(spread.widths, spread.pad == 1)
