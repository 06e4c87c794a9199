"""Where keys stand: lines and columns count from 1, columns in characters."""

from __future__ import annotations

import pytest

from govreport.finding import START, Span
from govreport.tomlio.positions import Positions

TEXT = """edition = "2021"
[report]
organization = "某乡"  # 说明
"年度" . x = 1
[requests.received]
total = 3
[requests]
carried_in.total = 4
carried_over = { total = 5, other = 6 }
[overview]
text = '''
第一段
第二段'''
[[waivers]]
code = "GR701"
[[waivers]]
code = "GR201"
"""


@pytest.mark.parametrize(
    ("address", "span"),
    [
        ("edition", (1, 1, 1, 17)),
        ("report", (2, 1, 2, 9)),
        ("report.organization", (3, 1, 3, 20)),
        ("report.年度.x", (4, 1, 4, 13)),
        ("requests.received.total", (6, 1, 6, 10)),
        ("requests.received.other", (5, 1, 5, 20)),
        ("requests.carried_in.total", (8, 1, 8, 21)),
        ("requests.carried_over.total", (9, 18, 9, 27)),
        ("requests.carried_over.other", (9, 29, 9, 38)),
        ("overview.text", (11, 1, 13, 7)),
        ("waivers[0].code", (15, 1, 15, 15)),
        ("waivers[1].code", (17, 1, 17, 15)),
        ("waivers[1].reason", (16, 1, 16, 12)),
        ("review.litigation.direct.total", (1, 1, 1, 1)),
        (None, (1, 1, 1, 1)),
    ],
)
def test_spans(address: str | None, span: tuple[int, int, int, int]) -> None:
    assert Positions(TEXT).of(address) == Span(*span)


def test_what_is_not_toml_does_not_hang_or_fail() -> None:
    for text in ("", "[[[[", "a = " + "[" * 3000, "= = =", "\0", "[a\n[b]\nc = 1"):
        assert Positions(text).of("x.y") == START


IMPLIED = """[a.b.c]
x = 1
[requests.foo.bar]
y = 1
[a.d]
[[waivers]]
[waivers.e.f]
[requests]
"年\\u5ea6\\n" = 2
'年\\u5ea6' = 3
["d\\u006f"."a\\"b"]
"""


@pytest.mark.parametrize(
    ("address", "span"),
    [
        ("a", (1, 1, 1, 8)),
        ("a.b", (1, 1, 1, 8)),
        ("a.b.c", (1, 1, 1, 8)),
        ("a.d", (5, 1, 5, 6)),
        ("requests.foo", (3, 1, 3, 19)),
        ("requests", (8, 1, 8, 11)),
        ("waivers[0].e", (7, 1, 7, 14)),
        ("requests.foo.missing", (8, 1, 8, 11)),
        ("a.missing", (1, 1, 1, 1)),
        ("requests.年度\n", (9, 1, 9, 16)),
        ("requests.年\\u5ea6", (10, 1, 10, 14)),
        ("do", (11, 1, 11, 19)),
        ('do.a"b', (11, 1, 11, 19)),
    ],
)
def test_tables_without_a_header_and_escaped_keys(
    address: str, span: tuple[int, int, int, int]
) -> None:
    assert Positions(IMPLIED).of(address) == Span(*span)


NEWER = """['甲']
a = 2025-01-20 07:32  # 07:32
b = "中\\e文" # 尾
c = { d = 1, e = "\\x41", }
f = '\\e'
g = { h = [
 1,
], }
i = \"\"\"
\\x41\"\"\"
"""


@pytest.mark.parametrize(
    ("address", "span"),
    [
        ("a", (2, 1, 2, 21)),
        ("b", (3, 1, 3, 11)),
        ("c", (4, 1, 4, 27)),
        ("c.e", (4, 14, 4, 24)),
        ("f", (5, 1, 5, 9)),
        ("g.h", (6, 7, 8, 2)),
        ("i", (9, 1, 10, 8)),
    ],
)
def test_keys_are_found_beside_newer_syntax(address: str, span: tuple[int, int, int, int]) -> None:
    assert Positions(NEWER).of(f"甲.{address}") == Span(*span)
