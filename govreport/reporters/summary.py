"""What a run of `check` found: the checked files and their findings, counted. And how it is told."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from govreport.finding import Finding, Severity
from govreport.messages import Message, Translator

Style = Callable[[str, str], str]

MISSED = -1  # in place of a number of findings: the report is missing


def plain(text: str, _style: str) -> str:
    """No colour."""
    return text


class Display(NamedTuple):
    """How a run is told: in which language, with which colours, in how many columns.

    Only the text for a person at a terminal has colours, a width and, if it is `verbose`, the lines
    of a waiver under each finding.
    """

    translate: Translator
    style: Style = plain
    width: int = 80
    verbose: bool = False


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
    findings a baseline took away, None without one; `rules` are those that spoke; `checked` the
    paths of all files, for a format that lists them; `root` the folder of the repository;
    `not_compared` gives the path of a rolled-up report that was not held against its members, and why.
    """

    files: int
    findings: Sequence[Finding]
    waived: int = 0
    excerpts: Mapping[str, Mapping[int, str]] = MappingProxyType({})
    known: int | None = None
    rules: Sequence[RuleText] = ()
    version: str = ""
    statistics: Statistics | None = None
    checked: Sequence[str] = ()
    root: Path | None = None
    not_compared: Sequence[tuple[str, Message]] = ()

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

    def by_code(self) -> list[tuple[str, str, int]]:
        """(code, name, number of findings), most frequent first."""
        counts = Counter((finding.code, finding.name) for finding in self.findings)
        return sorted(((*key, n) for key, n in counts.items()), key=lambda one: (-one[2], one[0]))
