"""A text on one line whose quotation marks are missing, of the wrong kind, not closed, or in the way.

bad   organization = 某乡人民政府      organization = “某乡人民政府”      reason = "所谓"放管服"改革"
good  organization = "某乡人民政府"    organization = "某乡人民政府"      reason = "所谓“放管服”改革"

What the text says is never to be changed: advice speaks of its two ends, and of " and \\ in it alone.
"""

from __future__ import annotations

import re

from govreport.messages import Message, msg
from govreport.tomlio.faults.fault import Edit, Fault
from govreport.tomlio.faults.toml_statements import ENDS, FULL_TRIPLE, QUOTES, Statement
from govreport.tomlio.structure import brief

BASIC = re.compile(r'"(?:[^"\\\n]|\\.)*"')
LITERAL = re.compile(r"'[^'\n]*'")
CHINESE = "“”‘’„‟＂＇"


def in_quotes(one: Statement) -> Fault | None:
    """A text on one line: its ends, and quotation marks in it."""
    start, value = one.value
    end = start + len(value)
    if not value or "\n" in value or value[0] in "[{［":
        return None
    quote = value[0]
    if quote not in QUOTES:
        return _no_opening(one, start, value)
    if FULL_TRIPLE.match(value) or quote not in "\"'":
        return _chinese(start, value)
    found = (BASIC if quote == '"' else LITERAL).match(value)
    if found is None:
        return _unclosed(start, value)
    rest = value[found.end() :]
    if not meant(rest):
        return None
    if value.startswith(quote * 2) and not value.startswith(quote * 3):
        tail = len(value) - len(value.rstrip(quote))
        if tail and len(value) > 2:
            edits = (Edit(start, start + 2, quote), Edit(end - tail, end, quote))
            return Fault(msg("文字两头各写一个英文引号就够了。"), start, end, edits)
    last = value.rfind(quote)
    if last < found.end():
        return behind(start + found.end(), end, rest)
    inside = [m.start() for m in re.finditer(re.escape(quote), value[1:last])]
    marks = "“”" if quote == '"' else "‘’"
    inner = tuple(Edit(start + 1 + at, start + 2 + at, marks[n % 2]) for n, at in enumerate(inside))
    message = msg(
        "文字里面也用了英文引号 {quote}，文字到那里就被截断了：里面的请改成中文引号{marks}，两头的不改。",
        quote=quote, marks=marks,
    )  # fmt: skip
    return Fault(message, start + 1 + inside[0], start + 2 + inside[-1], inner)


def _unclosed(start: int, value: str) -> Fault:
    """A text on one line that nothing closes, or a quotation mark of another kind."""
    quote, end = value[0], start + len(value)
    if value[-1] == "\\" or value.endswith(("\\" + quote, "\\" + quote + quote)):
        at = start + value.rindex("\\")
        message = msg(
            "末尾的反斜杠 \\ 使后面的引号不算数了：反斜杠请写成两个 \\\\，末尾再有一个英文引号 {quote}。",
            quote=quote,
        )
        missing = "" if value.endswith(quote) else quote
        return Fault(message, at, end, (Edit(at, at + 1, "\\\\"), Edit(end, end, missing)))
    tail = len(value) - len(value[1:].rstrip(ENDS)) - 1
    if tail and (value[-1] not in "”’" or not balanced(value[1:])):
        message = msg(
            "文字末尾的“{found}”不是英文引号，文字没有闭合：请把它改成 {quote}。",
            found=value[-tail:], quote=quote,
        )  # fmt: skip
        return Fault(message, end - tail, end, (Edit(end - tail, end, quote),))
    message = msg("这里的英文引号 {quote} 没有闭合：请在文字末尾加一个 {quote}。", quote=quote)
    return Fault(message, start, end, (Edit(end, end, quote),))


def _chinese(start: int, value: str) -> Fault:
    """Chinese quotation marks at the ends of a text."""
    end = start + len(value)
    triple = FULL_TRIPLE.match(value) is not None
    opening = 3 if triple else 1
    tail = min(len(value) - len(value.rstrip(ENDS)), opening, len(value) - opening)
    quotes = '"""' if triple else '"'
    edits = (Edit(start, start + opening, quotes), Edit(end - tail, end, quotes))
    return Fault(chinese_ends(quotes), start, end, edits)


def _no_opening(one: Statement, start: int, value: str) -> Fault | None:
    """A text without quotation marks, or with one at its end alone."""
    end = start + len(value)
    if one.wanted not in ("text", "texts", "word", "") or one.head is None:
        return None
    if value[-1] in "\"'＂" or (value[-1] == "”" and not balanced(value)):
        message = msg('文字开头缺少英文引号 "：请在“{words}”前面加一个。', words=brief(value[:8]))
        tail = len(value) - len(value.rstrip(ENDS))
        return Fault(message, start, end, (Edit(start, start, '"'), Edit(end - tail, end, '"')))
    inner = value if one.wanted == "text" else value.partition("#")[0].rstrip()
    end, quotes, shown = start + len(inner), '"', brief(inner)
    if '"' in inner:  # which nothing need be done about between three
        message, quotes = without_marks(one), '"""'
    elif one.wanted == "texts":
        shown = '", "'.join(re.split("[、，,]", shown))
        message = msg(
            '文字要放在英文引号里，几个之间用逗号：{key} = ["{shown}"]。', key=one.key, shown=shown
        )
    else:
        message = msg('文字要放在一对英文引号里：{key} = "{shown}"。', key=one.key, shown=shown)
    return Fault(message, start, end, (Edit(start, start, quotes), Edit(end, end, quotes)))


def without_marks(one: Statement) -> Message:
    """What to say of a text that has no quotation marks around it, and may have some in it."""
    return msg(
        "“{key}”后面的文字没有加引号：在文字的开头和末尾各加三个英文引号 {quotes}，文字本身不用改。",
        key=one.key,
        quotes='"""',
    )


def chinese_ends(quotes: str) -> Message:
    """What to say of a text with Chinese quotation marks at its ends."""
    return msg(
        "文字两头要用英文引号 {quotes}，现在用的是中文引号；文字里面的中文引号不用改。",
        quotes=quotes,
    )


def behind(start: int, end: int, rest: str) -> Fault:
    """Words behind a text that is closed."""
    message = msg(
        "引号后面还有“{rest}”：是文字的就移到引号里面，是说明的就在前面加 #，不要的请删去。",
        rest=brief(rest.strip()),
    )
    return Fault(message, start, end, (Edit(start, end, ""),))


def meant(rest: str) -> bool:
    """Whether something stands behind a text that is no comment."""
    return rest.strip() != "" and not rest.strip().startswith("#")


def balanced(text: str) -> bool:
    """Whether every Chinese quotation mark that closes has one that opens."""
    return text.count("“") >= text.count("”") and text.count("‘") >= text.count("’")
