"""What a run of `check` found: the checked files and their findings, counted. And how it is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from govreport.finding import Finding, Severity
from govreport.messages import Translator

Style = Callable[[str, str], str]

MISSED = -1  # in place of a number of findings: the report is missing


def plain(text: str, _style: str) -> str:
    """No colour."""
    return text


class Display(NamedTuple):
    """How a run is told: in which language, with which colours, in how many columns.

    Only the text for a person at a terminal has colours and a width.
    """

    translate: Translator
    style: Style = plain
    width: int = 80


class RuleText(NamedTuple):
    """A rule as an output format explains it."""

    code: str
    name: str
    severity: Severity
    title: str
    help: str


class Statistics(NamedTuple):
    """Organs by years: `rows` give the number of findings, 0 or MISSED; `clean` organs have no row.

    `most`: for each code the organs with the most findings of it, and how many.
    """

    years: Sequence[int]
    rows: Mapping[str, Mapping[int, int]]
    clean: int
    most: Mapping[str, Sequence[tuple[str, int]]] = MappingProxyType({})


class Run(NamedTuple):
    """The result of checking some files.

    `excerpts` are source lines by path and number, for those with findings; `known` is how many
    findings a baseline took away, None without one; `rules` are those that spoke.
    """

    files: int
    findings: Sequence[Finding]
    waived: int = 0
    excerpts: Mapping[str, Mapping[int, str]] = MappingProxyType({})
    known: int | None = None
    rules: Sequence[RuleText] = ()
    version: str = ""
    statistics: Statistics | None = None

    @property
    def errors(self) -> int:
        return sum(finding.severity == "error" for finding in self.findings)

    @property
    def warnings(self) -> int:
        return len(self.findings) - self.errors

    @property
    def counts(self) -> dict[str, int]:
        """The numbers that every summary gives."""
        return {
            "files": self.files,
            "errors": self.errors,
            "warnings": self.warnings,
            "waived": self.waived,
        }

    def most_severe_first(self) -> list[Finding]:
        """The findings, errors before warnings, otherwise in their order."""
        return sorted(self.findings, key=lambda finding: finding.severity != "error")

    def by_code(self) -> list[tuple[str, str, int]]:
        """(code, name, number of findings), most frequent first."""
        counts = Counter((finding.code, finding.name) for finding in self.findings)
        return sorted(((*key, n) for key, n in counts.items()), key=lambda one: (-one[2], one[0]))

    def fingerprints(self) -> list[str]:
        """For each finding a hash that stays the same over changed lines, distinct within the run."""
        from hashlib import sha256

        seen: Counter[tuple[str, ...]] = Counter()
        found = []
        for one in self.findings:
            cell = one.problem.cell or ""
            key = (one.path, one.organ, one.scope, str(one.year or ""), one.code, cell)
            seen[key] += 1
            text = "\0".join((*key, str(seen[key])))
            found.append(sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
        return found
