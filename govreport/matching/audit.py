"""What the identities of an edition say about numbers that were read by their place.

They confirm a reading or throw doubt on it; they never correct a number. A report may well be
inconsistent, so a broken identity alone is no doubt: only what looks like a fault of the copy is.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence

from govreport.edition import Edition, Sum
from govreport.figures import add
from govreport.report import Number

_MOVED = 2  # numbers that a neighbouring column wants, before a row counts as shifted


def confirmed(edition: Edition, values: Sequence[Number | None], cells: Iterable[int]) -> bool:
    """Whether numbers whose places are in question are right by the identities.

    All zeros can stand nowhere else. Otherwise every number that is not zero must be in an identity
    that holds – one down its column, where the table has such – and none around them be broken.
    """
    asked = {cell for cell in cells if values[cell] is not None}
    wanted = {cell for cell in asked if values[cell] != 0}
    if not wanted:
        return True
    held: set[int] = set()
    for left, right, down in _identities(edition):
        if not asked.intersection((*left, *right)):
            continue
        both = add(values, left), add(values, right)
        if None in both:
            continue
        if both[0] != both[1]:
            return False
        if down:
            held.update(left, right)
    return wanted <= held


def _identities(edition: Edition) -> Iterable[tuple[tuple[int, ...], tuple[int, ...], bool]]:
    with_balance = {edition.cells[one.left[0]].section for one in edition.balances}
    for one in edition.sums:
        alone = edition.cells[one.total].section not in with_balance
        yield (one.total,), one.parts, one.over == "rows" or alone
    for balance in edition.balances:
        yield balance.left, balance.right, True


def torn(edition: Edition, values: Mapping[int, Number]) -> dict[int, int]:
    """Cells that look like one number torn over two, each with its neighbour.

    Their row does not add up, and would if the digits of the two were joined and one cell were 0.
    """
    found: dict[int, int] = {}
    for one in edition.sums:
        if one.over != "columns" or one.total not in values:
            continue
        parts = [values.get(part, 0) for part in one.parts]
        total = values[one.total]
        if sum(parts) == total:
            continue
        for at, (left, right) in enumerate(itertools.pairwise(parts)):
            joined = int(f"{left}{right}") if left and right >= 0 else 0
            if joined and sum(parts) - left - right + joined == total:
                found[one.parts[at]] = one.parts[at + 1]
                found[one.parts[at + 1]] = one.parts[at]
    return found


def displaced(edition: Edition, values: Sequence[Number | None]) -> set[int]:
    """The cells of rows whose totals seem to stand in another column.

    Where most rows with numbers do not add up, and all of them would if another of their cells were
    the total, the columns were shifted or exchanged.
    """
    rows: dict[tuple[str, int], list[tuple[int, ...]]] = {}
    for one in edition.sums:
        if one.over == "columns" and all(
            values[cell] is not None for cell in (*one.parts, one.total)
        ):
            rows.setdefault((one.rule, len(one.parts)), []).append((*one.parts, one.total))
    suspected: set[int] = set()
    for group in rows.values():
        filled = [row for row in group if any(values[cell] for cell in row)]
        if len(filled) < 2:
            continue
        for place in range(len(filled[0]) - 1):
            if all(_adds_up(values, row, place) for row in filled) and not all(
                _adds_up(values, row, len(row) - 1) for row in filled
            ):
                suspected.update(cell for row in filled for cell in row)
    return suspected


def holds(one: Sum, values: Sequence[Number | None]) -> bool:
    """Whether a sum is right when blanks count as 0; a blank total is wrong over numbers."""
    parts = sum(values[part] or 0 for part in one.parts)
    total = values[one.total]
    return not parts if total is None else round(parts - total, 6) == 0


def shifted(edition: Edition, values: Sequence[Number | None]) -> set[int]:
    """The cells of rows whose numbers would be right for the columns next to them.

    One wrong number breaks one column; of numbers that moved, the column that each would put right
    is its neighbour's.
    """
    wanted: dict[int, Number] = {}
    for left, right, down in _identities(edition):
        if down:
            wanted.update(_needed(values, left, right))
    found: set[int] = set()
    for row in edition.rows:
        cells = range(row.first, row.first + len(row.columns))
        moved = [
            cell
            for cell in cells
            if wanted.get(cell) and any(
                other in cells and values[other] == wanted[cell] for other in (cell - 1, cell + 1)
            )
        ]  # fmt: skip
        if len(moved) >= _MOVED:
            found.update(cells)
    return found


def _needed(
    values: Sequence[Number | None], left: Sequence[int], right: Sequence[int]
) -> dict[int, Number]:
    """What each cell of a broken identity would have to be; nothing when it holds."""
    lefts, rights = add(values, left), add(values, right)
    if lefts is None or rights is None or lefts == rights:
        return {}
    found = {cell: (values[cell] or 0) + rights - lefts for cell in left}
    return found | {cell: (values[cell] or 0) + lefts - rights for cell in right}


def _adds_up(values: Sequence[Number | None], row: tuple[int, ...], total: int) -> bool:
    rest = add(values, [cell for at, cell in enumerate(row) if at != total])
    return rest == values[row[total]]
