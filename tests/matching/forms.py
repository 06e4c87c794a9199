"""The tables of a report as other people's text: every form in which they reach us.

A table is a list of rows of `Box`es, so that a test can do to it what happens to tables on their
way; a form then writes it down.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from govreport.edition import Edition
from govreport.grid import Grid, GridCell
from govreport.rendering.layout import lay_out
from govreport.report import Number, Report


@dataclass
class Box:
    """A cell as it stands in a row; `width` in columns, `height` in rows."""

    text: str
    width: int = 1
    height: int = 1
    role: str = "value"


@dataclass
class Sheet:
    """One table: its rows of boxes, and how many columns of labels and of all it has."""

    section: str
    rows: list[list[Box]]
    width: int
    labels: int
    header: int = 0
    swapped: bool = False


def sheets(report: Report) -> list[Sheet]:
    """The three tables of a report."""
    found = []
    for section in lay_out(report).sections:
        for grid in section.grids:
            rows: list[list[Box]] = [[] for _ in range(grid.height)]
            for cell in grid.cells:
                rows[cell.row].append(Box(cell.text, cell.colspan, cell.rowspan, cell.role))
            labels = {"requests": 3, "review": 0}.get(section.key, 1)
            found.append(Sheet(section.heading, rows, grid.width, labels, grid.header_rows))
    return found


def filled_report(edition: Edition, rng: random.Random, *, size: int = 200) -> Report:
    """Random figures for which the identities hold, as in most reports; many are zero."""
    values: list[Number] = []
    for cell in edition.cells:
        if rng.random() < 0.45:
            values.append(0)
        elif cell.column.value.whole:
            values.append(rng.randrange(1, rng.choice([4, 20, size])))
        else:
            values.append(round(rng.random() * 1000, rng.randrange(0, 5)) or 1)
    for _ in range(3):
        for one in edition.sums:
            values[one.total] = sum(values[part] for part in one.parts)
        for balance in edition.balances:
            first, *others = balance.left
            left = sum(values[c] for c in balance.right)
            for other in others:
                values[other] = min(values[other], left)
                left -= values[other]
            values[first] = left
    about = {"organization": "某县某乡人民政府", "year": edition.first_year}
    return Report(edition, about, {}, tuple(int(v) if v == int(v) else v for v in values))


def to_grid(sheet: Sheet) -> Grid | None:
    """The table with its spans; None when its rows do not fit any more."""
    owner: dict[tuple[int, int], int] = {}
    cells: list[GridCell] = []
    width = max(sheet.width, 1)
    for number, row in enumerate(sheet.rows):
        at = 0
        for box in row:
            while (number, at) in owner:
                at += 1
            if at >= width:
                return None
            across = min(box.width, width - at)
            down = min(box.height, len(sheet.rows) - number)
            places = [(y, x) for y in range(number, number + down) for x in range(at, at + across)]
            if any(place in owner for place in places):
                return None
            owner.update(dict.fromkeys(places, len(cells)))
            cells.append(GridCell(box.text, number, at, down, across))
            at += across
    every = [(y, x) for y in range(len(sheet.rows)) for x in range(width)]
    cells += [GridCell("\0", *place) for place in every if place not in owner]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(width, len(sheet.rows), tuple(cells))


def _padded(sheet: Sheet, *, full: bool) -> list[list[str]]:
    """Rows of fields: spans leave empty fields; labels too (`full`), or they take one field."""
    lines: list[list[str]] = []
    waiting: dict[int, int] = {}
    for row in sheet.rows:
        fields: list[str] = []
        boxes = iter(row)
        column = 0
        while column < sheet.width:
            if waiting.get(column, 0) > 0:
                waiting[column] -= 1
                fields.append("")
                column += 1
                continue
            box = next(boxes, None)
            if box is None:
                break
            label = box.role in ("row_header", "corner")
            fields += [box.text, *[""] * ((box.width - 1) if full or not label else 0)]
            for covered in range(column, column + (box.width if full or not label else 1)):
                waiting[covered] = box.height - 1
            if not full and label:
                for covered in range(column + 1, column + box.width):
                    waiting.pop(covered, None)
            column += box.width
        lines.append([*fields, *(box.text for box in boxes)])
    return lines


def tabs_full(sheet: Sheet) -> str:
    """As a spreadsheet copies it: every position is a field."""
    return "\n".join("\t".join(fields) for fields in _padded(sheet, full=True))


def tabs_compact(sheet: Sheet) -> str:
    """As our own tab form: a label is one field; lines are filled up to one width."""
    lines = []
    open_labels: list[int] = []
    for row in sheet.rows:
        before = [""] * len([n for n in open_labels if n > 0])
        open_labels = [n - 1 for n in open_labels if n > 1]
        fields = list(before)
        for box in row:
            label = box.role in ("row_header", "corner")
            fields += [box.text, *[""] * (0 if label else box.width - 1)]
            if label and box.height > 1:
                open_labels.append(box.height - 1)
        lines.append(fields)
    width = max(map(len, lines), default=0)
    return "\n".join("\t".join(fields + [""] * (width - len(fields))) for fields in lines)


def tabs_omitted(sheet: Sheet) -> str:
    """Only the cells that begin in a row, with a tab between."""
    return "\n".join("\t".join(box.text for box in row) for row in sheet.rows)


def bars_full(sheet: Sheet) -> str:
    """A row a line with bars; `||` where cells are merged."""
    return "\n".join("|" + "|".join(fields) + "|" for fields in _padded(sheet, full=True))


def bars_trailing(sheet: Sheet) -> str:
    """A row a line; bars of a merged cell follow it."""
    return "\n".join(
        "| " + " | ".join(box.text + " |" * (box.width - 1) for box in row) + " |"
        for row in sheet.rows
    )


def bars_omitted(sheet: Sheet) -> str:
    """A row a line with bars between the cells that begin in it."""
    return "\n".join(" | ".join(box.text for box in row) for row in sheet.rows)


def markdown(sheet: Sheet) -> str:
    """A Markdown table, its first row taken for the header."""
    lines = bars_full(sheet).split("\n")
    return "\n".join([lines[0], "|" + " --- |" * sheet.width, *lines[1:]])


def spaced(sheet: Sheet) -> str:
    """A row a line, two spaces between cells."""
    return "\n".join("  ".join(box.text for box in row if box.text) for row in sheet.rows)


def single_spaced(sheet: Sheet) -> str:
    """A row a line, one space between cells."""
    return "\n".join(" ".join(box.text for box in row if box.text) for row in sheet.rows)


def flat(sheet: Sheet) -> str:
    """One cell a line; a blank cell is a blank line."""
    return "\n".join(box.text for row in sheet.rows for box in row)


def flat_blank(sheet: Sheet) -> str:
    """One cell a line, a blank line between; a blank cell is just more blank lines."""
    return "\n\n".join(box.text for row in sheet.rows for box in row)


def flat_bars(sheet: Sheet) -> str:
    """One cell a line, a line with a bar between."""
    return "\n|\n".join(box.text for row in sheet.rows for box in row)


def flat_bar_ends(sheet: Sheet) -> str:
    """One cell a line, each with a bar behind."""
    return "\n".join(f"{box.text}|" for row in sheet.rows for box in row)


FORMS: dict[str, Callable[[Sheet], str]] = {
    form.__name__: form
    for form in (
        tabs_full, tabs_compact, tabs_omitted, bars_full, bars_trailing, bars_omitted, markdown,
        spaced, single_spaced, flat, flat_blank, flat_bars, flat_bar_ends,
    )
}  # fmt: skip


def document(found: list[Sheet], form: Callable[[Sheet], str]) -> str:
    """The tables under their headings as text."""
    return "\n\n".join(f"{sheet.section}\n\n{form(sheet)}" for sheet in found) + "\n"
