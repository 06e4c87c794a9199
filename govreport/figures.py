"""Sums, totals, balances, sums of reports, and what last year's report carries into this year's.

The only arithmetic on the cells of a report. Numbers stand in official order and cells are their
places in it; None is a number not given, and what would need it is None too, never less.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from govreport.edition import Balance, Cell, Column, Continuity, Edition, Identity, Sum
from govreport.report import Number, Report

Values = Sequence[Number | None]


def add(values: Values, cells: Iterable[int]) -> Number | None:
    """The sum of some cells, or None when one of them is not given."""
    total: Number = 0
    for cell in cells:
        value = values[cell]
        if value is None:
            return None
        total += value
    return _exact(total)


def added(values: Values, more: Values) -> Values:
    """The numbers of two reports of one edition added up, cell by cell."""
    return [
        None if one is None or other is None else _exact(one + other)
        for one, other in zip(values, more, strict=True)
    ]


def added_where_given(values: Sequence[Number], more: Values) -> Sequence[Number]:
    """As `added`, of what is given: a sum that lacks something, to be told as such."""
    return [
        one if other is None else _exact(one + other)
        for one, other in zip(values, more, strict=True)
    ]


def risen(old: Number | None, new: Number | None) -> tuple[Number | None, float | None]:
    """By how much a number has changed, and by how many per cent of what it was, if that is told."""
    if old is None or new is None:
        return None, None
    by = _exact(new - old)
    return by, 100 * by / abs(old) if old else None


def _exact(total: Number) -> Number:
    """A sum of amounts, which are decimals, rounded to what a float can tell apart."""
    return round(total, 6) if isinstance(total, float) else total


def difference(identity: Identity, values: Values) -> Number | None:
    """Left less right: 0 where the sum or balance holds, None where a number is not given."""
    left, right = add(values, identity.left), add(values, identity.right)
    return None if left is None or right is None else left - right


def broken_identities(edition: Edition, values: Values) -> dict[Identity, Number]:
    """The sums and balances that do not hold, in official order, with their difference.

    Goes over the numbers rather than the identities: most numbers are 0 and cost nothing.
    """
    off: list[Number | None] = [0] * len(edition.identities)
    for value, places in zip(values, _places_in_identities(edition), strict=True):
        if value:
            for place, sign in places:
                if (so_far := off[place]) is not None:
                    off[place] = so_far + sign * value
        elif value is None:
            for place, _ in places:
                off[place] = None
    if not any(off):
        return {}
    return {one: _exact(by) for one, by in zip(edition.identities, off, strict=True) if by}


@cache
def _places_in_identities(edition: Edition) -> tuple[tuple[tuple[int, int], ...], ...]:
    """For every cell, the identities that it is in, by number, and 1 where on the left, else -1."""
    found: list[list[tuple[int, int]]] = [[] for _ in range(edition.size)]
    for place, one in enumerate(edition.identities):
        for sign, cells in ((1, one.left), (-1, one.right)):
            for cell in cells:
                found[cell].append((place, sign))
    return tuple(map(tuple, found))


@cache
def identities_by_cell(edition: Edition) -> Mapping[int, tuple[Identity, ...]]:
    """For every cell that an identity has on either side, those identities."""
    found: dict[int, tuple[Identity, ...]] = defaultdict(tuple)
    for one in edition.identities:
        for cell in (*one.left, *one.right):
            found[cell] += (one,)
    return dict(found)


@cache
def sums_by_total(edition: Edition) -> Mapping[int, tuple[Sum, ...]]:
    """For every total, the sums that it is the total of: over columns, over rows, or both."""
    found: dict[int, tuple[Sum, ...]] = {}
    for one in edition.sums:
        found[one.total] = (*found.get(one.total, ()), one)
    return found


def completed(edition: Edition, values: Values) -> Values:
    """The numbers with every absent total that its parts give, or parts that are totals themselves."""
    filled = list(values)
    changed = None in values
    while changed:
        changed = False
        for one in edition.sums:
            if filled[one.total] is None:
                filled[one.total] = add(filled, one.parts)
                changed |= filled[one.total] is not None
    return filled


def with_totals(report: Report, numbers: Mapping[str, Number | None]) -> Report:
    """The report with other numbers, and every total above them; a total that lacks a part is none."""
    changed = {
        report.edition.cell_at[address].number
        for address, number in numbers.items()
        if report[address] != number
    }
    report = report.with_numbers(numbers)
    values = list(report.values)
    totals: dict[str, Number | None] = {}
    for one in sorted(report.edition.sums, key=lambda one: one.over == "rows"):
        address = report.edition.cells[one.total].address
        if address not in totals and not changed.isdisjoint(one.parts):
            changed.add(one.total)
            totals[address] = values[one.total] = add(values, one.parts)
    return report.with_numbers(totals)


class Follows(NamedTuple):
    """A figure of this year's report that last year's gives, `value`, and by which continuity.

    `terms` are the figures that it is made of: a sign, the address, and whether it is last year's.
    """

    continuity: Continuity
    address: str
    value: Number
    terms: tuple[tuple[int, str, bool], ...]


def follows(last: Report, edition: Edition, this: Report | None = None) -> Iterator[Follows]:
    """The figures that follow, in the order of the edition's continuities.

    A figure that also needs this year's numbers is given only with `this`, when they are there.
    One whose terms last year's edition does not have, or last year's report does not give, is not.
    """
    for one, places in _continuities(last.edition, edition):
        total: Number = 0
        for sign, place, is_last in places:
            report = last if is_last else this
            value = report.values[place] if report is not None else None
            if value is None:
                break
            total += sign * value
        else:
            yield Follows(one.continuity, one.address, _exact(total), one.terms)


@cache
def _continuities(
    last: Edition, this: Edition
) -> tuple[tuple[Follows, tuple[tuple[int, int, bool], ...]], ...]:
    """What may follow from one edition to another, and its terms: sign, cell, whether last year's."""
    found = []
    for one in this.continuities:
        terms = (
            *((sign, address, True) for sign, address in one.last),
            *((sign, address, False) for sign, address in one.this),
        )
        if all(address in (last if is_last else this).cell_at for _, address, is_last in terms):
            places = tuple(
                (sign, (last if is_last else this).cell_at[address].number, is_last)
                for sign, address, is_last in terms
            )
            found.append((Follows(one, this.cells[one.cell].address, 0, terms), places))
    return tuple(found)


def carried_forward(
    last: Report, edition: Edition, this: Report | None = None
) -> Iterator[Follows]:
    """The figures of `follows` that may stand in this year's report as they are.

    A figure that may also be smaller, or that could not stand in its cell, is left to the person.
    """
    for one in follows(last, edition, this):
        kind = edition.cells[one.continuity.cell].column.value
        if not one.continuity.at_most and kind.minimum <= one.value <= kind.maximum:
            yield one


def following(last: Report | None, this: Report, addresses: Collection[str]) -> list[Follows]:
    """The figures of `carried_forward` at some addresses; what is not given there counts as 0."""
    if last is None:
        return []
    known = this.with_numbers({one: 0 for one in addresses if this[one] is None})
    found = carried_forward(last, this.edition, known)
    return [one for one in found if one.address in addresses]


class Term(NamedTuple):
    """One term of a balance: its cell, what it is so far; `complete`: all of it is known."""

    cell: Cell
    value: Number
    complete: bool

    @property
    def name(self) -> str:
        """Its row by the official numbering."""
        return self.cell.row.short_name()


class ColumnBalance(NamedTuple):
    """A balance as far as it is known: its column, and the terms on both sides."""

    column: Column
    left: tuple[Term, ...]
    right: tuple[Term, ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        return (*self.left, *self.right)

    @property
    def missing(self) -> Number:
        """Left less right, what is yet to be accounted for: negative when more was done than came in."""
        return sum(one.value for one in self.left) - sum(one.value for one in self.right)

    @property
    def fails(self) -> bool:
        return self.missing != 0 and all(one.complete for one in self.terms)

    @property
    def rest(self) -> Number | None:
        """What it leaves for its last term; None where another is not known, or nothing is left."""
        last = self.right[-1]
        known = all(one.complete for one in self.terms if one is not last)
        return left if known and (left := self.missing + last.value) >= 0 else None


def balance_so_far(report: Report, balance: Balance) -> ColumnBalance:
    """A balance by the numbers that are given."""
    left, right = (
        tuple(_so_far(report, cell) for cell in side) for side in (balance.left, balance.right)
    )
    return ColumnBalance(left[0].cell.column, left, right)


def _so_far(report: Report, cell: int) -> Term:
    """A term; of a sum over rows that is not complete, what is known of it."""
    edition, value = report.edition, report.values[cell]
    sums = sums_by_total(edition).get(cell, ())
    parts = next((one.parts for one in sums if one.over == "rows"), ())
    so_far = sum(report.values[part] or 0 for part in parts) if value is None else value
    return Term(edition.cells[cell], so_far, complete=value is not None)
