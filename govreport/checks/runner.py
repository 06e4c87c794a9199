"""Runs the rules over one file and puts every problem in its place. Reads no file itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from govreport.checks import waivers
from govreport.checks.catalogue import RULES
from govreport.checks.rule import Rule, Subject
from govreport.finding import START, Finding, Problem, Span
from govreport.report import Report
from govreport.tomlio import Loaded, load


class FileCheck(NamedTuple):
    """The verdict on one file: findings in order, how many were waived, the report if there is one.

    `is_report` is False for a TOML file that does not claim to be a report.
    """

    path: str
    findings: tuple[Finding, ...]
    waived: int = 0
    is_report: bool = True
    report: Report | None = None
    text: str | None = None


def check_bytes(
    path: str, data: bytes, rules: Sequence[Rule] = RULES, *, named: bool = True
) -> FileCheck:
    """Check the contents of one file. `path` is what findings call it; `named` as in `load`."""
    loaded = load(data, named=named)
    if not loaded.claims and not loaded.problems:
        return FileCheck(path, (), is_report=False)
    return check_loaded(path, loaded, rules)


def check_loaded(path: str, loaded: Loaded, rules: Sequence[Rule] = RULES) -> FileCheck:
    """Check a file that has been read."""
    subject = Subject(loaded)
    problems = [problem for rule in rules for problem in rule.check(subject)]
    given = loaded.report.waivers if loaded.report is not None else ()
    kept, waived = problems, 0
    if given:
        kept = [p for p in problems if not any(waivers.waives(w, p) for w in given)]
        waived = len(problems) - len(kept)
        if any(rule.code == waivers.CODE for rule in rules):
            running = {rule.code for rule in rules}
            silent = frozenset(rule.code for rule in RULES if rule.code not in running)
            kept += waivers.check(given, problems, silent)
    findings = _placed(path, loaded, kept, rules) if kept else ()
    return FileCheck(path, findings, waived, loaded.claims, loaded.report, loaded.text)


def _placed(
    path: str, loaded: Loaded, problems: Sequence[Problem], rules: Sequence[Rule]
) -> tuple[Finding, ...]:
    from govreport.checks.fix import plan_fixes

    by_code = {rule.code: rule for rule in rules}
    fixes = plan_fixes(loaded.report) if loaded.report is not None else {}
    spans = _spans(loaded, problems)
    found = [
        Finding(
            path,
            span,
            problem,
            by_code[problem.code].name,
            by_code[problem.code].severity,
            problem.cell in fixes,
        )
        for problem, span in zip(problems, spans, strict=True)
    ]
    return tuple(sorted(found, key=Finding.sort_key))


def _spans(loaded: Loaded, problems: Sequence[Problem]) -> list[Span]:
    positions = None
    if loaded.text is not None and any(p.span is None and p.cell for p in problems):
        from govreport.tomlio.positions import Positions

        positions = Positions(loaded.text)
    return [p.span or (positions.of(p.cell) if positions is not None else START) for p in problems]
