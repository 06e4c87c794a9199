"""The figures of a district's year beside those of the year before: what its page shows. Values only.

Sums are those of `DistrictYear`, open where they are open there; rates and changes are worked out from
them and open with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govreport.edition import Cell, Column, Label, Row, Section
from govreport.figures import Values, add
from govreport.report import Number
from govreport.repository.district_members import DistrictYear

DISCLOSURE, REQUESTS, REVIEW = "disclosure", "requests", "review"
RECEIVED, OUTCOME = "requests.received", "requests.outcome."
CORRECTED, PENDING, TOTAL = "corrected", "pending", "total"


class Sum(NamedTuple):
    """A number of the district: None where it is open, or not there. `partial`: what those give together
    whose numbers are sure; where all are, the same."""

    value: Number | None = None
    partial: Number | None = None


class Figure(NamedTuple):
    """A cell's number of the year, and of the one before."""

    cell: Cell
    this: Sum
    before: Sum


class Group(NamedTuple):
    """Outcomes under one heading of the official table, added up."""

    label: Label
    this: Sum
    before: Sum


class Rate(NamedTuple):
    """What share of the decided cases was corrected, of `decided` this year; None where none was.

    `corrected` is the column of those that were.
    """

    row: Row
    corrected: Column
    this: float | None
    before: float | None
    decided: Number | None


class Ranked(NamedTuple):
    """An organ by the requests that it received; equals have one `rank`. `share`: of all of them."""

    rank: int
    organ: str
    this: Number | None
    before: Number | None
    share: float | None


class DistrictFigures:
    """Of a year that has reports. `before` is the year before, None where it has none."""

    def __init__(self, this: DistrictYear, before: DistrictYear | None) -> None:
        assert this.edition is not None
        self.edition = this.edition
        self.year, self.last = this, before

    def figure(self, cell: Cell) -> Figure:
        """A number of the district."""
        return Figure(cell, _sum(self.year, cell.address), _sum(self.last, cell.address))

    def by_applicant(self) -> list[Figure]:
        """The requests received, by who made them, and their total."""
        return [self.figure(one) for one in self.edition.cells if one.row.address == RECEIVED]

    @property
    def disclosure(self) -> Section:
        """The section on what is disclosed on the organs' own initiative."""
        return self.edition.section_at[DISCLOSURE]

    def disclosed(self) -> list[Figure]:
        """The figures of that section."""
        return [self.figure(one) for one in self.edition.cells if one.section == DISCLOSURE]

    def carried(self) -> list[Figure]:
        """The requests received, carried in and carried over, from all applicants."""
        return [
            self.figure(one)
            for one in self.edition.cells
            if one.section == REQUESTS
            and one.column.key == TOTAL
            and not one.row.address.startswith(OUTCOME)
        ]

    def by_outcome(self) -> list[Figure]:
        """How many requests ended how, and their total."""
        return [
            self.figure(one)
            for one in self.edition.cells
            if one.row.address.startswith(OUTCOME) and one.column.key == TOTAL
        ]

    def outcome_groups(self) -> list[Group]:
        """The outcomes by the headings that they stand under, without their total."""
        found: dict[Label, list[Figure]] = {}
        for one in self.by_outcome():
            if one.cell.row.keys[-1] != TOTAL:
                found.setdefault(one.cell.row.labels[1], []).append(one)
        return [
            Group(
                label,
                _together([one.this for one in some]),
                _together([one.before for one in some]),
            )
            for label, some in found.items()
        ]

    def reviews(self) -> Iterator[tuple[list[Figure], Rate]]:
        """For reconsideration and each kind of litigation its outcomes, and how many were corrected."""
        for row in self.edition.rows:
            if row.keys[0] != REVIEW:
                continue
            figures = [self.figure(one) for one in self.edition.cells if one.row is row]
            decided = _decided(*(self._of(figures, 0, key) for key in (TOTAL, PENDING)))
            rates = [
                _rate(*(self._of(figures, side, key) for key in (CORRECTED, TOTAL, PENDING)))
                for side in (0, 1)
            ]
            corrected = next(one for one in row.columns if one.key == CORRECTED)
            yield figures, Rate(row, corrected, rates[0], rates[1], decided)

    def _of(self, figures: Sequence[Figure], side: int, key: str) -> Number | None:
        return next(
            ((one.this, one.before)[side].value for one in figures if one.cell.column.key == key),
            None,
        )

    def ranking(self) -> list[Ranked]:
        """The organs by what they received this year, most first; those that do not tell come last."""
        address = f"{RECEIVED}.{TOTAL}"
        if address not in self.edition.cell_at:
            return []
        number = self.edition.cell_at[address].number
        former = {}
        for one in self.last.reports if self.last is not None else ():
            former[one.organ] = _at(self.last, one.values, address)
        found = [(one.values[number], one.organ) for one in self.year.reports]
        given = sum(value for value, _ in found if value is not None)
        ranked: list[Ranked] = []
        for place, (value, organ) in enumerate(sorted(found, key=_most_first), 1):
            same = bool(ranked) and ranked[-1].this == value
            rank = ranked[-1].rank if same else place
            share = value / given if value is not None and given else None
            ranked.append(Ranked(rank, organ, value, former.get(organ), share))
        return ranked

    def open_in(self, cells: Sequence[Cell]) -> list[tuple[int, list[str]]]:
        """For the year and the one before, the organs whose number is not given or doubtful in one of
        these cells; only a year with such organs."""
        found = []
        for year in (self.year, self.last):
            if year is None or year.edition is None:
                continue
            at = year.edition.cell_at
            numbers = [at[one.address].number for one in cells if one.address in at]
            organs = [
                one.organ
                for one in year.reports
                if any(one.values[n] is None or n in one.suspects for n in numbers)
            ]
            if organs:
                found.append((year.year, organs))
        return found


def _at(year: DistrictYear | None, values: Values, address: str) -> Number | None:
    if year is None or year.edition is None or address not in year.edition.cell_at:
        return None
    return values[year.edition.cell_at[address].number]


def _sum(year: DistrictYear | None, address: str) -> Sum:
    if year is None:
        return Sum()
    return Sum(_at(year, year.totals, address), _at(year, year.partial, address))


def _together(sums: Sequence[Sum]) -> Sum:
    values, partial = [one.value for one in sums], [one.partial for one in sums]
    return Sum(add(values, range(len(values))), add(partial, range(len(partial))))


def _decided(total: Number | None, pending: Number | None) -> Number | None:
    return None if total is None or pending is None else total - pending


def _rate(corrected: Number | None, total: Number | None, pending: Number | None) -> float | None:
    decided = _decided(total, pending)
    return None if corrected is None or not decided else corrected / decided


def _most_first(one: tuple[Number | None, str]) -> tuple[bool, Number, str]:
    value, organ = one
    return value is None, -(value or 0), organ
