"""Numbers, years and dates as people write them, and nothing at all where one belongs.

bad   natural_person = 2件      total = 1,234      date = 2026年1月20日      enterprise =
good  natural_person = 2        total = 1234       date = 2026-01-20         enterprise = 0
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator

from govreport.messages import Message, msg
from govreport.tomlio.faults.expected_values import unit_of
from govreport.tomlio.faults.fault import Edit, Fault
from govreport.tomlio.faults.toml_statements import QUOTES, Statement
from govreport.tomlio.structure import brief

NUMBER = re.compile(r"([+-]?)(\d[\d, ]*)(\.\d*)?(.*)", re.S)
DATE = re.compile(
    r"(\d{4})\s*[年./\\\-—–_、, ]\s*(\d{1,2})\s*[月./\\\-—–_、, ]\s*(\d{1,2})\s*日?\s*[。.,，;]?"
)
FULL_WIDTH = re.compile(r"[０-９＋－．]")
NONE = frozenset(
    (
        "无",
        "没有",
        "暂无",
        "空",
        "零",
        "〇",
        "不适用",
        "/",
        "\\",
        "-",
        "--",
        "—",
        "——",
        "–",
        "－",
        "／",
    )
)
SIGNS = "。，；、,.;:：！ \t"
CHINESE = re.compile(r"[一二三四五六七八九十百千万两〇零]+\D{0,3}")
MULTIPLES = "万亿千百十多余几"  # behind a number they make another of it
ANOTHER = re.compile(r"[\s,，;；、]*[A-Za-z_][\w-]*\s*=", re.A)
STAND_IN = {"date": "2000-01-01", "number": "0", "year": "2000"}


def nothing(one: Statement) -> Fault | None:
    """A key with an equals sign and no value."""
    start, bare, end = _bare(one)
    if one.head is None or not one.head["sign"] or bare or "\n" in one.text.strip():
        return None
    if one.wanted == "number":
        message = msg("“{key}”等号后面是空的：没有的填 0，不知道的把这一行删去。", key=one.key)
    elif one.wanted in ("date", "year"):
        message = msg(
            "“{key}”等号后面是空的：写上 {example}，还没有的把这一行删去。",
            key=one.key,
            example="2026-01-20" if one.wanted == "date" else "2025",
        )
    else:
        message = msg(
            '“{key}”等号后面是空的：把文字写在一对英文引号里，如 {key} = "文字"；没有的把这一行删去。',
            key=one.key,
        )
    new = " " + STAND_IN.get(one.wanted, '""')
    return Fault(message, one.head.start("key"), max(start, end), (Edit(start, start, new),))


def date(one: Statement) -> Fault | None:
    """A date that is written otherwise than 2026-01-20."""
    start, bare, end = _bare(one)
    plain = unicodedata.normalize("NFKC", bare).strip(QUOTES)
    found = DATE.fullmatch(plain)
    if not bare or not (found or one.wanted == "date") or one.wanted not in ("date", ""):
        return None
    if found is None:
        message = msg(
            "“{written}”不是日期：要写成 2026-01-20 这样，年、月、日都要有，不加引号。",
            written=brief(bare),
        )
        return Fault(message, start, end, (Edit(start, end, STAND_IN["date"]),))
    try:
        meant = datetime.date(*map(int, found.groups())).isoformat()
    except ValueError:
        message = msg("没有“{written}”这一天，请核对。", written=brief(bare))
        return Fault(message, start, end, (Edit(start, end, STAND_IN["date"]),))
    message = msg("日期要写成 {meant}，现在写的是“{written}”。", meant=meant, written=brief(bare))
    return Fault(message, start, end, (Edit(start, end, meant),))


def another_key(one: Statement) -> Fault | None:
    """Two keys on one line."""
    start, bare, end = _bare(one)
    found = re.match(r"[^\s\"'=]+", bare)
    rest = ANOTHER.match(bare, found.end()) if found else None
    if found is None or rest is None:
        return None
    at = start + found.end()
    message = msg("一行只能写一个键和一个值：请在“{value}”后面换行。", value=brief(found[0]))
    skipped = len(rest[0]) - len(rest[0].lstrip(" \t,，;；、"))
    return Fault(message, at, end, (Edit(at, at + skipped, "\n"),))


def number(one: Statement) -> Fault | None:
    """A number with a unit, with commas, in full width, with a remark, or as a word."""
    start, bare, end = _bare(one)
    numeric = one.wanted in ("number", "year")
    if not bare or bare[0] in "[{［" or "\n" in bare or (bare[0] in QUOTES and not numeric):
        return None
    plain = unicodedata.normalize("NFKC", bare).strip(QUOTES + " ")
    found = NUMBER.fullmatch(plain)
    if not numeric and not (one.wanted == "" and found and len(found[4]) <= 3):
        return None
    if found is None or _doubtful(found[4].strip(SIGNS)):
        if not numeric:
            return None
        message = _no_number(one, bare)
        return Fault(message, start, end, (Edit(start, end, STAND_IN.get(one.wanted, "0")),))
    sign, whole, fraction, rest = found.groups()
    new = sign + str(int(re.sub("[, ]", "", whole)) if len(whole) < 400 else 0)
    if fraction and fraction != ".":
        new += fraction
    if rest.strip(SIGNS)[:1] in MULTIPLES and rest.strip(SIGNS):
        message = msg("“{written}”要写出整个数，只用半角数字，如 35000。", written=brief(bare))
        return Fault(message, start, end, (Edit(start, end, new),))
    if rest and len(plain) == len(bare):
        rest = bare[-len(rest) :]
    unit = unit_of(one.key)
    if unit and rest.strip(SIGNS) and unit not in rest:
        message = msg(
            "“{written}”：这一格的单位是{unit}，请换算成{unit}，只写数字。",
            written=brief(bare),
            unit=unit,
        )
        return Fault(message, start, end, (Edit(start, end, new),))
    causes = list(_causes(bare, whole, fraction, rest))
    remark = rest.strip(SIGNS)
    if len(remark) > 3 and not remark.startswith("年"):
        message = msg(
            "“{written}”应写成 {number}  # {remark}：{causes}。",
            written=brief(bare), number=new, remark=brief(remark), causes=causes,
        )  # fmt: skip
    else:
        message = msg(
            "“{written}”应写成 {number}：{causes}。", written=brief(bare), number=new, causes=causes
        )
    return Fault(message, start, end, (Edit(start, end, new),))


def _doubtful(rest: str) -> bool:
    """Whether what stands behind a number makes it another: more digits, signs of a formula. A remark
    in brackets does not."""
    if rest.startswith("("):
        return False
    return (rest[:1].isascii() and rest != "") or any(map(str.isdigit, rest))


def _causes(bare: str, whole: str, fraction: str | None, rest: str) -> Iterator[Message]:
    """What is wrong with a number that can be told."""
    if bare[0] in QUOTES or bare[-1] in QUOTES:
        yield msg("数不加引号")
    if FULL_WIDTH.search(bare):
        yield msg("数字要用半角")
    if "," in whole.rstrip(", "):
        yield msg("数里面不写逗号")
    elif " " in whole.strip():
        yield msg("数里面不空格")
    digits = re.sub("[, ]", "", whole)
    if len(digits) > 1 and digits[0] == "0":
        yield msg("不以 0 开头")
    remark = rest.strip(SIGNS)
    if len(remark) > 3 and remark[0] != "年":
        yield msg("后面的说明要放在 # 后面")
    elif remark:
        yield msg("后面不写“{words}”", words=brief(remark))
    elif fraction == "." or rest.strip() or whole.rstrip() != whole.rstrip(", "):
        yield msg("后面不写标点")


def _no_number(one: Statement, bare: str) -> Message:
    word = bare.strip(SIGNS) or bare
    if word in NONE:
        return msg("“{written}”不是数：没有的填 0，不知道的把这一行删去。", written=brief(bare))
    if CHINESE.fullmatch(word):
        return msg("“{written}”要用半角的阿拉伯数字写，不用汉字。", written=brief(bare))
    return msg(
        "“{key}”后面要填一个数，“{written}”不是数。没有的填 0。", key=one.key, written=brief(bare)
    )


def _bare(one: Statement) -> tuple[int, str, int]:
    """From where to where a value stands that is in no quotation marks: a comment is left out."""
    start, value = one.value
    if value[:1] not in QUOTES or not value:
        value = value.partition("#")[0].rstrip()
    return start, value, start + len(value)
