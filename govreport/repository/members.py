"""GR803: rolled-up reports and the reports of their members, as the roster has them.

Members are the organs under the reporting government, and its own office's report where there is
one. A member that has members itself comes in with its rolled-up report. Where the roster does not
say that it is complete, or a member's report is missing, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport.finding import Problem
from govreport.report import OWN, ROLLED_UP
from govreport.repository.expected import own_names
from govreport.repository.ledger import Ledger
from govreport.repository.names import Names
from govreport.repository.roster import Organ, Roster
from govreport.rules.digest import Digest, unpack
from govreport.rules.rollup import MemberSum, rollup_problems


def rollups(
    roster: Roster, ledger: Ledger, names: Names
) -> Iterator[tuple[str, tuple[Problem, ...]]]:
    """For each rolled-up report that can be compared: its path and what is wrong with it."""
    for organ in roster.organs:
        if not organ.complete or organ.name not in roster.members:
            continue
        reports = ledger.find(own_names(roster, names, organ))
        for year, digest in _first_by_year(reports, ROLLED_UP).items():
            if not digest.packed:
                continue
            rollup = unpack(digest)
            total = MemberSum(rollup.edition)
            if _add_members(
                total, organ, year, _first_by_year(reports, OWN), roster, ledger, names
            ):
                yield digest.path, tuple(rollup_problems(rollup, total))


def _add_members(
    total: MemberSum,
    organ: Organ,
    year: int,
    own: dict[int, Digest],
    roster: Roster,
    ledger: Ledger,
    names: Names,
) -> bool:
    """Add up all members of a year; False when one of them is missing."""
    if year in own and own[year].packed:
        total.add(unpack(own[year]))
    elif year in own:
        return False
    first = min((one.first_year for one in roster.organs if one.first_year), default=0)
    for member in roster.members[organ.name]:
        if not member.reports(year, first):
            continue
        scope = ROLLED_UP if member.name in roster.members else OWN
        found = ledger.find(own_names(roster, names, member), year)
        digest = _first_by_year(found, scope).get(year)
        if digest is None or not digest.packed:
            return False
        total.add(unpack(digest))
    return total.members > 0


def _first_by_year(digests: list[Digest], scope: str) -> dict[int, Digest]:
    found: dict[int, Digest] = {}
    for digest in digests:
        if digest.scope == scope:
            found.setdefault(digest.year, digest)
    return found
