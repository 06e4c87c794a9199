"""GR201, GR301–GR304, GR401, GR402: what the official tables must add up to, in words.

Which identities are to be named, and at which cell, is worked out in `violations`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

from govreport.edition import Balance, Identity, Sum
from govreport.figures import add
from govreport.finding import Problem, Related
from govreport.messages import Message, Words, joined, msg
from govreport.report import Number, Report
from govreport.rules.rule import FileRule, Subject
from govreport.rules.violations import Violation, of_identity

STOCK_BELOW_FLOW = "GR201"
PARTS_SHOWN = 6
SUSPECTS_SHOWN = 3


def _stock_below_flow(subject: Subject) -> Iterator[Problem]:
    """A stock smaller than what came in this year and did not go again."""
    report = subject.report
    if report is None:
        return
    for bound in report.edition.bounds:
        stock, added, removed = (
            add(report.values, cells) for cells in (bound.stock, bound.added, bound.removed)
        )
        if stock is None or added is None or removed is None or stock >= added - removed:
            continue
        cell = report.edition.cells[bound.stock[-1]]
        several = len(bound.stock) > 1
        message = msg(
            "「{row}」{stock} = {actual}，不应小于 {least}{reason}。请核对这一行的数。",
            row=cell.row.words,
            stock=joined(*_named(report, bound.stock), by=" + ") if several else cell.column.words,
            actual=stock,
            least=added - removed,
            reason=_flow(report, bound.added, bound.removed),
        )
        yield Problem.at(cell, STOCK_BELOW_FLOW, message, added - removed, stock)


def _named(report: Report, cells: tuple[int, ...]) -> list[Words]:
    return [_figure(report.edition.cells[cell].column.term, report.values[cell]) for cell in cells]


def _flow(report: Report, added: tuple[int, ...], removed: tuple[int, ...]) -> Words:
    terms = [joined(*_named(report, added), by=" + "), *_named(report, removed)]
    both = joined(*terms, by=" − ")
    return Words(f"（{both.chinese}）", f" ({both.english})") if both.chinese else both


def _identity(code: str, name: str) -> FileRule:
    def check(subject: Subject) -> Iterator[Problem]:
        report = subject.report
        for one in subject.violations:
            if one.code == code and report is not None:
                expected = one.expected if one.expected >= 0 else None
                cell = report.edition.cells[one.cell]
                problem = Problem.at(cell, code, _describe(report, one), expected, one.actual)
                yield problem._replace(related=tuple(_related(report, one)))

    return FileRule(code, name, "error", check, quiet=True)


def _related(report: Report, violation: Violation) -> Iterator[Related]:
    """The identities that an explained number breaks."""
    for one in violation.breaks:
        alone = of_identity(one, report.values)
        expected = alone.expected if alone.expected >= 0 else None
        address = report.edition.cells[alone.cell].address
        yield Related(alone.code, address, expected, alone.actual, _both_sides(report, one))


RULES = (
    FileRule(STOCK_BELOW_FLOW, "stock-below-flow", "warning", _stock_below_flow),
    _identity("GR301", "request-identity"),
    _identity("GR302", "outcome-total"),
    _identity("GR303", "row-total"),
    _identity("GR304", "zero-total"),
    _identity("GR401", "review-total"),
    _identity("GR402", "review-zero-total"),
)


def _describe(report: Report, violation: Violation) -> Message:
    cell = report.edition.cells[violation.cell]
    given: dict[str, object] = {
        "row": cell.row.words,
        "column": cell.column.words,
        "expected": violation.expected,
        "actual": violation.actual,
    }
    if violation.explained:
        sums = [_both_sides(report, one) for one in violation.breaks]
        return msg(
            "「{row}」{column}应为 {expected}，现为 {actual}：{sums}。只改这一个数，就都对得上。",
            **given,
            sums=reduce(lambda one, other: msg("{one}；{other}", one=one, other=other), sums),
        )
    message = _describe_identity(report, violation, given)
    if 0 < len(violation.suspects) <= SUSPECTS_SHOWN:
        meant = [_suspect(report, *one) for one in violation.suspects]
        return msg("{message}可能填错的是{meant}。", message=message, meant=meant)
    return message


def _suspect(report: Report, number: int, right: Number) -> Message:
    cell = report.edition.cells[number]
    return msg(
        "「{row}」{column}（现为 {actual}，改为 {right} 就对得上）",
        row=cell.row.words,
        column=cell.column.words,
        actual=report.values[number],
        right=right,
    )


def _both_sides(report: Report, one: Identity) -> Message:
    """The two sums of an identity that do not agree."""
    left, right = add(report.values, one.left), add(report.values, one.right)
    if isinstance(one, Balance):
        return msg(
            "这一列{left_terms} = {left}，{right_terms} = {right}",
            left_terms=joined(*_terms(report, one.left), by=" + "),
            right_terms=joined(*_terms(report, one.right), by=" + "),
            left=left,
            right=right,
        )
    total = report.edition.cells[one.total]
    if one.over == "columns":
        return msg(
            "这一行{total} {left}，各栏之和 {right}",
            total=total.column.term,
            left=left,
            right=right,
        )
    return msg(
        "这一列{total} {left}，各项之和 {right}",
        total=total.row.short_words(),
        left=left,
        right=right,
    )


def _describe_identity(report: Report, violation: Violation, given: dict[str, object]) -> Message:
    if isinstance(violation.identity, Balance):
        return _describe_balance(report, violation, violation.identity, given)
    given["parts"] = _parts(report, violation.identity)
    if violation.kind == "zero-total":
        return msg(
            "「{row}」{column}为 0，但其中 {parts}。合计漏填了的，请填 {expected}；分项填错了的，请改分项。",
            **given,
        )
    if violation.kind == "total-over-zeros":
        return msg(
            "「{row}」{column}为 {actual}，但各分项全是 0。请补上分项，或把合计改为 0。", **given
        )
    return msg(
        "「{row}」{column}应为 {expected}（{parts}），现为 {actual}。请核对分项后改正合计，或改正填错的分项。",
        **given,
    )


def _describe_balance(
    report: Report, violation: Violation, identity: Balance, given: dict[str, object]
) -> Message:
    left, right = _terms(report, identity.left), _terms(report, identity.right)
    given["left"] = joined(*left, by=" + ")
    if violation.kind == "nothing-received":
        return msg(
            "「{row}」{column}为 {actual}，但这一列没有收到申请（{left}）。请核对申请数或办理结果填错了列没有。",
            **given,
        )
    if violation.expected < 0:
        return msg(
            "「{row}」{column}这一列不平：{left} = {left_sum}，{right} = {right_sum}。请核对这四个数。",
            **given,
            right=joined(*right, by=" + "),
            left_sum=add(report.values, identity.left),
            right_sum=add(report.values, identity.right),
        )
    return msg(
        "「{row}」{column}应为 {expected}（{left} − {less}），现为 {actual}。请核对这一列的四个数。",
        **given,
        less=joined(*right[:-1], by=" − "),
    )


def _terms(report: Report, cells: tuple[int, ...]) -> list[Words]:
    return [
        _figure(report.edition.cells[cell].row.short_words(), report.values[cell]) for cell in cells
    ]


def _parts(report: Report, identity: Sum) -> Words:
    """The parts that are not 0, as they add up: `自然人 3 + 商业企业 1`."""
    cells = [report.edition.cells[cell] for cell in identity.parts if report.values[cell]]
    across = identity.over == "columns"
    shown = [
        _figure(
            cell.column.term if across else cell.row.short_words(skip=1),
            report.values[cell.number],
        )
        for cell in cells[:PARTS_SHOWN]
    ]
    if len(cells) > PARTS_SHOWN:
        shown.append(Words("…", "…"))
    return joined(*(shown or [Words("0", "0")]), by=" + ")


def _figure(name: Words, value: Number | None) -> Words:
    """A name and its number, in each language."""
    return Words(f"{name.chinese} {value}", f"{name.english} {value}")
