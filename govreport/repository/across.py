"""The rules across files over a whole run: their findings, with waivers applied and in their place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from govreport.errors import GovreportError
from govreport.finding import Finding, Problem
from govreport.report import ROLLED_UP
from govreport.repository.jobs import excerpts
from govreport.repository.ledger import Ledger
from govreport.repository.names import Names
from govreport.repository.series import Spoken, series
from govreport.repository.settings import Settings
from govreport.repository.team import shared
from govreport.rules.catalogue import REPOSITORY_CODES, RULES
from govreport.rules.copied import COPIED
from govreport.rules.digest import Digest, Key, unpack
from govreport.rules.presence import DUPLICATE, MISSING
from govreport.rules.rollup import ROLLUP
from govreport.rules.runner import place
from govreport.rules.waivers import CODE as WAIVER
from govreport.rules.waivers import without_waived
from govreport.tomlio import Loaded, load
from govreport.tomlio.read import read

if TYPE_CHECKING:
    from govreport.repository.roster import Roster

KEPT = 4  # files whose texts are kept at hand
GROUPS = 40  # organs that a process takes at a time
PAYS_ACROSS = 5000  # reports from which on it pays to share the comparison out


class Able(NamedTuple):
    """The rules that run on a file, and those of them that could have said something about it."""

    running: frozenset[str]
    speaking: frozenset[str]

    def both(self, other: Able) -> Able:
        """What holds for two files that hold the same report."""
        return Able(self.running & other.running, self.speaking & other.speaking)


NOTHING = Able(frozenset(), frozenset())


class Verdict(NamedTuple):
    """What the rules across files found in one file. `able`: for a report that is asked after."""

    path: str
    findings: tuple[Finding, ...]
    waived: int
    excerpts: Mapping[int, str]
    key: Key | None = None
    able: Able = NOTHING


class Across(NamedTuple):
    """A run's second half. `whole`: the run covers all reports that there are.

    `keys`: the reports of which it is to be said which rules could speak.
    """

    ledger: Ledger
    settings: Settings
    roster: Roster | None
    whole: bool
    jobs: int = 1
    keys: Collection[Key] = frozenset()

    def names(self) -> Names:
        """The names that are the same organ, from reports and roster."""
        claims = {former: set(owners) for former, owners in self.ledger.aliases.items()}
        for organ in self.roster.organs if self.roster else ():
            for former in organ.aliases:
                if former != organ.name:
                    claims.setdefault(former, set()).add(organ.name)
        return Names(claims)

    def verdicts(self, held: Mapping[str, bytes]) -> Iterator[Verdict]:
        """The verdicts on files with something to say about, in no particular order."""
        source = _Source(held)
        names = self.names()
        more: dict[str, list[Problem]] = defaultdict(list)
        able: dict[str, set[str]] = defaultdict(set)
        if self.roster is not None and self.settings.runs(ROLLUP):
            from govreport.repository.members import rollups

            for path, problems in rollups(self.roster, self.ledger, names):
                more[path] += problems
                able[path].add(ROLLUP)
        limits = self.settings.copies if self.settings.runs(COPIED) else None
        if limits is not None and limits.others:
            from govreport.repository.copies import copies

            for path, problems in copies(self.ledger, limits, source.texts):
                more[path] += problems
        others = self.roster.at if self.roster else {}

        def of_groups(groups: list[list[Digest]]) -> list[Verdict]:
            found = []
            for group in groups:
                today = names.current(group[0].organ)
                for spoken in series(group, limits, source.texts, today, others):
                    path = spoken.digest.path
                    asked = _key(spoken.digest) in self.keys
                    if spoken.problems or spoken.digest.waives or path in more or asked:
                        found.append(
                            self._verdict(spoken, more.get(path, ()), able.get(path, ()), source)
                        )
            return found

        groups = self.ledger.groups(names)
        pieces = iter(lambda: list(islice(groups, GROUPS)), [])
        jobs = self.jobs if self.ledger.size >= PAYS_ACROSS else 1
        for verdicts in shared(of_groups, pieces, jobs):
            yield from verdicts
        yield from self._missing(names, source)

    def _verdict(
        self, spoken: Spoken, more: Sequence[Problem], able: Collection[str], source: _Source
    ) -> Verdict:
        digest, path = spoken.digest, spoken.digest.path
        running = {rule.code for rule in self.settings.rules(path)}
        speaking = running & self._speaking(spoken, able)
        spoke = {(problem.code, problem.cell) for problem in spoken.problems}
        problems = [
            problem
            for problem in (
                *spoken.problems,
                *(one for one in more if (one.code, one.cell) not in spoke),
            )
            if problem.code in running
        ]
        kept, waived = problems, 0
        if digest.waives:
            silent = frozenset(rule.code for rule in RULES if rule.code not in speaking)
            given = unpack(digest).waivers
            kept, waived = without_waived(given, problems, running, silent, reasons=False)
        verdict = Verdict(path, (), waived, {})
        if kept:
            loaded = source.load(path)
            findings = place(path, loaded, kept, self.settings.changed_severities())
            verdict = Verdict(path, findings, waived, excerpts(findings, loaded.text))
        if _key(digest) in self.keys:
            able_here = _able(digest, running, (running - REPOSITORY_CODES) | speaking)
            verdict = verdict._replace(key=_key(digest), able=able_here)
        return verdict

    def _speaking(self, spoken: Spoken, able: Collection[str]) -> set[str]:
        """The rules across files that could have said something about a report, or never can."""
        found = {*spoken.able, *able}
        if not self.whole:
            found.discard(DUPLICATE)  # the other file may not be in the run
        if self.settings.copies.others:
            (found.add if self.whole else found.discard)(COPIED)
        if self.whole and self.roster is not None:
            found.add(MISSING)  # what is missing is said in the roster, where no waiver stands
            if spoken.digest.scope != ROLLED_UP:
                found.add(ROLLUP)
        return found

    def _missing(self, names: Names, source: _Source) -> Iterator[Verdict]:
        roster = self.roster
        if roster is None or not self.whole or not self.settings.runs(MISSING):
            return
        from govreport.repository.expected import missing_reports

        severity = self.settings.changed_severities().get(MISSING)
        findings = tuple(
            missing_reports(roster, self.ledger, names, self.settings.latest_year, severity)
        )
        if findings and self.settings.runs(MISSING, findings[0].path):
            text = source.text(str(roster.path))
            yield Verdict(findings[0].path, findings, 0, excerpts(findings, text))


def _key(digest: Digest) -> Key:
    return digest.organ, digest.scope, digest.year


def _able(digest: Digest, running: set[str], speaking: set[str]) -> Able:
    """What could speak about a report: nothing about one that could not be read.

    That a waiver waives nothing can only be said when all rules that are waived could speak.
    """
    if not digest.packed:
        return NOTHING
    silent = {rule.code for rule in RULES} - speaking
    idle = all(one.code.upper() not in silent for one in unpack(digest).waivers)
    return Able(frozenset(running), frozenset(speaking if idle else speaking - {WAIVER}))


class _Source:
    """Files read a second time, which only those are that have a finding across files, or may have."""

    def __init__(self, held: Mapping[str, bytes]) -> None:
        self._held = held
        self._recent: dict[str, Mapping[str, str]] = {}  # this year's is next year's last

    def load(self, path: str) -> Loaded:
        """The file, or nothing at all when it has gone in the meantime."""
        try:
            data = self._held[path] if path in self._held else read(path)
            return load(data)
        except GovreportError:
            return Loaded(None, None, ())

    def texts(self, path: str, sections: Sequence[str]) -> Mapping[str, str]:
        """The narratives of some sections."""
        if path not in self._recent:
            while len(self._recent) >= KEPT:
                del self._recent[next(iter(self._recent))]
            report = self.load(path).report
            self._recent[path] = report.texts if report is not None else {}
        texts = self._recent[path]
        return {key: texts[key] for key in sections if key in texts}

    def text(self, path: str) -> str:
        """The text of any file."""
        try:
            return read(path).decode("utf-8-sig", "replace")
        except GovreportError:
            return ""
