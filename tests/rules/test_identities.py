"""The identities: silent on consistent reports, and never on a changed one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import EDITIONS, SEED, consistent, example, filled, govreport, text_of, zeros

from govreport.edition import load_edition
from govreport.finding import Finding
from govreport.messages import Translator
from govreport.report import Number, Report
from govreport.rules import check_bytes
from govreport.rules.violations import violations

pytestmark = pytest.mark.no_cover  # many cases of what other tests run as well

ARITHMETIC = {"GR301", "GR302", "GR303", "GR304", "GR401", "GR402"}
TABLES = ("requests", "review")


def found(report: Report) -> list[Finding]:
    return list(check_bytes("r.toml", text_of(report)).findings)


def codes(report: Report) -> list[tuple[str, str | None]]:
    return sorted((f.code, f.problem.cell) for f in found(report))


@pytest.mark.parametrize("name", EDITIONS)
@pytest.mark.parametrize("make", [zeros, filled], ids=["zeros", "numbers"])
def test_a_consistent_report_has_no_finding(name: str, make: object) -> None:
    report = zeros(load_edition(name)) if make is zeros else consistent(name)
    assert found(report) == []


CHANGES = [
    (name, step) for name in EDITIONS for step in (+1, -1)
]  # 175 + 15 and 168 + 15 cells, both directions


@pytest.mark.parametrize(("name", "step"), CHANGES)
def test_each_single_change_is_found_in_its_row_or_column(name: str, step: int) -> None:
    """All 366 cells of sections 三 and 四 of the two editions, up and down."""
    report, changed = consistent(name), 0
    for cell in report.edition.cells:
        value = report.values[cell.number]
        if cell.section not in TABLES or value is None:
            continue
        other = value + step if value + step >= 0 else value + 7
        problems = [f.problem for f in found(report.with_numbers({cell.address: other}))]
        arithmetic = [p for p in problems if p.code in ARITHMETIC]
        assert arithmetic, cell.address
        assert any(p.row == cell.row.name or p.column == cell.column.name for p in arithmetic), (
            cell.address
        )
        changed += 1
    assert changed == len([c for c in report.edition.cells if c.section in TABLES])


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_changed_cell_of_zeros_is_found(data: st.DataObject) -> None:
    report = zeros(load_edition(data.draw(st.sampled_from(EDITIONS))))
    cells = [c for c in report.edition.cells if c.section in TABLES]
    cell = data.draw(st.sampled_from(cells))
    changed = report.with_numbers({cell.address: data.draw(st.integers(1, 10**6))})
    assert any(f.code in ARITHMETIC for f in found(changed))


@pytest.mark.parametrize("name", EDITIONS)
def test_forgotten_totals_and_a_stray_number_are_equally_likely(name: str) -> None:
    """A column filled in and its totals left at 0: the totals may be missing, or the numbers stray."""
    column = {f"requests.{row}.natural_person": 1 for row in ("received", "outcome.total")}
    report = zeros(load_edition(name)).with_numbers(
        column | {"requests.outcome.granted.natural_person": 1}
    )
    assert codes(report) == [
        ("GR304", "requests.outcome.granted.total"),
        ("GR304", "requests.outcome.total.total"),
        ("GR304", "requests.received.total"),
    ]


@pytest.mark.parametrize("name", EDITIONS)
def test_a_total_left_at_zero_is_one_finding(name: str) -> None:
    report = consistent(name)
    edition = report.edition
    for row in edition.rows:
        total = f"{row.address}.total"
        if row.keys[0] != "requests" or not report[total]:
            continue
        assert codes(report.with_numbers({total: 0})) == [("GR304", total)]


def test_a_total_over_nothing_but_zeros() -> None:
    report = zeros(load_edition("2019"))
    assert codes(report.with_numbers({"requests.outcome.granted.total": 1})) == [
        ("GR304", "requests.outcome.granted.total")
    ]
    assert codes(report.with_numbers({"review.litigation.direct.total": 1})) == [
        ("GR402", "review.litigation.direct.total")
    ]


def test_something_handled_where_nothing_was_received() -> None:
    report = zeros(load_edition("2019")).with_numbers(
        {
            "requests.outcome.granted.enterprise": 2,
            "requests.outcome.granted.total": 2,
            "requests.outcome.total.enterprise": 2,
            "requests.outcome.total.total": 2,
        }
    )
    assert codes(report) == [
        ("GR304", "requests.outcome.total.enterprise"),
        ("GR304", "requests.outcome.total.total"),
    ]


def test_errors_that_cancel_in_the_totals_are_found_in_their_columns() -> None:
    report = consistent("2021")
    person, firm = "requests.outcome.granted.natural_person", "requests.outcome.granted.enterprise"
    moved = report.with_numbers(
        {
            person: _plus(report, person, 1),
            firm: _plus(report, firm, -1),
            "requests.outcome.total.natural_person": _plus(
                report, "requests.outcome.total.natural_person", 1
            ),
            "requests.outcome.total.enterprise": _plus(
                report, "requests.outcome.total.enterprise", -1
            ),
        }
    )
    assert codes(moved) == [
        ("GR301", "requests.carried_over.enterprise"),
        ("GR301", "requests.carried_over.natural_person"),
    ]


def _plus(report: Report, address: str, step: int) -> Number:
    value = report[address]
    assert value is not None
    return value + step


def test_the_finding_of_the_contract() -> None:
    report = consistent("2021").with_numbers(
        {"requests.carried_over.natural_person": 780, "requests.carried_over.enterprise": None,
         "requests.carried_over.total": None}
    )  # fmt: skip
    balance = next(f for f in found(report) if f.code == "GR301")
    problem = balance.problem
    assert (problem.cell, problem.row, problem.column) == (
        "requests.carried_over.natural_person",
        "四、结转下年度继续办理",
        "自然人",
    )
    assert (problem.expected, problem.actual) == (783, 780)
    assert balance.name == "request-identity"
    assert balance.severity == "error"


def test_a_balance_that_cannot_be_mended_in_its_last_cell() -> None:
    report = consistent("2021").with_numbers(
        {"requests.received.enterprise": 1, "requests.received.total": 13818}
    )
    (balance,) = [
        f.problem for f in found(report) if f.code == "GR301" and f.problem.column == "商业企业"
    ]
    assert balance.expected is None
    assert "不平" in balance.message.template


def test_where_a_key_is_missing_no_rule_that_needs_it_speaks() -> None:
    report = consistent("2021")
    for cell in report.edition.cells:
        if cell.section in TABLES:
            assert codes(report.with_numbers({cell.address: None})) == [("GR004", cell.address)]


@pytest.mark.parametrize(
    ("name", "changes", "expected"),
    [
        ("2021", {"disclosure.regulations.in_force": 0, "disclosure.regulations.issued": 6}, 1),
        ("2021", {"disclosure.regulations.in_force": 1, "disclosure.regulations.issued": 6}, None),
        ("2019", {"disclosure.regulations.public": 0, "disclosure.regulations.published": 2}, 2),
        ("2019", {"disclosure.fees.previous": 1, "disclosure.fees.change": -2}, 0),
        ("2019", {"disclosure.fees.previous": 2, "disclosure.fees.change": -2}, None),
    ],
)
def test_a_stock_below_its_flow(name: str, changes: dict[str, int], expected: int | None) -> None:
    base = zeros(load_edition(name))
    if name == "2021":
        base = base.with_numbers({"disclosure.regulations.repealed": 5})
        base = base.with_numbers({"disclosure.regulations.in_force": 0})
    problems = [f.problem for f in found(base.with_numbers(changes)) if f.code == "GR201"]
    assert [p.expected for p in problems] == ([] if expected is None else [expected])


@pytest.mark.parametrize("name", EDITIONS)
def test_a_stock_below_its_flow_is_told_in_english(name: str) -> None:
    edition = load_edition(name)
    stock = edition.cells[edition.bounds[0].stock[-1]]
    flow = edition.cells[edition.bounds[0].added[0]]
    report = zeros(edition).with_numbers({flow.address: 2})
    (problem,) = [f.problem for f in found(report) if f.code == "GR201"]
    told = Translator("en")(problem.message)
    assert stock.column.words.english in told
    assert f"{flow.column.label.english} 2" in told
    assert f"{flow.column.name} 2" not in told and "（" not in told.split("]")[1]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_silence_means_that_every_identity_holds(data: st.DataObject) -> None:
    """Whatever the numbers: no violation if and only if all sums and balances hold."""
    edition = load_edition(data.draw(st.sampled_from(EDITIONS)))
    values = list(filled(edition).values)
    for cell in data.draw(st.lists(st.sampled_from(range(edition.size)), max_size=4)):
        values[cell] = data.draw(st.integers(0, 3) | st.none())
    report = Report(edition, values=tuple(values))

    def total(cells: tuple[int, ...]) -> Number | None:
        numbers = [values[cell] for cell in cells]
        return None if None in numbers else sum(n for n in numbers if n is not None)

    sides = [((s.total,), s.parts) for s in edition.sums]
    broken = [
        (left, right)
        for left, right in [*sides, *((b.left, b.right) for b in edition.balances)]
        if None not in (total(left), total(right)) and total(left) != total(right)
    ]
    assert bool(violations(report)) == bool(broken)


def test_findings_are_in_order_and_complete_in_json() -> None:
    from govreport.messages import Translator
    from govreport.reporters.json_report import report_json
    from govreport.reporters.summary import Display, Run

    report = example_with_errors()
    verdict = check_bytes("a.toml", text_of(report))
    document = json.loads(report_json(Run(1, verdict.findings), Display(Translator())))
    assert document["version"] == 1
    assert document["summary"] == {"files": 1, "errors": 3, "warnings": 0, "waived": 0}
    keys = [(f["path"], f["line"], f["column"], f["code"]) for f in document["findings"]]
    assert keys == sorted(keys)
    lines = text_of(report).decode().split("\n")
    for finding in document["findings"]:
        assert list(finding) == [
            "code", "name", "severity", "path", "line", "column", "end_line", "end_column",
            "cell", "row", "column_name", "expected", "actual", "message", "fixable", "related",
        ]  # fmt: skip
        line = lines[finding["line"] - 1]
        assert line[: finding["end_column"] - 1].partition(" = ")[0] in finding["cell"]
    explained = document["findings"][1]
    assert explained["cell"] == "requests.outcome.granted.natural_person"
    for one in explained["related"]:
        assert list(one) == ["code", "cell", "expected", "actual"]
    assert [one["code"] for one in explained["related"]] == ["GR303", "GR302"]
    for one in verdict.findings[1].problem.related:  # each where its own cell stands
        assert lines[one.span.line - 1].partition(" = ")[0] == one.cell.rpartition(".")[2]


def example_with_errors() -> Report:
    from samples import CITY

    return example(CITY).with_numbers(
        {
            "requests.received.total": 0,
            "requests.outcome.granted.natural_person": 5346,
            "review.reconsideration.total": 791,
        }
    )


def test_english_messages_have_the_official_name_once_and_its_english() -> None:
    report = example(SEED).with_numbers({"requests.received.total": 77})
    said = govreport("check", "-", "--lang", "en", stdin=text_of(report)).out
    row = report.edition.cell_at["requests.received.total"].row
    english = row.labels[-1].english
    assert english
    assert f"{row.name} ({english})" in said
    assert "总计 (" in said
    for column in row.columns[:-1]:
        assert column.name not in said
