"""Names and texts that would be something else on a page, and names of files that no system takes."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from building import report
from hypothesis import example, given
from hypothesis import strategies as st
from publish.district import elements, files, pages, words
from samples import govreport

from govreport.paths import unusable
from govreport.publish.site.page_files import report_stem, stem
from govreport.text import clean
from govreport.tomlio import dumps

NAMES = (
    "<script>alert(1)</script>", "../../x", "CON", "con", "nul.txt", "甲" * 400, '"><img/src=x/onerror=y>',
    "甲局\u202e局乙", "甲\u200f局", "{{7*7}}", "{%raw%}", "a/b\\c:d", "=1+1", "ＣＯＮ", "Ⅷ局", "ⅷ局", "é局",
    "e\u0301局", "&lt;b&gt;", "'';!--", "javascript:x", "]]>", "<!--", "\ufffe局", "\ufdd0局", "\U0001ffff局",
)  # fmt: skip
TEXT = "<script>alert(2)</script><img src='//x.example/y'>{{ 7 * 7 }}</article></main>&amp;\u202e乙"
YEAR = 2021


@pytest.mark.no_cover  # many cases of what other tests run as well
@pytest.mark.usefixtures("no_office")
def test_hostile_names_and_texts_come_out_as_text(tmp_path: Path) -> None:
    reports, out = tmp_path / "<reports>", tmp_path / "out"
    reports.mkdir()
    roster = ["organ,parent", *('"{}",'.format(one.replace('"', '""')) for one in NAMES)]
    (tmp_path / "roster.csv").write_text("\n".join(roster), "utf-8")
    (tmp_path / "govreport.toml").write_text('roster = "roster.csv"', "utf-8")
    for number, name in enumerate(NAMES):
        one = report(name)
        one = replace(one, texts={**one.texts, "overview": one.texts["overview"] + TEXT})
        if number % 2:
            one = one.with_numbers({"requests.received.total": number})
        (reports / f"{number}.toml").write_text(dumps(one), "utf-8")
    done = govreport("site", "<reports>", "--out", out, cwd=tmp_path)
    assert done.code == 0, done.err
    written = files(out)
    assert len([one for one in written if one.startswith("organs/")]) == len(NAMES)
    assert len({one.lower() for one in written}) == len(written)
    for output in written:
        for part in output.split("/"):
            assert unusable(part) is None
            assert len(part.encode()) < 200
    found = pages(out)
    shown = words(found["index.html"])
    for name in NAMES:
        assert clean(name) in shown.replace(" ", "") or name == "甲" * 400
    for path, page in found.items():
        assert not list(elements(page, "img", "iframe", "base", "object")), path
        scripts = list(elements(page, "script"))
        assert len(scripts) == (path == "index.html")
        assert not any(key.startswith("on") for one in elements(page) for key in one.attrib)
        text = words(page)
        assert "\u202e" not in text
        assert re.search(r"\b49\b", text) is None
        if path.startswith("reports/"):
            assert "<script>alert(2)</script>" in text
            assert "{{ 7 * 7 }}</article></main>&amp;" in text


@given(st.text(min_size=1, max_size=60), st.text(min_size=1, max_size=60))
@example("Ⅷ局", "ⅷ局")
@example("K局", "\u212a局")
def test_names_of_files_fit_every_system_and_differ(one: str, other: str) -> None:
    first, second = (
        report_stem(name, YEAR, "own").removeprefix("reports/") for name in (one, other)
    )
    assert unusable(first + ".html") is None
    assert unusable(stem(one) + ".html") is None
    assert "/" not in first
    if one != other:
        assert first.casefold() != second.casefold()
        assert stem(one).casefold() != stem(other).casefold()


def test_a_plain_name_is_read_in_the_address() -> None:
    assert stem("青云县水务局") == "青云县水务局"
    assert report_stem("青云县水务局", YEAR, "own") == "reports/青云县水务局-2021"
    assert report_stem("青云县", YEAR, "rollup") == "reports/青云县-2021-rollup"
