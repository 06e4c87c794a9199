"""Syntax that only TOML 1.1 has: found where it stands, and where a parser of 1.0 refuses it."""

from __future__ import annotations

import tomllib

import pytest
import rtoml
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import consistent, text_of

from govreport.finding import Span
from govreport.tomlio import load
from govreport.tomlio.newer import maybe_newer, newer_syntax

pytestmark = pytest.mark.no_cover  # many cases of what other tests run as well

GOOD = text_of(consistent("2021")).decode()
HEAD = 'edition = "2021"\n'  # makes a report of it: two keys, no more, so that little is parsed


def places(data: bytes) -> list[tuple[str, str]]:
    """Message and place of every syntax problem, the place as `line:column-end_line:end_column`."""
    found = [p for p in load(data).problems if p.code == "GR001"]
    return [
        (p.message.template, "{}:{}-{}:{}".format(*p.span)) for p in found if p.span is not None
    ]


CASES = [
    ("x = 07:32", "1:5-1:10"),
    ("x = 2025-01-20 07:32 # 尾", "1:5-1:21"),
    ("x = 2025-01-20T07:32Z", "1:5-1:22"),
    ("x = 2025-01-20t07:32+08:00", "1:5-1:27"),
    ("x = [\n 07:32:00, 07:32\n]", "2:12-2:17"),
    ('x."年度" = { a = 07:32 }', "1:16-1:21"),
    ('x = "中文\\e…"', "1:8-1:10"),
    ('x = "中文\\x41…"', "1:8-1:12"),
    ('x = "\\\\e\\e"', "1:9-1:11"),
    ('x = """\n中文\\e…\n"""', "2:3-2:5"),
    ('x = """\n"中"" \\\n \\x41"""""', "3:2-3:6"),
    ('"d\\x41" = 1', "1:3-1:7"),
    ("x = { 'a' = 1, }", "1:14-1:15"),
    ("x = { '中文' = '中文' , } # 尾", "1:19-1:20"),
    ("x = {\n a = 1 }", "1:6-1:7"),
    ("x = { a = '中', # 说明\n b = 1 }", "1:20-1:21"),
    ("x = [1, # 说明\n {\n a = 1 }]", "2:3-2:4"),
    ("x = { a = [\n 1,\n ], }", "3:3-3:4"),
    ("x = { a = { b = 1 }, }", "1:20-1:21"),
]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize(("text", "place"), CASES)
def test_places(text: str, place: str, ending: str, bom: bytes) -> None:
    data = bom + f"{text}\n{HEAD}".replace("\n", ending).encode()
    ((message, found),) = places(data)
    assert found == place
    assert "1.1" in message


@pytest.mark.parametrize("table", ["[problems]", "[overview]"])
def test_an_escape_in_a_report_is_where_it_stands(table: str) -> None:
    start = GOOD.index(f"{table}\ntext = ")
    end = GOOD.index('"""', GOOD.index('"""', start) + 3) + 3
    text = f'{GOOD[:start]}{table}\ntext = "一年来\\e的工作"{GOOD[end:]}'
    line = GOOD.count("\n", 0, start) + 2
    ((_, place),) = places(text.encode())
    assert place == f"{line}:12-{line}:14"


def test_a_file_without_a_line_for_editors_may_have_one_time() -> None:
    assert GOOD.startswith("#:")
    bare = GOOD.partition("\n")[2]
    assert bare.count(":") == GOOD.count(":") - 1
    for text in (GOOD, bare):
        ((_, place),) = places(text.replace("[report]\n", "[report]\nat = 07:32\n").encode())
        assert place.endswith("-{}:11".format(text[: text.index("[report]")].count("\n") + 2))


@pytest.mark.parametrize(
    "text",
    [
        "x = '07:32'  # 07:32",
        'x = """\n8:30、08:30，2025-01-20 07:32\n"""',
        "x = 07:32:00",
        "x = 2025-01-20 07:32:00+08:00",
        "x = 2025-01-20T07:32:00.5-08:30",
        "x = 2025-01-20 # 07:32",
        "'07:32' = 1",
        "x = '\\e\\x41'",
        "x = '''\n''\\e\n'''",
        'x = "\\\\e\\\\x41"  # \\e',
        "x = { a = [\n1,\n], b = {} }",
        'x = { a = """\n,}""" }',
        "x = [{ a = ',' },\n\n { a = 1 },\n]",
        "x = [ # {\n]\ny = 1",
    ],
)
def test_what_toml_1_0_has(text: str) -> None:
    tomllib.loads(text)
    assert newer_syntax(text) is None
    assert places(f"{text}\n{HEAD}".encode()) == []


def test_an_ordinary_file_gets_no_closer_look() -> None:
    assert not maybe_newer(GOOD)


PIECES = st.sampled_from(
    ["a", "1", ",", ", ", "{", "}", "[", "]", "{}", "\n", "\r\n", " ", "'", '"', "'''", '"""', "\\",
     "\\e", "\\x41", "\\n", "\\\\", '\\"', "#", "# \\e 07:32\n", "甲", "a = ", "a=1", "b = {", "b=2,", "{\n",
     ",}", ",\n}", ", # c\n}", "07:32", "07:32:00", "2025-01-20", "2025-01-20 07:32", "T", "Z", "+08:00",
     "2025-01-20T07:32", "1979-05-27 07:32:00-07:00", ".5", "'07:32'", '"8:30"', "\n[a]\n", "\nc = "]
)  # fmt: skip
FRAMES = st.sampled_from(
    ["x = {}", 'x = "{}"', "x = '{}'", 'x = """{}"""', "x = '''{}'''", "x = {{{}}}", "x = [{}]", "{}", "#{}",
     "x = {{a = {}}}", "x = {{a = 1{}}}", "x = {{a = [{}]}}", '"{}" = 1', "x = [1, {{a = {}}}]"]
)  # fmt: skip


@settings(max_examples=1500, deadline=None)
@given(FRAMES, st.lists(PIECES, max_size=4).map("".join), st.sampled_from(["", "\ny = 1\n"]))
def test_it_is_found_where_a_parser_of_toml_1_0_refuses_the_text(
    frame: str, inner: str, after: str
) -> None:
    text = frame.format(inner) + after
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        old = False
    else:
        old = True
    try:
        rtoml.loads(text)
    except rtoml.TomlParsingError:
        assert not old
    else:
        assert (newer_syntax(text) is None) == old


def test_a_span_ends_behind_what_it_names() -> None:
    assert newer_syntax("x = '中'\ny = 07:32") == Span(2, 5, 2, 10)
