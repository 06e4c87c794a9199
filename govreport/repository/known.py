"""What was known before is taken away from a run's findings: a baseline, or what a revision had.

A baseline is a multiset of findings by organ, scope, year, code and cell, never by line, so that it
stands while files are edited and moved; a finding in a file that names no organ or year is known by
the file's path. `--changed-since` takes away what a run over the files as they were finds elsewhere
than in changed files. Both run the same rules over the same files as any other run.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from govreport.edition import organ_key
from govreport.escape import unicode_text
from govreport.finding import WAIVER, Finding
from govreport.messages import Translator
from govreport.paths import relative
from govreport.repository.find import NAME
from govreport.repository.names import Names
from govreport.repository.walk import STDIN, Candidate
from govreport.rules.catalogue import REPOSITORY_CODES
from govreport.rules.copied import COPIED
from govreport.rules.presence import DUPLICATE, MISSING
from govreport.rules.rollup import ROLLUP

if TYPE_CHECKING:
    from govreport.repository.git import Change
    from govreport.repository.ledger import Ledger
    from govreport.repository.settings import Settings

WHOLE = (MISSING, DUPLICATE, ROLLUP)  # rules that may compare any reports of a repository
FILE = "GR0"  # codes about the file itself: with such a finding, it may not have been read in full
FAR = REPOSITORY_CODES | {WAIVER}  # what a change in one file can bring in another
Known = TypeVar("Known")


def subtract(
    findings: Iterable[Finding], known: Counter[Known], key: Callable[[Finding], Known]
) -> tuple[list[Finding], list[Finding]]:
    """The findings that are new, and those that are known; each is known so often as it was there."""
    left = Counter(known)
    new: list[Finding] = []
    old: list[Finding] = []
    for finding in findings:
        one = key(finding)
        (old if left[one] > 0 else new).append(finding)
        left[one] -= 1
    return new, old


class Entry(NamedTuple):
    """What a finding is known by. `path` only where organ or year is not known."""

    organ: str
    scope: str
    year: int
    code: str
    cell: str
    path: str


@dataclass(frozen=True)
class Baseline:
    """How often each finding was there. Paths count from `root`, wherever the program is run."""

    counts: Counter[Entry]
    root: Path

    def entry_of(self, finding: Finding) -> Entry:
        """What a finding is known by."""
        code, cell = finding.code, finding.problem.cell or ""
        if finding.organ and finding.year is not None:
            return Entry(organ_key(finding.organ), finding.scope, finding.year, code, cell, "")
        return Entry("", "", 0, code, cell, path_from(self.root, finding.path))

    def divide(self, findings: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
        """The findings that are new, and those that are known."""
        return subtract(findings, self.counts, self.entry_of)

    def gone(self, findings: Sequence[Finding], seen: Seen) -> Counter[Entry]:
        """The entries that are not there any more, and how many of each.

        Those stay that the run has not seen, or that a new finding may hide.
        """
        new = [one for one in self.divide(findings)[0] if one.code not in REPOSITORY_CODES]
        about = [(one, self.entry_of(one)) for one in new]
        if any(one.code.startswith(FILE) and entry.path for one, entry in about):
            seen = replace(seen, whole=False)  # a file that does not say whose it is may be any
        return Counter(
            {
                entry: count
                for entry, count in (self.counts - Counter(map(self.entry_of, findings))).items()
                if (seen.file(entry, self.root) if entry.path else seen.report(entry))
                and not any(_hides(one, entry, seen.names) for _, one in about)
            }
        )


def _hides(new: Entry, old: Entry, names: Names) -> bool:
    """Whether a rule may be silent because of a new finding in a file that it looks at.

    A rule about one file is where that could not be read in full; a rule across files wherever
    another finding already speaks about a figure, in any of the reports that it compares.
    """
    if old.path or new.path:
        return old.path == new.path and new.code.startswith(FILE)
    if old.code not in REPOSITORY_CODES:
        return new[:3] == old[:3] and new.code.startswith(FILE)
    if old.code == ROLLUP:
        return new.year == old.year
    same = (names.current(new.organ), new.scope) == (names.current(old.organ), old.scope)
    return same and new.year in (old.year, old.year - 1)


@dataclass(frozen=True)
class Seen:
    """What a run had before it. `paths` are those it went over, `whole`: they are all there are."""

    settings: Settings
    ledger: Ledger
    names: Names
    paths: Collection[Path]
    unreadable: Collection[str]
    whole: bool

    def file(self, entry: Entry, root: Path) -> bool:
        """Whether the finding would have been found, were it still in its file, now gone or read."""
        place = Path(os.path.realpath(root / entry.path))
        return (
            entry.path != STDIN
            and any(place.is_relative_to(os.path.realpath(path)) for path in self.paths or (".",))
            and place not in {Path(os.path.realpath(path)) for path in self.unreadable}
            and self.settings.runs(entry.code, str(place))
        )

    def report(self, entry: Entry) -> bool:
        """Whether the finding would have been found, were it still there.

        The report must be in the run, for a rule across years last year's too, and for one that
        compares any reports all of them; a report that is not in a run over all is not there.
        """
        code, organ, year = entry.code, entry.organ, entry.year
        mine = [one for one in self.ledger.find([organ], year) if one.scope == entry.scope]
        if not all(one.packed and self.settings.runs(code, one.path) for one in mine):
            return False
        if not mine or code in WHOLE or (code == COPIED and self.settings.copies.others):
            return self.whole and self.settings.runs(code)
        if code not in REPOSITORY_CODES and not (code == WAIVER and any(m.waives for m in mine)):
            return True
        former = self.ledger.find(self.names.all_of(organ), year - 1)
        last = [one.packed for one in former if one.scope == entry.scope]
        return all(last) and (self.whole or bool(last))


def path_from(root: Path, path: str | Path) -> str:
    """A file's path as a baseline has it."""
    if Path(path).name == STDIN:
        return STDIN
    return unicode_text(relative(os.path.realpath(path), root))


@dataclass(frozen=True)
class Since:
    """What changed since a revision, among the files that `find` walks over below `paths`.

    `held` are contents that stand in no file (standard input), and always a change.
    """

    change: Change
    find: Callable[[], Iterable[Candidate]]
    paths: Collection[Path]
    held: Collection[str]

    def bears_on_reports(self) -> bool:
        """Whether any report can have changed."""
        files = self.change.files
        return bool(self.held) or any(one.suffix == ".toml" or one.is_dir() for one in files)

    def brought(
        self, findings: Iterable[Finding], before: Callable[[], Iterable[Finding]]
    ) -> list[Finding]:
        """The findings that stand in changed files or name one, and others that there were not before."""
        shown: list[Finding] = []
        far: list[Finding] = []
        for finding in findings:
            other = (finding.problem.message.values or {}).get("path", finding.path)
            others = other if isinstance(other, list) else [other]
            if any(self._is_changed(str(one)) for one in (finding.path, *others)):
                shown.append(finding)
            elif finding.code in FAR:
                far.append(finding)
        if far:
            shown += subtract(far, Counter(map(_said, before())), _said)[0]
        return sorted(shown, key=Finding.sort_key)

    def _is_changed(self, path: str) -> bool:
        if path in self.held:
            return True
        place = Path(os.path.realpath(path))
        return any(one in self.change.files for one in (place, *place.parents))

    def files_before(self, held: dict[str, bytes]) -> Iterator[Candidate]:
        """The files as they were, their contents in `held` where they are others now."""
        gone = dict(self.change.old)
        for one in self.find():
            name = one.path.as_posix()
            if not self._is_changed(name):
                yield one
                continue
            data = gone.pop(Path(os.path.realpath(one.path)), None)
            if data is not None:
                held[name] = data
                yield one
        roots = [Path(os.path.realpath(path)) for path in self.paths or (Path(),)]
        for place, data in gone.items():
            if not place.exists() and any(_is_met(place, root) for root in roots):
                held[place.as_posix()] = data
                yield Candidate(place, named=False, base=place)


def _said(finding: Finding) -> tuple[str, str, str | None, str]:
    """What makes a finding the same one before and after, whatever line it is on."""
    problem = finding.problem
    place = os.path.realpath(finding.path)
    return place, problem.code, problem.cell, Translator()(problem.message)


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
