"""Rows whose numbers stand in other columns than their own, and the way back.

The total of a row tells: where it stands in another column, or where the totals of most columns
disagree at once, nobody has miscounted; the numbers were moved on their way.
"""

from __future__ import annotations

from collections.abc import Sequence

from govreport.edition import Edition
from govreport.matching.cells import RowReading, by_cell
from govreport.messages import Message, msg
from govreport.report import Number

MANY = 6  # columns whose totals disagree at once
_ENOUGH = 2  # rows with numbers that agree, before it is no accident
UNSURE = msg("最后一个数正好是前面各数的合计，分不清少的是哪一栏。请连同表头一起粘贴。")
Numbers = tuple[Number | None, ...]


def put_right(edition: Edition, rows: list[RowReading]) -> list[RowReading] | Message:
    """The rows as they are, or moved back to their columns; refused where they cannot be."""
    if _columns_off(edition, rows) < MANY:
        return _whole(edition, rows)
    moved = [_moved_back(edition, row) for row in rows]
    if None in moved or _columns_off(edition, found := [row for row in moved if row]):
        return msg(
            "有 {count} 栏以上的合计同时对不上，这一块的数错开了。整块没有采用。", count=MANY
        )
    return found


def _ends_in_total(edition: Edition, rows: Sequence[RowReading]) -> bool:
    """Whether in rows without a total the last number is the sum of the others in all of them."""
    filled = [row.numbers[:-1] for row in _summed(edition, rows) if any(row.numbers)]
    return len(filled) >= _ENOUGH and all(_adds_up(numbers) for numbers in filled)


def _summed(edition: Edition, rows: Sequence[RowReading]) -> list[RowReading]:
    """The rows whose last number is the sum of the others."""
    totals = {one.total for one in edition.sums if one.over == "columns"}
    return [row for row in rows if row.row.first + len(row.numbers) - 1 in totals]


def _adds_up(numbers: Sequence[Number | None]) -> bool:
    return (numbers[-1] or 0) == sum(one or 0 for one in numbers[:-1])


def _columns_off(edition: Edition, rows: Sequence[RowReading]) -> int:
    """In how many columns the total is not the sum of the rows, blanks counting as 0."""
    given = by_cell(rows)
    return sum(
        total != sum(given[part] or 0 for part in one.parts)
        for one in edition.sums
        if one.over == "rows"
        and (total := given.get(one.total)) is not None
        and all(part in given for part in one.parts)
    )


def _whole(edition: Edition, rows: list[RowReading]) -> list[RowReading] | Message:
    """A block all of whose rows are moved alike, with nothing lost."""
    summed = _summed(edition, rows)
    if len(summed) < len(rows):
        return rows
    filled = [row.numbers for row in rows if any(row.numbers)]
    wrong = [numbers for numbers in filled if numbers[-1] is not None and not _adds_up(numbers)]
    if len(filled) < _ENOUGH:
        return rows
    if _ends_in_total(edition, rows) and all(row.numbers[-1] is None for row in rows):
        return UNSURE
    if len(wrong) < max(len(filled) / 2, _ENOUGH):
        return rows
    if all(row.numbers[0] is None for row in rows):
        return [row._replace(numbers=(*row.numbers[1:], None)) for row in rows]
    if all(_adds_up((*numbers[1:], numbers[0])) for numbers in filled):
        return [row._replace(numbers=(*row.numbers[1:], row.numbers[0])) for row in rows]
    for at in range(1, len(filled[0]) - 1):
        if all(_adds_up((*one[:at], *one[at + 1 :], one[at])) for one in filled):
            return msg("各行的总计都像是在第 {at} 栏，这一块的数错开了。整块没有采用。", at=at + 1)
    return rows


def _moved_back(edition: Edition, row: RowReading) -> RowReading | None:
    """A row moved by as many columns as it has blanks at one end, until its total is right."""
    if not _summed(edition, [row]) or _adds_up(row.numbers):
        return row
    size = len(row.numbers)
    found = []
    for by in range(1, size - 1):
        if not any(row.numbers[size - by :]):
            found.append((*[None] * by, *row.numbers[: size - by]))
        if not any(row.numbers[:by]):
            found.append((*row.numbers[by:], *[None] * by))
    right = [numbers for numbers in found if numbers[-1] and _adds_up(numbers)]
    return row._replace(numbers=right[0]) if len(right) == 1 else None
