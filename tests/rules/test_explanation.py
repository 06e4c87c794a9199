"""One mistake is one finding, at the number itself, with the right value."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import EDITIONS, consistent, text_of, zeros

from govreport.edition import Cell, load_edition
from govreport.finding import Finding, Problem
from govreport.messages import Translator
from govreport.report import Report
from govreport.rules import check_bytes
from govreport.rules.violations import violations

pytestmark = pytest.mark.no_cover  # many cases of what other tests run as well


def problems(report: Report) -> list[Problem]:
    findings: Sequence[Finding] = check_bytes("r.toml", text_of(report)).findings
    return [f.problem for f in findings if f.code[:3] in ("GR3", "GR4")]


def grid(report: Report) -> list[Cell]:
    return [cell for cell in report.edition.cells if cell.section == "requests"]


@pytest.mark.parametrize("name", EDITIONS)
@pytest.mark.parametrize("step", [1, -1, 7, -7])
def test_every_single_change_of_section_three_is_named_and_nothing_else(
    name: str, step: int
) -> None:
    report = consistent(name)
    tried = 0
    for cell in grid(report):
        right = report.values[cell.number]
        assert right is not None
        if right + step < 0:
            continue
        (problem,) = problems(report.with_numbers({cell.address: right + step}))
        assert (problem.cell, problem.expected, problem.actual) == (
            cell.address, right, right + step,
        )  # fmt: skip
        assert problem.code in ("GR303", "GR304")
        assert len(problem.related) == len(
            [i for i in report.edition.identities if cell.number in (*i.left, *i.right)]
        )
        tried += 1
    assert tried > (160 if step > 0 else 20)


@pytest.mark.parametrize("name", EDITIONS)
@pytest.mark.parametrize("step", [1, 7])
def test_a_number_typed_into_a_table_of_zeros_is_named(name: str, step: int) -> None:
    report = zeros(load_edition(name))
    for cell in grid(report):
        (problem,) = problems(report.with_numbers({cell.address: step}))
        assert (problem.cell, problem.expected) == (cell.address, 0)


@pytest.mark.parametrize("name", EDITIONS)
@pytest.mark.parametrize("count", [2, 3, 5])
def test_changes_in_different_rows_and_columns_are_named(name: str, count: int) -> None:
    """At least 95 of 100 times exactly those; and never is another number called wrong for sure."""
    report, dice = consistent(name), random.Random(count)
    exact = 0
    for _ in range(200):
        cells: list[Cell] = []
        while (
            len({c.row.address for c in cells}) < count
            or len({c.column.key for c in cells}) < count
        ):
            cells = dice.sample(grid(report), count)
        changes = {
            cell.address: (report.values[cell.number] or 0) + dice.randint(1, 60) for cell in cells
        }
        found = violations(report.with_numbers(changes))
        certain = {report.edition.cells[v.cell].address for v in found if v.explained}
        assert certain <= changes.keys()
        exact += certain == changes.keys() and len(found) == count
    assert exact >= 190


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_what_is_certain_is_in_every_explanation_as_small(data: st.DataObject) -> None:
    """Whatever was changed, as long as it was little: no right number is called wrong for sure."""
    report = consistent(data.draw(st.sampled_from(EDITIONS)))
    cells = data.draw(st.lists(st.sampled_from(grid(report)), min_size=2, max_size=3, unique=True))
    step = data.draw(st.sampled_from([1, 2, 10]))  # the same everywhere: as hard to tell as can be
    wrong = {c.address: (report.values[c.number] or 0) + step for c in cells}
    found = violations(report.with_numbers(wrong))
    certain = {v.cell: v.expected for v in found if v.explained}
    numbers = {report.edition.cells[cell].address: value for cell, value in certain.items()}
    mended = report.with_numbers(wrong | numbers)
    assert len(certain) <= len(cells)
    if len(certain) < len(cells):  # fewer may explain all of it; if not, something else is said
        assert not violations(mended) or any(not v.explained for v in found)


def test_two_numbers_that_could_be_meant_are_both_named() -> None:
    """Two equal changes stand at two corners of a rectangle: the other two explain it as well."""
    report = consistent("2021")
    granted, partial = "requests.outcome.granted", "requests.outcome.partially_granted"
    changes = {
        f"{granted}.natural_person": (report[f"{granted}.natural_person"] or 0) + 1,
        f"{partial}.enterprise": (report[f"{partial}.enterprise"] or 0) + 1,
    }
    found = violations(report.with_numbers(changes))
    assert len(found) == 4
    assert not any(one.explained for one in found)
    assert all(len(one.suspects) == 2 for one in found)
    says = Translator()(problems(report.with_numbers(changes))[0].message)
    assert says.count("就对得上") == 2


def test_a_total_left_at_zero_stays_what_it_is() -> None:
    report = consistent("2021")
    (problem,) = problems(report.with_numbers({"requests.received.total": 0}))
    assert (problem.code, problem.cell) == ("GR304", "requests.received.total")
    assert problem.expected == report["requests.received.total"]
    assert [one.code for one in problem.related] == ["GR304", "GR301"]


def test_the_message_shows_the_sums_on_both_sides() -> None:
    report = consistent("2021")
    cell = "requests.outcome.granted.natural_person"
    right = report[cell] or 0
    (problem,) = problems(report.with_numbers({cell: right + 1}))
    says, total = Translator()(problem.message), report["requests.outcome.granted.total"]
    assert f"应为 {right}，现为 {right + 1}" in says
    assert f"总计 {total}，各栏之和 {(total or 0) + 1}" in says
    assert "只改这一个数" in says
    assert [(one.code, one.expected, one.actual) for one in problem.related] == [
        ("GR303", (total or 0) + 1, total),
        (
            "GR302",
            (report["requests.outcome.total.natural_person"] or 0) + 1,
            report["requests.outcome.total.natural_person"],
        ),
    ]


def test_a_hopeless_table_is_given_up_in_time() -> None:
    """Numbers put in at random: the identities are the findings, and it does not take long."""
    report, dice = consistent("2021"), random.Random(0)
    broken = report.with_numbers({c.address: dice.randint(0, 3) for c in grid(report)})
    found = violations(broken)
    assert found
    assert not any(one.explained for one in found)
