"""The web page: valid, self-contained, with headings for every number."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pytest
from oracles import XHTML, grids, matrix, parsed, tables, text_of

from govreport.rendering import render
from govreport.report import Report

pytestmark = pytest.mark.no_cover  # many cases of what other tests run as well


def page(report: Report) -> str:
    rendered = render(report, "html")
    assert isinstance(rendered, str)
    return rendered


def test_it_is_valid_and_gives_back_the_official_grid(report: Report) -> None:
    read = parsed(page(report), strict=True)
    squeeze = [["".join(cell.split()) for cell in row] for row in matrix(grids(report)[0])]
    assert tables(read)[0] == squeeze
    assert tables(read) == [matrix(grid) for grid in grids(report)]


def test_nothing_comes_from_outside_and_nothing_runs(report: Report) -> None:
    text = page(report)
    assert not re.search(r"<(script|link|img|iframe|object|base)\b|\bon\w+=|url\(|@import", text)
    assert not re.search(r"\b(src|href)=", text)


def test_every_number_names_the_cells_that_head_it(report: Report) -> None:
    read = parsed(page(report))
    names = {(cell.row.path[-1], cell.column.name): cell.address for cell in report.edition.cells}
    assert names
    for table in read.iter(f"{XHTML}table"):
        heads = {one.get("id"): text_of(one) for one in table.iter(f"{XHTML}th")}
        assert len(heads) == len(list(table.iter(f"{XHTML}th")))
        numbers = [one for one in table.iter(f"{XHTML}td") if one.get("headers")]
        for number in numbers:
            assert all(name in heads for name in number.get("headers").split())
        caption = table.find(f"{XHTML}caption")
        assert text_of(caption) in {section.heading for section in report.edition.sections}


def test_the_headings_of_a_number_are_its_official_path(report: Report) -> None:
    read = parsed(page(report))
    found = []
    for table in read.iter(f"{XHTML}table"):
        heads = {one.get("id"): text_of(one) for one in table.iter(f"{XHTML}th")}
        found += [
            {heads[name] for name in one.get("headers").split()}
            for one in table.iter(f"{XHTML}td")
            if one.get("headers")
        ]
    wanted = [{*cell.row.path, *cell.column.path} for cell in report.edition.cells]
    assert found == wanted


def test_language_title_and_outline(report: Report) -> None:
    read = parsed(page(report))
    assert read.get("lang") == "zh-CN"
    (title,) = read.iter(f"{XHTML}title")
    assert text_of(title) == report.organization + report.edition.title.format(year=report.year)
    headings = [text_of(one) for one in read.iter(f"{XHTML}h2")]
    assert headings == [section.heading for section in report.edition.sections]
    levels = [int(one.tag[-1]) for one in read.iter() if re.search(r"}h[1-6]$", str(one.tag))]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))


@pytest.mark.parametrize("digits", range(1, 9))
def test_numbers_have_room_on_a_line(report: Report, digits: int) -> None:
    """Also on a phone: a table that is too wide for it scrolls, and no number breaks in two."""
    values = tuple(8 * 10 ** (digits - 1) for _ in range(report.edition.size))
    wide = replace(report, values=values)
    text = page(wide)
    assert "td { white-space: nowrap; }" in text
    for table, grid in zip(parsed(text).iter(f"{XHTML}table"), grids(wide), strict=True):
        columns = [
            float(re.search(r"--screen: ([\d.]+)em", str(one.get("style")))[1])  # type: ignore[index]
            for one in table.iter(f"{XHTML}col")
        ]
        for cell in grid.cells:
            if cell.role == "value":  # a digit is 0.6 em in the widest of the fonts, a side .25 em
                room = sum(columns[cell.column : cell.column + cell.colspan])
                assert room >= 0.6 * len(cell.text) + 0.5
        least = float(re.search(r"--least: ([\d.]+)em", str(table.get("style")))[1])  # type: ignore[index]
        assert least == pytest.approx(sum(columns))


@pytest.mark.parametrize("large", [False, True])
def test_tables_that_are_too_large_lie_on_their_side(report: Report, large: bool) -> None:
    factor = 10**6 if large else 0
    values = tuple(factor * number for number in range(report.edition.size))
    text = page(replace(report, values=values))
    assert ('class="wide"' in text) == large
    assert ('class="scroll whole"' in text) != large or 'id="disclosure"' in text
