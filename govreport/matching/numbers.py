"""A word that a person typed or pasted → a number that its cell may hold, or the reason why not."""

from __future__ import annotations

import re
from decimal import Decimal

from govreport.edition import ValueKind
from govreport.messages import Message, msg
from govreport.report import Number
from govreport.tomlio.structure import brief

HALF_WIDTH = str.maketrans("０１２３４５６７８９．－＋−–", "0123456789.-+--")
COUNTED = frozenset(("件次", "人次", "件", "条", "份", "封", "起", "宗", "个", "项", "部", "次"))
MONEY = {"元": 1, "万": 10_000, "万元": 10_000, "亿": 100_000_000, "亿元": 100_000_000}
NUMBER = re.compile(r"([+-]?)([0-9]{1,30})(?:\.([0-9]{1,30}))?(\D*)")
CHINESE = re.compile(r"[零〇一二两三四五六七八九十百千万亿点]+")
NOTHING = frozenset("/／—－-–−无空")


def parse_number(word: str, kind: ValueKind, unit: str = "") -> Number | Message:
    """The number, or what is wrong with it. `unit` is what the cell counts in, where it says so.

    Full-width digits and a unit behind the number are understood; an amount of money in another
    unit is converted, exactly.
    """
    shown = brief(word)
    if word in NOTHING or not word:
        return msg("“{word}”不是数字；没有的请填 0。", word=shown)
    found = NUMBER.fullmatch(word.translate(HALF_WIDTH))
    if found is None:
        if CHINESE.fullmatch(word):
            return msg("“{word}”是汉字，请用阿拉伯数字，如 12。", word=shown)
        return msg("“{word}”不是数字，请只写阿拉伯数字。", word=shown)
    sign, whole, fraction, suffix = found.groups()
    value = Decimal(f"{sign}{whole}.{fraction or 0}")
    if suffix:
        factor = _factor(suffix, kind, unit)
        if isinstance(factor, Message):
            return msg("“{word}”：{reason}", word=shown, reason=factor)
        value *= factor
    if kind.whole and fraction is not None:
        return msg("“{word}”不是整数；这一格是件数，只能填整数。", word=shown)
    if value < kind.minimum:
        return msg("“{word}”小于 {limit}，这一格不能填负数。", word=shown, limit=kind.minimum)
    if value > kind.maximum:
        return msg("“{word}”超出了任何机关可能达到的数，请核对。", word=shown)
    return int(value) if value == value.to_integral_value() else float(value)


def _factor(suffix: str, kind: ValueKind, unit: str) -> Decimal | Message:
    """What a unit behind a number does to it."""
    if suffix in MONEY and kind.whole:
        return msg("这一格是件数，不是金额。")
    if suffix in MONEY and unit in MONEY:
        return Decimal(MONEY[suffix]) / Decimal(MONEY[unit])
    if suffix in MONEY:
        return msg("这一格没有规定金额的单位，请只写数字。")
    if suffix in COUNTED and kind.whole:
        return Decimal(1)
    return msg("不认识“{unit}”，请只写数字。", unit=brief(suffix))


def exact(value: Number) -> str:
    """A number as it is shown: no exponent, no rounding that was not there."""
    return str(value) if isinstance(value, int) else format(Decimal(repr(value)), "f")
