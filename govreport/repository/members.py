"""GR803: rolled-up reports and the reports of their members, as the roster has them.

Members are the organs under the reporting government, and its own office's report where there is
one. A member that has members itself comes in with its rolled-up report. Where the roster does not
say that it is complete, or a member's report is missing, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from govreport.finding import Problem
from govreport.report import OWN, ROLLED_UP
from govreport.repository.expected import own_names
from govreport.repository.ledger import Ledger
from govreport.repository.names import Names
from govreport.repository.roster import Roster
from govreport.rules.digest import Digest, unpack
from govreport.rules.rollup import MemberSum, rollup_problems


def rollups(
    roster: Roster, ledger: Ledger, names: Names
) -> Iterator[tuple[str, tuple[Problem, ...]]]:
    """For each rolled-up report that can be compared: its path and what is wrong with it."""
    start = min((one.first_year for one in roster.organs if one.first_year), default=0)
    for organ in roster.organs:
        if not organ.complete or organ.key not in roster.members:
            continue
        reports = ledger.find(own_names(roster, names, organ))
        own = _by_year(reports, OWN)
        for year, digest in _by_year(reports, ROLLED_UP).items():
            members = [own[year]] if year in own else []
            expected = [one for one in roster.members[organ.key] if one.reports(year, start)]
            for member in expected:
                scope = ROLLED_UP if member.key in roster.members else OWN
                found = ledger.find(own_names(roster, names, member), year)
                members += _by_year(found, scope).values()
            complete = len(members) == len(expected) + (year in own)
            if members and complete and all(one.packed for one in (digest, *members)):
                rollup = unpack(digest)
                total = MemberSum(rollup.edition)
                for one in members:
                    total.add(unpack(one))
                yield digest.path, tuple(rollup_problems(rollup, total))


def _by_year(digests: Iterable[Digest], scope: str) -> dict[int, Digest]:
    """The first report of that scope on each year."""
    found: dict[int, Digest] = {}
    for digest in digests:
        if digest.scope == scope:
            found.setdefault(digest.year, digest)
    return found
