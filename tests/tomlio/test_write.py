"""Writing: the same report gives the same text, and the text gives the report."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import CITY, EDITIONS, SEED, consistent, example, text_of, zeros

from govreport.edition import edition_names, load_edition
from govreport.report import Report, Waiver
from govreport.tomlio import dumps, load, skeleton

PROSE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=60)
WORD = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    edition = load_edition(draw(st.sampled_from(edition_names())))
    values = []
    filler = draw(st.lists(st.integers(0, 9_999_999_999) | st.none(), min_size=1, max_size=9))
    for cell in edition.cells:
        value: int | float | None = filler[cell.number % len(filler)]
        if not cell.column.value.whole:
            value = draw(st.none() | st.integers(0, 10**9) | st.floats(0, 1e9))
            value = int(value) if isinstance(value, float) and value.is_integer() else value
        elif cell.column.value.minimum < 0:
            value = draw(st.none() | st.integers(-9999, 9999))
        values.append(value)
    about: dict[str, object] = {"organization": draw(WORD), "year": draw(st.integers(1000, 9999))}
    if draw(st.booleans()):
        about["kind"] = draw(st.sampled_from([w.key for w in edition.field_at("kind").words]))
        about["date"] = draw(st.dates(datetime.date(2000, 1, 1), datetime.date(2090, 1, 1)))
        about["aliases"] = tuple(draw(st.lists(WORD, max_size=2)))
    keys = ("preamble", "overview", "problems", "other")
    texts = {key: draw(PROSE) for key in keys if draw(st.booleans())}
    waivers = draw(
        st.lists(st.builds(Waiver, WORD, st.none() | WORD, st.none() | PROSE), max_size=2)
    )
    tables = ("disclosure", "requests", "review")
    notes = {key: draw(PROSE) for key in tables if draw(st.booleans())}
    return Report(edition, about, texts, tuple(values), tuple(waivers), notes)


@settings(max_examples=60, deadline=None)
@given(reports())
def test_round_trip(report: Report) -> None:
    text = dumps(report)
    assert load(text.encode()).report == report
    assert dumps(report) == text


@settings(max_examples=20, deadline=None)
@given(reports())
def test_skeleton_reads_as_the_report(report: Report) -> None:
    given = replace(report, waivers=())
    assert load(skeleton(given).encode()).report == given


def test_the_shape_that_the_contract_gives() -> None:
    lines = dumps(consistent("2021")).split("\n")
    assert lines[:4] == ["#:schema govreport-2021.schema.json", "", 'edition = "2021"', ""]
    at = lines.index("[requests.received]")
    assert [line.partition(" = ")[0] for line in lines[at + 1 : at + 8]] == [
        "natural_person",
        "enterprise",
        "research_institute",
        "public_interest_organization",
        "legal_service",
        "other",
        "total",
    ]
    tables = [line.strip("[]").partition(".")[0] for line in lines if line.startswith("[")]
    assert list(dict.fromkeys(tables)) == [
        "report", "preamble", "overview", "disclosure", "requests", "review", "problems", "other",
    ]  # fmt: skip


@pytest.mark.parametrize("path", [SEED, CITY], ids=lambda path: path.stem)
def test_examples_are_canonical(path: object) -> None:
    assert isinstance(path, type(SEED))
    schema = f"../../schemas/govreport-{example(path).edition.name}.schema.json"
    assert dumps(example(path), schema) == path.read_text("utf-8")


def test_a_number_not_given_is_left_out() -> None:
    report = zeros(load_edition("2021")).with_numbers({"requests.received.total": None})
    assert report.missing == ("requests.received.total",)
    assert (
        dumps(report).count("total = 0") == text_of(zeros(report.edition)).count(b"total = 0") - 1
    )


@pytest.mark.parametrize("name", EDITIONS)
def test_a_skeleton_has_a_place_for_each_number(name: str) -> None:
    edition = load_edition(name)
    text = skeleton(Report(edition, {"organization": "某县某乡人民政府", "year": 2020}))
    loaded = load(text.encode())
    missing = [p.cell for p in loaded.problems if p.code == "GR004"]
    assert [c for c in missing if c in edition.cell_at] == [c.address for c in edition.cells]
    filled = text
    for key in {cell.column.key for cell in edition.cells}:
        filled = filled.replace(f"\n# {key} =  #", f"\n{key} = 0  #")
    report = load(filled.replace("# text =", 'text = "正文"').encode()).report
    assert report is not None
    assert report.values == (0,) * edition.size


def test_tomli_w_is_what_writes() -> None:
    body = dumps(consistent("2021")).split("\n", 2)[2]
    assert tomli_w.dumps({"edition": "2021"}) in body
