"""What a rule is: a code, a name, a severity, and a function from a subject to problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import NamedTuple

from govreport.finding import Problem, Severity
from govreport.report import Report
from govreport.rules.arithmetic import Violation, violations
from govreport.tomlio import Loaded


class Subject:
    """One file as the rules see it. What several rules need is worked out once."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded

    @property
    def report(self) -> Report | None:
        return self.loaded.report

    @cached_property
    def violations(self) -> tuple[Violation, ...]:
        """The identities of the edition that the report breaks."""
        return violations(self.report) if self.report is not None else ()


class Rule(NamedTuple):
    """A rule. `check` yields problems that carry the rule's code; the runner adds the rest."""

    code: str
    name: str
    severity: Severity
    check: Callable[[Subject], Iterable[Problem]]
