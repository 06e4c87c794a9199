"""The rules across files over a whole run: their findings, with waivers applied and in their place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from govreport.checks.across import COPIED, MISSING, ROLLUP
from govreport.checks.catalogue import RULES
from govreport.checks.digest import Digest, unpack
from govreport.checks.runner import place, without_waived
from govreport.errors import GovreportError
from govreport.finding import Finding, Problem
from govreport.repository.copies import copies
from govreport.repository.jobs import PAYS, excerpts
from govreport.repository.ledger import Ledger
from govreport.repository.names import Names
from govreport.repository.presence import missing_reports
from govreport.repository.rollup import rollups
from govreport.repository.roster import Roster
from govreport.repository.series import Spoken, series
from govreport.repository.settings import Settings
from govreport.repository.team import shared
from govreport.tomlio import Loaded, Shapes, load
from govreport.tomlio.read import read

KEPT = 4  # files whose texts are kept at hand
GROUPS = 40  # organs that a process takes at a time


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules across files found in one file."""

    path: str
    findings: tuple[Finding, ...]
    waived: int
    excerpts: Mapping[int, str]


@dataclass(frozen=True)
class Across:
    """A run's second half. `whole`: the run covers all reports that the roster speaks of.

    `asked`: where it does not, the organs and years whose report is asked for all the same.
    """

    ledger: Ledger
    settings: Settings
    roster: Roster | None
    whole: bool
    asked: Collection[tuple[str, int]] = ()
    jobs: int = 1

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
            for path, problems in rollups(self.roster, self.ledger, names):
                more[path] += problems
                able[path].add(ROLLUP)
        limits = self.settings.copies if self.settings.runs(COPIED) else None
        if limits is not None and limits.others:
            for path, problems in copies(self.ledger, limits, source.texts):
                more[path] += problems
        others = self.roster.at if self.roster else {}

        def of_groups(groups: list[list[Digest]]) -> list[Verdict]:
            found = []
            for group in groups:
                today = names.current(group[0].organ)
                for spoken in series(group, limits, source.texts, today, others):
                    path = spoken.digest.path
                    if spoken.problems or spoken.digest.waives or path in more:
                        found.append(
                            self._verdict(spoken, more.get(path, ()), able.get(path, ()), source)
                        )
            return found

        groups = self.ledger.groups(names)
        pieces = iter(lambda: list(islice(groups, GROUPS)), [])
        jobs = self.jobs if self.ledger.size >= PAYS else 1
        for verdicts in shared(of_groups, pieces, jobs):
            yield from verdicts
        yield from self._missing(names, source)

    def _verdict(
        self, spoken: Spoken, more: Sequence[Problem], able: Collection[str], source: _Source
    ) -> Verdict:
        path = spoken.digest.path
        running = {rule.code for rule in self.settings.rules(path)}
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
        if spoken.digest.waives:
            speaking = running & (spoken.able | set(able))
            if self.whole and self.settings.copies.others and COPIED in running:
                speaking.add(COPIED)
            silent = frozenset(rule.code for rule in RULES if rule.code not in speaking)
            given = unpack(spoken.digest).waivers
            kept, waived = without_waived(given, problems, running, silent, reasons=False)
        if not kept:
            return Verdict(path, (), waived, {})
        loaded = source.load(path)
        findings = place(path, loaded, kept, self.settings.changed_severities())
        return Verdict(path, findings, waived, excerpts(findings, loaded.text))

    def _missing(self, names: Names, source: _Source) -> Iterator[Verdict]:
        roster = self.roster
        if roster is None or not (self.whole or self.asked) or not self.settings.runs(MISSING):
            return
        severity = self.settings.changed_severities().get(MISSING)
        only = None if self.whole else self.asked
        findings = tuple(
            missing_reports(roster, self.ledger, names, self.settings.latest_year, severity, only)
        )
        if findings and self.settings.runs(MISSING, findings[0].path):
            text = source.text(str(roster.path))
            yield Verdict(findings[0].path, findings, 0, excerpts(findings, text))


class _Source:
    """Files read a second time, which only those are that have a finding across files, or may have."""

    def __init__(self, held: Mapping[str, bytes]) -> None:
        self._held = held
        self._shapes = Shapes()
        self._recent: dict[str, Mapping[str, str]] = {}  # this year's is next year's last

    def load(self, path: str) -> Loaded:
        """The file, or nothing at all when it has gone in the meantime."""
        try:
            data = self._held[path] if path in self._held else read(path)
            return load(data, shapes=self._shapes)
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
