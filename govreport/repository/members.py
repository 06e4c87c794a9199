"""Whose reports go into a rolled-up report, as the roster has them; and GR803, which goes by it.

Members are the organs under the reporting government, and its own office's report where there is
one. A member that has members itself comes in with its rolled-up report. Where the roster does not
say that it is complete, or a member's report is missing, GR803 says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from govreport.finding import Problem
from govreport.report import OWN, ROLLED_UP
from govreport.repository.expected import own_names
from govreport.repository.ledger import Ledger
from govreport.repository.names import Names
from govreport.repository.roster import Organ, Roster
from govreport.rules.digest import Digest, unpack
from govreport.rules.rollup import MemberSum, rollup_problems


class Member(NamedTuple):
    """An organ whose report of that scope goes in, and the reports that there are: one is right."""

    organ: str
    scope: str
    reports: tuple[Digest, ...]


def members_of(
    organ: Organ, year: int, roster: Roster, ledger: Ledger, names: Names
) -> list[Member]:
    """Who goes into the rolled-up report of an organ on a year: its own office, if it has reported,
    then those under it, in the order of the roster."""
    start = min((one.first_year for one in roster.organs if one.first_year), default=0)
    under = [one for one in roster.members.get(organ.name, ()) if one.reports(year, start)]
    found = []
    for one in (organ, *under):
        scope = ROLLED_UP if one is not organ and one.name in roster.members else OWN
        reports = ledger.find(own_names(roster, names, one), year)
        right = tuple(report for report in reports if report.scope == scope)
        if right or one is not organ:
            found.append(Member(one.name, scope, right))
    return found


def rollups(
    roster: Roster, ledger: Ledger, names: Names
) -> Iterator[tuple[str, tuple[Problem, ...]]]:
    """For each rolled-up report that can be compared: its path and what is wrong with it."""
    for organ in roster.organs:
        if not organ.complete or organ.name not in roster.members:
            continue
        for year, digest in _rolled_up(ledger.find(own_names(roster, names, organ))).items():
            members = members_of(organ, year, roster, ledger, names)
            reports = [digest, *(member.reports[0] for member in members if member.reports)]
            if 1 < len(reports) == len(members) + 1 and all(one.packed for one in reports):
                rollup, *parts = map(unpack, reports)
                total = MemberSum(rollup.edition)
                for one in parts:
                    total.add(one)
                yield digest.path, tuple(rollup_problems(rollup, total))


def _rolled_up(digests: Iterable[Digest]) -> dict[int, Digest]:
    """The first rolled-up report on each year."""
    found: dict[int, Digest] = {}
    for digest in digests:
        if digest.scope == ROLLED_UP:
            found.setdefault(digest.year, digest)
    return found
