"""What a rule is. There are two kinds: one looks at a file alone, the other at several files together.

A rule stands in the module that is named after what it looks at; `catalogue` lists all of them, a
page in `pages/` says what each means, and a folder under `tests/rules` holds what trips it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from govreport.finding import EDITION_YEAR, Problem, Severity
from govreport.report import Report
from govreport.rules.violations import Violation, violations
from govreport.tomlio import Loaded

if TYPE_CHECKING:
    from govreport.rules.prose.narrative_texts import Narrative


class Subject:
    """One file as the rules see it. What several rules need is worked out once."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded

    @property
    def report(self) -> Report | None:
        return self.loaded.report

    @cached_property
    def violations(self) -> tuple[Violation, ...]:
        """What the numbers of the report break."""
        return violations(self.report) if self.report is not None else ()

    @cached_property
    def narrative(self) -> Narrative | None:
        """The texts of the report, read once for all rules; None when it has none.

        They are not held against numbers that the tables themselves put in doubt: one mistake is to
        give one finding.
        """
        report = self.report
        if report is None or not report.texts:
            return None
        from govreport.rules.prose.narrative_texts import Narrative

        if self.violations:
            values = list(report.values)
            for violation in self.violations:
                for cell in (*violation.identity.left, *violation.identity.right):
                    values[cell] = None
            report = replace(report, values=tuple(values))
        doubtful = any(problem.code == EDITION_YEAR for problem in self.loaded.problems)
        return Narrative(report, None if doubtful else report.year)


class Rule:
    """What every rule has. GR008 has no more: it looks at what all the others have found."""

    def __init__(self, code: str, name: str, severity: Severity) -> None:
        self.code, self.name, self.severity = code, name, severity


class FileRule(Rule):
    """A rule for one file: `check` yields problems that carry the rule's code.

    `quiet`: it never speaks of a file that reads without a problem and whose tables add up, so that
    it need not be asked about one.
    """

    def __init__(
        self,
        code: str,
        name: str,
        severity: Severity,
        check: Callable[[Subject], Iterable[Problem]],
        quiet: bool = False,
    ) -> None:
        super().__init__(code, name, severity)
        self.check, self.quiet = check, quiet


class RepositoryRule(Rule):
    """A rule for several files, which `repository` brings together for the functions beside it."""
