"""Runs the rules over one file and puts every problem in its place. Reads no file itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from govreport.finding import START, Finding, Problem, Severity, Span
from govreport.messages import msg
from govreport.report import Number, Report, Waiver
from govreport.rules import waivers
from govreport.rules.across import ACROSS_CODES, ACROSS_RULES
from govreport.rules.catalogue import RULES
from govreport.rules.identities import IDENTITY_RULES
from govreport.rules.rule import Rule, Subject
from govreport.rules.structural import STRUCTURAL_RULES
from govreport.tomlio import Loaded, Shapes, load

if TYPE_CHECKING:
    from govreport.rules.digest import Digest


# What is silent about a file that reads without a problem and adds up.
QUIET = frozenset(rule.code for rule in (*STRUCTURAL_RULES, *IDENTITY_RULES, *ACROSS_RULES))


class Options(NamedTuple):
    """How a file is checked: by which rules, with which severities other than the rules' own.

    `digest`: also make what the rules across files need; then narratives of at least `shortest`
    characters are fingerprinted, none when it is None.
    """

    rules: Sequence[Rule] = RULES
    severities: Mapping[str, Severity] = MappingProxyType({})
    digest: bool = False
    shortest: int | None = None


DEFAULT = Options()


class FileCheck(NamedTuple):
    """The verdict on one file: findings in order, how many were waived, the report if there is one.

    `text` is the file's when there are findings in it, and it can be decoded. `is_report` is False for a TOML file that does not claim to be a report.
    """

    path: str
    findings: tuple[Finding, ...]
    waived: int = 0
    is_report: bool = True
    report: Report | None = None
    text: str | None = None
    digest: Digest | None = None


def check_bytes(
    path: str,
    data: bytes,
    options: Options = DEFAULT,
    *,
    named: bool = True,
    shapes: Shapes | None = None,
) -> FileCheck:
    """Check the contents of one file. `path` is what findings call it; the rest as in `load`."""
    loaded = load(data, named=named, shapes=shapes)
    if not loaded.claims and not loaded.problems:
        return FileCheck(path, (), is_report=False)
    verdict = check_loaded(path, loaded, options)
    if options.digest and loaded.report is None:
        from govreport.rules.digest import digest_of_unreadable

        return verdict._replace(digest=digest_of_unreadable(path, data))
    return verdict


def check_loaded(path: str, loaded: Loaded, options: Options = DEFAULT) -> FileCheck:
    """Check a file that has been read."""
    subject = Subject(loaded)
    rules, report = options.rules, loaded.report
    clean = not loaded.problems and not subject.violations
    problems = [
        problem
        for rule in rules
        if not clean or rule.code not in QUIET
        for problem in rule.check(subject)
    ]
    kept, waived = problems, 0
    if report is not None and report.waivers:
        running = {rule.code for rule in rules}
        silent = {rule.code for rule in RULES if rule.code not in running} | ACROSS_CODES
        kept, waived = without_waived(report.waivers, problems, running, frozenset(silent))
    findings = place(path, loaded, kept, options.severities) if kept else ()
    digest = None
    if options.digest and report is not None and loaded.claims:
        from govreport.rules.digest import make_digest

        spoken = {(problem.code, problem.cell) for problem in kept}
        broken = [
            one
            for one in (subject.violations if kept else ())
            if (one.code, report.edition.cells[one.cell].address) in spoken
        ]
        digest = make_digest(path, report, kept, broken, options.shortest)
    text = loaded.text if findings else None
    return FileCheck(path, findings, waived, loaded.claims, report, text, digest)


def without_waived(
    given: Sequence[Waiver],
    problems: Sequence[Problem],
    running: set[str],
    silent: frozenset[str],
    *,
    reasons: bool = True,
) -> tuple[list[Problem], int]:
    """The problems that are not waived and those of the waivers themselves, and how many are waived.

    `running` are the codes of the rules that run, `silent` those that could not speak. `reasons`:
    whether waivers without a reason are to be named too.
    """
    kept = [p for p in problems if not any(waivers.waives(w, p) for w in given)]
    waived = len(problems) - len(kept)
    if waivers.CODE in running:
        kept += waivers.check(given, problems, silent, reasons=reasons)
    return kept, waived


def place(
    path: str,
    loaded: Loaded,
    problems: Sequence[Problem],
    severities: Mapping[str, Severity] | None = None,
) -> tuple[Finding, ...]:
    """The problems as findings of a file, in order."""
    from govreport.rules.fix import plan_fixes

    by_code = {rule.code: rule for rule in RULES}
    changed = severities or {}
    report = loaded.report
    fixes = plan_fixes(report, fixable_cells(problems)) if report is not None else {}
    spans = _spans(loaded, problems)
    found = [
        Finding(
            path,
            span,
            _with_total(problem, fixes),
            by_code[problem.code].name,
            changed.get(problem.code, by_code[problem.code].severity),
            problem.cell in fixes,
            _order(report, problem),
            report.organization if report is not None else "",
            report.scope if report is not None else "",
            report.year if report is not None else None,
        )
        for problem, span in zip(problems, spans, strict=True)
    ]
    return tuple(sorted(found, key=Finding.sort_key))


def _order(report: Report | None, problem: Problem) -> int:
    """The place of the problem's cell in the official order; -1 when it is about no cell."""
    cell = report.edition.cell_at.get(problem.cell or "") if report is not None else None
    return cell.number if cell is not None else -1


def _with_total(problem: Problem, fixes: Mapping[str, Number]) -> Problem:
    """A total that is not given but follows from its parts: the message says the number."""
    expected = fixes.get(problem.cell or "")
    if problem.code != "GR004" or expected is None:
        return problem
    return problem._replace(
        expected=expected,
        message=msg(
            "「{row}」{column}：没有填，按各分项应为 {expected}。",
            row=problem.row,
            column=problem.column,
            expected=expected,
        ),
    )


def fixable_cells(problems: Sequence[Problem]) -> set[str | None]:
    """The cells that a total may be set in: named by a problem, and not holding what is no number."""
    unreadable = {problem.cell for problem in problems if problem.code in ("GR005", "GR006")}
    return {problem.cell for problem in problems} - unreadable


def _spans(loaded: Loaded, problems: Sequence[Problem]) -> list[Span]:
    positions = None
    text = loaded.text
    if text is not None and any(p.span is None and p.cell for p in problems):
        from govreport.tomlio.positions import Positions

        positions = Positions(text)
    return [p.span or (positions.of(p.cell) if positions is not None else START) for p in problems]
