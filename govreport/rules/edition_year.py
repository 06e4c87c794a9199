"""GR007 edition-year: the format is the one in force for the year."""

from __future__ import annotations

from collections.abc import Iterable

from govreport.edition import edition_for_year
from govreport.finding import Problem
from govreport.messages import msg
from govreport.rules.rule import Rule, Subject
from govreport.tomlio.decode import wrong_edition

CODE = "GR007"


def check(subject: Subject) -> Iterable[Problem]:
    """Yields the problem of an edition that does not exist or is not the year's."""
    told = [problem for problem in subject.loaded.problems if problem.code == CODE]
    yield from told
    report = subject.report
    if told or report is None or report.year is None or report.edition.covers(report.year):
        return
    right = edition_for_year(report.year)
    if any(problem.cell == "edition" for problem in subject.loaded.problems):
        return  # the edition could not be read, and was guessed
    if right is not None:
        yield wrong_edition(report.edition, right, report.year)
    else:
        message = msg("{year} 年没有年度报告的官方版式，请核对报告年度。", year=report.year)
        yield Problem(CODE, message, "edition", actual=report.edition.name)


RULE = Rule(CODE, "edition-year", "error", check)
