"""Where keys stand: lines and columns count from 1, columns in characters."""

from __future__ import annotations

import pytest

from govreport.finding import START, Span
from govreport.tomlio.positions import Positions, first_error

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


def test_first_error() -> None:
    assert first_error("a = 1\n") is None
    found = first_error("甲 = 1\nb = { c = 1, }\n")
    assert found is not None
    assert found.line in (1, 2)
