"""GR803 rollup-mismatch: a rolled-up report against the sum of its members.

Only numbers that are not sums of others are compared: totals follow from them, and the report's own
identities hold the totals. A cell that another finding, here or in a member, already speaks about
is passed over, as is one that a member does not give.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from govreport.edition import Edition
from govreport.finding import Problem
from govreport.messages import msg
from govreport.report import Number
from govreport.rules.across import ROLLUP
from govreport.rules.digest import YearReport


class MemberSum:
    """Adds up members one after the other, so that they need not all be kept."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.members = 0
        self.comparable = True  # until a member comes with another edition
        self._sums: list[Number | None] = [0] * edition.size

    def add(self, member: YearReport) -> None:
        """Take a member's numbers in."""
        self.members += 1
        if member.edition is not self.edition:
            self.comparable = False
            return
        self._sums = [
            None if total is None or value is None else total + value
            for total, value in zip(self._sums, member.values, strict=True)
        ]
        for cell in member.suspects:
            self._sums[cell] = None

    def sums(self) -> Sequence[Number | None]:
        """The sum in each cell; None where a member does not give it, or is not to be trusted."""
        return [round(s, 6) if isinstance(s, float) else s for s in self._sums]


def rollup_problems(rollup: YearReport, members: MemberSum) -> Iterator[Problem]:
    """A problem for each number of the rolled-up report that is not the sum of the members'."""
    if not members.comparable or members.edition is not rollup.edition or not members.members:
        return
    sums = members.sums()
    for number in _single(rollup.edition):
        expected, actual = sums[number], rollup.values[number]
        if expected is None or actual is None or expected == actual or number in rollup.suspects:
            continue
        cell = rollup.edition.cells[number]
        yield Problem(
            ROLLUP,
            msg(
                "「{row}」{column}应为 {expected}（名册所列 {members} 个机关之和），现为 {actual}。"
                "请核对各机关的报告后改正汇总数。",
                row=cell.row.name,
                column=cell.column.name,
                expected=expected,
                actual=actual,
                members=members.members,
            ),
            cell.address,
            cell.row.name,
            cell.column.name,
            expected,
            actual,
        )


@cache
def _single(edition: Edition) -> Iterable[int]:
    """The cells that are no sum of others, in official order."""
    totals = {one.total for one in edition.sums}
    return tuple(number for number in range(edition.size) if number not in totals)
