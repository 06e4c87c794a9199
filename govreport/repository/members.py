"""Rolled-up reports and the reports that they add up, found by the roster.

Members are the organs under the reporting government, and its own office's report where there is
one. A member that has members itself comes in with its rolled-up report. Where the roster does not
say that it is complete, or a member's report is missing, no problem is found, and why is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from govreport.finding import Problem
from govreport.messages import Message, msg
from govreport.report import OWN, ROLLED_UP
from govreport.repository.expected import own_names
from govreport.repository.ledger import Ledger
from govreport.repository.names import Names
from govreport.repository.roster import Organ, Roster
from govreport.rules.digest import Digest, unpack
from govreport.rules.rollup import MemberSum, rollup_problems

NAMED = 5  # missing members that are named


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
    under = [one for one in roster.members.get(organ.key, ()) if one.reports(year, start)]
    found = []
    for one in (organ, *under):
        scope = ROLLED_UP if one is not organ and one.key in roster.members else OWN
        reports = ledger.find(own_names(roster, names, one), year)
        right = tuple(report for report in reports if report.scope == scope)
        if right or one is not organ:
            found.append(Member(one.name, scope, right))
    return found


def rollups(
    roster: Roster, ledger: Ledger, names: Names
) -> Iterator[tuple[str, tuple[Problem, ...] | Message]]:
    """For each rolled-up report of a government on the roster: its path and what is wrong with it, or
    why it cannot be compared."""
    for organ in roster.organs:
        if organ.key not in roster.members:
            continue
        for year, digest in _rolled_up(ledger.find(own_names(roster, names, organ))).items():
            if organ.complete:
                yield digest.path, _compared(digest, members_of(organ, year, roster, ledger, names))
            else:
                yield digest.path, msg("名册没有说这个机关的下级列全了（complete）")


def _compared(digest: Digest, members: Sequence[Member]) -> tuple[Problem, ...] | Message:
    if missing := [member.organ for member in members if not member.reports]:
        more = "…" if len(missing) > NAMED else ""
        return msg(
            "缺 {count} 个机关的报告：{names}{more}",
            count=len(missing),
            names=missing[:NAMED],
            more=more,
        )
    reports = [digest, *(member.reports[0] for member in members)]
    unread = [one.path for one in reports if not one.packed]
    if unread or not members:
        return msg("有的报告读不出数：{paths}", paths=unread) if unread else msg("这一年没有下级")
    rollup, *parts = map(unpack, reports)
    total = MemberSum(rollup.edition)
    for one in parts:
        total.add(one)
    if not total.comparable:
        return msg("有的机关用的是另一种格式")
    return tuple(rollup_problems(rollup, total))


def _rolled_up(digests: Iterable[Digest]) -> dict[int, Digest]:
    """The first rolled-up report on each year."""
    found: dict[int, Digest] = {}
    for digest in digests:
        if digest.scope == ROLLED_UP:
            found.setdefault(digest.year, digest)
    return found
