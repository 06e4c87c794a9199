"""GR301–GR304, GR401, GR402: what the official tables must add up to, in words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from govreport.edition import Balance, Cell, Row, Sum
from govreport.finding import Problem
from govreport.messages import Message, msg
from govreport.report import Report
from govreport.rules.arithmetic import Violation
from govreport.rules.rule import Rule, Subject

NUMBERING = r"[（(]?[一二三四五六七八九十]+[）)]?|\d+\."  # compiled when first used
PARTS_SHOWN = 6


def _problems(code: str, subject: Subject) -> Iterable[Problem]:
    report = subject.report
    if report is None:
        return
    for violation in subject.violations:
        if violation.code == code:
            cell = report.edition.cells[violation.cell]
            yield Problem(
                code,
                _describe(report, violation, cell),
                cell.address,
                cell.row.name,
                cell.column.name,
                violation.expected if violation.expected >= 0 else None,
                violation.actual,
            )


def _rule(code: str, name: str) -> Rule:
    return Rule(code, name, "error", lambda subject: _problems(code, subject))


IDENTITY_RULES = (
    _rule("GR301", "request-identity"),
    _rule("GR302", "outcome-total"),
    _rule("GR303", "row-total"),
    _rule("GR304", "zero-total"),
    _rule("GR401", "review-total"),
    _rule("GR402", "review-zero-total"),
)


def short_name(row: Row, skip: int = 0) -> str:
    """A row by its official numbering alone, `三（七）`; by its last label where it has none.

    `skip` leaves out so many of the outermost headings.
    """
    labels = row.labels[skip:] or row.labels
    numbers = [found[0] for label in labels if (found := re.match(NUMBERING, label.label))]
    return "".join(numbers) if len(numbers) == len(labels) else row.labels[-1].label


def _describe(report: Report, violation: Violation, cell: Cell) -> Message:
    named = {"row": cell.row.name, "column": cell.column.name}
    identity = violation.identity
    if isinstance(identity, Balance):
        return _describe_balance(report, violation, identity, named)
    parts = _sum_of(report, identity)
    if violation.kind == "zero-total":
        return msg(
            "「{row}」{column}为 0，但其中 {parts}。合计漏填了的，请填 {expected}；分项填错了的，请改分项。",
            **named,
            parts=parts,
            expected=violation.expected,
        )
    if violation.kind == "total-over-zeros":
        return msg(
            "「{row}」{column}为 {actual}，但各分项全是 0。请补上分项，或把合计改为 0。",
            **named,
            actual=violation.actual,
        )
    return msg(
        "「{row}」{column}应为 {expected}（{parts}），现为 {actual}。请核对分项后改正合计，或改正填错的分项。",
        **named,
        expected=violation.expected,
        actual=violation.actual,
        parts=parts,
    )


def _describe_balance(
    report: Report, violation: Violation, identity: Balance, named: dict[str, str]
) -> Message:
    left, right = _terms(report, identity.left), _terms(report, identity.right)
    if violation.kind == "nothing-received":
        return msg(
            "「{row}」{column}为 {actual}，但这一列没有收到申请（{left}）。请核对申请数或办理结果填错了列没有。",
            **named,
            actual=violation.actual,
            left=" + ".join(left),
        )
    sums = {
        "left": " + ".join(left),
        "right": " + ".join(right),
        "left_sum": sum(report.values[cell] or 0 for cell in identity.left),
        "right_sum": sum(report.values[cell] or 0 for cell in identity.right),
    }
    if violation.expected < 0:
        return msg(
            "「{row}」{column}这一列不平：{left} = {left_sum}，{right} = {right_sum}。请核对这四个数。",
            **named,
            **sums,
        )
    return msg(
        "「{row}」{column}应为 {expected}（{left} − {less}），现为 {actual}。请核对这一列的四个数。",
        **named,
        expected=violation.expected,
        actual=violation.actual,
        left=" + ".join(left),
        less=" − ".join(right[:-1]),
    )


def _terms(report: Report, cells: tuple[int, ...]) -> list[str]:
    return [f"{short_name(report.edition.cells[cell].row)} {report.values[cell]}" for cell in cells]


def _sum_of(report: Report, identity: Sum) -> str:
    """The parts that are not 0, as they add up: `自然人 3 + 商业企业 1`."""
    cells = [report.edition.cells[cell] for cell in identity.parts if report.values[cell]]
    shown = [
        f"{_part_name(cell, identity)} {report.values[cell.number]}" for cell in cells[:PARTS_SHOWN]
    ]
    if len(cells) > PARTS_SHOWN:
        shown.append("…")
    return " + ".join(shown) or "0"


def _part_name(cell: Cell, identity: Sum) -> str:
    return cell.column.name if identity.over == "columns" else short_name(cell.row, skip=1)
