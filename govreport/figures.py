"""Sums of cells, and the figures that last year's report carries into this year's.

The only arithmetic on the cells of a report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from govreport.edition import Continuity, Edition
from govreport.report import Number, Report


def add(values: Sequence[Number | None], cells: Iterable[int]) -> Number | None:
    """The sum of some cells, or None when one of them is not given.

    Amounts are decimals: the sum is rounded to what a float can tell apart.
    """
    total: Number = 0
    for cell in cells:
        value = values[cell]
        if value is None:
            return None
        total += value
    return round(total, 6) if isinstance(total, float) else total


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
    for continuity in edition.continuities:
        last_terms = [(sign, _value(last, address)) for sign, address in continuity.last]
        this_terms = [
            (sign, _value(this, address) if this is not None else None)
            for sign, address in continuity.this
        ]
        total: Number = 0
        for sign, value in (*last_terms, *this_terms):
            if value is None:
                break
            total += sign * value
        else:
            yield Follows(
                continuity,
                edition.cells[continuity.cell].address,
                round(total, 6) if isinstance(total, float) else total,
                (
                    *((sign, address, True) for sign, address in continuity.last),
                    *((sign, address, False) for sign, address in continuity.this),
                ),
            )


def _value(report: Report, address: str) -> Number | None:
    return report[address] if address in report.edition.cell_at else None


def carried_forward(last: Report, edition: Edition) -> dict[str, Number]:
    """The figures that stand in this year's report before a number of it is known, by address.

    A figure that may also be smaller, or that could not stand in its cell, is left to the person.
    """
    found: dict[str, Number] = {}
    for one in follows(last, edition):
        kind = edition.cells[one.continuity.cell].column.value
        if not one.continuity.at_most and kind.minimum <= one.value <= kind.maximum:
            found[one.address] = one.value
    return found
