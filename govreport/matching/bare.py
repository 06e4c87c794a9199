"""Lines of numbers without a label → the rows of a section that they are, by count and order.

A blank row keeps its place. Where the lines fit in more than one way the identities decide, and
where they do not, none is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from govreport.edition import Cell, Edition, Row, Section
from govreport.edition.typed_rows import typed_rows
from govreport.figures import add, completed
from govreport.matching.cells import RowReading, by_cell
from govreport.matching.normal import visible
from govreport.matching.piece import Piece
from govreport.matching.shifts import UNSURE
from govreport.matching.text_lines import fields_of, is_fields
from govreport.matching.values import read_value
from govreport.messages import Message, msg
from govreport.report import Number

Fields = tuple[int, list[str]]  # the number of a line, and what stands in it
Way = Sequence[tuple[Cell, ...]]  # for every line, the cells that it would fill


def bare_rows(
    lines: Sequence[Piece], edition: Edition, section: Section, start: Row
) -> list[RowReading] | Message:
    """The rows from `start` on, or all of the section, with or without its sums."""
    table = _table(lines)
    if isinstance(table, Message):
        return table
    rows = list(section.rows)
    ways = _ways(edition, section, start, table)
    if not ways:
        return msg(
            "粘贴了 {count} 行，从「{row}」往下只有 {left} 行。整块没有采用。整张表请到它的第一行「{first}」去粘贴，或者连同行名一起粘贴。",
            count=len(table), row=start.path[-1], left=len(rows) - rows.index(start),
            first=rows[0].path[-1],
        )  # fmt: skip
    labels = section.blocks[0].label_columns
    trimmed = _trimmed(table, max(len(cells) for cells in ways[0]), labels)
    if trimmed is None:
        return UNSURE
    found: list[list[RowReading]] = []
    reason: Message | None = None
    for way in ways:
        read = _read(edition, way, trimmed)
        if isinstance(read, Message):
            reason = reason or read
        else:
            found.append(read)
    if not found:
        assert reason is not None
        return reason
    return _surest(edition, found, rows)


def _table(lines: Sequence[Piece]) -> list[Fields] | Message:
    """The fields of every line; an empty line among them is a row only where it has tabs or bars."""
    table: list[Fields] = []
    gaps: list[int] = []
    empty = 0
    for number, line in enumerate(lines, 1):
        if not line.text.strip(" \r"):
            empty += 1
            continue
        gaps.append(empty)
        empty = 0
        if is_fields(line.text):
            fields = [field if visible(field) else "" for field in fields_of(line.text)]
            table.append((number, fields))
        else:
            words = re.split(r"[\s、;；]+", line.text.strip())
            cut = words[0].split(",") if len(words) == 1 else [w.strip(",") for w in words]
            table.append((number, cut))
    if len(set(gaps[1:])) > 1:
        number = next(n for (n, _), gap in zip(table, gaps, strict=True) if gap != gaps[1])
        return msg("粘贴的第 {line} 行前后的空行分不清是不是空着的一行。整块没有采用。请连同行名一起粘贴。",
                   line=number)  # fmt: skip
    return table


def _ways(edition: Edition, section: Section, start: Row, table: Sequence[Fields]) -> list[Way]:
    """The rows that as many lines may be; one line may also be a table that is one row of numbers."""

    def cells(row: Row) -> tuple[Cell, ...]:
        return edition.cells[row.first : row.first + len(row.columns)]

    rows = list(section.rows)
    filled = sum(bool(field) for field in table[0][1])
    if len(table) == 1 and len(rows) > 1 and filled > max(len(row.columns) for row in rows):
        return [[tuple(cell for row in rows for cell in cells(row))]]
    typed = [one.row for one in typed_rows(edition, section)]
    at = rows.index(start)
    ways: list[list[Row]] = []
    for way in (rows, typed, rows[at : at + len(table)]):
        if len(way) == len(table) and way not in ways:
            ways.append(way)
    return [[cells(row) for row in way] for way in ways]


def _trimmed(table: list[Fields], most: int, labels: int) -> list[Fields] | None:
    """Without the fields at both ends that are blank in every line, as far as they are too many.

    None where it is not sure how many of them belong to labels that are not there.
    """
    width = max(len(fields) for _, fields in table)
    if width <= most or any(len(fields) < width for _, fields in table):
        return table
    blank = [not any(fields[at] for _, fields in table) for at in range(width)]
    cuts = {
        (lead, lead + size)
        for size in (most, most - 1)
        for lead in range(labels + 1)
        if lead + size <= width and all(blank[:lead]) and all(blank[lead + size :])
    }
    whole = [cut for cut in cuts if cut[1] - cut[0] == most and _sums(table, cut)]
    best = whole or [cut for cut in cuts if cut[0] == labels] or cuts
    if len(best) > 1:
        return None
    return [(n, fields[slice(*cut)]) for cut in best for n, fields in table] or table


def _sums(table: list[Fields], cut: tuple[int, int]) -> bool:
    """Whether the last of the fields is the sum of the others in every line."""
    lines = [[int(f) if f.isdecimal() else 0 for f in fields[slice(*cut)]] for _, fields in table]
    return any(map(any, lines)) and all(sum(one[:-1]) == one[-1] for one in lines)


def _read(edition: Edition, way: Way, table: Sequence[Fields]) -> list[RowReading] | Message:
    totals = {one.total for one in edition.sums if one.over == "columns"}
    values: dict[int, Number | None] = {}
    for cells, (line, fields) in zip(way, table, strict=True):
        typed = tuple(cell for cell in cells if cell.number not in totals)
        into = _fitting(cells, typed, fields)
        if into is None:
            count = sum(bool(field) for field in fields)
            return msg(
                "粘贴的第 {line} 行有 {count} 个数，应是 {fewer} 个（不含总计）或 {more} 个。整块没有采用。"
                if len(typed) < len(cells)
                else "粘贴的第 {line} 行有 {count} 个数，应是 {more} 个。整块没有采用。",
                line=line, count=count, fewer=len(typed), more=len(cells),
            )  # fmt: skip
        kept = fields if len(fields) == len(into) else [field for field in fields if field]
        values |= dict.fromkeys([cell.number for cell in cells])
        for cell, field in zip(into, kept or [""] * len(into), strict=True):
            value = read_value(field, cell.column.value, cell.column.label.unit)
            if value.doubt is not None:
                return msg("粘贴的第 {line} 行「{row}」「{column}」{reason}。整块没有采用。", line=line,
                           row=cell.row.path[-1], column=cell.column.name, reason=value.doubt)  # fmt: skip
            values[cell.number] = value.number
    return [
        RowReading(row, tuple(values[row.first + at] for at in range(len(row.columns))))
        for row in edition.rows
        if row.first in values
    ]


def _fitting(
    cells: tuple[Cell, ...], typed: tuple[Cell, ...], fields: list[str]
) -> tuple[Cell, ...] | None:
    """The cells that the fields of a line are for: by their places, or because all are filled."""
    for wanted in (cells, typed):
        if len(fields) == len(wanted):
            return wanted
    filled = [at for at, field in enumerate(fields) if field]
    together = not filled or filled[-1] - filled[0] + 1 == len(filled)
    return cells if together and len(filled) in (0, len(cells)) else None


def _surest(
    edition: Edition, found: list[list[RowReading]], rows: Sequence[Row]
) -> list[RowReading] | Message:
    """The reading that the identities confirm, where there are several."""
    if len(found) > 1:
        sure = [one for one in found if _confirmed(edition, one)]
        if len(sure) != 1 and any(value for one in found for row in one for value in row.numbers):
            return msg("粘贴了 {count} 行，分不清是哪些行。整块没有采用。请连同行名一起粘贴。",
                       count=len(found[0]))  # fmt: skip
        return (sure or found)[0]
    one = found[0]
    if not _confirmed(edition, one) and len({len(row.columns) for row in rows}) == 1:
        for at in range(len(rows) - len(one) + 1):
            other = [row._replace(row=to) for row, to in zip(one, rows[at:], strict=False)]
            if _confirmed(edition, other):
                return msg("这 {count} 行看来是从「{row}」开始的。整块没有采用。请到那一行去粘贴，或者连同行名一起粘贴。",
                           count=len(one), row=rows[at].path[-1])  # fmt: skip
    if len(one) < len(rows) and _overfull(edition, one):
        return msg("粘贴了 {count} 行，分不清是哪些行。整块没有采用。请连同行名一起粘贴。",
                   count=len(one))  # fmt: skip
    return one


def _overfull(edition: Edition, rows: Sequence[RowReading]) -> bool:
    """Whether in some column more was done, in the rows that are there, than had come in."""
    given = by_cell(rows)
    parts = {one.total: one.parts for one in edition.sums if one.over == "rows"}
    for one in edition.balances:
        if all(cell in given for cell in one.left):
            done = [part for cell in one.right for part in parts.get(cell, (cell,))]
            came = sum(given[cell] or 0 for cell in one.left)
            if sum(given.get(cell) or 0 for cell in done) > came:
                return True
    return False


def _confirmed(edition: Edition, rows: Sequence[RowReading]) -> bool:
    """Whether numbers other than 0 are in an identity down a column, and none such is broken."""
    given = by_cell(rows)
    sums = {one.total for one in edition.sums}
    zeros = {number: 0 for number in given if number not in sums and given[number] is None}
    numbers = given | zeros
    values = completed(edition, [numbers.get(number) for number in range(edition.size)])
    down = [
        one
        for one in edition.identities
        if one not in edition.sums or (one.over == "rows" and given.get(one.total) is not None)
    ]
    sides = [(add(values, one.left), add(values, one.right)) for one in down]
    known = [(left, right) for left, right in sides if left is not None and right is not None]
    return any(left for left, _ in known) and all(left == right for left, right in known)
