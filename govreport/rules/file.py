"""GR001–GR007: what was found while the file was read. The reading itself is in `tomlio`."""

from __future__ import annotations

from collections.abc import Iterable

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
from govreport.rules.rule import FileRule, Subject


def _read(code: str, name: str) -> FileRule:
    def check(subject: Subject) -> Iterable[Problem]:
        return (problem for problem in subject.loaded.problems if problem.code == code)

    return FileRule(code, name, "error", check, quiet=True)


RULES = (
    _read(SYNTAX, "toml-syntax"),
    _read(ENCODING, "file-encoding"),
    _read(UNKNOWN_KEY, "unknown-key"),
    _read(MISSING_KEY, "missing-key"),
    _read(WRONG_TYPE, "wrong-type"),
    _read(NOT_A_COUNT, "not-a-count"),
    _read(EDITION_YEAR, "edition-year"),
)
