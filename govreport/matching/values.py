"""A cell as it was printed, typed or pasted → a number that it may hold, a blank, or why neither."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from govreport.edition import ValueKind
from govreport.matching.normal import visible
from govreport.matching.piece import ABSENT
from govreport.messages import Message, msg
from govreport.report import Number
from govreport.tomlio.structure import brief

COUNTED = frozenset(("件次", "人次", "件", "条", "份", "封", "起", "宗", "个", "项", "部", "次"))
MONEY = {"元": 1, "万": 10_000, "万元": 10_000, "亿": 100_000_000, "亿元": 100_000_000}
NOTHING = frozenset(
    ("/", "\\", "-", "--", "---", "—", "——", "–", "−", "―", "─", "一一", "无", "空")
)
_MINUS = str.maketrans("−–—－", "----")
_NUMBER = re.compile(r"([+-]?)(\d{1,30}|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,30}))?\s?([^\d\s()]*)")
_REMARK = re.compile(r"([^()]*\d[^()]*)(\(\D.*\))")
_CHINESE = re.compile(r"[零〇一二两三四五六七八九十百千万亿点]+")
_UNITS = "|".join(sorted((*COUNTED, *MONEY), key=len, reverse=True))
_LIKE = re.compile(rf"[+\-−–—]?\d[\d,. ]*(?:{_UNITS})?(?:\(.*\))?|[+\-−]\s?\d+")
_ORDINAL = re.compile(r"\d{1,2}[.、,]")


class Value(NamedTuple):
    """What a cell says: a `number`, or nothing (both None), or a `doubt`.

    `remark` is what stands in brackets behind the number.
    """

    number: Number | None = None
    doubt: Message | None = None
    remark: str = ""


BLANK = Value()


@lru_cache(maxsize=4096)
def value_like(text: str) -> bool:
    """Whether a text stands where a number should: one, or a sign for none; not the empty text."""
    shown = visible(text)
    if not shown or shown in NOTHING:
        return bool(shown)
    return _LIKE.fullmatch(shown) is not None and _ORDINAL.fullmatch(shown) is None


@lru_cache(maxsize=4096)
def read_value(text: str, kind: ValueKind, unit: str = "") -> Value:
    """What a cell says. `unit` is what the cell counts in, where the edition says so.

    Nothing is guessed: digits that are apart, a leading zero, a unit that does not belong to the
    cell or a word make the cell doubtful.
    """
    shown = visible(text)
    if text == ABSENT or not shown or shown in NOTHING:
        return BLANK
    remark = ""
    if (noted := _REMARK.fullmatch(shown)) is not None:
        shown, remark = noted[1].strip(), noted[2]
    found = _NUMBER.fullmatch(shown.translate(_MINUS))
    odd = any(c.isdigit() and not c.isdecimal() for c in text)  # ² and ①, which NFKC makes digits
    if found is None or odd:
        return Value(doubt=_no_number(text if odd else shown))
    sign, whole, fraction, suffix = found.groups()
    if len(whole) > 1 and whole[0] == "0":
        return Value(doubt=msg("“{text}”以 0 开头，可能是几格连在了一起", text=brief(shown)))
    number = Decimal(f"{sign}{whole.replace(',', '')}.{fraction or 0}")
    if suffix:
        factor = _factor(suffix, kind, unit)
        if isinstance(factor, Message):
            return Value(doubt=msg("“{text}”：{reason}", text=brief(shown), reason=factor))
        number *= factor
    if kind.whole and (fraction is not None or number != number.to_integral_value()):
        return Value(doubt=msg("“{text}”不是整数；这一格是件数，只能填整数", text=brief(shown)))
    if number < kind.minimum:
        return Value(doubt=msg("“{text}”小于 {limit}，这一格不能填负数",
                               text=brief(shown), limit=kind.minimum))  # fmt: skip
    if number > kind.maximum:
        return Value(doubt=msg("“{text}”超出了任何机关可能达到的数，请核对", text=brief(shown)))
    integral = number == number.to_integral_value()
    return Value(int(number) if integral else float(number), remark=remark)


def typed_number(text: str, kind: ValueKind, unit: str = "") -> Number | Message:
    """The number that a person typed for one cell, where a blank or a remark is none."""
    value = read_value(text, kind, unit)
    if value.doubt is not None:
        return value.doubt
    if value.number is None or value.remark:
        return msg("“{text}”不是数字；没有的请填 0", text=brief(text))
    return value.number


def exact(value: Number) -> str:
    """A number as it is shown: no exponent, no rounding that was not there."""
    return str(value) if isinstance(value, int) else format(Decimal(repr(value)), "f")


def _no_number(shown: str) -> Message:
    if _CHINESE.fullmatch(shown):
        return msg("“{text}”是汉字，请用阿拉伯数字，如 12", text=brief(shown))
    if re.fullmatch(r"[\d ,.+-]+", shown):
        return msg("“{text}”可能是一个数被拆开了，也可能是两个数", text=brief(shown))
    return msg("“{text}”不是数字", text=brief(shown))


def _factor(suffix: str, kind: ValueKind, unit: str) -> Decimal | Message:
    """What a unit behind a number does to it."""
    if suffix in MONEY and kind.whole:
        return msg("这一格是件数，不是金额")
    if suffix in MONEY and unit in MONEY:
        return Decimal(MONEY[suffix]) / Decimal(MONEY[unit])
    if suffix in MONEY:
        return msg("这一格没有规定金额的单位，不能按“{unit}”换算", unit=suffix)
    if suffix in COUNTED and kind.whole:
        return Decimal(1)
    return msg("不认识数字后面的“{unit}”", unit=brief(suffix))
