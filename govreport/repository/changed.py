"""Which reports a change bears on: those changed, and others of the same organs for comparison.

Of the others only what the rules across files say is shown, and only for the years that the change
touches: what was wrong before is not held against a push.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from govreport.checks.across import ACROSS_CODES
from govreport.checks.digest import normal_name
from govreport.errors import GovreportError
from govreport.finding import Finding
from govreport.report import Report
from govreport.repository.git import Change
from govreport.repository.names import Names
from govreport.repository.roster import Roster
from govreport.repository.walk import Candidate
from govreport.tomlio import load
from govreport.tomlio.read import read

HEAD = 8192  # bytes in which [report] is expected; else the file is taken along
ORGAN = re.compile(rb'^organization\s*=\s*"([^"\\]*)"', re.MULTILINE)
ALIASES = re.compile(rb"^aliases\s*=\s*\[([^\]]*)\]", re.MULTILINE)
QUOTED = re.compile(rb'"([^"\\]*)"')


@dataclass
class Bearing:
    """What a change touches: organs by every name they have, and (organ, year) pairs.

    `gone` are the reports, as organ and year, that some file held before the change.
    """

    change: Change
    names: set[str] = field(default_factory=set)
    touched: set[tuple[str, int]] = field(default_factory=set)
    gone: set[tuple[str, int]] = field(default_factory=set)

    def candidates(self, found: Iterable[Candidate]) -> Iterator[Candidate]:
        """Those of the candidates that are to be checked."""
        for one in found:
            if one.path.absolute() in self.change.files or self._same_organ(one.path):
                yield one

    def shown(self, finding: Finding) -> bool:
        """Whether a finding has to do with the change."""
        if Path(finding.path).absolute() in self.change.files:
            return True
        if finding.code not in ACROSS_CODES or finding.year is None:
            return False
        return (normal_name(finding.organ), finding.year) in self.touched

    def _same_organ(self, path: Path) -> bool:
        try:
            with path.open("rb") as file:
                head = file.read(HEAD)
        except OSError:
            return True  # the check will say so
        organ = ORGAN.search(head)
        if organ is None:
            return True
        listed = ALIASES.search(head)
        stated = [organ[1], *QUOTED.findall(listed[1] if listed else b"")]
        return any(normal_name(name.decode("utf-8", "replace")) in self.names for name in stated)


def bearing(change: Change, roster: Roster | None) -> Bearing:
    """Find out what a change touches."""
    found = Bearing(change)
    names = Names(
        {former: [organ.name] for organ in roster.organs for former in organ.aliases}
        if roster is not None
        else {}
    )
    for path in sorted(change.files | change.old.keys()):
        if path.suffix != ".toml":
            continue
        old = _report(change.old.get(path))
        new = _report(_contents(path))
        for report in (old, new):
            if report is not None:
                _touch(found, report, names, roster)
        if old is not None and old.year is not None:
            found.gone.add((names.current(normal_name(old.organization)), old.year))
    return found


def _touch(found: Bearing, report: Report, names: Names, roster: Roster | None) -> None:
    stated = {normal_name(name) for name in (report.organization, *report.aliases)}
    every = {one for name in stated for one in names.all_of(name)}
    found.names |= every
    if report.year is None:
        return
    found.touched |= {(name, year) for name in every for year in (report.year, report.year + 1)}
    for name in sorted(every) if roster is not None else ():
        _touch_parents(found, name, report.year, roster)


def _touch_parents(found: Bearing, name: str, year: int, roster: Roster | None) -> None:
    """A member's figures go into its government's rolled-up report, and those of all members do."""
    seen: set[str] = set()
    while roster is not None and name not in seen:
        seen.add(name)
        if name in roster.members:
            found.names |= {member.name for member in roster.members[name]}
        organ = roster.at.get(name)
        if organ is None or not organ.parent:
            return
        name = organ.parent
        found.names.add(name)
        found.touched.add((name, year))


def _contents(path: Path) -> bytes | None:
    try:
        return read(path)
    except GovreportError:
        return None


def _report(data: bytes | None) -> Report | None:
    return None if data is None else load(data, named=False).report
