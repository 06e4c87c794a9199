"""Organs by years: which reports are there, clean, with findings, or missing. Values only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from govreport.finding import Finding
from govreport.reporters.summary import MISSED, Statistics
from govreport.rules.digest import normal_name
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
    for finding in findings:
        organ = names.current(normal_name(finding.organ))
        if organ:
            kinds[finding.code][organ] += 1
        if organ and finding.year is not None:
            years = counted[organ]
            if finding.code == MISSING:
                years.setdefault(finding.year, MISSED)
            else:
                years[finding.year] = max(0, years.get(finding.year, 0)) + 1
    clean = set()
    for organ, _, year in ledger.keys():  # noqa: SIM118 - not a dictionary
        current = names.current(organ)
        if current in counted:
            counted[current].setdefault(year, 0)
        else:
            clean.add(current)
    for one in roster.organs if roster is not None else ():
        if names.current(one.name) not in counted:
            clean.add(names.current(one.name))
    seen = {year for years in counted.values() for year in years} | set(ledger.count_by_year())
    rows = {name: counted[name] for name in sorted(counted)}
    most = {
        code: sorted(organs.items(), key=lambda one: (-one[1], one[0]))[:MOST]
        for code, organs in kinds.items()
    }
    return Statistics(sorted(seen), rows, len(clean), most)
