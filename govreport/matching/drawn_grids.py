"""A table drawn with lines (│ ─ ┼, or | - +) → a grid with its merged cells.

Works on columns of a terminal: a Chinese character takes two. Characters of ambiguous width, the
lines among them, take one or two; the width is taken at which the table's edges stand straight.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from govreport.grid import Grid, GridCell
from govreport.text import character_widths

_VERTICAL = frozenset("│┃║├┤┼┬┴┌┐└┘┏┓┗┛┣┫╋┳┻╔╗╚╝╠╣╬╦╩|+")
_HORIZONTAL = frozenset("─━═-")
_EDGE = frozenset("│┃║├┌└┣┏┗╔╚╠|+")


def drawn_edge(text: str) -> bool:
    """Whether a line begins as the upper edge of a drawn table does."""
    line = text.strip()
    return len(line) > 4 and line[0] in "┌┏╔+" and line[-1] in "┐┓╗+" and line[1] in _HORIZONTAL


def drawn_line(text: str) -> bool:
    """Whether a line may belong to a drawn table."""
    line = text.strip()
    return len(line) > 1 and line[0] in _EDGE


def drawn_grid(lines: Sequence[str]) -> tuple[Grid, tuple[int, ...]] | None:
    """The grid, and for each of its rows the number of its first line; None when it is torn."""
    for ambiguous in (1, 2):
        canvas = [_columns(line, ambiguous) for line in lines]
        width = len(canvas[0])
        if all(len(row) == width and (row[-1] or row[-2]) in _VERTICAL for row in canvas):
            return _Canvas(canvas).grid()
    return None


def _columns(line: str, ambiguous: int) -> list[str]:
    """One entry a column; the second column of a wide character is empty, of a line its own."""
    widths = character_widths(ambiguous)
    found: list[str] = []
    for character in line.strip():
        width = widths(character)
        if width == 0:
            continue
        drawn = unicodedata.name(character, "").startswith("BOX DRAWINGS")
        second = character if drawn and character in _HORIZONTAL else ""
        found += [character, second][:width] if width < 3 else [character]
    return found


class _Canvas:
    def __init__(self, canvas: list[list[str]]) -> None:
        self.canvas = canvas
        self.edges = self._edges()
        self.bands = list(zip(self.edges, self.edges[1:], strict=False))

    def _edges(self) -> list[int]:
        """The columns in which vertical lines stand, left to right."""
        found: set[int] = set()
        for row in self.canvas:
            for x, c in enumerate(row):
                if c not in _VERTICAL or c == "|":
                    continue
                near = (*row[max(x - 1, 0) : x], *row[x + 1 : x + 2])
                if c != "+" or any(other in _HORIZONTAL for other in near):
                    found.add(x)
        return sorted(found)

    @staticmethod
    def _ruled(row: list[str], left: int, right: int) -> bool:
        between = row[left + 1 : right]
        return any(c in _HORIZONTAL for c in between) and all(
            c in _HORIZONTAL or c in _VERTICAL or c == "" for c in between
        )

    def grid(self) -> tuple[Grid, tuple[int, ...]] | None:
        ruled = [
            [self._ruled(row, left, right) for left, right in self.bands] for row in self.canvas
        ]
        marks = [y for y, row in enumerate(ruled) if any(row)]
        if len(marks) < 2 or not self.bands:
            return None
        owner = self._regions(ruled)
        members: dict[int, list[tuple[int, int]]] = {}
        for place, one in owner.items():
            members.setdefault(one, []).append(place)
        cells: list[GridCell] = []
        row_of = {y: number for number, y in enumerate(marks)}
        for places in members.values():
            top, bottom = min(y for y, _ in places), max(y for y, _ in places)
            left, right = min(b for _, b in places), max(b for _, b in places)
            if top - 1 not in row_of or bottom + 1 not in row_of:
                return None
            text = "\n".join(
                filter(None, (self._text(y, left, right) for y in range(top, bottom + 1)))
            )
            row, end = row_of[top - 1], row_of[bottom + 1]
            cells.append(GridCell(text, row, left, end - row, right - left + 1))
        cells.sort(key=lambda cell: (cell.row, cell.column))
        try:
            grid = Grid(len(self.bands), len(marks) - 1, tuple(cells))
        except ValueError:
            return None
        return grid, tuple(mark + 1 for mark in marks[:-1])

    def _regions(self, ruled: list[list[bool]]) -> dict[tuple[int, int], int]:
        """For every line and band that is not a rule, the number of the cell that it is in."""
        parent: dict[tuple[int, int], tuple[int, int]] = {}

        def root(place: tuple[int, int]) -> tuple[int, int]:
            while parent[place] != place:
                parent[place] = parent[parent[place]]
                place = parent[place]
            return place

        for y, row in enumerate(ruled):
            for band, rule in enumerate(row):
                if rule:
                    continue
                place = (y, band)
                parent[place] = place
                if (y - 1, band) in parent:
                    parent[root(place)] = root((y - 1, band))
                open_left = band and self.canvas[y][self.bands[band][0]] not in _VERTICAL
                if open_left and (y, band - 1) in parent:
                    parent[root(place)] = root((y, band - 1))
        numbers: dict[tuple[int, int], int] = {}
        return {place: numbers.setdefault(root(place), len(numbers)) for place in parent}

    def _text(self, y: int, left: int, right: int) -> str:
        start, end = self.bands[left][0] + 1, self.bands[right][1]
        return "".join(self.canvas[y][start:end]).strip()
