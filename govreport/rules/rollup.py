"""GR803 rollup-mismatch: a rolled-up report against the sum of its members.

Only numbers that are not sums of others are compared: totals follow from them, and the report's own
identities hold the totals. A cell that another finding, here or in a member, already speaks about
is passed over, as is one that a member does not give.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from govreport.edition import Edition
from govreport.figures import Values, added, sums_by_total
from govreport.finding import Problem
from govreport.messages import msg
from govreport.rules.rule import RepositoryRule

if TYPE_CHECKING:
    from govreport.rules.digest import YearReport

ROLLUP = "GR803"
RULE = RepositoryRule(ROLLUP, "rollup-mismatch", "error")


class MemberSum:
    """Adds up members one after the other, so that they need not all be kept."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.members = 0
        self.comparable = True  # until a member comes with another edition
        self.values: Values = (0,) * edition.size  # None where a member is not to be trusted

    def add(self, member: YearReport) -> None:
        """Take a member's numbers in."""
        self.members += 1
        if member.edition is not self.edition:
            self.comparable = False
            return
        self.values = added(self.values, trusted(member))


def trusted(member: YearReport) -> Values:
    """A member's numbers, without those that are doubtful."""
    values = list(member.values)
    for cell in member.suspects:
        values[cell] = None
    return values


def rollup_problems(rollup: YearReport, members: MemberSum) -> Iterator[Problem]:
    """A problem for each number of the rolled-up report that is not the sum of the members'."""
    if not members.comparable or members.edition is not rollup.edition or not members.members:
        return
    totals = sums_by_total(rollup.edition)
    for cell in rollup.edition.cells:
        expected, actual = members.values[cell.number], rollup.values[cell.number]
        if expected is None or actual is None or expected == actual:
            continue
        if cell.number in totals or cell.number in rollup.suspects:
            continue
        message = msg(
            "「{row}」{column}应为 {expected}（名册所列 {members} 个机关之和），现为 {actual}。"
            "请核对各机关的报告后改正汇总数。",
            row=cell.row.words,
            column=cell.column.words,
            expected=expected,
            actual=actual,
            members=members.members,
        )
        yield Problem.at(cell, ROLLUP, message, expected, actual)
