"""The rules across files over a whole run: their findings, with waivers applied and in their place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from govreport.errors import GovreportError
from govreport.finding import Problem
from govreport.messages import Message, msg
from govreport.report import ROLLED_UP
from govreport.repository.jobs import Outcome, excerpts, read_as_report
from govreport.repository.ledger import Ledger
from govreport.repository.names import Names
from govreport.repository.series import Compared, series
from govreport.repository.settings import Settings
from govreport.rules.catalogue import RULES
from govreport.rules.copied import COPIED
from govreport.rules.digest import unpack
from govreport.rules.presence import DUPLICATE, MISSING
from govreport.rules.rollup import ROLLUP
from govreport.rules.runner import place
from govreport.rules.waivers import without_waived
from govreport.rules.years import CARRY_OVER, STOCK
from govreport.tomlio import Loaded
from govreport.tomlio.read import read

if TYPE_CHECKING:
    from govreport.repository.expected import Years
    from govreport.repository.merged import Mergers
    from govreport.repository.roster import Organ, Roster

KEPT = 4  # files whose texts are kept at hand
ALL_CODES = frozenset(rule.code for rule in RULES)


class Across:
    """A run's second half. `whole`: the run covers all reports that there are.

    `years`: the first and the last for which reports are expected. `not_compared` fills as `outcomes`
    goes on: rolled-up reports that were not held against their members, and why.
    """

    def __init__(
        self,
        ledger: Ledger,
        settings: Settings,
        roster: Roster | None,
        names: Names,
        whole: bool,
        years: Years | None,
    ) -> None:
        self.ledger, self.settings, self.roster, self.names = ledger, settings, roster, names
        self.whole, self.years = whole, years
        self.not_compared: dict[str, Message] = {}

    def outcomes(self, held: Mapping[str, bytes]) -> Iterator[Outcome]:
        """What the rules find in files that they say something about, in no particular order."""
        source = _Source(held)
        more: dict[str, list[Problem]] = defaultdict(list)
        summed: set[str] = set()  # rolled-up reports that were compared with their members
        if self.roster is not None and self.settings.runs(ROLLUP):
            from govreport.repository.members import rollups

            for path, result in rollups(self.roster, self.ledger, self.names):
                if isinstance(result, Message):
                    self.not_compared[path] = result
                else:
                    more[path] += result
                    summed.add(path)
        limits = self.settings.copies if self.settings.runs(COPIED) else None
        if limits is not None and limits.others:
            from govreport.repository.copies import copies

            for path, problems in copies(self.ledger, limits, source.texts):
                more[path] += problems
        others: Mapping[str, Organ] = {}
        merged: Mergers = {}
        if self.roster is not None:
            from govreport.repository.merged import mergers

            others, merged = self.roster.at, mergers(self.roster, self.ledger, self.names)
        for group in self.ledger.groups(self.names):
            today = self.names.current(group[0].key)
            absorbed = merged.get((today, group[0].scope), {})
            for one in series(group, limits, source.texts, today, others, absorbed):
                path = one.digest.path
                if one.digest.scope == ROLLED_UP and path not in summed:
                    self._say_why(path)
                if one.problems or one.digest.waives or path in more:
                    yield self._outcome(one, more.get(path, ()), path in summed, source)
        if self.roster is not None and self.whole and self.settings.runs(MISSING):
            yield from self._missing(self.roster)

    def _say_why(self, path: str) -> None:
        """Why a rolled-up report was not compared, where its members do not tell."""
        if not self.settings.runs(ROLLUP, path):
            self.not_compared.pop(path, None)
        elif self.roster is None:
            self.not_compared[path] = msg("没有名册")
        else:
            self.not_compared.setdefault(
                path, msg("名册里没有这个机关的下级，或者这一年已经有一份")
            )

    def _outcome(
        self, one: Compared, more: Sequence[Problem], summed: bool, source: _Source
    ) -> Outcome:
        path = one.digest.path
        running = {rule.code for rule in self.settings.rules(path)}
        said = {(problem.code, problem.cell) for problem in one.problems}
        problems = [
            problem
            for problem in (*one.problems, *(p for p in more if (p.code, p.cell) not in said))
            if problem.code in running
        ]
        kept, waived = problems, 0
        if one.digest.waives:
            silent = ALL_CODES - (running & self._could_speak(one, summed))
            given = unpack(one.digest).waivers
            kept, waived = without_waived(given, problems, running, silent, reasons=False)
        if not kept:
            return Outcome(path, waived=waived)
        loaded = source.load(path)
        findings = place(path, loaded, kept, self.settings.changed_severities())
        return Outcome(path, True, findings, waived, excerpts(findings, loaded.text))

    def _could_speak(self, one: Compared, summed: bool) -> set[str]:
        """The rules that had before them all that they compare a report with, or never speak of it.

        A waiver of one of them that waives nothing is not needed.
        """
        codes = {CARRY_OVER, STOCK} if one.with_last else set()
        if self.whole if self.settings.copies.others else one.with_last:
            codes.add(COPIED)
        if self.whole:
            codes.add(DUPLICATE)
        if self.whole and self.roster is not None:
            codes.add(MISSING)  # which is said in the roster, where no waiver stands
            if summed or one.digest.scope != ROLLED_UP:
                codes.add(ROLLUP)
        return codes

    def _missing(self, roster: Roster) -> Iterator[Outcome]:
        from govreport.repository.expected import missing_reports

        severity = self.settings.changed_severities().get(MISSING)
        findings = tuple(missing_reports(roster, self.ledger, self.names, self.years, severity))
        if findings and self.settings.runs(MISSING, findings[0].path):
            shown = excerpts(findings, roster.text)
            yield Outcome(findings[0].path, True, findings, excerpts=shown)


class _Source:
    """Files read a second time, which only those are that have a finding across files, or may have."""

    def __init__(self, held: Mapping[str, bytes]) -> None:
        self._held = held
        self._recent: dict[str, Mapping[str, str]] = {}  # this year's is next year's last

    def load(self, path: str) -> Loaded:
        """The file, or nothing at all when it has gone in the meantime."""
        try:
            data = self._held[path] if path in self._held else read(path)
            return read_as_report(path, data, named=True)
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
