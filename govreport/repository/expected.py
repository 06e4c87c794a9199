"""GR801: which reports the roster asks for and nobody has handed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from govreport.edition import editions
from govreport.finding import Finding, Severity, Span
from govreport.repository.ledger import Ledger
from govreport.repository.names import Names
from govreport.repository.roster import Organ, Roster
from govreport.rules.catalogue import BY_CODE
from govreport.rules.presence import MISSING, missing

Years = tuple[int, int]  # the first and the last
USUAL = 0.1  # the share of the organs that must have reported on a year before the others are late
GAP = 3  # years without any report; a year beyond is a slip of the pen


def missing_reports(
    roster: Roster,
    ledger: Ledger,
    names: Names,
    years: Years | None,
    severity: Severity | None,
) -> Iterator[Finding]:
    """A finding, in the roster, for each organ and each of the years without a report.

    Nothing is said of an organ that has a report which does not tell its year.
    """
    if years is None:
        return
    first, last = years
    rule = BY_CODE[MISSING]
    path = shown_path(roster.path)
    years_unknown = {organ for organ, _ in ledger.vague}
    wanting: list[tuple[Organ, int]] = []
    for organ in roster.organs:
        own = own_names(roster, names, organ)
        have = {digest.year for digest in ledger.find(own)}
        wanting += [
            (organ, year)
            for year in range(first, last + 1)
            if year not in have and organ.reports(year, first) and years_unknown.isdisjoint(own)
        ]
    # As many reports that do not say whose they are, as are missing: they may be the missing ones.
    nameless = Counter(year for organ, year in ledger.vague if not organ)
    wanted = Counter(year for _, year in wanting)
    for organ, year in wanting:
        if nameless[year] < wanted[year]:
            place = Span(organ.line, 1, organ.line, 1)
            yield Finding(path, place, missing(organ.name, year, place), rule.name,
                          severity or rule.severity, organ=organ.name, year=year)  # fmt: skip


def own_names(roster: Roster, names: Names, organ: Organ) -> frozenset[str]:
    """The keys under which an organ may report: not those of another organ on the roster."""
    return frozenset(
        key for key in names.all_of(organ.key) if key == organ.key or key not in roster.at
    )


def expected_years(roster: Roster, ledger: Ledger, latest: int | None) -> Years | None:
    """The years that reports are asked for; None when there is none at all.

    `latest` is the last one, None for the newest that a tenth of the organs have reported on.
    """
    counts = ledger.count_by_year()
    stated = [organ.first_year for organ in roster.organs if organ.first_year is not None]
    years = sorted(year for year in counts if year >= editions()[0].first_year)
    start = min(stated + years[:1], default=None)
    if start is not None:
        start = max(start, editions()[0].first_year)  # there was no official format before
    if start is None or not roster.organs:
        return None
    if latest is None:
        last = None
        for year in years:
            due = sum(organ.reports(year, start) for organ in roster.organs)
            near = last is None or year - last <= GAP
            if near and counts[year] >= max(1, due * USUAL):
                last = year
        latest = last
    return None if latest is None else (start, latest)


def shown_path(path: Path) -> str:
    """A path as findings show it: from the current folder where it lies below it."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
