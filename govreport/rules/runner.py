"""Runs the rules over one file and puts every problem in its place. Reads no file itself."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from govreport.finding import (
    MISSING_KEY,
    NOT_A_COUNT,
    START,
    WRONG_TYPE,
    Finding,
    Passage,
    Problem,
    Severity,
    Span,
)
from govreport.messages import msg
from govreport.report import Number, Report
from govreport.rules.catalogue import BY_CODE, REPOSITORY_CODES, RULES
from govreport.rules.rule import FileRule, Rule, Subject
from govreport.rules.waivers import without_waived
from govreport.tomlio import Loaded, load

if TYPE_CHECKING:
    from govreport.rules.digest import Digest


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

    `text` is the file's when there are findings in it, and it can be decoded. `is_report` is False
    for a TOML file that does not claim to be a report.
    """

    path: str
    findings: tuple[Finding, ...]
    waived: int = 0
    is_report: bool = True
    report: Report | None = None
    text: str | None = None
    digest: "Digest | None" = None


def check_bytes(
    path: str, data: bytes, options: Options = DEFAULT, *, named: bool = True
) -> FileCheck:
    """Check the contents of one file. `path` is what findings call it; the rest as in `load`."""
    return check_file(path, data, load(data, named=named), options)


def check_file(path: str, data: bytes, loaded: Loaded, options: Options = DEFAULT) -> FileCheck:
    """Check a file whose contents have been read, however they were."""
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
        if isinstance(rule, FileRule) and not (clean and rule.quiet)
        for problem in rule.check(subject)
    ]
    kept, waived = problems, 0
    if report is not None and report.waivers:
        running = {rule.code for rule in rules}
        silent = (BY_CODE.keys() - running) | REPOSITORY_CODES
        kept, waived = without_waived(report.waivers, problems, running, silent)
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
        digest = make_digest(path, report, kept, broken, options.shortest, REPOSITORY_CODES)
    text = loaded.text if findings else None
    return FileCheck(path, findings, waived, loaded.claims, report, text, digest)


def place(
    path: str,
    loaded: Loaded,
    problems: Sequence[Problem],
    severities: Mapping[str, Severity] | None = None,
) -> tuple[Finding, ...]:
    """The problems as findings of a file, in order."""
    from govreport.rules.fix import plan_fixes

    changed = severities or {}
    report, at = loaded.report, _places(loaded, problems)
    cells = report.edition.cell_at if report is not None else {}
    fixes = plan_fixes(report, _fixable(problems)) if report is not None else {}
    found = []
    for problem in problems:
        rule, cell = BY_CODE[problem.code], cells.get(problem.cell or "")
        related = tuple(one._replace(span=at(one.cell, None)) for one in problem.related)
        found.append(
            Finding(
                path,
                problem.span or at(problem.cell, problem.passage),
                _with_total(problem._replace(related=related), fixes),
                rule.name,
                changed.get(rule.code, problem.severity or rule.severity),
                fixable=problem.cell in fixes and problem.passage is None and loaded.lines is None,
                order=cell.number if cell is not None else -1,
                organ=report.organization if report is not None else "",
                scope=report.scope if report is not None else "",
                year=report.year if report is not None else None,
            )
        )
    return tuple(sorted(found, key=Finding.sort_key))


def _with_total(problem: Problem, fixes: Mapping[str, Number]) -> Problem:
    """A total that is not given but follows from its parts: the message says the number."""
    expected = fixes.get(problem.cell or "")
    if problem.code != MISSING_KEY or expected is None:
        return problem
    message = msg(
        "「{row}」{column}：没有填，按各分项应为 {expected}。",
        row=problem.row,
        column=problem.column,
        expected=expected,
    )
    return problem._replace(expected=expected, message=message)


def _fixable(problems: Sequence[Problem]) -> set[str | None]:
    """The cells that a total may be set in: named by a problem, and not holding what is no number."""
    unreadable = {problem.cell for problem in problems if problem.code in (WRONG_TYPE, NOT_A_COUNT)}
    return {problem.cell for problem in problems if problem.passage is None} - unreadable


def _places(
    loaded: Loaded, problems: Sequence[Problem]
) -> Callable[[str | None, Passage | None], Span]:
    """Where a key stands, or a passage of a text; asked of the file only when a problem does not know."""
    if (lines := loaded.lines) is not None:  # a document, of which no more is known than lines
        return lambda cell, _passage: Span(line := lines.get(cell or "", 1), 1, line, 1)
    text = loaded.text
    if text is None or not any(p.cell and p.span is None for p in problems):
        return lambda _cell, _passage: START
    from govreport.tomlio.positions import Positions

    positions = Positions(text)
    report = loaded.report
    texts = report.texts if report is not None else {}
    cells = report.edition.cell_at if report is not None else {}
    # A number that is not there: where it is to be put.
    rows = {
        p.cell: cells[p.cell].row.address
        for p in problems
        if p.code == MISSING_KEY and p.cell is not None and p.cell in cells
    }

    def at(cell: str | None, passage: Passage | None) -> Span:
        span = positions.of_passage(passage, texts) if passage is not None else None
        return span or positions.of(rows.get(cell or "", cell))

    return at
