"""Which totals `--fix` may set from their parts without hiding a mistake.

- A total that is absent is set when every part of it is given and the number agrees with every
  other identity that it takes part in. Nothing the person wrote is changed.
- A total that is there and wrong is replaced only when a second, independent identity with that
  cell gives the same number, and none contradicts it. In the grid of section 三 a total is a sum in
  one direction and a part in the other, so that this can be told. In section 四 it cannot: there
  either the total or a part may be the mistake, and only the person knows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cache

from govreport.edition import Edition, Sum
from govreport.figures import add
from govreport.report import Number, Report
from govreport.rules.arithmetic import Values, explain

Sides = tuple[tuple[int, ...], tuple[int, ...]]


def plan_fixes(report: Report, allowed: Collection[str | None] | None = None) -> dict[str, Number]:
    """The totals to set, by address; with `allowed` only those among them.

    What a rule that does not run, or that the organ has waived, says of a cell is no reason to
    change it; nor is a value that is there and cannot be read.
    """
    found: dict[str, Number] = {}
    while more := _plan(report.with_numbers(found), allowed):  # a number set may confirm another
        found |= more
    order = report.edition.cell_at
    return dict(sorted(found.items(), key=lambda item: order[item[0]].number))


def _plan(report: Report, allowed: Collection[str | None] | None) -> dict[str, Number]:
    """What can be set in one step. Each number agrees with all around it, so that it stays."""
    edition = report.edition
    filled = _fill_missing(edition, report.values)
    wrong = {v.cell: v.expected for v in explain(edition, filled) if isinstance(v.identity, Sum)}
    absent = {
        cell: value
        for cell, value in enumerate(filled)
        if value is not None and report.values[cell] is None
    }
    if allowed is not None:
        chosen = {number for number, cell in enumerate(edition.cells) if cell.address in allowed}
        absent = {cell: value for cell, value in absent.items() if cell in chosen}
        wrong = {cell: value for cell, value in wrong.items() if cell in chosen}
    forgotten = {cell: value for cell, value in wrong.items() if report.values[cell] == 0}
    candidates = absent | forgotten
    planned = _agreeing(edition, report.values, candidates)
    for cell, value in wrong.items():  # never two at once: two mistakes that cancel would confirm
        if cell not in planned:  # each other's totals
            more = {**planned, cell: value}
            if _agreeing(edition, report.values, more) == more:
                planned = more
    return {edition.cells[cell].address: planned[cell] for cell in sorted(planned)}


def _agreeing(
    edition: Edition, values: Values, candidates: Mapping[int, Number]
) -> dict[int, Number]:
    """Those of the candidates that agree with every identity they take part in, all set together.

    One that replaces a number needs a second identity beside the one that it was computed from, and
    everything that those are made of has to add up too: else two mistakes could speak for a third.
    """
    identities, planned = _by_cell(edition), dict(candidates)
    while True:
        final = list(values)
        for cell, value in planned.items():
            final[cell] = value
        agreed = {
            cell: value
            for cell, value in planned.items()
            if _agrees(identities[cell], tuple(final), needed=1 if values[cell] is None else 2)
            and (values[cell] is None or _neighbours_agree(identities, cell, tuple(final)))
        }
        if len(agreed) == len(planned):
            return agreed
        planned = agreed


@cache
def _by_cell(edition: Edition) -> Mapping[int, list[Sides]]:
    """For every cell, the identities that it takes part in."""
    found: dict[int, list[Sides]] = defaultdict(list)
    sides: list[Sides] = [((one.total,), one.parts) for one in edition.sums]
    sides += [(one.left, one.right) for one in edition.balances]
    for left, right in sides:
        for cell in (*left, *right):
            found[cell].append((left, right))
    return found


def _agrees(identities: list[Sides], values: Values, *, needed: int) -> bool:
    """Whether at least `needed` of the identities can be evaluated, and all of those hold."""
    known = [
        (one, other)
        for left, right in identities
        if (one := add(values, left)) is not None and (other := add(values, right)) is not None
    ]
    return len(known) >= needed and all(one == other for one, other in known)


def _neighbours_agree(identities: Mapping[int, list[Sides]], cell: int, values: Values) -> bool:
    """Whether every cell that shares an identity with this one agrees with all of its own."""
    neighbours = {other for left, right in identities[cell] for other in (*left, *right)}
    return all(_agrees(identities[other], values, needed=0) for other in neighbours)


def _fill_missing(edition: Edition, values: Values) -> Values:
    """The values with every absent total that its parts give, or parts that are themselves sums."""
    filled = list(values)
    changed = None in values
    while changed:
        changed = False
        for one in edition.sums:
            if filled[one.total] is None:
                filled[one.total] = add(tuple(filled), one.parts)
                changed |= filled[one.total] is not None
    return tuple(filled)
