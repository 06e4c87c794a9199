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
    summed = _summed(edition, rows)
    filled = [row.numbers for row in summed if any(row.numbers)]
    wrong = [row for row in summed if row.numbers[-1] is not None and not _adds_up(row.numbers)]
    off = _columns_off(edition, rows)
    moved = [_moved_back(row) if row in wrong else row for row in rows]
    if wrong and None not in moved and not _columns_off(edition, found := [r for r in moved if r]):
        return found
    if off >= MANY:
        return msg("有 {count} 栏的合计同时对不上，这一块的数错开了。整块没有采用。", count=off)
    if len(filled) < _ENOUGH or len(summed) < len(rows):
        return rows
    whole = _all_alike(rows, filled, wrong)
    if whole is not None:
        return whole
    torn = [row for row in wrong if None in row.numbers]
    if not torn and off:
        given = [row for row in summed if any(row.numbers) and row.numbers[-1] is None]
        torn = given if len(given) < len(filled) else []
    if torn:
        return msg(
            "「{row}」有空格子，各数又与总计不符，可能错开了。整块没有采用。",
            row=torn[0].row.path[-1],
        )
    return rows


def _all_alike(
    rows: list[RowReading], filled: Sequence[Numbers], wrong: Sequence[RowReading]
) -> list[RowReading] | Message | None:
    """What to do about a block all of whose rows are moved alike; None where they are not."""
    size = len(filled[0])
    before = next((at for at in range(size) if any(one[at] is not None for one in filled)), 0)
    behind = next((at for at in range(size) if any(one[-1 - at] is not None for one in filled)), 0)
    if 1 <= behind <= 2 and all(_tops(numbers[:-behind]) for numbers in filled):
        return UNSURE
    if len(wrong) < max(len(filled) / 2, _ENOUGH):
        return None
    if before == 1:
        return [row._replace(numbers=(*row.numbers[1:], None)) for row in rows]
    if all(_adds_up((*numbers[1:], numbers[0])) for numbers in filled):
        return [row._replace(numbers=(*row.numbers[1:], row.numbers[0])) for row in rows]
    for at in range(1, size - 1):
        if all(_adds_up((*one[:at], *one[at + 1 :], one[at])) for one in filled):
            return msg("各行的总计都像是在第 {at} 栏，这一块的数错开了。整块没有采用。", at=at + 1)
    return None


def _summed(edition: Edition, rows: Sequence[RowReading]) -> list[RowReading]:
    """The rows whose last number is the sum of the others."""
    totals = {one.total for one in edition.sums if one.over == "columns"}
    return [row for row in rows if row.row.first + len(row.numbers) - 1 in totals]


def _adds_up(numbers: Numbers) -> bool:
    return (numbers[-1] or 0) == sum(one or 0 for one in numbers[:-1])


def _tops(numbers: Numbers) -> bool:
    """Whether the last number may be the total of the others and of one that is lost."""
    return bool(numbers[-1]) and (numbers[-1] or 0) >= sum(one or 0 for one in numbers[:-1])


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


def _moved_back(row: RowReading) -> RowReading | None:
    """A row moved by as many columns as it has blanks at one end, until its total is right."""
    size = len(row.numbers)
    found: list[Numbers] = []
    for by in range(1, size - 1):
        if not any(row.numbers[size - by :]):
            found.append((*[None] * by, *row.numbers[: size - by]))
        if not any(row.numbers[:by]):
            found.append((*row.numbers[by:], *[None] * by))
    right = [numbers for numbers in found if numbers[-1] and _adds_up(numbers)]
    return row._replace(numbers=right[0]) if len(right) == 1 else None
