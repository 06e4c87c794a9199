"""What the office formats share: the libraries that may not be installed, and fixed properties.

Knows neither Word nor Excel.
"""

from __future__ import annotations

import datetime
from importlib import import_module
from typing import TYPE_CHECKING

from govreport.errors import GovreportError
from govreport.messages import msg

if TYPE_CHECKING:
    from govreport.rendering.layout import Document
    from govreport.report import Report

PROPERTY = 255  # characters that a property of an office document may have


def require(module: str, format_name: str) -> None:
    """Raises GovreportError, saying what to install, when the library of a format is not there."""
    try:
        import_module(module)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != module:
            raise
        raise GovreportError(
            msg("{name} 格式要用的库没有装。", name=format_name),
            msg("安装：{command}", command="pip install 'govreport[office]'"),
        ) from error


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
