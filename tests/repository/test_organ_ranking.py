"""Organs of a district's year by shares of their own numbers, whatever the numbers are."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport.edition import Edition, editions
from govreport.report import OWN, Number
from govreport.repository.district import DistrictFigures
from govreport.repository.district_members import DistrictYear
from govreport.repository.organ_ranking import Standing, corrected, refused, standings
from govreport.rules.digest import YearReport

pytestmark = pytest.mark.no_cover  # many cases of what other tests run as well

BLOCKS = 3  # of section 四: reconsideration, and two kinds of litigation


@st.composite
def districts(draw: st.DrawFn, edition: Edition | None = None) -> DistrictYear:
    """A year of a few organs with any numbers, few of them not given or doubtful."""
    edition = edition or draw(st.sampled_from(editions()))
    numbers = st.integers(0, 3) | st.integers(0, 10**9) | st.none()
    reports = []
    for name in range(draw(st.integers(1, 5))):
        changed = draw(st.dictionaries(st.integers(0, edition.size - 1), numbers, max_size=30))
        filling = draw(st.integers(0, 2))
        values: list[Number | None] = [changed.get(n, filling) for n in range(edition.size)]
        suspects = draw(st.frozensets(st.integers(0, edition.size - 1), max_size=1))
        reports.append(
            YearReport("", f"{name}局", OWN, edition.first_year, edition, tuple(values), suspects)
        )
    return DistrictYear(edition.first_year, tuple(reports))


def told(report: YearReport, address: str) -> int | None:
    number = report.edition.cell_at[address].number
    value = None if number in report.suspects else report.values[number]
    return None if value is None else int(value)


def summed(report: YearReport, addresses: list[str]) -> int | None:
    values = [told(report, one) for one in addresses]
    given = [one for one in values if one is not None]
    return sum(given) if len(given) == len(values) else None


def addresses(edition: Edition, beginning: str, end: str) -> list[str]:
    return [one for one in edition.cell_at if one.startswith(beginning) and one.endswith(f".{end}")]


def ordered(found: list[Standing]) -> bool:
    pairs = list(pairwise(found))
    return all(
        a.share >= b.share and a.rank <= b.rank and (a.rank == b.rank) == (a.share == b.share)
        for a, b in pairs
    ) and all(one.rank == 1 + sum(other.share > one.share for other in found) for one in found)


@given(districts())
def test_the_share_of_what_was_refused(year: DistrictYear) -> None:
    found, without = standings(year, year, refused)
    ranked = {one.organ: one for one in found}
    for report in year.reports:
        part = summed(report, addresses(report.edition, "requests.outcome.refused.", "total"))
        whole = told(report, "requests.outcome.total.total")
        if part is None or not whole:
            assert report.organ in without
        else:
            one = ranked[report.organ]
            assert (one.part, one.whole) == (part, whole)
            assert one.before == one.share == float(Fraction(part, whole))
    assert len(found) + len(without) == len(year.reports)
    assert ordered(found)


@given(districts())
def test_the_share_of_what_was_corrected(year: DistrictYear) -> None:
    found, without = standings(year, None, corrected)
    ranked = {one.organ: one for one in found}
    for report in year.reports:
        part, whole, pending = (
            summed(report, addresses(report.edition, "review", key))
            for key in ("corrected", "total", "pending")
        )
        assert len(addresses(report.edition, "review", "corrected")) == BLOCKS
        if part is None or whole is None or pending is None or whole <= pending:
            assert report.organ in without
        else:
            one = ranked[report.organ]
            assert (one.part, one.whole, one.before) == (part, whole - pending, None)
    assert ordered(found)


@given(st.data())
def test_a_district_s_figures_are_sums_of_the_members(data: st.DataObject) -> None:
    this, before = data.draw(districts()), data.draw(districts())
    figures = DistrictFigures(this, before)
    groups = figures.outcome_groups()
    some = [
        *figures.by_applicant(),
        *figures.by_outcome(),
        *figures.carried(),
        *figures.disclosed(),
    ]
    for one in some:
        for year, shown in ((this, one.this), (before, one.before)):
            edition = year.reports[0].edition
            if one.cell.address not in edition.cell_at:
                assert shown.value is shown.partial is None
                continue
            values = [told(report, one.cell.address) for report in year.reports]
            given_ = [value for value in values if value is not None]
            assert shown.partial == sum(given_)
            assert shown.value == (sum(given_) if len(given_) == len(values) else None)
    under = [one for one in figures.by_outcome() if one.cell.row.keys[-1] != "total"]
    for group in groups:
        parts = [one.this.value for one in under if one.cell.row.labels[1] == group.label]
        assert parts
        whole = sum(one or 0 for one in parts)
        assert group.this.value == (None if None in parts else whole)
    assert len({one.label for one in groups}) == 6  # （一） to （六）
