"""The organs of a district's year by a share of their own numbers: of outcomes refused, of decisions corrected.

Of numbers that are given and not doubtful; an organ that lacks one, or has no whole, has no rank.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from govreport.edition import Edition
from govreport.figures import Values, add
from govreport.report import Number
from govreport.repository.district_members import DistrictYear
from govreport.rules.rollup import trusted

REFUSED, ALL_OUTCOMES, REVIEW = (
    "requests.outcome.refused.",
    "requests.outcome.total.total",
    "review",
)
CORRECTED, PENDING, TOTAL = "corrected", "pending", "total"


class Fraction(NamedTuple):
    """Cells that are added up: those of the part, of the whole, and what is taken off the whole."""

    part: tuple[int, ...]
    whole: tuple[int, ...]
    less: tuple[int, ...] = ()


class Standing(NamedTuple):
    """An organ's `part` of its `whole`, which is more than 0; equals have one `rank`. `before`: last year's
    share, from 0 to 1."""

    rank: int
    organ: str
    part: Number
    whole: Number
    before: float | None

    @property
    def share(self) -> float:
        return self.part / self.whole


def refused(edition: Edition) -> Fraction:
    """Requests refused, of all that were closed this year."""
    part = tuple(
        one.number
        for one in edition.cells
        if one.row.address.startswith(REFUSED) and one.column.key == TOTAL
    )
    return Fraction(part, (edition.cell_at[ALL_OUTCOMES].number,))


def corrected(edition: Edition) -> Fraction:
    """Reconsiderations and lawsuits that ended in a correction, of those that have ended."""

    def reviewed(key: str) -> tuple[int, ...]:
        return tuple(
            one.number
            for one in edition.cells
            if one.row.keys[0] == REVIEW and one.column.key == key
        )

    return Fraction(reviewed(CORRECTED), reviewed(TOTAL), reviewed(PENDING))


def standings(
    this: DistrictYear, before: DistrictYear | None, fraction: Callable[[Edition], Fraction]
) -> tuple[list[Standing], list[str]]:
    """The organs, the largest share first and of equal ones the larger part; and those without a rank."""
    now, last = _fractions(this, fraction), _fractions(before, fraction)
    told = {organ: one for organ, one in now.items() if one is not None}
    found: list[Standing] = []
    for place, organ in enumerate(
        sorted(told, key=lambda one: (-told[one][0] / told[one][1], -told[one][0], one)), 1
    ):
        part, whole = told[organ]
        same = bool(found) and found[-1].share == part / whole
        former = last.get(organ)
        found.append(
            Standing(
                found[-1].rank if same else place, organ, part, whole,
                former[0] / former[1] if former is not None else None,
            )
        )  # fmt: skip
    return found, [organ for organ, one in now.items() if one is None]


def _fractions(
    year: DistrictYear | None, fraction: Callable[[Edition], Fraction]
) -> Mapping[str, tuple[Number, Number] | None]:
    if year is None or year.edition is None:
        return {}
    cells = fraction(year.edition)
    return {one.organ: _of(trusted(one), cells) for one in year.reports}


def _of(values: Values, cells: Fraction) -> tuple[Number, Number] | None:
    part, whole, less = (add(values, some) for some in cells)
    if part is None or whole is None or less is None or whole <= less:
        return None
    return part, whole - less
