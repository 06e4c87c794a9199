"""Which of the sums and balances that a report breaks are to be named, and at which cell.

One mistake is to give one violation. A total left at 0 over parts that are not 0 is the surest sign
of what went wrong, so it is found first and explains its cell: no other identity with that cell
speaks. Next a total over nothing but zeros, likewise. Then the other sums, then the balances of those
cells that are still above suspicion. An identity with a number not given does not speak at all.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from govreport.edition import Balance, Edition, Identity, Sum
from govreport.figures import Values, add, difference
from govreport.report import Number, Report

Kind = Literal["zero-total", "total-over-zeros", "sum", "nothing-received", "balance"]
STAGES: tuple[Kind, ...] = ("zero-total", "total-over-zeros", "zero-total", "sum")


class Violation(NamedTuple):
    """An identity that does not hold. `cell` is the number of the cell that it is reported on."""

    kind: Kind
    identity: Identity
    cell: int
    expected: Number
    actual: Number

    @property
    def code(self) -> str:
        """The identity's rule; its zero rule where one side is zero."""
        one = self.identity
        return one.rule if self.kind in ("sum", "balance") else one.zero_rule or one.rule


def violations(report: Report) -> tuple[Violation, ...]:
    """What the numbers of a report break, in no particular order; empty for a consistent report."""
    return find_violations(report.edition, report.values)


def find_violations(edition: Edition, values: Values) -> tuple[Violation, ...]:
    """The same of numbers that are not in a report yet."""
    broken = [one for one in edition.identities if difference(one, values)]
    if not broken:
        return ()
    sums = [(one, _of_sum(one, values)) for one in broken if isinstance(one, Sum)]
    doubtful = {one.total for one, violation in sums if violation.actual}
    named: list[Violation] = []
    explaining: dict[int, Violation] = {}  # by the cell that it explains
    for stage, kind in enumerate(STAGES):
        explained = frozenset(explaining)
        for one, violation in sums:
            if violation.kind != kind or not explained.isdisjoint((one.total, *one.parts)):
                continue
            if stage == 0 and one.over == "rows" and not doubtful.isdisjoint(one.parts):
                continue  # the total of a row in it does not hold itself: first see to that one
            if kind == "sum":
                named.append(violation)
            else:
                explaining.setdefault(violation.cell, violation)
    named += explaining.values()
    named += (
        _of_balance(balance, values)
        for balance in broken
        if isinstance(balance, Balance)
        and explaining.keys().isdisjoint((*balance.left, *balance.right))
    )
    return tuple(named)


def _of_sum(one: Sum, values: Values) -> Violation:
    expected, actual = add(values, one.parts) or 0, values[one.total] or 0
    kind: Kind = "sum"
    if actual == 0:
        kind = "zero-total"
    elif expected == 0:
        kind = "total-over-zeros"
    return Violation(kind, one, one.total, expected, actual)


def _of_balance(one: Balance, values: Values) -> Violation:
    if add(values, one.left) == 0:  # something was handled or carried over where nothing came in
        cell = next(number for number in one.right if values[number])
        return Violation("nothing-received", one, cell, 0, values[cell] or 0)
    last = one.right[-1]
    actual = values[last] or 0
    return Violation("balance", one, last, actual + (difference(one, values) or 0), actual)
