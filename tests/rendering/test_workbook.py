"""The workbook: official tables, numbers as numbers, the long form, the same bytes on any day."""

from __future__ import annotations

import io
import time
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from oracles import grids

from govreport.export import COLUMNS, HEADINGS, export_rows
from govreport.rendering import Options, render
from govreport.rendering.office import unpacked
from govreport.report import Report

pytestmark = pytest.mark.no_cover  # many cases of what other tests run as well


def data(report: Report) -> bytes:
    rendered = render(report, "xlsx", Options(source="甲/乙.toml"))
    assert isinstance(rendered, bytes)
    return rendered


def opened(report: Report) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data(report)))


def noted(report: Report, section: str) -> list[str]:
    """The lines of a section's note, as they are printed."""
    note = report.notes.get(section, "")
    printed = note if note.startswith("注") else f"注：{note}"
    return printed.splitlines() if note else []


def test_the_official_tables_in_reading_order_with_merged_cells(report: Report) -> None:
    sheet = opened(report).worksheets[0]
    read = [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
    numbers = {cell.address: report.values[cell.number] for cell in report.edition.cells}
    wanted: list[object] = [report.organization, report.edition.title.format(year=report.year)]
    tables = iter(grids(report))
    for section in report.edition.sections:
        if not section.narrative:
            wanted.append(section.heading)
            wanted += [numbers[c.address] if c.address else c.text for c in next(tables).cells]
            wanted += noted(report, section.key)
    assert read == wanted
    merged = {str(one) for one in sheet.merged_cells.ranges}
    spans = sum(c.rowspan > 1 or c.colspan > 1 for grid in grids(report) for c in grid.cells)
    assert len(merged) >= spans


def test_a_row_heading_is_as_high_as_the_rows_under_it(report: Report) -> None:
    sheet = opened(report).worksheets[0]
    heights = {
        sheet.cell(one.min_row, one.min_col).value: one.max_row - one.min_row + 1
        for one in sheet.merged_cells.ranges
    }
    for grid in grids(report):
        for cell in grid.cells:
            if cell.rowspan > 1 and cell.role == "row_header":
                assert heights[cell.text] == cell.rowspan


def test_the_long_form_is_that_of_export(report: Report) -> None:
    sheet = opened(report).worksheets[1]
    rows = [tuple(row) for row in sheet.iter_rows(values_only=True)]
    assert rows[0] == HEADINGS
    assert [str(one).split()[1] for one in rows[0]] == list(COLUMNS)  # the keys beside the words
    assert rows[1:] == list(export_rows("甲/乙.toml", report))


def test_the_long_form_fits_its_page(report: Report) -> None:
    sheet = opened(report).worksheets[1]
    width = sum(one.width for one in sheet.column_dimensions.values())
    assert width < 1.4 * 120  # a page on its side holds some 120 half-width characters
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)


def test_every_row_of_the_narrative_says_what_it_is(report: Report) -> None:
    report = replace(report, texts={**report.texts, "preamble": "根据条例编制。\n电子版可以下载。"})
    read = list(opened(report).worksheets[2].iter_rows(min_row=2, values_only=True))
    edition = report.edition
    assert [row[0] for row in read[:2]] == [edition.preamble.label] * 2
    assert {row[0] for row in read} <= {
        edition.preamble.label, *(section.heading for section in edition.sections)
    }  # fmt: skip


def test_the_narrative_is_there(report: Report) -> None:
    sheet = opened(report).worksheets[2]
    read = [row[1] for row in sheet.iter_rows(values_only=True)][1:]
    texts = [report.texts.get("preamble", "")]
    for one in report.edition.sections:
        texts += [report.texts.get(one.key, ""), *noted(report, one.key)]
    lines = [line.strip() for text in texts for line in text.splitlines()]
    assert read == [line for line in lines if line]


def test_a_number_not_given_is_an_empty_cell(report: Report) -> None:
    bare = replace(report, values=(None,) * report.edition.size)
    sheet = opened(bare).worksheets[0]
    assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "n" and c.value]


def test_numbers_that_no_cell_can_hold_are_text(report: Report) -> None:
    strange = (float("nan"), float("inf"), 10**30, -(10**15))
    values = (*strange, *report.values[4:])
    sheet = opened(replace(report, values=values)).worksheets[1]
    assert [sheet.cell(row, 10).value for row in range(2, 6)] == [str(one) for one in strange]


def test_it_prints_on_a4(report: Report) -> None:
    sheet = opened(report).worksheets[0]
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.fitToWidth == 1
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddFooter.right.text == sheet.evenFooter.left.text == "— &P —"


def test_properties_and_bytes(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    first = data(report)
    properties = opened(report).properties
    assert properties.creator == properties.lastModifiedBy == report.organization
    assert report.date is not None
    assert properties.created.date() == properties.modified.date() == report.date
    time.sleep(1.1)  # the library states the second in which it wrote
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(2_000_000_000))
    assert data(report) == first
    everything = b"".join(unpacked(first).values()).lower()
    assert b"openpyxl" not in everything
    assert b"microsoft excel" not in everything
