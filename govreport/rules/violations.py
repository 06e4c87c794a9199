"""What is wrong with the numbers of a report: the wrong number itself where it can be told, else what
does not add up, and at which cell that is said.

One mistake is to give one violation. A number that `explanation` is certain of comes first. Of what
is broken beside that, a total left at 0 over parts that are not 0 is the surest sign of what went
wrong, so it explains its cell: no other identity with that cell speaks. Next a total over nothing but
zeros, likewise. Then the other sums, then the balances of those cells that are still above suspicion.
An identity with a number not given does not speak at all.
"""

from typing import Literal, NamedTuple

from govreport.edition import Balance, Edition, Identity, Sum
from govreport.figures import Values, add, broken_identities, difference
from govreport.report import Number, Report

Kind = Literal["zero-total", "total-over-zeros", "sum", "nothing-received", "balance"]
STAGES: tuple[Kind, ...] = ("zero-total", "total-over-zeros", "zero-total", "sum")


class Violation(NamedTuple):
    """An identity that does not hold. `cell` is the number of the cell that it is reported on.

    `explained`: the number in that cell is certainly the wrong one, and putting it right mends all
    of `breaks`. Otherwise `suspects` are the cells, with their right values, that may be meant.
    """

    kind: Kind
    identity: Identity
    cell: int
    expected: Number
    actual: Number
    breaks: tuple[Identity, ...] = ()
    suspects: tuple[tuple[int, Number], ...] = ()

    @property
    def explained(self) -> bool:
        return bool(self.breaks)

    @property
    def code(self) -> str:
        """The identity's rule; its zero rule where one side is zero."""
        one = self.identity
        return one.rule if self.kind in ("sum", "balance") else one.zero_rule or one.rule


def violations(report: Report) -> tuple[Violation, ...]:
    """What the numbers of a report break, in no particular order; empty for a consistent report."""
    edition, values = report.edition, report.values
    off = broken_identities(edition, values)
    if not off:
        return ()
    from govreport.rules.explanation import explain

    found: list[Violation] = []
    suspects: set[tuple[int, Number]] = set()
    right = list(values)
    for section in {_section(edition, one) for one in off}:
        here = {one: by for one, by in off.items() if _section(edition, one) == section}
        explanation = explain(edition, values, here)
        suspects |= explanation.suspects
        for cell, value in explanation.certain.items():
            right[cell] = value
            breaks = tuple(one for one in here if cell in one.left or cell in one.right)
            found.append(_of_number(cell, value, values, breaks))
    for one in find_violations(edition, right):
        if right[one.cell] == values[one.cell]:
            meant = (s for s in suspects if s[0] in one.identity.left + one.identity.right)
            found.append(one._replace(suspects=tuple(sorted(meant))))
    return tuple(found)


def _section(edition: Edition, one: Identity) -> str:
    return edition.cells[one.left[0]].section


def _of_number(cell: int, value: Number, values: Values, breaks: tuple[Identity, ...]) -> Violation:
    """A number that is certainly wrong, under its row's sum, else its column's, else the balance."""
    for one in breaks:  # a total left at 0, or over nothing but zeros, is still called that
        if isinstance(one, Sum) and one.total == cell:
            violation = _of_sum(one, values)
            if violation.kind != "sum":
                return violation._replace(expected=value, breaks=breaks)
    first = min(breaks, key=_rank)
    kind: Kind = "sum" if isinstance(first, Sum) else "balance"
    return Violation(kind, first, cell, value, values[cell] or 0, breaks)


def _rank(one: Identity) -> int:
    if isinstance(one, Sum):
        return 0 if one.over == "columns" else 1
    return 2


def find_violations(edition: Edition, values: Values) -> tuple[Violation, ...]:
    """The identities that do not hold, whatever the reason, of numbers in official order."""
    broken = broken_identities(edition, values)
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


def of_identity(one: Identity, values: Values) -> Violation:
    """An identity that does not hold, at its total or at the last number of a balance."""
    return _of_sum(one, values) if isinstance(one, Sum) else _of_balance(one, values)


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
