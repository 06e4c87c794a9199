"""A form that is handed out, filled in by somebody, and read back."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from oracles import saved
from samples import EDITIONS, consistent, govreport

from govreport.edition import load_edition
from govreport.figures import sums_by_total
from govreport.importers import import_document
from govreport.rendering.form import FORMS, render_form
from govreport.report import Report

openpyxl = pytest.importorskip("openpyxl")


def empty(name: str) -> Report:
    edition = load_edition(name)
    return Report(edition, {"organization": "某县某镇人民政府", "year": edition.first_year})


@pytest.mark.parametrize("name", EDITIONS)
@pytest.mark.parametrize("ending", FORMS)
def test_an_empty_form_holds_nothing_that_is_taken_for_an_answer(name: str, ending: str) -> None:
    found, account = import_document(render_form(empty(name), ending), f"a{ending}")
    assert found.edition.name == name
    assert (found.organization, found.year) == ("某县某镇人民政府", found.edition.first_year)
    assert set(found.values) == {None}
    assert found.texts == {}
    assert not account.complete


@pytest.mark.parametrize("name", EDITIONS)
def test_totals_are_formulas_and_only_numbers_can_be_typed(name: str) -> None:
    report = empty(name)
    book = openpyxl.load_workbook(io.BytesIO(render_form(report, ".xlsx")))
    sheet = book.worksheets[0]
    formulas = [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    totals = sums_by_total(report.edition)
    assert len(formulas) == len(totals)
    assert all(cell.protection.locked for cell in formulas)
    ranges = [rule.sqref for rule in sheet.data_validations.dataValidation]
    assert sum(len(str(one).split()) for one in ranges) <= report.edition.size - len(totals)
    cells = [c for row in sheet.iter_rows() for c in row if type(c).__name__ == "Cell"]
    open_cells = [cell for cell in cells if not cell.protection.locked]
    assert len(open_cells) == report.edition.size - len(totals)
    assert sheet.protection.sheet


def test_what_is_filled_in_comes_back(tmp_path: Path) -> None:
    """Filled in cell by cell, calculated and saved by another program."""
    reports = [replace(consistent(name), waivers=()) for name in EDITIONS]
    paths = [tmp_path / f"form{report.edition.name}.xlsx" for report in reports]
    for report, path in zip(reports, paths, strict=True):
        path.write_bytes(render_form(replace(report, texts={}), ".xlsx"))
    back = saved("xlsx:Calc MS Excel 2007 XML", tmp_path, *paths)
    for report, path in zip(reports, back, strict=True):
        found, account = import_document(path.read_bytes(), "form.xlsx")
        assert found.values == report.values
        assert not account.doubtful


def test_new_makes_a_form_and_says_so(tmp_path: Path) -> None:
    for ending in FORMS:
        path = tmp_path / f"form{ending}"
        done = govreport("new", path, "--organization", "某县某镇人民政府", "--year", "2025")
        assert done.code == 0
        assert "空表" in done.err
        before = path.read_bytes()
        again = govreport("new", path, "--organization", "某县某镇人民政府", "--year", "2025")
        assert again.code == 2
        assert path.read_bytes() == before
