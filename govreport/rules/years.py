"""GR701 carry-over, GR702 stock-continuity: a report against the same organ's of the year before.

Both follow the continuities of the edition. One mistake gives one finding: a cell that another
finding of either report already speaks about is passed over, a total is silent where a part of it
speaks, and a stock that was mistaken last year is not held against this year's that is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from govreport.figures import Follows, follows, sums_by_total
from govreport.finding import Problem
from govreport.messages import Message, Words, msg
from govreport.report import Number
from govreport.rules.rule import RepositoryRule

if TYPE_CHECKING:
    from govreport.rules.digest import YearReport

CARRY_OVER, STOCK = "GR701", "GR702"
RULES = (
    RepositoryRule(CARRY_OVER, "carry-over", "error"),
    RepositoryRule(STOCK, "stock-continuity", "warning"),
)


def continuity_problems(
    this: YearReport, last: YearReport, mistaken: Mapping[str, Number]
) -> Iterator[Problem]:
    """What does not follow from last year's report.

    `mistaken` gives, for figures of last year's report that did not follow from the year before
    it, what they should have been.
    """
    edition = this.edition
    broken: dict[int, Follows] = {}
    for one in follows(last.report, edition, this.report):
        cell, actual = one.continuity.cell, this.values[one.continuity.cell]
        if actual is None or _fits(one, actual, one.value) or _suspect(one, this, last):
            continue
        if not _fits(one, actual, _corrected(one, last, mistaken)):
            broken[cell] = one
    for cell, one in broken.items():
        sums = sums_by_total(edition).get(cell, ())
        if all(broken.keys().isdisjoint(total.parts) for total in sums):
            where, message = edition.cells[cell], _describe(one, this, last)
            yield Problem.at(where, one.continuity.rule, message, one.value, this.values[cell])


def _fits(one: Follows, actual: Number, expected: Number) -> bool:
    return actual == expected or (one.continuity.at_most and actual < expected)


def _suspect(one: Follows, this: YearReport, last: YearReport) -> bool:
    """Whether a figure that the continuity is made of already has a finding of its own."""
    if one.continuity.cell in this.suspects:
        return True
    sources = ((last if is_last else this, address) for _, address, is_last in one.terms)
    return any(year.edition.cell_at[address].number in year.suspects for year, address in sources)


def _corrected(one: Follows, last: YearReport, mistaken: Mapping[str, Number]) -> Number:
    """What would follow had last year's figures been right."""
    value = one.value
    for sign, address, is_last in one.terms:
        if is_last and address in mistaken:
            was = last.values[last.edition.cell_at[address].number] or 0
            value += sign * (mistaken[address] - was)
    return value


def _describe(one: Follows, this: YearReport, last: YearReport) -> Message:
    cell = this.edition.cells[one.continuity.cell]
    named = {
        "row": cell.row.words,
        "column": cell.column.words,
        "expected": one.value,
        "actual": this.values[cell.number],
        "terms": _terms(one, this, last),
        "path": [last.path, *last.joined] if last.joined else last.path,
    }
    if one.continuity.rule == CARRY_OVER:
        if last.joined:
            return msg(
                "「{row}」{column}应为 {expected}，是上一年几个机关的{terms}（{path} 合计），现为 {actual}。"
                "机关并入以后，没有办结的申请由接收的机关继续办理，请核对各份报告。",
                **named,
            )
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
        name, row = where.column.term, where.row.labels[-1]
        if not same_row:
            name = Words(f"“{row.label}”{name.chinese}", f"“{row.english}” {name.english}")
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
