"""Sentences as reports have them: what must be found in each, and in which nothing may be found.

A sentence stands alone in its section; the rest of the report is in order. `pytest -s` prints how
many were found, missed, and found where nothing is wrong.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import rtoml

from govreport.edition import load_edition
from govreport.finding import Problem
from govreport.report import Report
from govreport.rules.rule import Subject
from govreport.rules.texts import RULES
from govreport.tomlio.read import Loaded

FOLDER = Path(__file__).parent
TEXTS = {
    "overview": "一年来，按照要求做好政府信息公开的各项日常工作。",
    "problems": "（一）存在的主要问题\n解读形式单一。\n（二）改进情况\n制作图解和问答。",
    "other": "没有收取信息处理费，无其他需要报告的事项。",
}
LEAST = 0.9  # of what is wrong must be found; of what is harmless, nothing


class Case(NamedTuple):
    """A sentence in a section of a report; `code` and `phrase` are what must be found, if anything."""

    file: str
    table: str
    section: str
    text: str
    code: str = ""
    phrase: str = ""


def _cases() -> list[Case]:
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        if path.stem == "tables":
            continue
        for group in rtoml.loads(path.read_text("utf-8"))["groups"]:
            where = path.stem, group["table"], group.get("section", "overview")
            found += [Case(*where, text) for text in group.get("harmless", ())]
            found += [Case(*where, *wrong) for wrong in group.get("wrong", ())]
    return found


CASES = _cases()


@cache
def _settings() -> dict[str, Any]:
    return rtoml.loads((FOLDER / "tables.toml").read_text("utf-8"))


def report_of(case: Case) -> Report:
    """The report that a sentence stands in."""
    setting = _settings()[case.table]
    edition = load_edition(setting["edition"])
    about = {
        key: setting[key] for key in ("organization", "year", "kind", "scope") if key in setting
    }
    report = Report(edition, about, {**TEXTS, case.section: case.text}, (0,) * edition.size)
    return report.with_numbers(dict(_flat(setting["cells"], "")))


def _flat(table: dict[str, Any], place: str) -> list[tuple[str, float]]:
    found: list[tuple[str, float]] = []
    for key, value in table.items():
        below = f"{place}.{key}" if place else key
        found += _flat(value, below) if isinstance(value, dict) else [(below, value)]
    return found


def problems_in(report: Report) -> list[Problem]:
    subject = Subject(Loaded(None, report, ()))
    return [problem for rule in RULES for problem in rule.check(subject)]


def _quoted(problem: Problem, report: Report) -> str:
    passage = problem.passage
    if passage is None:
        return ""
    return report.texts[passage.address.partition(".")[0]][passage.start : passage.end]


def verdict(case: Case) -> tuple[bool, bool]:
    """Whether what is wrong was found, and whether something was found that is not wrong."""
    report = report_of(case)
    hit, false = not case.code, False
    for problem in problems_in(report):
        quoted = _quoted(problem, report)
        if problem.code == case.code and (case.phrase in quoted or quoted in case.phrase):
            hit = True
        elif not case.code:
            false = True
    return hit, false


def test_the_corpus(capsys: pytest.CaptureFixture[str]) -> None:
    lines = ["", f"{'':<14}{'harmless':>9}{'false':>7}{'wrong':>7}{'found':>7}{'missed':>8}"]
    missed: list[Case] = []
    false: list[Case] = []
    for file in [*sorted({case.file for case in CASES}), ""]:
        chosen = [case for case in CASES if file in (case.file, "")]
        verdicts = [(case, *verdict(case)) for case in chosen]
        wrong = [case for case in chosen if case.code]
        missed = [case for case, hit, _ in verdicts if case.code and not hit]
        false = [case for case, _, alarm in verdicts if alarm]
        lines.append(
            f"{file or 'all':<14}{len(chosen) - len(wrong):>9}{len(false):>7}"
            f"{len(wrong):>7}{len(wrong) - len(missed):>7}{len(missed):>8}"
        )
    lines += [f"missed  {case.table}: {case.text}  {case.code} {case.phrase}" for case in missed]
    lines += [f"false   {case.table}: {case.text}" for case in false]
    with capsys.disabled():
        print("\n".join(lines))
    assert not false
    wrong = [case for case in CASES if case.code]
    assert len(wrong) - len(missed) >= LEAST * len(wrong)


def test_the_preamble_is_read_as_section_one_is() -> None:
    cases = [case._replace(section="preamble") for case in CASES if case.section == "overview"]
    wrong = [case for case in cases if case.code]
    found = [verdict(case)[0] for case in wrong]
    assert sum(found) >= LEAST * len(wrong)
    harmless = [case for case in cases if not case.code]
    assert not [case.text for case in harmless if verdict(case)[1]]


def test_the_corpus_is_large_and_mostly_harmless() -> None:
    assert len({case.text for case in CASES}) >= 300
    assert sum(not case.code for case in CASES) * 2 >= len(CASES)
