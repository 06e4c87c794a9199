"""`diff`: a mutation of a report is named, and nothing else is."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from oracles import parsed, tables
from repository.command import govreport
from samples import CITY, EDITIONS, EXAMPLES, SEED, consistent, example, text_of

from govreport.report import Report
from govreport.repository.comparison import compare

TEXT = "一年来的工作。\n全年受理申请 12 件。办结 10 件；结转 2 件。"
OFFICE = EXAMPLES.parent / "output" / "city-2025.docx"


@given(
    st.sampled_from(EDITIONS),
    st.dictionaries(st.integers(0, 10_000), st.none() | st.integers(0, 99)),
)
def test_exactly_the_mutated_cells_are_named(name: str, given: dict[int, int | None]) -> None:
    old = consistent(name)
    cells = old.edition.cells
    numbers = {cells[place % len(cells)].address: number for place, number in given.items()}
    new = old.with_numbers(numbers)
    mutated = [at for at in old.edition.cell_at if at in numbers and numbers[at] != old[at]]
    for one, other in ((old, new), (new, old)):
        compared = compare(one, other)
        assert [change.cell.address for change in compared.cells] == mutated
        for change in compared.cells:
            address = change.cell.address
            assert (change.old, change.new) == (one[address], other[address])
        assert (compared.about, compared.changed_texts) == ((), [])
        assert compared.same == (not mutated)


@given(st.lists(st.sampled_from("甲乙丙。；\n 1"), max_size=40).map("".join), st.text(max_size=9))
def test_passages_hold_what_differs(old: str, new: str) -> None:
    report = consistent("2021")
    for one, other in ((old, new), (new, old), (old, old + new)):
        left, right = (
            replace(report, texts={**report.texts, "overview": text}) for text in (one, other)
        )
        changed = compare(left, right).changed_texts
        assert [text.section for text in changed] == (["overview"] if one != other else [])
        for text in changed:
            for passage in text.passages():
                assert passage.removed in one
                assert passage.added in other
                assert passage.removed != passage.added


def test_a_passage_is_the_sentence_that_changed() -> None:
    report = consistent("2021")
    old, new = (
        replace(report, texts={**report.texts, "overview": text})
        for text in (TEXT, TEXT.replace("12", "13") + "新增一句。")
    )
    (text,) = compare(old, new).changed_texts
    assert [tuple(one) for one in text.passages()] == [
        ("全年受理申请 12 件。", "全年受理申请 13 件。"),
        ("", "新增一句。"),
    ]
    assert text.share is not None
    assert 0.7 < text.share < 1


def test_a_note_under_a_table_is_a_text() -> None:
    old = consistent("2021")
    new = replace(old, notes={"disclosure": "含下属单位。"})
    (text,) = compare(old, new).changed_texts
    assert (text.section, text.old, text.new) == ("disclosure", None, "含下属单位。")


def written(folder: Path, name: str, report: Report) -> Path:
    path = folder / name
    path.write_bytes(text_of(report))
    return path


def test_json_is_the_contract(tmp_path: Path) -> None:
    old = consistent("2021")
    new = old.with_numbers({"requests.received.total": 99, "requests.carried_in.other": None})
    new = replace(new, about={**new.about, "year": 2024}, texts={"overview": TEXT})
    paths = written(tmp_path, "old.toml", old), written(tmp_path, "new.toml", new)
    done = govreport("diff", *paths, "--format", "json", cwd=tmp_path)
    assert done.returncode == 1
    document = json.loads(done.stdout)
    assert document["about"] == [{"key": "year", "old": old.year, "new": 2024}]
    received, carried = (
        old.edition.cell_at[at] for at in ("requests.received.total", "requests.carried_in.other")
    )
    assert document["cells"] == [
        {"cell": one.address, "row": one.row.name, "column": one.column.name,
         "old": old[one.address], "new": new[one.address]}
        for one in (received, carried)
    ]  # fmt: skip
    assert document["texts"] == [
        {"section": key, "old": old.texts.get(key), "new": new.texts.get(key)}
        for key in ("preamble", "overview", "problems", "other")
        if old.texts.get(key) != new.texts.get(key)
    ]
    assert list(document) == ["version", "about", "cells", "texts"]
    same = govreport("diff", paths[0], "-", "--format", "json", cwd=tmp_path,
                     given=paths[0].read_text("utf-8"))  # fmt: skip
    assert same.returncode == 0
    assert json.loads(same.stdout) == {"version": 1, "about": [], "cells": [], "texts": []}


def test_text_tells_numbers_difference_and_per_cent(tmp_path: Path) -> None:
    old = consistent("2021").with_numbers({"requests.received.total": 40})
    new = old.with_numbers({"requests.received.total": 50})
    new = replace(new, texts={**new.texts, "overview": old.texts["overview"] + "\x1b[31m红"})
    paths = written(tmp_path, "old.toml", old), written(tmp_path, "new.toml", new)
    out = govreport("diff", *paths, cwd=tmp_path).stdout
    cell = old.edition.cell_at["requests.received.total"]
    assert f"  {cell.row.name}\n    {cell.column.name}  40  →  50  +10  +25.0%\n" in out
    assert re.search(r"有 9\d% 的文字与旧报告相同\n  \+ .*红", out)
    assert "\x1b" not in out


def test_markdown_shows_text_as_text(tmp_path: Path) -> None:
    hostile = "<script>|@all [x](http://e) **b** `c`"
    old = consistent("2021")
    new = replace(old.with_numbers({"requests.received.total": 7777}),
                  texts={**old.texts, "overview": hostile},
                  about={**old.about, "organization": hostile})  # fmt: skip
    paths = written(tmp_path, "old.toml", old), written(tmp_path, "new.toml", new)
    done = govreport("diff", *paths, "--format", "markdown", cwd=tmp_path)
    page = parsed(MarkdownIt("commonmark").enable("table").render(done.stdout))
    shown = "".join(page.itertext())
    assert shown.count(hostile) == 2
    tags = {
        element.tag.rpartition("}")[2] for element in page.iter() if isinstance(element.tag, str)
    }
    assert tags.isdisjoint({"script", "a", "strong", "em", "code"})
    (table,) = tables(page)
    assert table[1][3] == "7777"


def test_over_editions_both_are_compared_and_the_rest_is_named() -> None:
    old, new = example(SEED), example(CITY)
    compared = compare(old, new)
    assert [one.key for one in compared.about][:2] == ["edition", "organization"]
    shared = old.edition.cell_at.keys() & new.edition.cell_at.keys()
    for change in compared.cells:
        assert change.in_both == (change.cell.address in shared)
    named = {change.cell.address for change in compared.cells}
    for address in shared:
        assert (address in named) == (old[address] != new[address])
    for report, others in ((old, new), (new, old)):
        alone = report.edition.cell_at.keys() - others.edition.cell_at.keys()
        assert {at for at in alone if report[at] is not None} <= named


def test_a_document_and_a_file(tmp_path: Path) -> None:
    done = govreport("diff", OFFICE, CITY, "--format", "json", cwd=tmp_path)
    document = json.loads(done.stdout)
    assert (document["cells"], document["texts"]) == ([], [])


def test_a_file_at_a_revision(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        settings = ("-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false")
        subprocess.run(
            ["git", *settings, *arguments], cwd=tmp_path, check=True, capture_output=True
        )

    git("init", "-q")
    below = tmp_path / "reports"
    below.mkdir()
    old = consistent("2021")
    written(below, "a.toml", old)
    git("add", ".")
    git("commit", "-qm", "first")
    written(below, "a.toml", old.with_numbers({"requests.received.total": 7777}))
    for folder, name in (
        (tmp_path, "reports/a.toml"),
        (below, "reports/a.toml"),
        (below, "a.toml"),
    ):
        done = govreport("diff", f"HEAD:{name}", below / "a.toml", cwd=folder)
        assert done.returncode == 1
        assert "7777" in done.stdout
    for name in ("HEAD:none.toml", "HEAD:reports", "nowhere:a.toml", ":a.toml", "--help:a"):
        done = govreport("diff", "--", name, below / "a.toml", cwd=tmp_path)
        assert done.returncode == 2
        assert done.stdout == ""


@pytest.mark.parametrize("arguments", [("-", "-"), ("none", "none"), (CITY, CITY, "--format", "x")])
def test_what_cannot_be_compared(tmp_path: Path, arguments: tuple[str | Path, ...]) -> None:
    assert govreport("diff", *arguments, cwd=tmp_path).returncode == 2
