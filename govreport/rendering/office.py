"""What the office formats share: the properties of a document, the same on every day and machine.

Knows neither Word nor Excel.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govreport.rendering.layout import Document
    from govreport.report import Report

PROPERTY = 255  # characters that a property of an office document may have


def property_text(text: str) -> str:
    """Text as a property of the document may have it."""
    return text if len(text) <= PROPERTY else text[: PROPERTY - 1] + "…"


def full_title(document: Document) -> str:
    """The organ and the title in one."""
    return document.organization + document.title


def stated_date(report: Report) -> datetime.datetime:
    """The date of the report; else the day after the year it is on, so that no run is like no other.

    Never the date of today.
    """
    date = report.date
    if date is None:
        year = report.year
        known = year is not None and datetime.MINYEAR < year + 1 <= datetime.MAXYEAR
        date = datetime.date(year + 1 if known and year is not None else 1980, 1, 1)
    return datetime.datetime(date.year, date.month, date.day)
