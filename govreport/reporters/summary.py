"""What a run of `check` found: the checked files and their findings, counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from govreport.finding import Finding


class Run(NamedTuple):
    """The result of checking some files. `sources` gives the text of those with findings."""

    files: int
    findings: Sequence[Finding]
    waived: int = 0
    sources: Mapping[str, str] = MappingProxyType({})

    @property
    def errors(self) -> int:
        return sum(finding.severity == "error" for finding in self.findings)

    @property
    def warnings(self) -> int:
        return len(self.findings) - self.errors
