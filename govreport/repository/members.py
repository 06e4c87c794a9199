"""GR803: rolled-up reports and the reports of their members, as the roster has them.

Members are the organs under the reporting government, and its own office's report where there is
one. A member that has members itself comes in with its rolled-up report. Where the roster does not
say that it is complete, or a member's report is missing, no problem is found, and why is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from govreport.finding import Problem
from govreport.messages import Message, msg
from govreport.report import OWN, ROLLED_UP
from govreport.repository.expected import own_names
from govreport.repository.ledger import Ledger
from govreport.repository.names import Names
from govreport.repository.roster import Roster
from govreport.rules.digest import Digest, unpack
from govreport.rules.rollup import MemberSum, rollup_problems

NAMED = 5  # missing members that are named


def rollups(
    roster: Roster, ledger: Ledger, names: Names
) -> Iterator[tuple[str, tuple[Problem, ...] | Message]]:
    """For each rolled-up report of a government on the roster: its path and what is wrong with it, or
    why it cannot be compared."""
    start = min((one.first_year for one in roster.organs if one.first_year), default=0)
    for organ in roster.organs:
        if organ.key not in roster.members:
            continue
        reports = ledger.find(own_names(roster, names, organ))
        own = _by_year(reports, OWN)
        for year, digest in _by_year(reports, ROLLED_UP).items():
            if not organ.complete:
                yield digest.path, msg("名册没有说这个机关的下级列全了（complete）")
                continue
            members, missing = [own[year]] if year in own else [], []
            for member in roster.members[organ.key]:
                if member.reports(year, start):
                    scope = ROLLED_UP if member.key in roster.members else OWN
                    found = _by_year(
                        ledger.find(own_names(roster, names, member), year), scope
                    ).values()
                    members += found
                    if not found:
                        missing.append(member.name)
            yield digest.path, _compared(digest, members, missing)


def _compared(
    digest: Digest, members: Sequence[Digest], missing: Sequence[str]
) -> tuple[Problem, ...] | Message:
    if missing:
        more = "…" if len(missing) > NAMED else ""
        return msg(
            "缺 {count} 个机关的报告：{names}{more}",
            count=len(missing),
            names=missing[:NAMED],
            more=more,
        )
    unread = [one.path for one in (digest, *members) if not one.packed]
    if unread or not members:
        return msg("有的报告读不出数：{paths}", paths=unread) if unread else msg("这一年没有下级")
    rollup = unpack(digest)
    total = MemberSum(rollup.edition)
    for one in members:
        total.add(unpack(one))
    if not total.comparable:
        return msg("有的机关用的是另一种格式")
    return tuple(rollup_problems(rollup, total))


def _by_year(digests: Iterable[Digest], scope: str) -> dict[int, Digest]:
    """The first report of that scope on each year."""
    found: dict[int, Digest] = {}
    for digest in digests:
        if digest.scope == scope:
            found.setdefault(digest.year, digest)
    return found
