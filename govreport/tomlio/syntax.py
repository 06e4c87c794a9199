"""What a TOML parser says in English, in words for a person, with the place."""

from __future__ import annotations

import re

from govreport.messages import Message, msg

# A superset of what only TOML 1.1 has: \e and \x escapes, times without seconds, and inline tables
# (which 1.1 lets span lines and end with a comma). The grammar then decides.
MAYBE_NEWER = r"\\[ex]|\d\d:\d\d(?!:)|=\s*\{|\[\s*\{"  # compiled when first used
PLACE = re.compile(r"(?s)(.*?) at line (\d+) column (\d+)$")
FULL_WIDTH = {"“": '"', "”": '"', "‘": "'", "’": "'", "，": ",", "＝": "=", "：": "=", "【": "[",
              "】": "]", "［": "[", "］": "]", "。": ".", "\u3000": " ", "\xa0": " ",
              **{chr(0xFF10 + digit): str(digit) for digit in range(10)}}  # fmt: skip


def explain(error: str, text: str) -> tuple[Message, int, int]:
    """(message, line, column) of a parser's error on `text`; line and column count from 1."""
    found = PLACE.match(error)
    what, line, column = (found[1], int(found[2]), int(found[3])) if found else (error, 1, 1)
    lines = text.split("\n")
    source = lines[line - 1] if 0 < line <= len(lines) else ""
    near = source[max(column - 2, 0) : column]
    confused = next((c for c in reversed(near) if c in FULL_WIDTH), None)
    reason = _reason(what)
    if confused is not None and reason.template != _DUPLICATE.template:
        reason = msg(
            "{reason}这一行有全角符号“{wrong}”，应改成半角“{right}”。",
            reason=reason,
            wrong=confused,
            right=FULL_WIDTH[confused],
        )
    return msg("不是合法的 TOML：{reason}", reason=reason), line, column


_DUPLICATE = msg("这个键或表前面已经写过了。")


def _reason(what: str) -> Message:
    context, _, expected = what.partition(", expected ")
    known = {
        "duplicate key": _DUPLICATE,
        "recursion limit": msg("嵌套太深。"),
        "cannot recurse further; max recursion depth met": msg("嵌套太深。"),
        "string values must be quoted": msg("等号后面缺少值，或文字没有加引号。"),
        "key with no value": msg("键的后面缺少等号和值。"),
        "unquoted keys cannot be empty": msg("等号前面缺少键。"),
        "invalid unquoted key": msg("键只能用英文字母、数字、- 和 _。"),
        "unexpected key or value": msg("一行只能写一个键和一个值。"),
        "unexpected leading zero": msg("数字不能以 0 开头。"),
        "extra comma in inline table": msg("行内表里多了一个逗号。"),
        "integer number overflowed": msg("这个数写得不对。"),
        "carriage return must be followed by newline": msg("回车符后面缺少换行符。"),
        "invalid value": msg("这个值写得不对。"),
        "missing escaped value": msg("反斜杠后面的字符不对；要写反斜杠本身，请写两个。"),
    }
    if context in known:
        return known[context]
    if context.startswith("unclosed "):
        return msg("括号没有闭合，缺少 {expected}。", expected=expected or "]")
    if context.startswith("invalid") and context.endswith("string") and expected in ('`"`', "`'`"):
        return msg("引号没有闭合。")
    if context.startswith("invalid") and "string" in context:
        return msg("文字里有不允许的控制字符。")
    if context.startswith("`_`"):
        return msg("下划线只能写在数字之间。")
    if expected:
        return msg("{context}，此处应为 {expected}。", context=context, expected=expected)
    return msg("{context}。", context=context)


def maybe_newer(text: str) -> bool:
    """Whether a closer look is due, as the text may have syntax that only TOML 1.1 has.

    Most files have none of the marks, which is found out fast.
    """
    if "\\" in text or "{" in text or text.count(":") > 1:  # one is in the line for editors
        return re.search(MAYBE_NEWER, text) is not None
    return False
