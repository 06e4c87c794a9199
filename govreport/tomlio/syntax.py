"""What a TOML parser says in English, in words for a person, with the place."""

from __future__ import annotations

import re

from govreport.messages import Message, msg

PLACE = re.compile(r"(?s)(.*?) at line (\d+) column (\d+)$")


def explain(error: str) -> tuple[Message, int, int]:
    """(message, line, column) of a parser's error; line and column count from 1."""
    what, line, column = split_error(error)
    return msg("不是合法的 TOML：{reason}", reason=reason_of(what)), line, column


def split_error(error: str) -> tuple[str, int, int]:
    """What the parser said, and the line and column where it stopped, which count from 1."""
    found = PLACE.match(error)
    return (found[1], int(found[2]), int(found[3])) if found else (error, 1, 1)


_DUPLICATE = msg("这个键或表前面已经写过了。")
_DEEP = msg("嵌套太深。")
_NUMBER = msg("这个数写得不对。")
_STRAY = msg("这里多了一个等号。")
_COMMA = msg("各项之间缺少逗号。")
_BRACKET = msg("这个括号前面没有与它成对的括号。")
_KEY = msg("等号前面缺少键。")
_ESCAPE = msg("反斜杠后面的字符不对；要写反斜杠本身，请写两个。")
_CONTROL = msg("文字里有不允许的控制字符。")
_TIME = msg("日期或时间写得不对，要写成 2025-01-20、07:32:00 这样。")
# How what the parser says begins; what is more particular stands first.
_REASONS = (
    ("duplicate key", _DUPLICATE),
    ("recursion limit", _DEEP),
    ("cannot recurse further", _DEEP),
    ("TOML nesting too deep", _DEEP),
    ("cannot extend value", msg("这个键前面已经写了值，不能再当作表来用。")),
    ("string values must be quoted", msg("等号后面缺少值，或文字没有加引号。")),
    ("missing opening quote", msg("文字前面缺少引号。")),
    ("key with no value", msg("键的后面缺少等号和值。")),
    ("missing value for key", msg("键的后面缺少等号和值。")),
    ("missing assignment", msg("键的后面缺少等号和值。")),
    ("unquoted keys cannot be empty", _KEY),
    ("invalid key-value pair", _KEY),
    ("missing key", _KEY),
    ("keys cannot be multi-line", msg("键不能写成多行文字。")),
    ("invalid unquoted key", msg("键只能用英文字母、数字、- 和 _。")),
    ("unexpected key or value", msg("一行只能写一个键和一个值。")),
    ("unexpected leading zero", msg("数字不能以 0 开头。")),
    ("unexpected `=`", _STRAY),
    ("extra `=`", _STRAY),
    ("extra assignment", _STRAY),
    ("extra comma in inline table", msg("行内表里多了一个逗号。")),
    ("extra comma", msg("数组里多了一个逗号。")),
    ("missing comma", _COMMA),
    ("invalid inline table element", msg("行内表里要写成 键 = 值，各项之间用逗号分开。")),
    ("missing array opening", _BRACKET),
    ("missing inline table opening", _BRACKET),
    ("missing table open", _BRACKET),
    ("`_`", msg("下划线只能写在数字之间。")),
    ("integer number overflowed", _NUMBER),
    ("floating-point number overflowed", msg("这个数太大了。")),
    ("integers with a radix", msg("十六、八、二进制的数前面不能有正负号。")),
    ("radix must be lowercase", msg("0x、0o、0b 要用小写字母。")),
    ("redundant numeric sign", msg("这里多了一个正负号。")),
    ("unexpected sign", msg("这里多了一个正负号。")),
    ("invalid boolean", msg("是或否要写成“true”或“false”，不加引号。")),
    ("invalid comment", msg("注释里有不允许的控制字符。")),
    ("carriage return", msg("回车符后面缺少换行符。")),
    ("missing escaped value", _ESCAPE),
    ("too few unicode", _ESCAPE),
    ("invalid value", _ESCAPE),
    ("invalid date", _TIME),
    ("invalid time", _TIME),
    ("invalid offset", _TIME),
    ("ValueError", _TIME),  # of Python's own dates, which know no year 0 and no leap second
    ("invalid float", _NUMBER),
    ("invalid exponent", _NUMBER),
    ("invalid fraction", _NUMBER),
    ("invalid mantissa", _NUMBER),
    ("invalid integer", _NUMBER),
    ("invalid hexadecimal", _NUMBER),
    ("invalid octal", _NUMBER),
    ("invalid binary", _NUMBER),
)


def reason_of(what: str) -> Message:
    """What the parser said, in words."""
    context, _, expected = what.partition(", expected ")
    if context.startswith("unclosed "):
        return msg("括号没有闭合，缺少 {expected}。", expected=expected or "]")
    if context.startswith("invalid") and context.endswith("string"):
        if expected in ('`"`', "`'`"):
            return msg("引号没有闭合。")
        return _ESCAPE if expected == "newline" else _CONTROL
    for beginning, reason in _REASONS:
        if context.startswith(beginning):
            return reason
    return msg("这里的写法不合规定。「{said}」", said=what)
