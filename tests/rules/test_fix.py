"""--fix sets a total only where that cannot hide a mistake."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import EDITIONS, consistent, filled, zeros

from govreport.edition import load_edition
from govreport.rules.fix import plan_fixes


@pytest.mark.parametrize("name", EDITIONS)
def test_every_absent_total_is_filled(name: str) -> None:
    report = consistent(name)
    totals = sorted({report.edition.cells[one.total].address for one in report.edition.sums})
    bare = report.with_numbers(dict.fromkeys(totals))
    assert bare.with_numbers(plan_fixes(bare)) == report
    for total in totals:
        assert plan_fixes(report.with_numbers({total: None})) == {total: report[total]}


def test_the_21_blank_totals_of_the_seed() -> None:
    report = zeros(load_edition("2019"))
    blank = {
        f"{row.address}.total": None
        for row in report.edition.rows
        if row.keys[1] in ("outcome", "carried_over")
    }
    assert len(blank) == 21
    assert plan_fixes(report.with_numbers(blank)) == dict.fromkeys(blank, 0)


def test_parts_are_never_set() -> None:
    report = consistent("2021").with_numbers({"requests.received.natural_person": None})
    assert plan_fixes(report) == {}


def test_a_total_of_parts_that_are_not_all_given_is_not_set() -> None:
    report = consistent("2021").with_numbers(
        {"requests.received.total": None, "requests.received.other": None}
    )
    assert plan_fixes(report) == {}


def test_an_absent_total_that_would_break_another_identity_is_not_set() -> None:
    report = consistent("2021").with_numbers(
        {"requests.received.total": None, "requests.received.natural_person": 13613}
    )
    assert plan_fixes(report) == {}


def test_a_wrong_total_is_replaced_when_a_second_identity_agrees() -> None:
    report = consistent("2021")
    for address in ("requests.received.total", "requests.outcome.granted.total",
                    "requests.outcome.total.enterprise", "requests.outcome.total.total"):  # fmt: skip
        for wrong in (0, 1, 99999):
            changed = report.with_numbers({address: wrong})
            assert plan_fixes(changed) == {address: report[address]}


def test_a_wrong_part_is_not_hidden_by_a_new_total() -> None:
    report = consistent("2021")
    for cell in report.edition.cells:
        if (
            cell.section == "requests"
            and cell.column.key != "total"
            and "total" not in cell.row.keys
        ):
            assert plan_fixes(report.with_numbers({cell.address: 77777})) == {}, cell.address


def test_section_four_has_no_second_identity() -> None:
    report = consistent("2021")
    for address in ("review.reconsideration.total", "review.litigation.direct.upheld"):
        assert plan_fixes(report.with_numbers({address: 0})) == {}


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_plan_never_makes_a_new_error(data: st.DataObject) -> None:
    from govreport.rules.violations import violations

    edition = load_edition(data.draw(st.sampled_from(EDITIONS)))
    report = filled(edition)
    addresses = [c.address for c in edition.cells if c.section in ("requests", "review")]
    changes = data.draw(st.dictionaries(st.sampled_from(addresses), st.none() | st.integers(0, 9),
                                        max_size=5))  # fmt: skip
    changed = report.with_numbers(changes)
    fixes = plan_fixes(changed)
    totals = {edition.cells[one.total].address for one in edition.sums}
    assert set(fixes) <= totals
    after = changed.with_numbers(fixes)
    broken = {(v.code, v.cell) for v in violations(after)}
    fixed = {edition.cell_at[address].number for address in fixes}
    assert not {cell for _, cell in broken} & fixed
    assert plan_fixes(after) == {}


@pytest.mark.no_cover  # many cases of what other tests run as well
@settings(max_examples=150, deadline=None)
@given(st.data())
def test_what_replaces_a_number_is_the_true_one(data: st.DataObject) -> None:
    """Two mistakes anywhere: a number that is replaced is replaced by what it was."""
    edition = load_edition(data.draw(st.sampled_from(EDITIONS)))
    truth = filled(edition)
    cells = [c for c in edition.cells if c.section in ("requests", "review")]
    wrong = {}
    for cell in data.draw(st.lists(st.sampled_from(cells), min_size=1, max_size=2)):
        value = truth.values[cell.number]
        assert value is not None
        wrong[cell.address] = max(0, value + data.draw(st.sampled_from([-2, -1, 1, 2, 10])))
    for address, value in plan_fixes(truth.with_numbers(wrong)).items():
        assert truth[address] == value


def test_two_mistakes_do_not_speak_for_a_third() -> None:
    report = filled(load_edition("2021"))
    excessive = "requests.outcome.not_processed.excessive.total"
    files = "requests.outcome.refused.enforcement_files.research_institute"
    numbers = {address: (report[address] or 0) + 1 for address in (excessive, files)}
    assert plan_fixes(report.with_numbers(numbers)) == {}
