"""GR801 missing-report and GR802 duplicate-report, in words."""

from __future__ import annotations

from govreport.edition import editions
from govreport.finding import Problem, Span
from govreport.messages import msg
from govreport.rules.rule import RepositoryRule

MISSING, DUPLICATE = "GR801", "GR802"
RULES = (
    RepositoryRule(MISSING, "missing-report", "error"),
    RepositoryRule(DUPLICATE, "duplicate-report", "error"),
)


def missing(organ: str, year: int, span: Span) -> Problem:
    """The problem of an organ without a report for a year; `span` is its place in the roster."""
    message = msg(
        "{organ}没有 {year} 年的报告。还没有收到的请催报；这一年不必编报的，请改名册里的起止年份。",
        organ=organ,
        year=year,
    )
    return Problem(MISSING, message, span=span)


def duplicate(organ: str, scope: str, year: int, first: str) -> Problem:
    """The problem of a second file for the same organ, scope and year."""
    words = editions()[-1].field_at("scope").words
    message = msg(
        "{organ} {year} 年（{scope}）的报告已经有一份：{path}。请只留一份；其实是另一机关、另一年或另一"
        "统计范围的，请改 [report]。",
        organ=organ,
        year=year,
        scope=next((word.label for word in words if word.key == scope), scope),
        path=first,
    )
    return Problem(DUPLICATE, message, "report")
