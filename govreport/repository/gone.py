"""What a baseline has and a run shows to be gone: only what the run would have found, were it there.

Whatever is in doubt is not gone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from govreport.finding import Finding
from govreport.repository.baseline import STDIN, Baseline, Entry
from govreport.repository.run import Result
from govreport.repository.settings import Settings
from govreport.rules.catalogue import REPOSITORY_CODES
from govreport.rules.copied import COPIED
from govreport.rules.digest import normal_name
from govreport.rules.presence import MISSING
from govreport.rules.rollup import ROLLUP
from govreport.rules.years import CARRY_OVER, STOCK

YEARLY = frozenset({CARRY_OVER, STOCK, COPIED})
HIDING = frozenset(
    {"GR001", "GR002", "GR004", "GR005", "GR006"}
)  # what cannot be read, or is not given


def gone(baseline: Baseline, result: Result, settings: Settings) -> Counter[Entry]:
    """The entries, and how many of each, that are certainly not there any more."""
    findings = [*result.findings, *result.known]
    new, _ = baseline.divide(findings)
    could, hidden = _Could(baseline, result, settings), _Hidden(baseline, result, new)
    return Counter(
        {
            entry: count
            for entry, count in baseline.unseen(findings).items()
            if entry.code in could(entry) and not (entry.about in result.able and hidden(entry))
        }
    )


class _Could:
    """The codes of the rules that could speak in a run about what an entry is about."""

    def __init__(self, baseline: Baseline, result: Result, settings: Settings) -> None:
        self._root, self._able = baseline.root, result.able
        self._codes = {rule.code for rule in settings.rules()}
        self._complete = (  # all reports were in the run, and it is known which they are
            result.whole
            and not result.unreadable
            and self._codes >= HIDING
            and all(f.organ and f.year is not None for f in (*result.findings, *result.known))
        )
        if settings.roster is None or not settings.runs(MISSING, str(settings.roster)):
            self._codes.discard(MISSING)

    def __call__(self, entry: Entry) -> Collection[str]:
        if entry.path == STDIN:  # who knows what was piped in then
            return ()
        if entry.about not in self._able:  # a report that is missing, or a file no longer there
            there = bool(entry.path) and (self._root / entry.path).exists()
            return self._codes if self._complete and not there else ()
        running, speaking = self._able[entry.about]
        if not running >= HIDING:
            return ()
        if self._complete:  # with no report of the year before, nothing is held against it
            return speaking | (YEARLY & running)
        return speaking - {ROLLUP}


class _Hidden:
    """Whether a finding may be there still, and a new one keeps its rule from speaking.

    What cannot be read in part may hide anything in it; a rule across files passes over figures
    that another finding speaks about, in any of the reports that it compares.
    """

    def __init__(self, baseline: Baseline, result: Result, new: Iterable[Finding]) -> None:
        self._current = result.names.current
        self._broken = {baseline.entry_of(f).about for f in new if f.code in HIDING}
        self._touched = {(self._current(normal_name(f.organ)), f.scope, f.year) for f in new}
        self._years = {f.year for f in new}

    def __call__(self, entry: Entry) -> bool:
        if entry.code == ROLLUP:
            return entry.year in self._years
        if entry.code in REPOSITORY_CODES:
            organ = self._current(entry.organ)
            return any(
                (organ, entry.scope, year) in self._touched for year in (entry.year, entry.year - 1)
            )
        return entry.about in self._broken
