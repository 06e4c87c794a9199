"""Texts of several lines: the three quotation marks around them.

bad   text = 一年来的工作。⏎更新及时。              text = "一年来的工作。⏎更新及时。"
good  text = '''⏎一年来的工作。⏎更新及时。'''

What the text says is never to be changed: advice speaks of its two ends alone.
"""

from __future__ import annotations

import re

from govreport.messages import msg
from govreport.tomlio.faults.broken_quotes import (
    BASIC,
    CHINESE,
    LITERAL,
    balanced,
    behind,
    chinese_ends,
    meant,
    without_marks,
)
from govreport.tomlio.faults.fault import Edit, Fault
from govreport.tomlio.faults.toml_statements import ENDS, TRIPLES, Statement, closing


def not_closed(one: Statement) -> Fault | None:
    """Three quotation marks that open a text, and none that close it."""
    start, value = one.value
    if not value.startswith(TRIPLES) or closing(value, value[:3]) >= 0:
        return None
    quotes, inner = value[:3], value[3:]
    end = start + len(value)
    tail = len(inner) - len(inner.rstrip(ENDS))
    found = inner[len(inner) - tail :] if tail else ""
    if found and not (found[-1] in "”’" and balanced(inner)):
        message = msg(
            "这段文字用三个引号 {quotes} 开头，末尾写的是“{found}”，没有闭合：末尾也要三个英文引号 {quotes}。",
            quotes=quotes, found=found,
        )  # fmt: skip
        edits = (Edit(end - tail, end, quotes),)
    else:
        message = msg(
            "这里开头的三个引号 {quotes} 没有闭合，往下的内容都被当成了文字：请在这段文字的末尾"
            "（第 {line} 行）加上三个英文引号 {quotes}。",
            quotes=quotes, line=one.line + value.count("\n"),
        ) if "\n" in value else msg(
            "这里开头的三个引号 {quotes} 没有闭合：请在文字末尾也加上三个英文引号 {quotes}。", quotes=quotes
        )  # fmt: skip
        edits = (Edit(end, end, quotes),)
    first = one.text.find("\n", start)
    return Fault(message, start, first if first > 0 else end, edits)


def over_lines(one: Statement) -> Fault | None:
    """A text of several lines that three quotation marks do not stand around."""
    start, value = one.value
    end = start + len(value)
    bare = value if value else one.text[start:].strip()
    if one.head is None or "\n" not in one.text.strip() or value.startswith(("[", "{", "［")):
        return None
    value = bare
    start = end - len(value) if value else start
    closed = -1
    if value.startswith(TRIPLES):
        closed = closing(value, value[:3])
    elif found := (BASIC.match(value) or LITERAL.match(value)):
        closed = found.end()
    several = value.startswith(TRIPLES)  # a single mark may be closed by one inside the text
    if closed >= 0 and (several or not meant(value[closed:].partition("\n")[0])):
        return _closed_early(one, start, value, closed)
    opening = len(value) - len(value.lstrip(ENDS)) if not value.startswith("”") else 1
    last = len(value) - len(value.rstrip(ENDS))
    if last and value[-1] in "”’" and opening and value[0] not in CHINESE:
        last = 0 if balanced(value[opening:]) else last
    if not opening and last and value[-1] in "”’":
        last = 0
    if opening == 0:
        message = without_marks(one)
    elif value[0] in CHINESE:
        message = chinese_ends('"""')
    else:
        message = msg(
            "分成几行的文字，开头和末尾都要用三个英文引号 {quotes}，文字本身不用改。", quotes='"""'
        )
    edits = [Edit(start, start + opening, '"""'), Edit(end - last, end, '"""')]
    edits += [
        Edit(found.start(), found.end(), "”")
        for found in re.finditer('"{3,}', one.text)
        if start + opening <= found.start() and found.end() <= end - last
    ]
    return Fault(message, one.head.start("key"), one.text.find("\n"), tuple(edits))


def behind_triple(one: Statement) -> Fault | None:
    """Words behind the three quotation marks that close a text, on the same line."""
    start, value = one.value
    closed = closing(value, value[:3]) if value.startswith(TRIPLES) else -1
    rest = value[closed:] if closed >= 0 else ""
    if not meant(rest) or "\n" in rest:
        return None
    return behind(start + closed, start + len(value), rest)


def _closed_early(one: Statement, start: int, value: str, closed: int) -> Fault | None:
    """The lines behind a text that is closed already."""
    rest = value[closed:]
    if "\n" not in rest or one.head is None:
        return None
    opening = 3 if value.startswith(TRIPLES) else 1
    at, end = start + closed, start + len(value)
    outside = start + closed + len(rest) - len(rest.lstrip())
    tail = len(rest) - len(rest.rstrip(ENDS))
    if not rest.strip().strip(ENDS):
        message = msg("这里多了引号：前面的文字已经结束。请把它删去。")
        return Fault(message, outside, end, (Edit(at, end, ""),))
    message = msg(
        "从这一行起的文字落在引号外面：前面的引号把文字提前结束了。请把结束的引号移到文字的最末尾，"
        "开头和末尾都用三个英文引号 {quotes}；不要的文字请删去。",
        quotes='"""',
    )
    edits = (
        Edit(start, start + opening, '"""'),
        Edit(at - min(opening, closed - opening), at, ""),
        Edit(end - tail, end, '"""'),
    )
    line = one.text.find("\n", outside)
    return Fault(message, outside, line if line > 0 else end, edits)
