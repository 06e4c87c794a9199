"""A table with positions → strips: which labels lead to each row, what stands above each number.

The geometry of a grid is trusted as far as it agrees with itself: a number stands under a heading,
right of the labels. A row that does not is given as a row of fields, to be read by its order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from govreport.grid import Grid, GridCell
from govreport.matching.label_words import is_row, kinds
from govreport.matching.normal import plain, visible
from govreport.matching.piece import ABSENT, Piece, Slot, Strip
from govreport.matching.values import value_like
from govreport.messages import Message, msg


@dataclass
class _Context:
    """Header rows, and the rows of numbers under them."""

    header: list[list[GridCell]] = field(default_factory=list)
    body: list[tuple[int, list[GridCell]]] = field(default_factory=list)


def grid_strips(grid: Grid, lines: Sequence[int] = ()) -> list[Strip]:
    """The strips of a table, in order. `lines`: the source line of each of its rows."""
    return [
        strip for context in _contexts(grid) for strip in _Rows(grid.width, context, lines).strips()
    ]


def _contexts(grid: Grid) -> list[_Context]:
    contexts = [_Context()]
    for number, row in enumerate(grid.matrix()):
        cells = _distinct(row)
        here = contexts[-1]
        if _is_body(cells, number, bool(here.header)):
            here.body.append((number, cells))
            continue
        own = [cell for cell in cells if cell.row == number and _shown(cell)]
        if not own:
            if here.header and not here.body:
                here.header.append(cells)
            elif here.body:
                here.body.append((number, cells))
            continue
        if here.body or "heading" in kinds(plain(own[0].text)):
            here = _Context()
            contexts.append(here)
        here.header.append(cells)
    return contexts


def _distinct(row: Sequence[GridCell]) -> list[GridCell]:
    return [row[0], *(b for a, b in pairwise(row) if a is not b)] if row else []


def _shown(cell: GridCell) -> str:
    return "" if cell.text == ABSENT else visible(cell.text)


def _is_body(cells: Sequence[GridCell], number: int, below_header: bool) -> bool:
    """Whether a row is one of numbers, even when all are blank."""
    if any(value_like(cell.text) for cell in cells if cell.row == number):
        return True
    shown = [cell for cell in cells if _shown(cell)]
    if not shown or shown[-1].row != number or shown[-1] is cells[-1]:
        return False
    text = plain(shown[-1].text)
    if is_row(text):
        return True
    found = kinds("".join(plain(cell.text) for cell in shown if cell.row == number))
    return below_header and not found and len(shown) < len(cells)


class _Rows:
    """The rows of one context → strips."""

    def __init__(self, width: int, context: _Context, lines: Sequence[int]) -> None:
        self.width = width
        self.context = context
        self.lines = lines
        self.heads: list[tuple[GridCell, ...]] = [self._head(column) for column in range(width)]
        self.start = self._start()
        self.first = True

    def _head(self, column: int) -> tuple[GridCell, ...]:
        found: list[GridCell] = []
        for cells in self.context.header:
            for cell in cells:
                inside = cell.column <= column < cell.column + cell.colspan
                if inside and _shown(cell) and (not found or found[-1] is not cell):
                    found.append(cell)
        return tuple(found)

    def _start(self) -> int:
        """The column at which numbers begin: where most rows' labels end."""
        edges: Counter[int] = Counter()
        for _, cells in self.context.body:
            edge = 0
            for cell in cells:
                if value_like(cell.text):
                    break
                if _shown(cell):
                    edge = cell.column + cell.colspan
            edges[edge] += 1
        return edges.most_common(1)[0][0] if edges else 0

    def strips(self) -> list[Strip]:
        if not self.context.body:
            labels = tuple(self._labels_of_header())
            return [Strip(labels, (), "grid")] if labels else []
        return [self._strip(number, cells) for number, cells in self.context.body]

    def _labels_of_header(self) -> list[Piece]:
        seen: list[GridCell] = []
        for cells in self.context.header:
            seen += [cell for cell in cells if _shown(cell) and not any(cell is s for s in seen)]
        return [self._piece(cell, cell.row) for cell in seen]

    def _piece(self, cell: GridCell, row: int) -> Piece:
        line = self.lines[row] if row < len(self.lines) else None
        return Piece(cell.text, line, row + 1, cell.column + 1)

    def _strip(self, number: int, cells: list[GridCell]) -> Strip:
        above = self._labels_of_header() if self.first else []
        self.first = False
        left = [cell for cell in cells if cell.column < self.start and _shown(cell)]
        right = [cell for cell in cells if cell.column + cell.colspan > self.start]
        labels = (*above, *(self._piece(cell, number) for cell in left))
        headed = all(self.heads[column] for column in range(self.start, self.width))
        crossing = any(cell.column + cell.colspan > self.start for cell in left)
        numbered = any(value_like(cell.text) for cell in left)
        absent = any(cell.text == ABSENT for cell in cells)
        if headed and self.context.header and not crossing and not numbered and not absent:
            slots = self._slots(number, right)
            return Strip(labels, slots, "grid", depth=self.start, doubt=self._extra(right))
        return self._fields(number, cells, above)

    def _extra(self, right: list[GridCell]) -> Message | None:
        """The reason for a row that has more numbers than headings: none of it is sure."""
        filled = [cell for cell in right if _shown(cell)]
        heads = [id(self.heads[cell.column][-1]) for cell in filled if cell.column >= self.start]
        if len(set(heads)) < len(heads):
            return msg("同一栏下面有两格数，可能有一个数被拆开了")
        return None

    def _slots(self, number: int, right: list[GridCell]) -> tuple[Slot, ...]:
        """One slot for each lowest heading."""
        slots: list[Slot] = []
        column = self.start
        while column < self.width:
            head = self.heads[column]
            end = column + 1
            while end < self.width and self.heads[end][-1] is head[-1]:
                end += 1
            under = [c for c in right if c.column < end and c.column + c.colspan > column]
            filled = [cell for cell in under if _shown(cell)]
            cell = filled[0] if filled else under[0]
            doubt = None
            if filled and (cell.column < column or cell.column + cell.colspan > end):
                doubt = msg("一格跨了两栏，分不清是哪一栏的数")
            elif filled and cell.rowspan > 1:
                doubt = msg("一格跨了两行，分不清是哪一行的数")
            slots.append(Slot(self._piece(cell, number), tuple(h.text for h in head), doubt))
            column = end
        return tuple(slots)

    def _fields(self, number: int, cells: list[GridCell], above: list[Piece]) -> Strip:
        """A row that does not fit under its headings, to be read by the order of its cells."""
        given = [cell for cell in cells if cell.text != ABSENT]
        depth = 0
        for at, cell in enumerate(given):
            if value_like(cell.text):
                break
            if _shown(cell):
                depth = at + 1
        labels = (*above, *(self._piece(c, number) for c in given[:depth] if _shown(c)))
        doubt = None
        if any(cell.colspan > 1 and value_like(cell.text) for cell in given[depth:]):
            doubt = msg("一格跨了两栏，分不清是哪一栏的数")
        slots = tuple(Slot(self._piece(cell, number)) for cell in given[depth:])
        return Strip(labels, slots, "fields", depth=depth, doubt=doubt)
