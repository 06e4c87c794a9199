"""GR701 carry-over, GR702 stock-continuity: a report against the same organ's of the year before.

Both follow the continuities of the edition. One mistake gives one finding: a cell that another
finding of either report already speaks about is passed over, a total is silent where a part of it
speaks, and a stock that was mistaken last year is not held against this year's that is right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple

from govreport.edition import Edition
from govreport.figures import Follows, follows
from govreport.finding import Problem
from govreport.messages import Message, msg
from govreport.report import Number
from govreport.rules.digest import YearReport


def continuity_problems(
    this: YearReport, last: YearReport, mistaken: Mapping[str, Number]
) -> Iterator[Problem]:
    """What does not follow from last year's report.

    `mistaken` gives, for figures of last year's report that did not follow from the year before
    it, what they should have been.
    """
    edition = this.edition
    if edition is last.edition and _holds(this, last):
        return
    broken: dict[int, Follows] = {}
    for one in follows(last.report, edition, this.report):
        cell, actual = one.continuity.cell, this.values[one.continuity.cell]
        if actual is None or _fits(one, actual) or _suspect(one, this, last):
            continue
        corrected = _corrected(one, last, mistaken)
        if corrected is None or not _fits(one, actual, corrected):
            broken[cell] = one
    for total, parts in _totals(edition).items():
        if total in broken and not broken.keys().isdisjoint(parts):
            del broken[total]
    for cell, one in broken.items():
        where = edition.cells[cell]
        yield Problem(
            one.continuity.rule,
            _describe(one, this, last),
            where.address,
            where.row.name,
            where.column.name,
            one.value,
            this.values[cell],
        )


class _Fast(NamedTuple):
    """The continuities of an edition within itself, by cell number.

    `before` and `now` take the figures that are one figure standing again, all at once; `others`
    are (cell, terms of sign, cell and whether last year's, at most).
    """

    before: Callable[[Any], Any]
    now: Callable[[Any], Any]
    others: tuple[tuple[int, tuple[tuple[int, int, bool], ...], bool], ...]


@cache
def _fast(edition: Edition) -> _Fast | None:
    """None where there is nothing to gain."""
    plain: list[tuple[int, int]] = []
    others = []
    for one in edition.continuities:
        if not all(address in edition.cell_at for _, address in (*one.last, *one.this)):
            continue
        terms = tuple(
            (sign, edition.cell_at[address].number, is_last)
            for given, is_last in ((one.last, True), (one.this, False))
            for sign, address in given
        )
        if len(terms) == 1 and terms[0][0] == 1 and not one.at_most:
            plain.append((terms[0][1], one.cell))
        else:
            others.append((one.cell, terms, one.at_most))
    if len(plain) < 2:
        return None
    before, now = (itemgetter(*cells) for cells in zip(*plain, strict=True))
    return _Fast(before, now, tuple(others))


def _holds(this: YearReport, last: YearReport) -> bool:
    """Whether everything follows, found out fast; False also means not known."""
    mine, former = this.values, last.values
    fast = _fast(this.edition)
    if fast is None or fast.before(former) != fast.now(mine):
        return False
    try:
        for cell, terms, at_most in fast.others:
            value: Any = 0
            for sign, number, old in terms:
                value += sign * (former if old else mine)[number]  # type: ignore[operator]
            actual = mine[cell]
            if value != actual and not (at_most and actual < value):
                return False
    except TypeError:  # a figure not given
        return False
    return True


def _fits(one: Follows, actual: Number, value: Number | None = None) -> bool:
    expected = one.value if value is None else value
    return actual == expected or (one.continuity.at_most and actual < expected)


def _suspect(one: Follows, this: YearReport, last: YearReport) -> bool:
    """Whether a figure that the continuity is made of already has a finding of its own."""
    if one.continuity.cell in this.suspects:
        return True
    return any(
        source.edition.cell_at[address].number in source.suspects
        for _, address, is_last in one.terms
        for source in (last if is_last else this,)
    )


def _corrected(one: Follows, last: YearReport, mistaken: Mapping[str, Number]) -> Number | None:
    """What would follow had last year's figures been right; None when nothing was wrong with them."""
    change: Number = 0
    found = False
    for sign, address, is_last in one.terms:
        if is_last and address in mistaken:
            found = True
            was = last.values[last.edition.cell_at[address].number] or 0
            change += sign * (mistaken[address] - was)
    return one.value + change if found else None


@cache
def _totals(edition: Edition) -> Mapping[int, frozenset[int]]:
    """For every total, what it is the sum of, in whichever direction."""
    found: dict[int, frozenset[int]] = {}
    for one in edition.sums:
        found[one.total] = found.get(one.total, frozenset()) | frozenset(one.parts)
    return found


def _describe(one: Follows, this: YearReport, last: YearReport) -> Message:
    cell = this.edition.cells[one.continuity.cell]
    named = {
        "row": cell.row.name,
        "column": cell.column.name,
        "expected": one.value,
        "actual": this.values[cell.number],
        "terms": _terms(one, this, last),
        "path": last.path,
    }
    if one.continuity.rule == "GR701":
        return msg(
            "「{row}」{column}应为 {expected}，与上一年报告的{terms}相同（{path}），现为 {actual}。"
            "请核对两年的报告；两年不同确有原因的，写明理由豁免。",
            **named,
        )
    if one.continuity.at_most:
        return msg(
            "「{row}」{column}最多为 {expected}（{terms}，见 {path}），现为 {actual}。请核对两年的报告。",
            **named,
        )
    return msg(
        "「{row}」{column}应为 {expected}（{terms}，见 {path}），现为 {actual}。"
        "请核对两年的报告；因清理重新起算的，可以写明理由豁免。",
        **named,
    )


def _terms(one: Follows, this: YearReport, last: YearReport) -> Message | str:
    """The figures that it is made of, as they add up: last year's 9 + this year's 1 − 2."""
    cell = this.edition.cells[one.continuity.cell]
    found: list[Message] = []
    for sign, address, is_last in one.terms:
        source = last if is_last else this
        where = source.edition.cell_at[address]
        same_row = where.row.keys == cell.row.keys
        name = (
            where.column.name if same_row else f"“{where.row.labels[-1].label}”{where.column.name}"
        )
        value = source.values[where.number]
        joint = "" if not found and sign > 0 else " + " if sign > 0 else " − "
        if is_last and same_row:
            found.append(msg("{joint}上年{name} {value}", joint=joint, name=name, value=value))
        else:
            found.append(msg("{joint}{name} {value}", joint=joint, name=name, value=value))
    if len(found) == 1:
        return found[0]
    return Message(
        "".join(f"{{t{n}}}" for n in range(len(found))), {f"t{n}": m for n, m in enumerate(found)}
    )
