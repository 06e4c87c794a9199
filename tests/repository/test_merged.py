"""What an organ that went into another carried over is looked for in the other's next report."""

from __future__ import annotations

from pathlib import Path

import pytest
from repository.generate import Made
from repository.planted import carry_in
from repository.test_across import CARRIED, ROSTER, check, codes, made

from govreport.messages import Translator
from govreport.reporters.summary import Run
from govreport.reporters.told_together import placed
from govreport.repository.run import Result

INTO, GONE = "青河县水务局", "青河县水利管理局"
HEAD = ROSTER.replace("complete", "complete,merged into")
MERGED = f"{HEAD}{INTO},,,2021,,,,\n{GONE},,,2021,2022,,,{INTO}\n"


def merged() -> list[Made]:
    """Both on 2021 and 2022; on 2023 one, to which the other's open requests came."""
    into, gone = made(2021, 2022, 2023, organ=INTO), made(2021, 2022, organ=GONE)
    take_over(into[2], gone[1])
    return [*into, *gone]


def take_over(heir: Made, gone: Made) -> None:
    """What the one carried over is carried into the other, and granted there."""
    for key in [key for key in gone.values if key.startswith("requests.carried_over.")]:
        column = key.rpartition(".")[2]
        for row in ("carried_in", "outcome.granted", "outcome.total"):
            heir.values[f"requests.{row}.{column}"] += gone.values[key]


def found(result: Result) -> list[tuple[str, str, str | None]]:
    return [one for one in codes(result) if one[1] != "GR703"]


def test_the_sum_of_both_is_what_the_next_report_carries_in(tmp_path: Path) -> None:
    reports = merged()
    assert reports[4].values["requests.carried_over.total"] > 0
    assert found(check(tmp_path, reports, roster=MERGED)) == []
    reports[2] = made(2021, 2022, 2023, organ=INTO)[2]  # without what came over
    result = check(tmp_path, reports, roster=MERGED)
    assert {one[:2] for one in found(result)} == {("2.toml", "GR701")}
    problem = result.findings[0].problem
    assert problem.expected == sum(
        reports[number].values[(problem.cell or "").replace("carried_in", "carried_over")]
        for number in (1, 4)
    )
    said = Translator()(problem.message)
    assert "1.toml" in said
    assert "4.toml" in said
    (problem, *_) = [one.problem for one in placed(Run(5, result.findings, root=tmp_path))]
    assert "（1.toml、4.toml 合计）" in Translator()(problem.message)  # as services are told it


def test_without_the_roster_saying_so_nothing_came_over(tmp_path: Path) -> None:
    roster = MERGED.replace(f",,,{INTO}", ",,,")
    assert {one[:2] for one in found(check(tmp_path, merged(), roster=roster))} == {
        ("2.toml", "GR701")
    }


@pytest.mark.parametrize("row", [f"{GONE},,,2021,,,,{INTO}", f"{GONE},,,2021,2022,,,{INTO}"])
def test_after_it_no_report_is_asked_for(tmp_path: Path, row: str) -> None:
    """With or without its last year on the roster: then it is that of its last report."""
    roster = f"{HEAD}{INTO},,,2021,,,,\n{row}\n"
    assert found(check(tmp_path, merged(), roster=roster)) == []


def test_its_report_is_missing_and_nothing_is_compared(tmp_path: Path) -> None:
    into, gone = merged()[:3], merged()[3:4]
    result = check(tmp_path, [*into, *gone], roster=MERGED)
    assert {one[1] for one in found(result)} == {"GR801"}


def test_a_number_that_the_other_does_not_give_is_not_compared(tmp_path: Path) -> None:
    reports = merged()
    del reports[4].values["requests.carried_over.enterprise"]
    carry_in(reports[2])
    assert [
        one[2] for one in found(check(tmp_path, reports, roster=MERGED)) if one[1] == "GR701"
    ] == ["requests.carried_in.total"]


def test_an_organ_that_only_came_to_be_by_it(tmp_path: Path) -> None:
    new = "青河县水务和水利局"
    roster = f"{HEAD}{new},,,2023,,,,\n{INTO},,,2021,2022,,,{new}\n{GONE},,,2021,2022,,,{new}\n"
    reports = merged()
    reports[2].about["organization"] = new
    assert found(check(tmp_path, reports, roster=roster)) == []
    carry_in(reports[2])
    assert found(check(tmp_path, reports, roster=roster)) == [("2.toml", "GR701", CARRIED)]


def test_documents_may_be_counted_anew(tmp_path: Path) -> None:
    reports = merged()
    cell = "disclosure.regulations.in_force"
    reports[2].values[cell] += 7
    assert found(check(tmp_path, reports, roster=MERGED)) == []


def test_it_is_also_a_former_name(tmp_path: Path) -> None:
    roster = MERGED.replace(f"{INTO},,,2021,,,,", f"{INTO},,,2021,,{GONE},,")
    assert found(check(tmp_path, merged(), roster=roster)) == []


def test_scopes_are_apart(tmp_path: Path) -> None:
    reports = merged()
    for report in made(2022, 2023, organ=INTO):
        report.about["scope"] = "rollup"
        reports.append(report)
    assert found(check(tmp_path, reports, roster=MERGED)) == []
