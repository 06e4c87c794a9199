"""The characters and lines of a PDF's pages → paragraphs and ruled tables, as plain data.

A PDF knows neither: a table is where lines cross, a paragraph is lines that follow each other. Runs
in the process of `pdf_worker`, which is bounded; gives JSON's kinds of values only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pdfplumber.page import Page

_TWICE = 0.3  # of a character's width: how far apart its two prints stand
_THICK = 4.0  # points: a filled area this thin is a line
NEAR = 2.5  # points: rules and edges this close are one
_PAGE_NUMBER = re.compile(
    r"[-—–－·\s]*\d{1,3}[-—–－·\s]*|第\s*\d{1,3}\s*页.{0,14}|\d{1,3}\s*/\s*\d{1,3}"
)
_ASCII = re.compile(r"[A-Za-z0-9]")


class Line(NamedTuple):
    """A line of text; where it begins and ends, how large its type is, in points."""

    text: str
    left: float
    right: float
    top: float
    size: float


class Cell(NamedTuple):
    """A cell of a ruled table: its edges across in points, its rows."""

    left: float
    right: float
    row: int
    rowspan: int
    text: str


@dataclass
class Ruled:
    """A table in the making; it may go on over the next page."""

    page: int
    cells: list[Cell] = field(default_factory=list)
    height: int = 0

    def edges(self) -> list[float]:
        """Where its columns begin, with the right edge of the last."""
        return clustered([*(one.left for one in self.cells), *(one.right for one in self.cells)])


Item = Line | Ruled


def items_of(page: Page) -> list[Item]:
    """The lines and tables of a page, from top to bottom."""
    shown = _shown(page)
    placed: list[tuple[float, Item]] = []
    for found in page.filter(_may_rule).find_tables(
        {"snap_tolerance": NEAR, "join_tolerance": NEAR}
    ):
        boxes = [tuple(map(float, box)) for box in found.cells]
        if len(boxes) < 3:
            continue  # a frame around text
        left, top, right, bottom = map(float, found.bbox)
        beside = [c for c in shown if _within(c, 0, top, left, bottom)]
        if beside:
            left = min(c["x0"] for c in beside) - 1
            boxes += _open_boxes(boxes, left)
        inside = [c for c in shown if _within(c, left, top, right, bottom)]
        shown = [c for c in shown if not _within(c, left, top, right, bottom)]
        placed.append((top, _ruled(page.page_number, boxes, inside)))
    placed += [(line.top, line) for line in lines_of(shown)]
    return [item for _, item in sorted(placed, key=lambda one: one[0])]


def _shown(page: Page) -> list[dict[str, Any]]:
    """The characters on the page; bold type that is set twice, a little apart, is there once."""
    width, height = float(page.width), float(page.height)
    seen: dict[tuple[str, int], list[float]] = {}
    found = []
    for char in page.chars:
        left, right, row = char["x0"], char["x1"], round(char["top"])
        if not (0 <= (left + right) / 2 <= width and 0 <= row <= height):
            continue
        same = [x for at in (row - 1, row, row + 1) for x in seen.get((char["text"], at), ())]
        if all(abs(x - left) > _TWICE * (right - left) for x in same):
            found.append(char)
        seen.setdefault((char["text"], row), []).append(left)
    return found


def _may_rule(part: dict[str, Any]) -> bool:
    """Whether a part of a page may be one of a table's lines: a filled area without edge is none."""
    filled = part["object_type"] == "rect" and not part["stroke"]
    return not (filled and min(part["width"], part["height"]) > _THICK)


def _within(char: dict[str, Any], left: float, top: float, right: float, bottom: float) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(left <= x <= right and top <= y <= bottom)


def _open_boxes(boxes: Sequence[Sequence[float]], left: float) -> list[tuple[float, ...]]:
    """Cells left of a table, one a row: where it goes on over a page, merged ones are not closed."""
    edge = min(box[0] for box in boxes)
    tops = clustered([y for box in boxes for y in (box[1], box[3])])
    return [(left, top, edge, bottom) for top, bottom in pairwise(tops)]


def _ruled(number: int, boxes: Iterable[Sequence[float]], chars: list[dict[str, Any]]) -> Ruled:
    boxes = list(boxes)
    tops = clustered([edge for box in boxes for edge in (box[1], box[3])])
    made = Ruled(number, height=len(tops) - 1)
    for left, top, right, bottom in boxes:
        own = [char for char in chars if _within(char, left, top, right, bottom)]
        row, end = nearest(tops, top), nearest(tops, bottom)
        text = "\n".join(line.text for line in lines_of(own))
        made.cells.append(Cell(left, right, row, max(end - row, 1), text))
    return made


def clustered(values: Iterable[float]) -> list[float]:
    """Values in order, those that are near each other as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found


def nearest(edges: Sequence[float], value: float) -> int:
    """The number of the edge that a value is at."""
    return min(range(len(edges)), key=lambda at: abs(edges[at] - value))


def lines_of(chars: Sequence[dict[str, Any]]) -> list[Line]:
    """Characters → lines, from top to bottom, each from left to right."""
    rows: list[list[dict[str, Any]]] = []
    for char in sorted(chars, key=lambda one: (one["top"] + one["bottom"]) / 2):
        middle = (char["top"] + char["bottom"]) / 2
        for row in rows[-2:]:
            last = row[-1]
            height = min(char["bottom"] - char["top"], last["bottom"] - last["top"])
            if abs(middle - (last["top"] + last["bottom"]) / 2) < height * 0.5:
                row.append(char)
                break
        else:
            rows.append([char])
    found = (_line(sorted(row, key=lambda one: one["x0"])) for row in rows)
    return [line for line in found if line.text.strip()]


def _line(row: Sequence[dict[str, Any]]) -> Line:
    """One line: gaps between characters become spaces, wide ones two."""
    parts: list[str] = []
    before = None
    for char in row:
        text = char["text"]
        if before is not None and text != " " and before["text"] != " ":
            gap = (char["x0"] - before["x1"]) / max(char["size"], before["size"], 1)
            thin = bool(_ASCII.fullmatch(text) and _ASCII.fullmatch(before["text"]))
            parts.append("  " if gap > 1.2 else " " if gap > (0.2 if thin else 0.6) else "")
        parts.append(text)
        before = char
    seen = [char for char in row if char["text"].strip()] or row
    return Line("".join(parts).rstrip(), seen[0]["x0"], seen[-1]["x1"], seen[0]["top"],
                Counter(round(c["size"], 1) for c in seen).most_common(1)[0][0])  # fmt: skip


def without_running_lines(pages: Sequence[list[Item]]) -> list[list[Item]]:
    """Pages without their numbers, and without lines that stand at the head or foot of several."""
    edges: Counter[str] = Counter()
    for items in pages:
        for line in {one.text: one for one in (*items[:1], *items[-1:]) if isinstance(one, Line)}:
            edges[_blurred(line)] += 1
    most = max(2, len(pages) // 2)
    kept = []
    for items in pages:
        rest = list(items)
        while rest and isinstance(rest[-1], Line) and _is_running(rest[-1], edges, most):
            rest.pop()
        while rest and isinstance(rest[0], Line) and _is_running(rest[0], edges, most):
            rest.pop(0)
        kept.append(rest)
    return kept


def _blurred(text: str) -> str:
    return re.sub(r"\d+", "0", text.strip())


def _is_running(line: Line, edges: Counter[str], most: int) -> bool:
    text = line.text.strip()
    return _PAGE_NUMBER.fullmatch(text) is not None or edges[_blurred(text)] > most


def blocks(pages: Sequence[list[Item]]) -> list[list[Any]]:
    """`["p", page, text]` a paragraph, `["t", page, height, cells]` a table, in order.

    A cell is row, column, rows, columns, text.
    """
    everything = [(page, one) for page, items in enumerate(pages, 1) for one in items]
    lines = [one for _, one in everything if isinstance(one, Line)]
    left = min((line.left for line in lines), default=0.0)
    right = max((line.right for line in lines), default=0.0)
    found: list[list[Any]] = []
    tables: list[tuple[int, Ruled]] = []
    before: Line | Ruled | None = None
    for page, one in everything:
        if isinstance(one, Line):
            if isinstance(before, Line) and _goes_on(before, one, left, right):
                found[-1][2] += "\n" + one.text.strip()
            else:
                found.append(["p", page, one.text.strip()])
        elif isinstance(before, Ruled) and page > before.page and _same_columns(tables[-1][1], one):
            _append(tables[-1][1], one)
        else:
            tables.append((len(found), one))
            found.append(["t", page])
        before = one
    for at, table in tables:
        found[at] += [table.height, _cells(table)]
    return found


def _goes_on(before: Line, line: Line, left: float, right: float) -> bool:
    """Whether a line is the next one of the same paragraph."""
    return (
        before.right > right - 1.6 * before.size
        and line.left < left + 0.9 * line.size
        and abs(before.size - line.size) < 0.15 * line.size
        and "  " not in before.text.strip()
    )


def _same_columns(table: Ruled, other: Ruled) -> bool:
    """Whether a table goes on: no edge of the part on the next page is new, but for an open left."""
    edges = table.edges()
    ends = other.edges()
    return (
        all(_is_edge(edges, edge) for edge in ends[1:])
        and (_is_edge(edges, ends[0]) or edges[0] < ends[0] + NEAR)
        and abs(edges[-1] - ends[-1]) <= 2 * NEAR
    )


def _is_edge(edges: Sequence[float], value: float) -> bool:
    return abs(edges[nearest(edges, value)] - value) <= 2 * NEAR


def _append(table: Ruled, other: Ruled) -> None:
    edges = table.edges()
    for one in other.cells:
        left = one.left if _is_edge(edges, one.left) else edges[0]
        table.cells.append(one._replace(row=one.row + table.height, left=left))
    table.height += other.height
    table.page = other.page


def _cells(table: Ruled) -> list[list[Any]]:
    edges = table.edges()
    found = []
    for one in table.cells:
        column, end = nearest(edges, one.left), nearest(edges, one.right)
        found.append([one.row, column, one.rowspan, max(end - column, 1), one.text])
    return found
