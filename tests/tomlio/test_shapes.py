"""The fast way to a report's numbers: it says what the ordinary way says, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import EDITIONS, consistent, zeros

from govreport.edition import load_edition
from govreport.report import Number, Report
from govreport.tomlio import Shapes, dumps, load, skeleton
from govreport.tomlio.shapes import MOST, SENTINEL
from govreport.tomlio.write import to_dict


def with_decimals(report: Report) -> Report:
    """With an amount that is no whole number, and a change that is negative, where there are such."""
    numbers: dict[str, Number] = {}
    for cell in report.edition.cells:
        if not cell.column.value.whole:
            numbers[cell.address] = 25.1
        elif cell.column.value.minimum < 0:
            numbers[cell.address] = -1
    return report.with_numbers(numbers)


def backwards(report: Report) -> str:
    """Tables and keys in another order, as TOML allows."""
    data = to_dict(report)
    turned = {key: _turned(value) for key, value in data.items()}
    return tomli_w.dumps(turned, multiline_strings=True)


def _turned(value: object) -> object:
    if not isinstance(value, dict):
        return value
    return {key: _turned(below) for key, below in reversed(value.items())}


WRITERS: dict[str, Callable[[Report], bytes]] = {
    "canonical": lambda report: dumps(report).encode(),
    "one-line strings": lambda report: tomli_w.dumps(to_dict(report)).encode(),
    "every number with its name": lambda report: skeleton(report).encode(),
    "comments of one's own": lambda report: (
        dumps(report)
        .replace("[requests.received]", "# 共 12 件，见台账 3\n[requests.received]  # 2025")
        .encode()
    ),
    "line ends of Windows": lambda report: dumps(report).replace("\n", "\r\n").encode(),
    "byte order mark": lambda report: b"\xef\xbb\xbf" + dumps(report).encode(),
    "another order": lambda report: backwards(report).encode(),
    "waivers": lambda report: (
        dumps(report) + '\n[[waivers]]\ncode = "GR201"\nreason = "清理"\n'
    ).encode(),
}


@pytest.mark.parametrize("name", EDITIONS)
@pytest.mark.parametrize("write", WRITERS.values(), ids=list(WRITERS))
def test_a_file_of_a_known_shape_is_read_the_same(
    name: str, write: Callable[[Report], bytes]
) -> None:
    shapes = Shapes()
    first, second = (with_decimals(one) for one in (zeros(load_edition(name)), consistent(name)))
    assert load(write(first), shapes=shapes).report is not None
    data = write(second)
    for _ in range(2):  # what its words are laid out like is learned from the second file
        assert shapes.report(data) == load(data).report == load(data, shapes=shapes).report
    assert second.values == load(data, shapes=shapes).report.values  # type: ignore[union-attr]


def known(report: Report) -> tuple[Shapes, str]:
    """Shapes that know how the report is written, and its text."""
    shapes, text = Shapes(), dumps(report)
    load(text.encode(), shapes=shapes)
    assert shapes.report(text.encode()) is not None
    return shapes, text


RECEIVED = "[requests.received]\nnatural_person = 0"
ATTACKS: dict[str, tuple[str, str]] = {
    "a digit in a key": (RECEIVED, "[requests.received]\nnatural_per3son = 0"),
    "a digit in a heading": (RECEIVED, "[requests.rece3ived]\nnatural_person = 0"),
    "a digit before the space": (RECEIVED, "[requests.received]\nnatural_person =3 0"),
    "a digit and no space": (RECEIVED, "[requests.received]\nnatural_person =0"),
    "no number": (RECEIVED, "[requests.received]\nnatural_person = "),
    "a number moved into a comment": (RECEIVED, "[requests.received]\nnatural_person = # 0"),
    "a leading zero": (RECEIVED, "[requests.received]\nnatural_person = 007"),
    "an underscore": (RECEIVED, "[requests.received]\nnatural_person = 1_0"),
    "a hexadecimal": (RECEIVED, "[requests.received]\nnatural_person = 0x10"),
    "an exponent": (RECEIVED, "[requests.received]\nnatural_person = 1e3"),
    "a date": (RECEIVED, "[requests.received]\nnatural_person = 2025-01-01"),
    "negative": (RECEIVED, "[requests.received]\nnatural_person = -1"),
    "minus nothing": (RECEIVED, "[requests.received]\nnatural_person = -0"),
    "a fraction": (RECEIVED, "[requests.received]\nnatural_person = 0.5"),
    "a point and no fraction": (RECEIVED, "[requests.received]\nnatural_person = 0."),
    "twenty digits": (RECEIVED, "[requests.received]\nnatural_person = 99999999999999999999"),
    "full-width": (RECEIVED, "[requests.received]\nnatural_person = ０"),
    "a key twice": (RECEIVED, f"{RECEIVED}\nnatural_person = 0"),
    "a table twice": ("[problems]", f"{RECEIVED}\n\n[problems]"),
    "a table before the tables": ("[overview]", "[requests.extra]\na = 1\n\n[overview]"),
    "a table after the tables": ("[other]", "[requests.extra]\na = 1\n\n[other]"),
    "a key of a table at the top": ('edition = "', 'review.note = "x"\nedition = "'),
    "tables in a string": ("[overview]", '[preamble]\ntext = """\n[disclosure.x]\n"""\n[overview]'),
    "a string that swallows the tables": ("[disclosure.", '[preamble]\ntext = """\n[disclosure.'),
    "a sentinel of one's own": ("[overview]", f"[{SENTINEL}]\n[overview]"),
    "a sentinel that hides an open string": (
        "[overview]", f'[{SENTINEL}]\n[preamble]\ntext = \'\'\'\n[overview]'),
    "a control character in a comment": (RECEIVED, f"# \x01\n{RECEIVED}"),
    "a lone carriage return in a comment": (RECEIVED, f"# a\rb\n{RECEIVED}"),
    "a lone carriage return before a comment": ("[requests.received]", f"\r# a\n{RECEIVED[:19]}"),
    "another edition": ('edition = "20', 'edition = "30'),
    "no organ": ("organization =", "# organization ="),
    "an unknown key": ("[report]", '[report]\ncolour = "red"'),
    "an escape that only 1.1 has": ('text = """\n', 'text = """\n\\e'),
    "a time that only 1.1 has": ("[report]", "[report]\nat = 07:32"),
    "a line end in a name": ("某乡人民政府", "某乡\n人民政府"),
    "a quotation mark in a name": ("某乡人民政府", '某乡"人民政府'),
    "a backslash in a name": ("某乡人民政府", "某乡\\u4eba政府"),
    "a control character in a name": ("某乡人民政府", "某乡\x07人民政府"),
    "a tab in a name": ("某乡人民政府", "某乡\t人民政府"),
    "no name": ("某县某乡人民政府", ""),
    "white space for a name": ("某县某乡人民政府", " 　"),
    "a name with other brackets": ("某县某乡人民政府", "[problems]"),
    "a name in apostrophes": ('"某县某乡人民政府"', "'某县某乡人民政府'"),
    "a name in three quotation marks": ('"某县某乡人民政府"', '"""某县某乡人民政府"""'),
    "an unknown scope": ('"own"', '"owm"'),
    "a scope in Chinese": ('"own"', '"本机关"'),
    "a year with a leading zero": ("year = 20", "year = 00"),
    "a year of three digits": ("year = 20", "year = 2"),
    "a year in quotation marks": ("year = 20", 'year = "2021" # 20'),
    "a date for a year": ("year = 20", "year = 2021-01-20 # 20"),
    "another year": ("year = 20", "year = 19"),
    "a year twice": ("scope =", "year = 2021\nscope ="),
    "a date that is none": ("scope =", "date = 2021-02-30\nscope ="),
    "a text that ends early": ("（二）改进情况", '"""\n（二）改进情况'),
    "a text with a quotation mark": ("（二）改进情况", '"（二）改进情况'),
    "a text with two": ("（二）改进情况", '（二）"改进"情况'),
    "a text of one line with a line end": ("无其他需要", "\n无其他需要"),
    "another text": ("（二）改进情况", "\t（二）改进 '''情况 # {1} 07:32"),
    "no text": ("人手不足。\n（二）改进情况\n增加人手。", ""),
    "a comment with quotation marks": ("[overview]", '# "一" "二"\n[overview]'),
    "a waiver": ("[other]", '[[waivers]]\ncode = "GR201"\nreason = "理由"\n[other]'),
    "an empty file": ("", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITIONS)
@pytest.mark.parametrize("attack", ATTACKS, ids=list(ATTACKS))
def test_whatever_is_wrong_goes_the_ordinary_way(name: str, attack: str) -> None:
    shapes, text = known(zeros(load_edition(name)))
    old, new = ATTACKS[attack]
    assert old in text
    data = (text.replace(old, new, 1) if old else "").encode()
    assert load(data, shapes=shapes) == load(data)


def test_what_is_not_utf_8_goes_the_ordinary_way() -> None:
    report = zeros(load_edition("2021"))
    for place in ("[overview]", "[requests.received]"):
        shapes, text = known(report)
        data = text.encode().replace(place.encode(), b"# \xff\xfe\n" + place.encode())
        assert shapes.report(data) is None
        assert load(data, shapes=shapes) == load(data)


@pytest.mark.parametrize("name", EDITIONS)
def test_a_sign_that_was_harmless_once_is_not_learned(name: str) -> None:
    """-0 is 0, but -5 in the same place is not a count."""
    text, shapes = dumps(zeros(load_edition(name))), Shapes()
    harmless, harmful = (text.replace(RECEIVED, RECEIVED[:-1] + n) for n in ("-0", "-5"))
    assert load(harmless.encode(), shapes=shapes).problems == ()
    assert shapes.report(harmful.encode()) is None


def test_editions_with_the_same_tables_are_not_mixed() -> None:
    shapes, _ = known(zeros(load_edition("2021")))
    other = dumps(zeros(load_edition("2019"))).encode()
    assert load(other, shapes=shapes) == load(other)
    assert shapes.report(other) == load(other).report  # both are known now


def test_no_more_shapes_are_kept_than_there_are_ways_of_writing() -> None:
    shapes, text = known(zeros(load_edition("2021")))
    for spaces in range(MOST + 10):
        load(text.replace("[requests.received]", "\n" * spaces + "[requests.received]").encode(),
             shapes=shapes)  # fmt: skip
    assert shapes.report(text.encode()) is not None
    unknown = text.replace("[requests.received]", "\n" * (MOST + 5) + "[requests.received]")
    assert shapes.report(unknown.encode()) is None


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_no_change_of_a_file_is_read_otherwise(data: st.DataObject) -> None:
    """Pieces of a file cut out, doubled or replaced by what matters in TOML: same result, either way."""
    name = data.draw(st.sampled_from(EDITIONS))
    report = with_decimals(consistent(name))
    writer = data.draw(st.sampled_from(["canonical", "every number with its name"]))
    text = WRITERS[writer](report).decode()
    shapes = Shapes()
    load(text.encode(), shapes=shapes)
    assert shapes.report(text.encode()) is not None
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        length = data.draw(st.integers(0, 12))
        piece = data.draw(
            st.one_of(
                st.text("0123456789=-._ \n\r\t#\"'[]{},ae", max_size=6),
                st.sampled_from(
                    [
                        "\n[disclosure.x]\n",
                        '"""',
                        "'''",
                        "\n[problems]\n",
                        "\n#",
                        "2021",
                        "2020-02-30",
                        "\nyear = 2021\n",
                        '"own"',
                    ]
                ),
                st.just(text[at : at + 40]),
            )
        )
        text = text[:at] + piece + text[at + length :]
    changed = text.encode()
    assert load(changed, shapes=shapes) == load(changed)


@pytest.mark.parametrize("name", EDITIONS)
def test_the_words_of_a_known_layout_do_not_go_through_the_parser(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the tests above would say nothing about it."""
    first = zeros(load_edition(name))
    shapes, _ = known(first)
    about = {**first.about, "organization": "某县另一机关"}
    data = dumps(replace(first, about=about, values=consistent(name).values)).encode()
    monkeypatch.setattr("govreport.tomlio.shapes.rtoml.loads", None)
    report = shapes.report(data)
    assert report is not None
    assert report.organization == "某县另一机关"


def test_a_table_that_one_file_has_besides_is_no_part_of_the_layout() -> None:
    """A shape from one file and a layout from another: together they would be an invalid file."""
    report = zeros(load_edition("2021"))
    text = dumps(report)
    start, end = text.index("[review.reconsideration]"), text.index("[problems]")
    moved = text[:start] + text[end:] + "\n" + text[start:end]
    both = text + "\n" + text[start:end]
    for files in ([text, moved], [moved, text]):
        shapes = Shapes()
        for file in files * 2:
            assert load(file.encode(), shapes=shapes).report == report
        assert load(both.encode(), shapes=shapes) == load(both.encode())
        assert load(both.encode(), shapes=shapes).problems
