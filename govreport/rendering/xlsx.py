"""A report as a workbook: the official tables, every number in long form, and the narrative.

The first sheet is for people and paper, the second has the columns of `export`, the third the text,
a paragraph a row. Nothing in it is a formula. Today's date and the library's name reach no file.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from govreport.export import COLUMNS, export_rows
from govreport.rendering.archive import packed, unpacked
from govreport.rendering.layout import Document, lay_out
from govreport.rendering.office import full_title, property_text, require, stated_date
from govreport.rendering.paper import column_widths

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from govreport.rendering.layout import Table
    from govreport.rendering.options import Options
    from govreport.report import Report

SHEETS = ("表格", "数据", "文字")
TEXT_COLUMNS = ("部分", "内容")
LINE = 96  # half-width characters of the table with most numbers
TITLE, HEADING = 20.0, 14.0  # points
LONG_WIDTHS = (24, 24, 8, 8, 8, 8, 52, 20, 44, 10)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_APPLICATION = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.'
    b'openxmlformats.org/officeDocument/2006/extended-properties"></Properties>'
)


def render_xlsx(report: Report, options: Options) -> bytes:
    """The report as the bytes of a workbook; the same report gives the same bytes.

    Raises GovreportError when openpyxl is not installed.
    """
    require("openpyxl", "xlsx")
    from openpyxl import Workbook

    document = lay_out(report)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    book.remove(sheet)
    _tables(book.create_sheet(SHEETS[0]), document)
    _long_form(book.create_sheet(SHEETS[1]), report, options.source)
    _narrative(book.create_sheet(SHEETS[2]), document)
    return _saved(book, report, document)


def _saved(book: Workbook, report: Report, document: Document) -> bytes:
    properties = book.properties
    properties.creator = properties.lastModifiedBy = property_text(document.organization)
    properties.title = property_text(full_title(document))
    date = stated_date(report)
    properties.created = date
    buffer = io.BytesIO()
    book.save(buffer)
    entries = unpacked(buffer.getvalue())
    stamp = date.strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20).encode()
    entries["docProps/core.xml"] = _MODIFIED.sub(
        rb"\g<1>" + stamp + rb"\g<2>", entries["docProps/core.xml"]
    )
    entries["docProps/app.xml"] = _APPLICATION
    return packed(entries)


def _tables(sheet: Worksheet, document: Document) -> None:
    """The official tables, one under the other. The one with most numbers sets the columns.

    A table with fewer columns is spread over the same width; one with more goes on to the right.
    """
    from govreport.rendering.sheets import put_table, spread_edges

    tables = [(section.heading, table) for section in document.sections for table in section.tables]
    main = max((table for _, table in tables), key=lambda table: table.frame.size)
    base = column_widths(main, LINE).columns
    widths = list(base)
    for _, table in tables:
        if table.frame.grid.width >= len(base):
            own = column_widths(table, LINE).columns
            padded = [*widths, *[0] * (len(own) - len(widths))]
            widths = [max(one, other) for one, other in zip(own, padded, strict=True)]
    row = _line(sheet, 1, document.organization, len(base), TITLE) if document.organization else 1
    row = _line(sheet, row, document.title, len(base), TITLE)
    for heading, table in tables:
        grid = table.frame.grid
        if row > len(tables):
            _page_break(sheet, row, table is main)
        row = _line(sheet, row, heading, len(base), HEADING)
        edges = list(range(grid.width + 1))
        if grid.width < len(base):
            edges = spread_edges(grid, column_widths(table, LINE).columns, base)
        row = put_table(sheet, row, table, edges, widths) + 1
    _columns(sheet, widths)
    _printing(sheet)


def _line(sheet: Worksheet, row: int, text: str, width: int, points: float) -> int:
    """A line over the whole width, in further rows where a cell cannot hold it."""
    from openpyxl.styles import Alignment, Font

    from govreport.rendering.sheets import merge, pieces, put_text

    title = points == TITLE
    for piece in pieces(text):
        cell = sheet.cell(row, 1)
        put_text(cell, piece)
        cell.font = Font(name="方正小标宋简体" if title else "黑体", size=points)
        cell.alignment = Alignment(
            horizontal="center" if title else "left", vertical="center", wrap_text=title
        )
        sheet.row_dimensions[row].height = points * 1.6
        merge(sheet, row, 1, row, width)
        row += 1
    return row


def _page_break(sheet: Worksheet, row: int, main: bool) -> None:
    from openpyxl.worksheet.pagebreak import Break

    if main:
        sheet.row_breaks.append(Break(id=row - 1))


def _columns(sheet: Worksheet, widths: list[int]) -> None:
    from openpyxl.utils import get_column_letter

    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width + 0.7


def _printing(sheet: Worksheet) -> None:
    """A4, every column on one page, page numbers as in an official document."""
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    properties = sheet.sheet_properties.pageSetUpPr
    assert properties is not None
    properties.fitToPage = True
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = margins.bottom = 0.75
    sheet.oddFooter.right.text = sheet.evenFooter.left.text = "— &P —"
    sheet.HeaderFooter.differentOddEven = True


def _long_form(sheet: Worksheet, report: Report, source: str) -> None:
    """The columns of `export`, a row a number."""
    from govreport.rendering.sheets import put_number, put_text

    for row, values in enumerate((COLUMNS, *export_rows(source, report)), 1):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(row, column)
            if isinstance(value, str):
                put_text(cell, value)
            else:
                put_number(cell, value)
    _columns(sheet, list(LONG_WIDTHS))
    _listing(sheet)


def _narrative(sheet: Worksheet, document: Document) -> None:
    """A paragraph a row, with the heading of its section before it."""
    from openpyxl.styles import Alignment

    from govreport.rendering.sheets import pieces, put_text

    parts = [("", document.preamble)]
    parts += [(section.heading, section.paragraphs) for section in document.sections]
    rows = [
        (heading, piece)
        for heading, paragraphs in parts
        for paragraph in paragraphs
        for piece in pieces(paragraph.text)
    ]
    for row, texts in enumerate((TEXT_COLUMNS, *rows), 1):
        for column, text in enumerate(texts, 1):
            cell = sheet.cell(row, column)
            put_text(cell, text)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    _columns(sheet, [28, 100])
    _listing(sheet)


def _listing(sheet: Worksheet) -> None:
    """A sheet that is a list: its first row stays in sight and comes again on every page."""
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    _printing(sheet)
