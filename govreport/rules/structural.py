"""GR001–GR007: what was found while the file was read. The reading itself is in `tomlio`."""

from __future__ import annotations

from collections.abc import Iterable

from govreport.finding import Problem
from govreport.rules.rule import Rule, Subject


def _found(code: str, subject: Subject) -> Iterable[Problem]:
    return (problem for problem in subject.loaded.problems if problem.code == code)


def _rule(code: str, name: str) -> Rule:
    return Rule(code, name, "error", lambda subject: _found(code, subject))


STRUCTURAL_RULES = (
    _rule("GR001", "toml-syntax"),
    _rule("GR002", "file-encoding"),
    _rule("GR003", "unknown-key"),
    _rule("GR004", "missing-key"),
    _rule("GR005", "wrong-type"),
    _rule("GR006", "not-a-count"),
    _rule("GR007", "edition-year"),
)
