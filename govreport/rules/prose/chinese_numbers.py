"""Numbers as Chinese text writes them: 12, １２, 十二, 1,234, 2.3万, 3至5, 100余, 37.5%, 百分之五.

Gives each number with the least and the most that it may stand for. Knows nothing of what is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
BEHIND = {"万": 10_000, "亿": 100_000_000, "千": 1000, "百": 100}
HAN = "零〇一二三四五六七八九两十百千"
LONGEST = 16  # characters; what is longer is no count
# Every branch takes a whole run of its characters at once, so that the search is linear.
NUMBER = (
    r"百分之(?P<share>[零〇一二三四五六七八九十百点\d.]+)"
    rf"|(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<percent>%)?|(?P<han>[数几][十百千]|[{HAN}]+)"
)
THOUSANDS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?"
RANGE = tuple("至到~～—–-")


class Number(NamedTuple):
    """A number in a text, from `start` to `end`; what it says is at least `low` and at most `high`."""

    start: int
    end: int
    value: float
    low: float
    high: float
    percent: bool = False

    @property
    def exact(self) -> bool:
        return self.low == self.high


def numbers(text: str) -> Iterator[Number]:
    """The numbers in a text without white space and in half-width digits, in order."""
    pattern, end = re.compile(NUMBER), 0
    while (found := pattern.search(text, end)) is not None:
        end = found.end()
        one = _number(text, found)
        if one is None:
            continue
        end = one.end
        if text.startswith(RANGE, end):
            other = pattern.match(text, end + 1)
            upper = _number(text, other) if other is not None else None
            if upper is not None and upper.high >= one.low and upper.percent == one.percent:
                end = upper.end
                yield one._replace(end=end, value=upper.value, high=upper.high)
                continue
        yield one


def _number(text: str, found: re.Match[str]) -> Number | None:
    start, end = found.span()
    if end - start > LONGEST:
        return None
    kind, places = found.lastgroup, 0
    if kind == "share":
        share = _share(found["share"])
        return None if share is None else Number(start, end, share, share, share, True)
    if kind == "han":
        han = found["han"]
        if han[0] in "数几":
            return Number(start, end, TENS[han[1]], TENS[han[1]], 10 * TENS[han[1]] - 1)
        parsed = from_han(han)
        if parsed is None:
            return None
        value = float(parsed)
    else:
        written = found["digits"].rstrip(",")
        if "," in written and not re.fullmatch(THOUSANDS, written):
            written = written.partition(",")[0]
        end = start + len(written)
        value, places = float(written.replace(",", "")), len(written.partition(".")[2])
        if kind == "percent" and end == found.end("digits"):
            return Number(start, end + 1, value, value, value, True)
    return _with_myriads(text, start, end, value, places)


def _with_myriads(text: str, start: int, end: int, value: float, places: int) -> Number:
    """The number with 万 and the like, and with 余 or 多, behind it."""
    more, factor = text.startswith(("余", "多", "几"), end), 1
    end += more
    if (behind := text[end : end + 1]) in BEHIND:
        factor = BEHIND[behind]
        end += 1
    if text.startswith(("余", "多"), end):
        more = True
        end += 1
    value *= factor
    step = factor / 10**places if places and factor > 1 else 0  # 2.3万: rounded, up or down
    if more:
        return Number(start, end, value, value - step, value + 2 * _last_place(value))
    if step:
        return Number(start, end, value, value - step, value + step)
    return Number(start, end, value, value, value)


def _last_place(value: float) -> float:
    """The worth of the last digit that is not 0: 10 of 120, 100 of 1,200."""
    place = 1.0
    while value and value % (place * 10) == 0:
        place *= 10
    return place


def from_han(text: str) -> int | None:
    """十二, 一百零五, 二〇二三 as a number; None for what is none."""
    if TENS.keys().isdisjoint(text):
        return int("".join(str(DIGITS[c]) for c in text)) if len(text) <= LONGEST else None
    total, digit, last = 0, 0, 10_000
    for character in text:
        if character in TENS:
            place = TENS[character]
            if place >= last:
                return None
            total += (digit or 1) * place
            digit, last = 0, place
        else:
            digit = DIGITS[character]
    return total + digit


def _share(text: str) -> float | None:
    whole, _, places = text.partition("点" if "点" in text else ".")
    try:
        if text[0].isdigit():
            return float(text.replace("点", "."))
        value = from_han(whole)
        digits = "".join(str(DIGITS[c]) for c in places)
    except (ValueError, KeyError):
        return None
    return None if value is None else float(f"{value}.{digits or 0}")
