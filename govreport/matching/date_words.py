"""Years and dates as people write them."""

from __future__ import annotations

import datetime
import re

from govreport.matching.normal import visible
from govreport.messages import Message, msg
from govreport.tomlio.structure import brief

YEAR = re.compile(r"(\d{4})\s*年?度?")
DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")


def parse_year(text: str) -> int | Message:
    """The year, or what is wrong with it."""
    found = YEAR.fullmatch(visible(text))
    if found is None:
        return msg("“{value}”不是年份；请填四位数字，如 2025。", value=brief(text))
    return int(found[1])


def parse_date(text: str) -> datetime.date | Message:
    """The day, or what is wrong with it."""
    found = DATE.fullmatch(visible(text))
    if found is None:
        return msg("“{value}”不是日期；请写成 2026-01-20。", value=brief(text))
    try:
        return datetime.date(*(int(part) for part in found.groups()))
    except ValueError:
        return msg("没有“{value}”这一天。", value=brief(text))
