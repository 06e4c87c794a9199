"""How wide the columns of a drawn table are: as narrow as its words allow, then where it pays.

Every column starts at the least that its words and numbers need. What is left of the line goes, a
step at a time, where it makes the table lower for the fewest columns. Plain sums over a grid; draws
nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from govreport.text import display_width, narrowest, wrap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from govreport.grid import Grid, GridCell

NARROWEST = 2
SHORT = 4  # a label of two Chinese characters is not broken


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a table is drawn with. `border`: columns a vertical line takes; `ambiguous`: 1 or 2.

    `width`: columns the table should fit. Widths of table columns are multiples of `border`, since
    a horizontal line is made of signs as wide as the vertical one.
    """

    width: int
    ambiguous: int
    ascii: bool

    @property
    def border(self) -> int:
        return 1 if self.ascii else self.ambiguous


@dataclass(frozen=True, slots=True)
class Spread:
    """Inner widths of the columns, spaces included; `pad` spaces stand left and right in a cell."""

    widths: tuple[int, ...]
    pad: int

    def inner(self, cell: GridCell, border: int) -> int:
        """Columns between the lines left and right of a cell."""
        across = self.widths[cell.column : cell.column + cell.colspan]
        return sum(across) + border * (len(across) - 1)


@lru_cache(maxsize=4096)
def label_lines(text: str, width: int, ambiguous: int) -> tuple[str, ...]:
    """A label wrapped to `width` columns. Labels are few and come back, so they are remembered."""
    return tuple(wrap(text, max(width, 1), ambiguous))


def balanced(text: str, width: int, ambiguous: int) -> int:
    """The narrowest width at which a label takes no more lines: they are equally long then."""
    lines = len(label_lines(text, width, ambiguous))
    while width > NARROWEST and len(label_lines(text, width - 1, ambiguous)) == lines:
        width -= 1
    return width


def spread_columns(grid: Grid, numbers: Mapping[GridCell, int], ruling: Ruling) -> Spread:
    """The widths for a grid whose value cells hold numbers of at most the given widths.

    Grows beyond `ruling.width` only where labels and numbers cannot be narrower. Cells are padded
    with a space on both sides when that still fits.
    """
    for pad in (1, 0) if ruling.border == 1 else (0,):
        columns = _Columns(grid, numbers, ruling, pad)
        if columns.left >= 0:
            break
    columns.lower()
    columns.even_out()
    return Spread(tuple(columns.widths), pad)


class _Columns:
    """Widths while they are being found."""

    def __init__(
        self, grid: Grid, numbers: Mapping[GridCell, int], ruling: Ruling, pad: int
    ) -> None:
        self.grid, self.numbers, self.ruling, self.pad = grid, numbers, ruling, pad
        self.step = ruling.border
        self.labels = [cell for cell in grid.cells if cell.role != "value"]
        self.widths = [self.step] * grid.width
        for cell in sorted(grid.cells, key=lambda one: one.colspan):
            if cell.role == "value":
                least = numbers[cell]
            else:
                whole = display_width(cell.text, ruling.ambiguous)
                least = max(narrowest(cell.text, ruling.ambiguous), min(whole, SHORT))
            self._reserve(self.widths, cell, least + 2 * pad)

    @property
    def left(self) -> int:
        """Columns of the line not used yet; negative when the table is too wide."""
        lines = self.ruling.border * (self.grid.width + 1)
        return self.ruling.width - lines - sum(self.widths)

    def _inner(self, widths: Sequence[int], cell: GridCell) -> int:
        border = self.ruling.border * (cell.colspan - 1)
        return sum(widths[cell.column : cell.column + cell.colspan]) + border

    def _reserve(self, widths: list[int], cell: GridCell, inner: int) -> None:
        """Widen a cell's columns, the narrowest first, until it is `inner` wide."""
        span = range(cell.column, cell.column + cell.colspan)
        while self._inner(widths, cell) < inner:
            narrow = min(span, key=lambda column: (widths[column], -column))
            widths[narrow] += self.step

    def _count(self, widths: Sequence[int], cell: GridCell) -> int:
        inner = self._inner(widths, cell) - 2 * self.pad
        return len(label_lines(cell.text, inner, self.ruling.ambiguous))

    def _heights(self, widths: Sequence[int]) -> tuple[list[int], list[list[GridCell]]]:
        """Lines of every row, and for every row the cells that make it that high."""
        heights = [1] * self.grid.height
        causes: list[list[GridCell]] = [[] for _ in heights]
        for cell in sorted(self.labels, key=lambda one: one.rowspan):
            last = cell.row + cell.rowspan - 1
            lines = self._count(widths, cell) - (cell.rowspan - 1)
            own = lines - sum(heights[cell.row : last])
            if own > heights[last]:
                heights[last], causes[last] = own, [cell]
            elif own == heights[last] > 1:
                causes[last].append(cell)
        return heights, causes

    def lower(self) -> None:
        """Spend what is left of the line where it takes away most lines for the fewest columns."""
        while True:
            heights, causes = self._heights(self.widths)
            best: tuple[float, int, list[int]] | None = None
            for row, cells in enumerate(causes):
                if heights[row] == 1:
                    continue
                wider = self._relieved(cells)
                cost = sum(wider) - sum(self.widths)
                if not 0 < cost <= self.left:
                    continue
                gain = sum(heights) - sum(self._heights(wider)[0])
                if gain > 0 and (best is None or (gain / cost, -cost) > best[:2]):
                    best = (gain / cost, -cost, wider)
            if best is None:
                return
            self.widths = best[2]

    def _relieved(self, cells: Sequence[GridCell]) -> list[int]:
        """Widths at which each of the cells takes one line less."""
        widths = list(self.widths)
        for cell in cells:
            wanted = self._count(self.widths, cell) - 1
            while self._count(widths, cell) > max(wanted, 1):
                self._reserve(widths, cell, self._inner(widths, cell) + 1)
        return widths

    def even_out(self) -> None:
        """Make the columns of numbers equally wide if the line is long enough for that."""
        columns = {cell.column for cell in self.grid.cells if cell.role == "value"}
        widest = max((self.widths[column] for column in columns), default=0)
        if sum(widest - self.widths[column] for column in columns) <= self.left:
            for column in columns:
                self.widths[column] = widest
