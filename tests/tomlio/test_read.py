"""Reading: every problem found at once, each in its place."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest
from samples import EDITIONS, consistent, text_of, zeros

from govreport.edition import load_edition
from govreport.tomlio import load

GOOD = text_of(consistent("2021")).decode()


def problems(text: str | bytes) -> list[tuple[str, str | None]]:
    data = text.encode() if isinstance(text, str) else text
    return [(p.code, p.cell) for p in load(data).problems]


@pytest.mark.parametrize("name", EDITIONS)
def test_a_good_file_has_none(name: str) -> None:
    report = consistent(name)
    loaded = load(text_of(report))
    assert loaded.problems == ()
    assert loaded.report == report


def test_crlf_and_byte_order_mark_are_fine() -> None:
    loaded = load(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert loaded.problems == ()
    assert loaded.report == consistent("2021")


def test_all_problems_at_once() -> None:
    text = (
        GOOD.replace("year = 2025", 'year = "2025"')
        .replace("issued = 3\n", "isued = 3\n")
        .replace("in_force = 74", "in_force = -1")
        .replace("[review.reconsideration]\nupheld = 376\n", "[review.reconsideration]\n")
    )
    assert problems(text) == [
        ("GR005", "report.year"),
        ("GR003", "disclosure.regulations.isued"),
        ("GR006", "disclosure.regulations.in_force"),
        ("GR004", "review.reconsideration.upheld"),
    ]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("-1", "GR006"),
        ("0.5", "GR006"),
        ("3.0", "GR006"),
        ("nan", "GR006"),
        ("inf", "GR006"),
        ("-inf", "GR006"),
        ("9" * 30, "GR006"),
        ("10000000000", "GR006"),
        ('"3"', "GR005"),
        ("true", "GR005"),
        ("2020-01-01", "GR005"),
        ("[3]", "GR005"),
        ("{ a = 3 }", "GR005"),
    ],
)
def test_not_a_count(value: str, code: str) -> None:
    text = GOOD.replace("issued = 3\n", f"issued = {value}\n", 1)
    assert problems(text) == [(code, "disclosure.regulations.issued")]
    report = load(text.encode()).report
    assert report is not None
    assert report["disclosure.regulations.issued"] is None


def test_what_may_be_negative_or_have_decimals() -> None:
    old = zeros(load_edition("2019"))
    assert load(text_of(old.with_numbers({"disclosure.fees.change": -2}))).problems == ()
    assert problems(text_of(old.with_numbers({"disclosure.fees.previous": -2}))) == [
        ("GR006", "disclosure.fees.previous")
    ]
    city = consistent("2021").with_numbers({"disclosure.fees.amount": 160.5964})
    loaded = load(text_of(city))
    assert loaded.problems == ()
    assert loaded.report == city


def test_an_amount_without_decimals_is_a_whole_number() -> None:
    loaded = load(GOOD.replace("amount = 316441", "amount = 316441.0").encode())
    assert loaded.problems == ()
    assert loaded.report == consistent("2021")


@pytest.mark.parametrize(
    ("wrong", "cell", "meant"),
    [
        (("natural_person = 13612", "natural_persn = 13612"), "requests.received.natural_persn",
         "natural_person"),
        (("[requests.carried_in]", "[requests.caried_in]"), "requests.caried_in", "carried_in"),
        (("organization =", "organisation ="), "report.organisation", "organization"),
        (("[review.litigation.direct]", "[review.litigation.drect]"), "review.litigation.drect",
         "direct"),
    ],
)  # fmt: skip
def test_a_misspelled_key_is_one_problem(wrong: tuple[str, str], cell: str, meant: str) -> None:
    loaded = load(GOOD.replace(*wrong, 1).encode())
    assert [(p.code, p.cell, p.expected) for p in loaded.problems] == [("GR003", cell, meant)]


def test_a_key_of_the_other_edition_is_unknown() -> None:
    assert problems(GOOD.replace("issued = 3\n", "issued = 3\nmade = 3\n", 1)) == [
        ("GR003", "disclosure.regulations.made")
    ]


@pytest.mark.parametrize("name", EDITIONS)
def test_each_number_that_is_absent_is_named(name: str) -> None:
    report = consistent(name)
    for cell in report.edition.cells[:: 1 if name == "2019" else 7]:
        text = text_of(report.with_numbers({cell.address: None}))
        assert problems(text) == [("GR004", cell.address)]


def test_a_table_that_is_absent_names_all_its_numbers() -> None:
    start, end = GOOD.index("[review.reconsideration]"), GOOD.index("[review.litigation.direct]")
    assert problems(GOOD[:start] + GOOD[end:]) == [
        ("GR004", f"review.reconsideration.{key}")
        for key in ("upheld", "corrected", "other", "pending", "total")
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [("GR004", "edition")]),
        ("[project]\nname = 1\n", [("GR004", "edition")]),
        ("[report\n", [("GR001", None)]),
        ("a = " + "[" * 5000, [("GR001", None)]),
        ("a" + ".a" * 5000 + " = 1", [("GR001", None)]),
        ("a = '\0'", [("GR001", None)]),
        ("year = ２０２５", [("GR001", None)]),
        ("a = 1\na = 2", [("GR001", None)]),
    ],
)
def test_no_report_at_all(text: str, found: list[tuple[str, str | None]]) -> None:
    assert problems(text) == found


def test_a_preamble_whose_heading_is_still_a_comment_is_told() -> None:
    about = GOOD[: GOOD.index("\n[", GOOD.index("[report]")) + 1]
    lines = about + '# [preamble]\ntext = "前言。"\n'
    (problem,) = [p for p in load(lines.encode()).problems if p.cell == "report.text"]
    assert problem.code == "GR003"
    assert "[preamble] 前面的 #" in problem.message.template


def test_gb18030_is_told_and_how_to_convert() -> None:
    data = GOOD.encode("gb18030")
    (problem,) = load(data).problems
    assert problem.code == "GR002"
    assert "iconv -f GB18030" in problem.message.template
    assert problem.message.template.index("记事本") < problem.message.template.index("iconv")
    assert problem.span is not None
    assert data.split(b"\n")[problem.span.line - 1].startswith(b"organization")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_other_encodings(encoding: str) -> None:
    assert problems(GOOD.encode(encoding)) == [("GR002", None)]


def test_bytes_that_are_no_text_at_all() -> None:
    assert problems(b"\xff\x80\x81\x00") == [("GR002", None)]


@pytest.mark.parametrize(
    "fine",
    [
        "见 https://example.cn/a?b={c}",
        "时间 12:30，比例 1:100",
        "反斜杠 \\\\e \\\\x41",
        "[ { 不是表 } ]",
    ],
)
def test_text_that_only_looks_like_newer_syntax(fine: str) -> None:
    text = GOOD.replace("全年制发规章", f"{fine}。全年制发规章")
    assert text != GOOD
    assert problems(text) == []


def test_the_edition_is_guessed_when_it_cannot_be_read() -> None:
    assert problems(GOOD.replace('edition = "2021"', "edition = 2021")) == [("GR005", "edition")]
    assert problems(GOOD.replace('edition = "2021"', 'edition = "2022"')) == [("GR007", "edition")]
    assert problems(GOOD.replace('edition = "2021"\n', "")) == [("GR004", "edition")]


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ("year = 2025.0", "GR005"),
        ("year = 20255", "GR006"),
        ("year = true", "GR005"),
    ],
)
def test_the_year(about: str, code: str) -> None:
    assert problems(GOOD.replace("year = 2025", about)) == [(code, "report.year")]


def test_words_of_about_are_read_in_both_languages() -> None:
    loaded = load(GOOD.replace('kind = "city"', 'kind = "市级人民政府"').encode())
    assert loaded.problems == ()
    assert loaded.report == consistent("2021")
    assert problems(GOOD.replace('kind = "city"', 'kind = "ctiy"')) == [("GR005", "report.kind")]


def test_narrative_must_be_text() -> None:
    assert problems(GOOD.replace("[other]\ntext = ", "[other]\ntext = 3 # ")) == [
        ("GR005", "other.text")
    ]
    start = GOOD.index("[other]")
    assert problems(GOOD[:start]) == [("GR004", "other.text")]


@pytest.mark.parametrize("name", EDITIONS)
def test_a_note_stands_in_a_section_of_tables_alone(name: str) -> None:
    report = replace(consistent(name), notes={"disclosure": "一行\n二行", "review": "无"})
    text = text_of(report).decode()
    loaded = load(text.replace("\n", "\r\n").encode())
    assert (loaded.report, loaded.problems) == (report, ())
    assert next(iter(tomllib.loads(text)["disclosure"])) == "note"
    for wrong, code in (("3", "GR005"), ('["一"]', "GR005"), ('{ text = "一" }', "GR005")):
        changed = text.replace('note = "无"', f"note = {wrong}")
        assert problems(changed) == [(code, "review.note")]
    assert problems(text.replace("note =", "nots =")) == [
        ("GR003", "disclosure.nots"), ("GR003", "review.nots"),
    ]  # fmt: skip
    for table in ("[overview]", "[requests.received]"):
        assert problems(text.replace(table, f'{table}\nnote = "一"')) == [
            ("GR003", f"{table.strip('[]')}.note")
        ]
