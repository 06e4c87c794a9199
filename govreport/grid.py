"""A table as a neutral grid of cells with spans. Knows nothing of reports or of output formats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

Role = Literal["corner", "column_header", "row_header", "heading", "value"]


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell: its text, where its top left corner is, how far it reaches, what it is.

    `row` and `column` count from 0. `role` `heading` is a full-width row that names a block.
    `address` is the dotted path of the number it shows, for a cell of role `value`.
    """

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    role: Role = "value"
    address: str | None = None


@dataclass(frozen=True)
class Grid:
    """A rectangle of `height` × `width` positions, tiled by cells without gap or overlap.

    Raises ValueError when the cells do not tile it. Cells are in reading order.
    """

    width: int
    height: int
    cells: tuple[GridCell, ...]
    header_rows: int = 0

    def __post_init__(self) -> None:
        owner: dict[tuple[int, int], GridCell] = {}
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.rowspan):
                for column in range(cell.column, cell.column + cell.colspan):
                    if (row, column) in owner:
                        raise ValueError(f"cells overlap at row {row}, column {column}")
                    if not (0 <= row < self.height and 0 <= column < self.width):
                        raise ValueError(f"cell outside the grid at row {row}, column {column}")
                    owner[row, column] = cell
        if len(owner) != self.width * self.height:
            raise ValueError("cells leave a gap")

    def matrix(self) -> list[list[GridCell]]:
        """For every position, [row][column], the cell that covers it."""
        filled: list[list[GridCell | None]] = [[None] * self.width for _ in range(self.height)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.rowspan):
                filled[row][cell.column : cell.column + cell.colspan] = [cell] * cell.colspan
        return [[cell for cell in row if cell is not None] for row in filled]

    def rows(self) -> Iterator[list[GridCell]]:
        """For every row, the cells that begin in it, left to right."""
        starting: list[list[GridCell]] = [[] for _ in range(self.height)]
        for cell in self.cells:
            starting[cell.row].append(cell)
        yield from starting

    def groups(self) -> Iterator[tuple[Literal["thead", "tbody"], list[list[GridCell]]]]:
        """The rows that head the whole table, then those of every block, under HTML's names."""
        rows = list(self.rows())
        starts = [
            number
            for number, row in enumerate(rows)
            if number in (0, self.header_rows) or (row and row[0].role == "heading")
        ]
        for start, end in pairwise([*starts, self.height]):
            yield "thead" if start < self.header_rows else "tbody", rows[start:end]


def stack(grids: Sequence[Grid]) -> Grid:
    """Grids of one width, one under the other, as one grid."""
    cells: list[GridCell] = []
    height = 0
    for grid in grids:
        cells += [replace(cell, row=cell.row + height) for cell in grid.cells]
        height += grid.height
    return Grid(grids[0].width, height, tuple(cells), grids[0].header_rows if grids else 0)
