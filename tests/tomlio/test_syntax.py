"""What the parser says, in words: nothing English is left in a Chinese message."""

from __future__ import annotations

import re

import pytest
import rtoml
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import consistent, text_of

from govreport.messages import Message, Translator
from govreport.tomlio.faults import diagnose
from govreport.tomlio.faults.diagnose import MOST
from govreport.tomlio.syntax import explain

pytestmark = pytest.mark.no_cover  # many cases of what other tests run as well

REPORT = text_of(consistent("2021")).decode()
HEAD, TABLE = (
    REPORT[: REPORT.index("[preamble]")],
    "[requests.received]\nenterprise = 0\ntotal = 0\n",
)
OTHER = """a = [1, 2, {b = 1}, "x"]
b = {c = 1, d = {e = 2}}
c = 1979-05-27T07:32:00+08:00
d = [0x1F, 0o17, 0b11, 1e5, 1_000.5, -inf, nan, +7, true, false]
e = "\\n\\u00e9\\U0001F600"
f = '''
甲'''
g = \"\"\"
甲\"\"\"
h.'i' = 1979-05-27
[[waivers]]
code = "GR701"
[t]
x.y = 07:32:00
[t.z]
"""
FOREIGN = re.compile(r"[A-Za-z]{3,}")
PIECES = st.one_of(
    st.just(""),
    st.text("0123456789=-+._: \n\r\t#\"'[]{},\\eEuUxobTZ甲，＝\0\x7f", min_size=1, max_size=3),
    st.sampled_from(
        ["tru", "inf", "nan", "0X1", "+0x1", "9" * 25, "1e999", "\nx = ", "[[t]]", "a = 1"]
    ),
    st.sampled_from(
        ["\n[a]\n", "\n[t.x]\n", "\nb.c.d = 1\n", "[" * 90, "2020-13-01", "0000-01-01"]
    ),
    st.sampled_from(
        ["23:59:60", "07:32:00.", "+25:00", '"""', "'''", "\\uD800", "\\U00110000", "\\u12"]
    ),
)


def chinese(message: Message) -> str:
    """A message, without what is in quotation marks and without the names of formats and keys."""
    said = re.sub("“[^”]*”", "", Translator("zh")(message))
    for word in ("TOML", "total", "overview", "text", "Word", "CRLF"):
        said = said.replace(word, "")
    return said


@settings(max_examples=1500, deadline=None)
@given(st.data())
def test_messages_about_broken_files_are_chinese(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([HEAD + TABLE, OTHER, OTHER]))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(PIECES) + text[at + data.draw(st.integers(0, 4)) :]
    try:
        rtoml.loads(text)
    except rtoml.TomlParsingError as error:
        said = chinese(explain(str(error))[0])
        assert not FOREIGN.search(said), error
        assert "「" not in said, error  # nothing was unforeseen
        problems = diagnose(text, str(error))
        assert 0 < len(problems) <= MOST
        lines = text.split("\n")
        spans = [problem.span for problem in problems if problem.span is not None]
        assert spans == sorted(spans) and len(spans) == len(problems)
        for line, column, end_line, end_column in spans:
            assert 1 <= line <= end_line <= len(lines)
            assert 1 <= column <= len(lines[line - 1]) + 1
            assert (line, column) < (end_line, end_column)
        assert not any("「" in chinese(problem.message) for problem in problems)


SAYS = [
    ("invalid time, expected minute between 00 and 59", "日期或时间"),
    ("ValueError: year 0 is out of range", "日期或时间"),
    ("radix must be lowercase, expected `0x`", "小写"),
    ("invalid multi-line basic string, expected `\\`, characters", "控制字符"),
    ("invalid multi-line basic string, expected newline", "反斜杠"),
    ("invalid multi-line literal string, expected `'`", "引号没有闭合"),
    ("unclosed array table, expected `]]`", "缺少 `]]`"),
    ("cannot extend value of type array with a dotted key", "已经写了值"),
    ("extra comma in inline table, expected key", "行内表里多了一个逗号"),
    ("extra comma in array, expected value", "数组里多了一个逗号"),
]


@pytest.mark.parametrize(("error", "says"), SAYS)
def test_what_is_said(error: str, says: str) -> None:
    assert says in chinese(explain(f"{error} at line 1 column 1")[0])


def test_the_unforeseen_is_repeated_in_quotation_marks_behind_a_sentence() -> None:
    message, line, column = explain("quantum flux, expected calm at line 7 column 3")
    assert (line, column) == (7, 3)
    said = Translator("zh")(message)
    assert "「quantum flux, expected calm」" in said
    assert not FOREIGN.search(re.sub("「[^」]*」", "", said).replace("TOML", ""))
