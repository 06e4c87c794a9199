"""GR101–GR107, GR501, GR601: the rules on the narrative, which is read in `prose`.

A module of theirs is loaded when there is a text to be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from operator import itemgetter

from govreport.finding import Problem
from govreport.report import TEXT, Report
from govreport.rules.rule import FileRule, Subject
from govreport.rules.waivers import waives
from govreport.tomlio import Loaded


def _rule(code: str, name: str, module: str, function: str) -> FileRule:
    def check(subject: Subject) -> Iterable[Problem]:
        narrative = subject.narrative
        if narrative is None:
            return ()
        return _function(module, function)(narrative)

    return FileRule(code, name, "warning", check)


@cache
def _function(module: str, name: str) -> Callable[[object], Iterable[Problem]]:
    found: Callable[[object], Iterable[Problem]] = getattr(
        import_module(f"govreport.rules.prose.{module}"), name
    )
    return found


RULES = (
    _rule("GR101", "empty-section", "sections_written", "empty_sections"),
    _rule("GR102", "placeholder", "residue", "residue"),
    _rule("GR103", "wrong-year", "years_named", "years"),
    _rule("GR104", "prose-number", "told_numbers", "told_numbers"),
    _rule("GR105", "prose-claim", "claims", "claims"),
    _rule("GR106", "wrong-basis", "basis", "bases"),
    _rule("GR107", "foreign-text", "foreign", "foreign"),
    _rule("GR501", "problems-incomplete", "sections_written", "incomplete_problems"),
    _rule("GR601", "processing-fee", "sections_written", "processing_fee"),
)


def problems_of_text(report: Report, section: str) -> tuple[Problem, ...]:
    """What these rules find in the text of one section, in its order, for whoever is just writing it.

    What the organ stands by is left out.
    `section` is a key of `report.texts`. A cell that is not given (None) contradicts nothing; of the
    other texts only so much is used as a rule needs (one of them may speak of the processing fee).
    """
    subject, address = Subject(Loaded(None, report, ())), f"{section}.{TEXT}"
    found = [
        (problem.passage.start if problem.passage else -1, problem)
        for rule in RULES
        for problem in rule.check(subject)
        if address == (problem.passage.address if problem.passage else problem.cell)
        and not any(waives(waiver, problem) for waiver in report.waivers)
    ]
    return tuple(problem for _, problem in sorted(found, key=itemgetter(0)))
