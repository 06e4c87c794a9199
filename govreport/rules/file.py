"""GR001–GR007: what was found while the file was read, and whether its edition is the year's.

The reading itself is in `tomlio`.
"""

from __future__ import annotations

from collections.abc import Iterable

from govreport.edition import edition_for_year
from govreport.finding import (
    EDITION_YEAR,
    ENCODING,
    MISSING_KEY,
    NOT_A_COUNT,
    SYNTAX,
    UNKNOWN_KEY,
    WRONG_TYPE,
    Problem,
)
from govreport.messages import msg
from govreport.rules.rule import FileRule, Subject
from govreport.tomlio.decode import wrong_edition


def _read(code: str, name: str) -> FileRule:
    def check(subject: Subject) -> Iterable[Problem]:
        return (problem for problem in subject.loaded.problems if problem.code == code)

    return FileRule(code, name, "error", check, quiet=True)


def _edition_year(subject: Subject) -> Iterable[Problem]:
    """The edition does not exist, which reading found, or is not the one in force for the year."""
    told = [problem for problem in subject.loaded.problems if problem.code == EDITION_YEAR]
    yield from told
    report = subject.report
    if told or report is None or report.year is None or report.edition.covers(report.year):
        return
    if any(problem.cell == "edition" for problem in subject.loaded.problems):
        return  # the edition could not be read, and was guessed
    right = edition_for_year(report.year)
    if right is not None:
        yield wrong_edition(report.edition, right, report.year)
    else:
        message = msg("{year} 年没有年度报告的官方版式，请核对报告年度。", year=report.year)
        yield Problem(EDITION_YEAR, message, "edition", actual=report.edition.name)


RULES = (
    _read(SYNTAX, "toml-syntax"),
    _read(ENCODING, "file-encoding"),
    _read(UNKNOWN_KEY, "unknown-key"),
    _read(MISSING_KEY, "missing-key"),
    _read(WRONG_TYPE, "wrong-type"),
    _read(NOT_A_COUNT, "not-a-count"),
    FileRule(EDITION_YEAR, "edition-year", "error", _edition_year),
)
