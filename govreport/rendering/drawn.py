"""A table drawn with lines, merged cells and all, for text in a fixed-width font.

Every corner gets the sign for the edges that meet there. With an ambiguous width of 2 the lines'
own signs are two columns wide. What depends on the labels alone is worked out once for a frame and
remembered; a report only fills in its numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from govreport.rendering.columns import Ruling, Spread, balanced, label_lines, spread_columns
from govreport.rendering.layout import SLOT, with_slots
from govreport.text import display_width, pad

if TYPE_CHECKING:
    from govreport.grid import GridCell
    from govreport.rendering.layout import Frame, Table

LEAST_DIGITS = 4
# The signs by the edges that meet: 1 up, 2 down, 4 left, 8 right.
_LINES = " ╵╷│╴┘┐┤╶└┌├─┴┬┼"
_ASCII = " |||-+++-+++-+++"


@dataclass(frozen=True)
class _Drawing:
    """`template` has a %s for every number, in the order of `order`; `rooms` are their widths."""

    first_line: str
    template: str
    order: tuple[int, ...]
    rooms: tuple[int, ...]


def draw_table(table: Table, ruling: Ruling) -> str:
    """The table as lines without a final line end.

    No line is wider than `ruling.width`, unless numbers or single words of labels need it. Numbers
    stand in the middle of their column, aligned right among themselves; one not given is blank.
    """
    texts = table.texts
    groups = _groups(table.frame)
    widest = [0] * (max(groups, default=0) + 1)
    for text, group in zip(texts, groups, strict=True):
        widest[group] = max(widest[group], len(text))
    reserved = tuple(max(LEAST_DIGITS, digits + digits % 2) for digits in widest)
    drawing = _drawing(table.frame, ruling, reserved)
    if display_width(drawing.first_line, ruling.ambiguous) > ruling.width:
        exact = tuple(max(LEAST_DIGITS, digits) for digits in widest)
        drawing = _drawing(table.frame, ruling, exact)
    rooms = drawing.rooms
    placed = [
        text.rjust((rooms[group] + widest[group]) // 2).ljust(rooms[group])
        for text, group in zip(texts, groups, strict=True)
    ]
    return drawing.template % tuple([placed[number] for number in drawing.order])


@cache
def _groups(frame: Frame) -> tuple[int, ...]:
    """For every number the group in which it is aligned: a block's, in the same columns."""
    known: dict[tuple[int, int, int], int] = {}
    found = []
    block = 0
    for cell in frame.grid.cells:
        if cell.role == "column_header":
            block = cell.row
        elif cell.role == "value":
            found.append(known.setdefault((block, cell.column, cell.colspan), len(known)))
    return tuple(found)


@lru_cache(maxsize=512)
def _drawing(frame: Frame, ruling: Ruling, reserved: tuple[int, ...]) -> _Drawing:
    grid, groups = frame.grid, _groups(frame)
    values = [cell for cell in grid.cells if cell.role == "value"]
    widths = {cell: reserved[group] for cell, group in zip(values, groups, strict=True)}
    spread = spread_columns(grid, widths, ruling)
    rooms = [0] * len(reserved)
    for cell, group in zip(values, groups, strict=True):
        rooms[group] = spread.inner(cell, ruling.border)
    number = {cell: place for place, cell in enumerate(values)}
    lines, order = _Canvas(frame, ruling, spread).draw()
    template = with_slots("\n".join(lines))
    return _Drawing(lines[0], template, tuple(number[cell] for cell in order), tuple(rooms))


class _Canvas:
    """The lines of one table, put together from left to right and from top to bottom."""

    def __init__(self, frame: Frame, ruling: Ruling, spread: Spread) -> None:
        self.grid, self.ruling, self.spread = frame.grid, ruling, spread
        self.owners = self.grid.matrix()
        self.tops = self._tops()
        self.order: list[GridCell] = []
        self.blocks = {cell: self._block(cell) for cell in self.grid.cells}

    def draw(self) -> tuple[list[str], list[GridCell]]:
        """The lines, and the value cells in the order of their slots."""
        lines = []
        for row, (top, bottom) in enumerate(pairwise(self.tops)):
            lines.append(self._line(row, top, ruled=True))
            lines += [self._line(row, y, ruled=False) for y in range(top + 1, bottom)]
        lines.append(self._line(self.grid.height, self.tops[-1], ruled=True))
        return lines, self.order

    def _wrapped(self, cell: GridCell) -> tuple[str, ...]:
        if cell.role == "value":
            return (SLOT,)
        inner = self.spread.inner(cell, self.ruling.border) - 2 * self.spread.pad
        if cell.role != "row_header":
            inner = balanced(cell.text, inner, self.ruling.ambiguous)
        return label_lines(cell.text, inner, self.ruling.ambiguous)

    def _tops(self) -> list[int]:
        """The line on which the rule above each row stands, and at last the rule at the bottom."""
        heights = [1] * self.grid.height
        for cell in sorted(self.grid.cells, key=lambda one: one.rowspan):
            last = cell.row + cell.rowspan - 1
            above = sum(heights[cell.row : last]) + cell.rowspan - 1
            heights[last] = max(heights[last], len(self._wrapped(cell)) - above)
        tops = [0]
        for height in heights:
            tops.append(tops[-1] + height + 1)
        return tops

    def _block(self, cell: GridCell) -> list[str]:
        """A cell's lines, each as wide as the cell, its text in the middle from top to bottom."""
        inner = self.spread.inner(cell, self.ruling.border)
        height = self.tops[cell.row + cell.rowspan] - self.tops[cell.row] - 1
        lines = self._wrapped(cell)
        above = (height - len(lines)) // 2
        block = [" " * inner] * height
        for place, line in enumerate(lines, above):
            block[place] = line if line == SLOT else self._aligned(line, cell, inner)
        return block

    def _aligned(self, line: str, cell: GridCell, inner: int) -> str:
        if cell.role == "row_header":
            return pad(" " * self.spread.pad + line, inner, "left", self.ruling.ambiguous)
        return pad(line, inner, "center", self.ruling.ambiguous)

    def _owner(self, row: int, column: int) -> GridCell | None:
        if 0 <= row < self.grid.height and 0 <= column < self.grid.width:
            return self.owners[row][column]
        return None

    def _line(self, row: int, y: int, *, ruled: bool) -> str:
        """One line: the rule above `row`, or one of the lines of text in it."""
        parts: list[str] = []
        column = 0
        while column < self.grid.width:
            parts.append(self._corner(row, column) if ruled else self._sign(1 | 2))
            cell = self._owner(row, column)
            if cell is None or (ruled and self._owner(row - 1, column) is not cell):
                parts.append(self._sign(4 | 8) * (self.spread.widths[column] // self.ruling.border))
                column += 1
                continue
            text = self.blocks[cell][y - self.tops[cell.row] - 1]
            if text == SLOT:
                self.order.append(cell)
            parts.append(text)
            column += cell.colspan
        parts.append(self._corner(row, column) if ruled else self._sign(1 | 2))
        return "".join(parts)

    def _corner(self, row: int, column: int) -> str:
        """The sign where the rule above `row` meets the line left of `column`."""
        above_left, above = self._owner(row - 1, column - 1), self._owner(row - 1, column)
        left, here = self._owner(row, column - 1), self._owner(row, column)
        return self._sign(
            (1 if above_left is not above else 0)
            | (2 if left is not here else 0)
            | (4 if above_left is not left else 0)
            | (8 if above is not here else 0)
        )

    def _sign(self, edges: int) -> str:
        return (_ASCII if self.ruling.ascii else _LINES)[edges]
