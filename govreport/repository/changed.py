"""What a change brought: of a run's findings, those in changed files and those that are new elsewhere.

A report is compared with other years, with other organs and with the roster, so that a change in one
file may bring findings in any other. All reports are checked, therefore, and where there is something
to find in unchanged files, all are checked once more as they were before. What was wrong before is
not held against a push, nor are reports that others have yet to hand in.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property
from pathlib import Path

from govreport.errors import GovreportError
from govreport.finding import Finding
from govreport.repository.find import NAME
from govreport.repository.git import Change
from govreport.repository.roster import Roster, read_roster
from govreport.repository.run import Plan, run
from govreport.repository.walk import Candidate
from govreport.rules import waivers
from govreport.rules.catalogue import REPOSITORY_CODES
from govreport.rules.copied import COPIED
from govreport.rules.digest import normal_name
from govreport.rules.presence import MISSING
from govreport.rules.years import CARRY_OVER, STOCK
from govreport.tomlio import load
from govreport.tomlio.read import read

FAR = REPOSITORY_CODES | {waivers.CODE}  # what a change in one file can bring in another
YEARLY = frozenset({CARRY_OVER, STOCK, COPIED})
Find = Callable[[], Iterable[Candidate]]  # walks over all files, each time it is called


class Brought:
    """Picks what a change brought out of the findings of `plan`, a run over `find()` and `paths`."""

    def __init__(self, change: Change, plan: Plan, find: Find, paths: Collection[Path]) -> None:
        self._change = change
        self._plan = plan
        self._find = find
        self._paths = paths

    def __bool__(self) -> bool:
        """Whether any report can have changed."""
        return bool(self._plan.held) or any(
            path.suffix == ".toml" or path.is_dir() for path in self._change.files
        )

    def __call__(self, finding: Finding) -> bool:
        """Whether the finding has to do with the change."""
        if self._is_changed(finding.path) or self._is_next_year(finding):
            return True
        if finding.code not in FAR or _key(finding) in self._before:
            return False
        return finding.code != MISSING or normal_name(finding.organ) in self._organs_before

    def _is_next_year(self, finding: Finding) -> bool:
        """Whether a report was held against one that changed, be it only in its words."""
        organ, year = normal_name(finding.organ), finding.year
        return (
            finding.code in YEARLY and year is not None and (organ, year - 1) in self._reports_now
        )

    def _is_changed(self, path: str) -> bool:
        if path in self._plan.held:
            return True
        place = Path(os.path.realpath(path))
        return any(one in self._change.files for one in (place, *place.parents))

    @cached_property
    def _before(self) -> frozenset[object]:
        """The findings that there were before the change, as far as they matter."""
        held: dict[str, bytes] = {}
        old = list(self._old(held))
        # the command shows the progress of one run; this one adds nothing to its number of files
        plan = self._plan._replace(held=held, shown=None, progress=None, known=None, accepted=False)
        result = run(plan._replace(statistics=False, keep_skipped=False), old, self._paths)
        return frozenset(_key(one) for one in result.findings if one.code in FAR)

    def _old(self, held: dict[str, bytes]) -> Iterator[Candidate]:
        """The files as they were before, their contents in `held` where they are others now."""
        gone = dict(self._change.old)
        for one in self._find():
            name = one.path.as_posix()
            if not self._is_changed(name):
                yield one
                continue
            data = gone.pop(Path(os.path.realpath(one.path)), None)
            if data is not None:
                held[name] = data
                yield one
        roots = [Path(os.path.realpath(path)) for path in self._paths or (Path(),)]
        for place, data in gone.items():
            if not place.exists() and any(_is_met(place, root) for root in roots):
                held[place.as_posix()] = data
                yield Candidate(place, named=False, base=place)

    @cached_property
    def _organs_before(self) -> frozenset[str]:
        """The organs, by all their names, that had a report in one of the changed files."""
        return frozenset(organ for organ, _ in self._stated(self._change.old.values()))

    @cached_property
    def _reports_now(self) -> frozenset[tuple[str, int]]:
        """The organs, by all their names, and years of the reports in changed files."""
        reports = [path for path in self._change.files if path.suffix == ".toml" and path.is_file()]
        return frozenset(self._stated(map(_contents, reports)))

    def _stated(self, contents: Iterable[bytes]) -> Iterator[tuple[str, int]]:
        for data in contents:
            report = load(data, named=False).report
            if report is None or report.year is None:
                continue
            names = {normal_name(name) for name in (report.organization, *report.aliases)}
            for organ in self._roster.organs if self._roster is not None else ():
                if not names.isdisjoint((organ.name, *organ.aliases)):
                    names.add(organ.name)
            yield from ((name, report.year) for name in names)

    @cached_property
    def _roster(self) -> Roster | None:
        roster = self._plan.settings.roster
        return read_roster(roster) if roster is not None else None


def _is_met(place: Path, root: Path) -> bool:
    """Whether a file at that place is met on a walk through `root`."""
    if not place.is_relative_to(root):
        return False
    return not any(part.startswith(".") for part in place.relative_to(root).parts)


def changes_everything(change: Change, paths: Collection[Path], others: Iterable[Path]) -> bool:
    """Whether the change is one of what all reports are held against: the configuration that the
    paths lie under, or one of the `others`, unless that is new: what it says was not said before."""
    folders = [Path(os.path.realpath(path)) for path in paths or (Path(),)]
    for path in others:
        at = Path(os.path.realpath(path.parent), path.name)
        if not (change.files - change.added).isdisjoint((at, Path(os.path.realpath(at)))):
            return True
    return any(
        file.name == NAME and any(folder.is_relative_to(file.parent) for folder in folders)
        for file in change.files
    )


def _contents(path: Path) -> bytes:
    try:
        return read(path)
    except GovreportError:
        return b""


def _key(finding: Finding) -> object:
    """What makes a finding the same one before and after, whatever line it is on."""
    one, place = finding.problem, os.path.realpath(finding.path)
    return place, finding.organ, finding.year, one.code, one.cell, one.expected, one.actual
