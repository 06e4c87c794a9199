"""Cells with spans, as a source states them → a grid without gap or overlap, bounded in size.

Also tells a table from one that only places paragraphs on a page.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from govreport.errors import GovreportError
from govreport.grid import Grid, GridCell
from govreport.importers.document import ABSENT, Block, Paragraph, Table
from govreport.messages import msg

MOST_PLACES = 200_000  # positions of one table; the official ones have some 250
_SHARE, _LONG = 0.6, 200  # of a table's text in one cell, and its length, when it is a page


def grid(cells: Iterable[GridCell], height: int) -> Grid:
    """The grid of cells that may overlap, leave gaps, or reach beyond the table.

    A column in which no cell begins is none. Where cells overlap, the earlier one keeps the place.
    Raises GovreportError when the table is larger than any report's.
    """
    ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
    starts = sorted({cell.column for cell in ordered})
    width = len(starts)
    if width * height > MOST_PLACES:
        raise GovreportError(
            msg(
                "有一张表太大（{height} 行 {width} 栏），不会是年度报告的表。",
                height=height,
                width=width,
            )
        )
    free = [[True] * width for _ in range(height)]
    kept: list[GridCell] = []
    for cell in ordered:
        left = bisect_left(starts, cell.column)
        if not free[cell.row][left]:
            continue
        right = left + 1
        end = max(bisect_left(starts, cell.column + cell.colspan), right)
        while right < end and free[cell.row][right]:
            right += 1
        bottom = cell.row + 1
        end = min(cell.row + max(cell.rowspan, 1), height)
        while bottom < end and all(free[bottom][left:right]):
            bottom += 1
        for row in range(cell.row, bottom):
            free[row][left:right] = [False] * (right - left)
        kept.append(GridCell(cell.text, cell.row, left, bottom - cell.row, right - left))
    kept += [
        GridCell(ABSENT, row, column)
        for row, places in enumerate(free)
        for column, place in enumerate(places)
        if place
    ]
    kept.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(width, height, tuple(kept))


def places_only(sizes: Sequence[int], nested: Sequence[bool]) -> bool:
    """Whether a table only lays out a page: one of its cells holds a whole document, or a table.

    `sizes`: how much text each cell has, inner tables included; `nested`: whether it has any.
    """
    if not sizes:
        return False
    largest = max(sizes)
    if largest < _SHARE * sum(sizes):
        return False
    return largest > _LONG or nested[sizes.index(largest)] or len(sizes) == 1


def blocks_of(cells: Sequence[tuple[GridCell, Sequence[Block]]], height: int) -> list[Block]:
    """What a table with the contents of its cells is: itself and its inner tables, or paragraphs."""
    inner = [any(isinstance(one, Table) for one in content) for _, content in cells]
    if places_only([sum(map(size, content)) for _, content in cells], inner):
        return [one for _, content in cells for one in content]
    found: list[Block] = []
    own: list[GridCell] = []
    for cell, content in cells:
        own.append(GridCell(text_of(content), cell.row, cell.column, cell.rowspan, cell.colspan))
        found += [one for one in content if isinstance(one, Table)]
    return [Table(grid(own, height)), *found] if own else found


def text_of(content: Iterable[Block]) -> str:
    """The paragraphs of a cell as its text."""
    return "\n".join(one.text for one in content if isinstance(one, Paragraph))


def size(block: Block) -> int:
    """How many characters a block has."""
    if isinstance(block, Paragraph):
        return len(block.text)
    return sum(len(cell.text) for cell in block.grid.cells)
