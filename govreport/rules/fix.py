"""Which totals `--fix` may set from their parts without hiding a mistake.

- A total that is absent is set when every part of it is given and the number agrees with every
  other identity that it takes part in. Nothing the person wrote is changed.
- A total that is there and wrong is replaced only when a second, independent identity with that
  cell gives the same number, and none contradicts it. In the grid of section 三 a total is a sum in
  one direction and a part in the other, so that this can be told. In section 四 it cannot: there
  either the total or a part may be the mistake, and only the person knows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from govreport.edition import Edition, Identity, Sum
from govreport.figures import Values, completed, difference, identities_by_cell, sums_by_total
from govreport.report import Number, Report
from govreport.rules.violations import find_violations


def plan_fixes(report: Report, allowed: Collection[str | None] | None = None) -> dict[str, Number]:
    """The totals to set, by address; with `allowed` only those among them.

    What a rule that does not run, or that the organ has waived, says of a cell is no reason to
    change it; nor is a value that is there and cannot be read.
    """
    edition, values = report.edition, list(report.values)
    totals: Collection[int] = sums_by_total(edition).keys()
    if allowed is not None:
        totals = {cell for cell in totals if edition.cells[cell].address in allowed}
    found: dict[int, Number] = {}
    while totals and (more := _plan(edition, values, totals)):  # a number set may confirm another
        found |= more
        values = _with(values, more)
    return {edition.cells[cell].address: found[cell] for cell in sorted(found)}


def _plan(edition: Edition, values: Values, allowed: Collection[int]) -> dict[int, Number]:
    """What can be set in one step. Each number agrees with all around it, so that it stays."""
    filled = completed(edition, values)
    absent = {
        cell: value
        for cell, value in enumerate(filled)
        if value is not None and values[cell] is None and cell in allowed
    }
    wrong = {
        one.cell: one.expected
        for one in find_violations(edition, filled)
        if isinstance(one.identity, Sum) and one.cell in allowed
    }
    forgotten = {cell: value for cell, value in wrong.items() if values[cell] == 0}
    planned = _agreeing(edition, values, absent | forgotten)
    for cell, value in wrong.items():  # never two at once: two mistakes that cancel would confirm
        if cell not in planned:  # each other's totals
            more = {**planned, cell: value}
            if _agreeing(edition, values, more) == more:
                planned = more
    return planned


def _with(values: Values, numbers: Mapping[int, Number]) -> list[Number | None]:
    changed = list(values)
    for cell, value in numbers.items():
        changed[cell] = value
    return changed


def _agreeing(
    edition: Edition, values: Values, candidates: Mapping[int, Number]
) -> dict[int, Number]:
    """Those of the candidates that agree with every identity they take part in, all set together.

    One that replaces a number needs a second identity beside the one that it was computed from, and
    everything that those are made of has to add up too: else two mistakes could speak for a third.
    """
    around, planned = identities_by_cell(edition), dict(candidates)
    while True:
        final = _with(values, planned)
        agreed = {
            cell: value
            for cell, value in planned.items()
            if (
                _agree(around[cell], final, needed=1)
                if values[cell] is None
                else _agree(around[cell], final, needed=2)
                and _neighbours_agree(around, cell, final)
            )
        }
        if len(agreed) == len(planned):
            return agreed
        planned = agreed


def _agree(identities: Iterable[Identity], values: Values, *, needed: int) -> bool:
    """Whether at least `needed` of the identities can be evaluated, and all of those hold."""
    known = [off for one in identities if (off := difference(one, values)) is not None]
    return len(known) >= needed and not any(known)


def _neighbours_agree(
    around: Mapping[int, Collection[Identity]], cell: int, values: Values
) -> bool:
    """Whether every cell that shares an identity with this one agrees with all of its own."""
    neighbours = {other for one in around[cell] for other in (*one.left, *one.right)}
    return all(_agree(around[other], values, needed=0) for other in neighbours)
