"""Organs by years: which reports are there, clean, with findings, or missing. Values only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from govreport.edition import normal_name, organ_key
from govreport.finding import Finding
from govreport.reporters.summary import MISSED, Statistics
from govreport.rules.presence import MISSING

if TYPE_CHECKING:
    from govreport.repository.ledger import Ledger
    from govreport.repository.names import Names
    from govreport.repository.roster import Roster


def count_up(
    ledger: Ledger, names: Names, roster: Roster | None, findings: Sequence[Finding]
) -> Statistics:
    """The organs with something to say about, by their present names and in order of those."""
    counted: dict[str, dict[int, int]] = defaultdict(dict)
    shown = (
        {one.key: one.name for one in roster.organs} if roster is not None else {}
    )  # what an organ is called, by its key
    for finding in findings:
        if finding.organ and finding.year is not None:
            current = names.current(organ_key(finding.organ))
            years = counted[current]
            if organ_key(finding.organ) == current:
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
    return Statistics(sorted(seen), {name: counted[key] for name, key in named}, len(clean))
