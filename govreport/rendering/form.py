"""An empty official form to hand out, as a workbook or a Word document; `importers` reads it back.

The tables are those of every other output. In the workbook totals are formulas, only numbers that a
cell may hold can be typed, and everything but the places to fill in is locked.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from govreport.export import TEXT_COLUMNS
from govreport.figures import sums_by_total
from govreport.rendering import FORMATS, Options, render
from govreport.report import PREAMBLE, Report

FORMS = tuple(known.ending for known in FORMATS.values() if known.optional)
PLACE = "\u3000"  # an empty line of a narrative, to be written over
PLACES = 3  # such lines in a section of a Word document
TABLES, TEXTS = 0, 2  # the sheets that a form has of a workbook's three


def render_form(report: Report, ending: str) -> bytes:
    """The form for a report as far as it is known: what is given stands in it already.

    `ending` is one of `FORMS`. Raises GovreportError where a library is missing.
    """
    if ending == FORMATS["xlsx"].ending:
        return _workbook(report)
    texts = {
        section.key: report.texts.get(section.key) or "\n".join([PLACE] * PLACES)
        for section in report.edition.sections
        if section.narrative
    }
    done = render(replace(report, texts=dict(report.texts) | texts), "docx")
    assert isinstance(done, bytes)
    return done


def _workbook(report: Report) -> bytes:
    numbered = replace(report, values=tuple(range(1, report.edition.size + 1)))
    done = render(numbered, "xlsx", Options())
    assert isinstance(done, bytes)
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(done))
    sheets = list(book.worksheets)
    for number, sheet in enumerate(sheets):
        if number not in (TABLES, TEXTS):
            book.remove(sheet)
    _fill(sheets[TABLES], report)
    _narrative(sheets[TEXTS], report)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _fill(sheet: Any, report: Report) -> None:
    """Put formulas, numbers and bounds where the numbers of cells stand."""
    from openpyxl.styles import Protection
    from openpyxl.worksheet.datavalidation import DataValidation

    edition = report.edition
    places = {
        cell.value - 1: cell
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int)
    }
    rules: dict[str, Any] = {}
    totals = sums_by_total(edition)
    for number, cell in places.items():
        kind = edition.cells[number].column.value
        if number in totals:
            parts = "+".join(places[part].coordinate for part in totals[number][0].parts)
            cell.value = f"={parts}"
            continue
        cell.value = report.values[number]
        cell.protection = Protection(locked=False)
        if kind.key not in rules:
            rules[kind.key] = DataValidation(
                type="whole" if kind.whole else "decimal",
                formula1=str(kind.minimum),
                formula2=str(kind.maximum),
                allow_blank=True,
                showErrorMessage=True,
                errorTitle="填错了",
                error="这一格只能填整数，没有的填 0。" if kind.whole else "这一格只能填数字。",
            )
            sheet.add_data_validation(rules[kind.key])
        rules[kind.key].add(cell)
    _lock(sheet)


def _narrative(sheet: Any, report: Report) -> None:
    """A row for the preamble and each narrative section; the paragraphs go into one cell."""
    from openpyxl.styles import Alignment, Protection

    edition = report.edition
    headings: Mapping[str, str] = {PREAMBLE: edition.preamble.label} | {
        section.key: section.heading for section in edition.sections if section.narrative
    }
    sheet.delete_rows(2, sheet.max_row)
    sheet.auto_filter.ref = None
    for row, (key, heading) in enumerate(headings.items(), 2):
        sheet.cell(row, 1).value = heading
        text = sheet.cell(row, len(TEXT_COLUMNS))
        text.value = report.texts.get(key)
        text.protection = Protection(locked=False)
        text.alignment = Alignment(vertical="top", wrap_text=True)
        sheet.row_dimensions[row].height = 120
    _lock(sheet)


def _lock(sheet: Any) -> None:
    """Nothing but what is to be filled in can be changed by mistake; there is no password."""
    sheet.protection.sheet = True
    sheet.protection.formatRows = sheet.protection.formatColumns = False
