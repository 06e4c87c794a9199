"""GR009 report-date: a report dated before its year has ended, or later than it must be out.

Until when it must be out is said by the edition for each kind of organ; for others only a date
that can be no report's is named. Nothing here knows what day it is today.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from govreport.edition import named
from govreport.finding import EDITION_YEAR, Problem
from govreport.messages import msg
from govreport.rules.rule import FileRule, Subject

CODE, CELL = "GR009", "report.date"
LATEST = 5  # years after its own that a report may be dated; beyond is a slip of the pen


def _check(subject: Subject) -> Iterable[Problem]:
    report = subject.report
    if report is None or report.date is None or report.year is None:
        return
    if any(problem.code == EDITION_YEAR for problem in subject.loaded.problems):
        return  # the year itself is in doubt
    year, date = report.year, report.date
    if date.year <= year:
        message = msg(
            "公布日期是 {date}，这时 {year} 年还没有结束。请核对日期和报告年度。",
            date=date.isoformat(),
            year=year,
        )
        yield Problem(CODE, message, CELL, actual=date.isoformat())
    elif date.year > year + LATEST:
        message = msg(
            "公布日期是 {date}，比报告年度（{year}）晚了 {count} 年。请核对日期和报告年度。",
            date=date.isoformat(),
            year=year,
            count=date.year - year,
        )
        yield Problem(CODE, message, CELL, actual=date.isoformat())
    else:
        kinds = report.edition.field_at("kind").words
        kind = next((one for one in kinds if one.key == report.kind), None)
        if kind is None or kind.deadline is None:
            return
        last = datetime.date(year + 1, kind.deadline.month, kind.deadline.day).isoformat()
        if date.isoformat() > last:
            message = msg(
                "公布日期是 {date}，{kind}的这份报告最迟 {last} 公布。日期或报告年度写错的请"
                "改；确实晚了的，写明理由豁免。",
                date=date.isoformat(),
                kind=named(kind),
                last=last,
            )
            yield Problem(
                CODE, message, CELL, None, None, last, date.isoformat(), severity="warning"
            )


RULE = FileRule(CODE, "report-date", "error", _check)
