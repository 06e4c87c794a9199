"""Width of characters, characters that may not be printed, and the rules of line breaking."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport.text import (
    BLANKS,
    align,
    clean,
    display_width,
    fill_lines,
    narrowest,
    pad,
    printable,
    shorten,
    shorten_apart,
    wrap,
    wrap_lines,
)

CLOSING = "。，、；：？！）》」』】”’…—%"
OPENING = "（《「『【“‘"
prose = st.text(
    st.sampled_from("政府信息公开年度报告一二三" + CLOSING + OPENING + "ab1209.,-/ \u3000\u0301é"),
    max_size=80,
) | st.text(max_size=40).map(clean)
sentences = st.lists(
    st.sampled_from(["政府", "信息公开", "，", "。", "（", "）", "《", "》", " ", "2021", "1,234.5",
                     "12.5%", "http://a.gov.cn/b?c=1", "COVID", "“", "”", "的", "……", "——"]),
    max_size=25,
).map("".join)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "one", "two"),
    [("“”", 2, 4), ("—…①", 3, 6), ("─│┼", 3, 6), ("（）", 4, 4), ("公开", 4, 4), ("ab1", 3, 3),
     ("e\u0301", 1, 1), ("\u200b", 0, 0), ("１２", 4, 4)],
)  # fmt: skip
def test_display_width(text: str, one: int, two: int) -> None:
    assert display_width(text, 1) == one
    assert display_width(text, 2) == two


@given(st.text(st.characters()))
def test_clean_text_can_be_printed(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", cleaned)
    assert clean(cleaned) == cleaned


@given(prose, st.integers(2, 60), st.sampled_from([1, 2]), st.sampled_from([0, 4]))
def test_wrap_loses_and_adds_nothing_but_spaces(
    text: str, width: int, ambiguous: int, indent: int
) -> None:
    lines = wrap(text, width, ambiguous, min(indent, width - 2))
    assert "".join(lines).replace(" ", "").replace("\u3000", "") == text.replace(" ", "").replace(
        "\u3000", ""
    )
    rest = text.lstrip(" \u3000")
    for line in lines:
        assert rest.startswith(line)
        rest = rest[len(line) :].lstrip(" \u3000")
    assert rest == ""
    for number, line in enumerate(lines):
        room = width - (min(indent, width - 2) if number == 0 else 0)
        assert display_width(line, ambiguous) <= room


@given(sentences, st.integers(2, 60), st.sampled_from([1, 2]))
def test_rules_hold_where_the_line_is_wide_enough(text: str, more: int, ambiguous: int) -> None:
    width = narrowest(text, ambiguous) + more
    lines = wrap(text, width, ambiguous)
    stripped = text.strip(" ")
    for line in lines[1:]:
        assert line[0] not in CLOSING
    for line in lines[:-1]:
        assert line[-1] not in OPENING
    words = set(re.findall(r"[!-~]+", stripped))
    assert {word for line in lines for word in re.findall(r"[!-~]+", line)} <= words


def test_a_long_address_is_broken_only_when_it_must_be() -> None:
    address = "http://www.example.gov.cn/zwgk/ndbg/2021"
    assert wrap(f"网址{address}。", 44) == ["网址", f"{address}。"]
    assert wrap(f"网址{address}，", 20) == [
        "网址",
        address[:20],
        address[20:39],
        "1，",
    ]


def test_dashes_and_apostrophes_stay_whole() -> None:
    assert wrap("公开信息——全部公开", 9) == ["公开信", "息——全部", "公开"]
    assert wrap("说 don’t 好", 7) == ["说", "don’t", "好"]


def test_text_is_set_in_columns_by_its_width() -> None:
    assert pad("公开", 6) == "公开  "
    assert pad("公开", 6, "right") == "  公开"
    assert pad("公开", 7, "center") == " 公开  "
    assert pad("政府信息", 6) == "政府信息"
    assert pad("“”", 5, "right", ambiguous=2) == " “”"
    assert align([["", "新收", "结转"], ["自然人", "3", "12"]]) == [
        "        新收  结转",
        "自然人     3    12",
    ]
    assert align([]) == []


def test_text_is_cut_to_its_width() -> None:
    assert shorten("政府信息", 8) == "政府信息"
    assert shorten("政府信息", 7) == "政府信…"
    assert shorten("政府信息", 7, "~") == "政府信~"
    assert shorten("政府信息", 6) == "政府…"


def test_what_is_shortened_together_can_still_be_told_apart() -> None:
    assert shorten_apart(["政府信息", "政府采购"], 5) == ["政府信~", "政府采~"]
    assert shorten_apart(["政府信息公开", "年度报告制度"], 6) == ["政府~", "年度~"]
    assert shorten_apart(["公开", "公开"], 3) == ["公~", "公~"]


def test_pieces_are_in_as_many_lines_as_they_need() -> None:
    assert fill_lines("? 说明   < 上一题  # 目录", 18) == ["? 说明   < 上一题", "# 目录"]
    assert fill_lines("? 说明   < 上一题  # 目录", 60) == ["? 说明   < 上一题   # 目录"]


def test_what_goes_on_stands_under_its_beginning() -> None:
    assert wrap_lines("  1 本年新收，上年结转\n完", 12, 2) == [
        "  1 本年新",
        "    收，上年",
        "    结转",
        "完",
    ]
    assert wrap_lines("a\tb", 20) == ["a    b"]
    assert wrap_lines("", 20) == [""]


@given(
    st.text(st.sampled_from("政府，。（） ab\n"), max_size=60), st.integers(12, 40), st.booleans()
)
def test_no_line_on_a_terminal_is_too_wide(text: str, width: int, further: bool) -> None:
    lines = wrap_lines(text, width, 2 if further else 0)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "").replace("\n", "")
    deepest = max(len(line) - len(line.lstrip(" ")) for line in text.split("\n"))
    assert all(display_width(line) <= max(width, deepest + 2) for line in lines)


def test_blanks_are_legible_and_what_steers_is_not() -> None:
    assert printable("一\u3000二\xa0三\t四") == "一\u3000二\xa0三\t四"
    assert printable("\x1b[2J\u202e\n") == "\ufffd[2J\ufffd\ufffd"
    assert printable("一\n\x07", keep=BLANKS + "\n") == "一\n\ufffd"
    assert printable("\x07", lambda c: f"<{ord(c)}>") == "<7>"
