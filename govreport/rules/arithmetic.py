"""Evaluates the sums and balances of an edition over a report's numbers.

One mistake gives one violation. A total left at 0 over parts that are not 0 is the surest sign of
what went wrong, so it is found first and explains its cell: no other identity with that cell speaks.
Next a total over nothing but zeros, likewise. Then the other sums, then the balances of those cells
that are still above suspicion. An identity with a number not given does not speak at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import compress
from typing import Literal, NamedTuple

from govreport.edition import Balance, Edition, Sum
from govreport.figures import add
from govreport.report import Number, Report

Values = tuple[Number | None, ...]
Kind = Literal["zero-total", "total-over-zeros", "sum", "nothing-received", "balance"]


class Violation(NamedTuple):
    """An identity that does not hold. `cell` is the number of the cell that it is reported on.

    `code` is the identity's rule, or its zero rule.
    """

    code: str
    kind: Kind
    identity: Sum | Balance
    cell: int
    expected: Number
    actual: Number


def violations(report: Report) -> tuple[Violation, ...]:
    """What the numbers of a report break, in no particular order; empty for a consistent report."""
    values = report.values
    if None not in values and _consistent(report.edition, values):
        return ()
    return tuple(explain(report.edition, values))


@cache
def _parts(edition: Edition) -> tuple[int, tuple[tuple[tuple[int, int], ...], ...]]:
    """How many identities there are; and for every cell, those it is in, and on which side."""
    sides: list[tuple[tuple[int, ...], tuple[int, ...]]] = [
        ((one.total,), one.parts) for one in edition.sums
    ]
    sides += [(one.left, one.right) for one in edition.balances]
    found: list[list[tuple[int, int]]] = [[] for _ in range(edition.size)]
    for number, (left, right) in enumerate(sides):
        for cell in left:
            found[cell].append((number, 1))
        for cell in right:
            found[cell].append((number, -1))
    return len(sides), tuple(map(tuple, found))


def _consistent(edition: Edition, values: Values) -> bool:
    """Whether every sum and balance holds. Then there is no zero total to be found either.

    Goes over the numbers rather than the identities: most numbers are 0 and cost nothing.
    """
    count, parts = _parts(edition)
    differences: list[Number] = [0] * count
    for value, identities in compress(zip(values, parts, strict=True), values):
        for number, side in identities:
            differences[number] += side * value  # type: ignore[operator]
    return not any(differences)


def explain(edition: Edition, values: Values) -> Iterable[Violation]:
    """What the values break, identity by identity."""
    broken: list[tuple[Sum, Number, Number]] = []
    for one in edition.sums:
        expected, actual = add(values, one.parts), values[one.total]
        if expected is not None and actual is not None and expected != actual:
            broken.append((one, expected, actual))
    doubtful = {one.total for one, _, actual in broken if actual}
    found: dict[int, Violation] = {}  # by the cell that it explains
    stages: tuple[Kind, ...] = ("zero-total", "total-over-zeros", "zero-total", "sum")
    for stage, kind in enumerate(stages):
        explained = frozenset(found)
        for one, expected, actual in broken:
            cells = (one.total, *one.parts)
            if _kind(expected, actual) != kind or not explained.isdisjoint(cells):
                continue
            if stage == 0 and one.over == "rows" and not doubtful.isdisjoint(one.parts):
                continue  # the total of a row in it does not hold itself: first see to that one
            if kind == "sum":
                yield Violation(one.rule, kind, one, one.total, expected, actual)
            else:
                code = one.zero_rule or one.rule
                found.setdefault(one.total, Violation(code, kind, one, one.total, expected, actual))
    yield from found.values()
    yield from _unbalanced(edition, values, frozenset(found))


def _kind(expected: Number, actual: Number) -> Kind:
    if actual == 0:
        return "zero-total"
    return "total-over-zeros" if expected == 0 else "sum"


def _unbalanced(edition: Edition, values: Values, explained: frozenset[int]) -> Iterable[Violation]:
    for one in edition.balances:
        left, right = add(values, one.left), add(values, one.right)
        if left is None or right is None or left == right:
            continue
        if not explained.isdisjoint(one.left + one.right):
            continue
        last = one.right[-1]
        actual = values[last] or 0
        if left == 0:  # something was handled or carried over where nothing came in
            cell = next(number for number in one.right if values[number])
            yield Violation(
                one.zero_rule or one.rule, "nothing-received", one, cell, 0, values[cell] or 0
            )
        else:
            yield Violation(one.rule, "balance", one, last, left - (right - actual), actual)
