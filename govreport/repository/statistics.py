"""Organs by years: which reports are there, clean, with findings, or missing. Values only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from govreport.edition import normal_name, organ_key
from govreport.finding import Finding
from govreport.reporters.summary import MISSED, Statistics
from govreport.rules.presence import MISSING

MOST = 3  # organs that are named for a code

if TYPE_CHECKING:
    from govreport.repository.ledger import Ledger
    from govreport.repository.names import Names
    from govreport.repository.roster import Roster


def count_up(
    ledger: Ledger, names: Names, roster: Roster | None, findings: Sequence[Finding]
) -> Statistics:
    """The organs with something to say about, by their present names and in order of those."""
    counted: dict[str, dict[int, int]] = defaultdict(dict)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    shown = (
        {one.key: one.name for one in roster.organs} if roster is not None else {}
    )  # what an organ is called, by its key
    for finding in findings:
        organ = organ_key(finding.organ)
        current = names.current(organ)
        if organ:
            kinds[finding.code][current] += 1
        if organ and finding.year is not None:
            years = counted[current]
            if organ == current:
                shown.setdefault(current, normal_name(finding.organ))
            if finding.code == MISSING:
                years.setdefault(finding.year, MISSED)
            else:
                years[finding.year] = max(0, years.get(finding.year, 0)) + 1
    clean = set()
    for key, organ, year in ledger.organs():
        current = names.current(key)
        if current in counted:
            counted[current].setdefault(year, 0)
            if key == current:
                shown.setdefault(key, organ)
        else:
            clean.add(current)
    for one in roster.organs if roster is not None else ():
        if names.current(one.key) not in counted:
            clean.add(names.current(one.key))
    seen = {year for years in counted.values() for year in years} | set(ledger.count_by_year())
    named = sorted((shown.get(key, key), key) for key in counted)
    rows = {name: counted[key] for name, key in named}
    most = {
        code: sorted(
            ((shown.get(key, key), count) for key, count in organs.items()),
            key=lambda one: (-one[1], one[0]),
        )[:MOST]
        for code, organs in kinds.items()
    }
    return Statistics(sorted(seen), rows, len(clean), most)
