"""GR007 edition-year: the format is the one in force for the year."""

from __future__ import annotations

from collections.abc import Iterable

from govreport.checks.rule import Rule, Subject
from govreport.edition import edition_for_year
from govreport.finding import Problem
from govreport.messages import msg

CODE = "GR007"


def check(subject: Subject) -> Iterable[Problem]:
    """Yields the problem of an edition that does not exist or is not the year's."""
    told = [problem for problem in subject.loaded.problems if problem.code == CODE]
    yield from told
    report = subject.report
    if told or report is None or report.year is None or report.edition.covers(report.year):
        return
    stated, year, right = report.edition.name, report.year, edition_for_year(report.year)
    if any(problem.cell == "edition" for problem in subject.loaded.problems):
        return  # the edition could not be read, and was guessed
    if right is None:
        message = msg("{year} 年没有年度报告的官方版式，请核对报告年度。", year=year)
    else:
        message = msg(
            "{year} 年的报告要用 {right} 版式（{notice}），现在用的是 {stated}。请改 edition 并按该版式填表，"
            "或核对报告年度。",
            year=year,
            right=right.name,
            notice=str(right.notice.get("number", "")),
            stated=stated,
        )
    yield Problem(CODE, message, "edition", expected=right.name if right else None, actual=stated)


RULE = Rule(CODE, "edition-year", "error", check)
