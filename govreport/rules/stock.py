"""GR201 stock-below-flow: a stock that is smaller than this year's additions and removals allow."""

from __future__ import annotations

from collections.abc import Iterable

from govreport.edition import Bound
from govreport.figures import add
from govreport.finding import Problem
from govreport.messages import msg
from govreport.report import Report
from govreport.rules.rule import Rule, Subject

CODE = "GR201"


def check(subject: Subject) -> Iterable[Problem]:
    """Yields a problem for each bound of the edition that the report breaks."""
    report = subject.report
    if report is None:
        return
    for bound in report.edition.bounds:
        if not _is_doubtful(report, bound):
            continue
        stock, added, removed = (
            add(report.values, cells) for cells in (bound.stock, bound.added, bound.removed)
        )
        if stock is None or added is None or removed is None or stock >= added - removed:
            continue
        cell = report.edition.cells[bound.stock[-1]]
        yield Problem(
            CODE,
            msg(
                "「{row}」{stock} = {actual}，不应小于 {least}{reason}。请核对这一行的数。",
                row=cell.row.name,
                stock=_names(report, bound.stock, " + "),
                actual=stock,
                least=added - removed,
                reason=_reason(report, bound.added, bound.removed),
            ),
            cell.address,
            cell.row.name,
            cell.column.name,
            added - removed,
            stock,
        )


def _is_doubtful(report: Report, bound: Bound) -> bool:
    """Whether the bound may be broken, found out fast."""
    number = report.values.__getitem__
    try:
        stock, added, removed = (
            sum(map(number, cells))  # type: ignore[arg-type]
            for cells in (bound.stock, bound.added, bound.removed)
        )
    except TypeError:  # a number not given
        return True
    return stock < added - removed


def _names(report: Report, cells: tuple[int, ...], joint: str) -> str:
    return joint.join(
        f"{report.edition.cells[cell].column.name} {report.values[cell]}"
        if len(cells) > 1 or joint != " + "
        else report.edition.cells[cell].column.name
        for cell in cells
    )


def _reason(report: Report, added: tuple[int, ...], removed: tuple[int, ...]) -> str:
    terms = _names(report, added, "、")
    if removed:
        terms += " − " + _names(report, removed, " − ")
    return f"（{terms}）" if terms else ""


RULE = Rule(CODE, "stock-below-flow", "warning", check)
