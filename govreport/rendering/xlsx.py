"""A report as a workbook: the official tables, every number in long form, and the narrative.

The first sheet is for people and paper, the second has the columns of `export`, the third the text,
a paragraph a row. Nothing in it is a formula. Today's date and the library's name reach no file.
"""

from __future__ import annotations

import io
import re
from copy import copy
from itertools import count
from typing import TYPE_CHECKING, Any, Literal

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from govreport.export import HEADINGS, TEXT_COLUMNS, export_rows
from govreport.rendering.layout import Document, lay_out
from govreport.rendering.office import full_title, packed, property_text, stated_date, unpacked
from govreport.rendering.paper import column_widths
from govreport.rendering.sheets import (
    Looks,
    heights,
    least_scale,
    merge,
    pieces,
    put_number,
    put_table,
    put_text,
    spread_edges,
)
from govreport.text import display_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from govreport.rendering import Options
    from govreport.report import Report

SHEETS = ("表格", "数据", "文字")
LINE, MORE = 92, 8  # half-width characters of all columns together; steps to what numbers need
LINE_HEIGHT = 30  # points of a title or a heading
PAGE_WIDTH, PAGE_HEIGHT = 523, 734  # points between the margins
HALF_CHARACTER = 6.4  # points of a column of width 1
LONG_WIDTHS = (18, 16, 6, 8, 8, 8, 32, 16, 34, 10)  # little more than a page on its side holds
PROSE_WIDTHS, PROSE_LINE = (28, 100), 15
HIGHEST = 409  # points that a row can be high
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_APPLICATION = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.'
    b'openxmlformats.org/officeDocument/2006/extended-properties"></Properties>'
)


def render_xlsx(report: Report, options: Options) -> bytes:
    """The report as the bytes of a workbook; the same report gives the same bytes."""
    document = lay_out(report, draft=options.draft)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    book.remove(sheet)
    _tables(book.create_sheet(SHEETS[0]), document)
    _long_form(book.create_sheet(SHEETS[1]), report, options.source)
    _narrative(book.create_sheet(SHEETS[2]), document, report.edition.preamble.label)
    for one in book.worksheets if document.draft else ():
        headers: tuple[Any, Any] = one.oddHeader, one.evenHeader
        for header in headers:
            header.center.text, header.center.size, header.center.color = (
                document.draft,
                20,
                "C00000",
            )
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
    """The official tables, one under the other and equally wide.

    The one with most columns has one column of the sheet for each of its own; the others' are
    spread over them. A table begins on a new page when the rest of the page cannot hold it.
    """
    looks = Looks(sheet)
    tables = [(section, table) for section in document.sections for table in section.tables]
    shares = [column_widths(table, count(LINE, MORE)).columns for _, table in tables]
    most = max(map(len, shares))
    columns = [LINE / most] * most
    edges = [
        spread_edges(table.frame.grid, share, most)
        for (_, table), share in zip(tables, shares, strict=True)
    ]
    scale = max(least_scale(t, one, columns) for (_, t), one in zip(tables, edges, strict=True))
    columns = [LINE / most * max(1, scale)] * most
    row = 1
    for text in (document.organization, document.title):
        if text:
            row = _line(sheet, row, text, len(columns), looks.title)
    left = page = PAGE_HEIGHT * max(sum(columns) * HALF_CHARACTER / PAGE_WIDTH, 1)
    left -= (row - 1) * LINE_HEIGHT
    for (section, table), one in zip(tables, edges, strict=True):
        rows = heights(table, one, columns)
        notes = [
            (piece, _prose_height(piece, sum(columns)))
            for note in section.notes
            for piece in pieces(note.text)
        ]
        needed = sum(rows) + sum(height for _, height in notes) + 2 * LINE_HEIGHT
        if needed > left:
            sheet.row_breaks.append(Break(id=row - 1))
            left = page
        left -= needed
        row = _line(sheet, row, section.heading, len(columns), looks.heading)
        for number, height in enumerate(rows, row):
            sheet.row_dimensions[number].height = height
        row = put_table(sheet, row, table, one, looks)
        for text, height in notes:
            row = _line(sheet, row, text, len(columns), looks.prose, height)
        row += 1
    _columns(sheet, columns)
    _printing(sheet)


def _line(
    sheet: Worksheet, row: int, text: str, width: int, look: object, height: float = LINE_HEIGHT
) -> int:
    """A line over the whole width, in further rows where a cell cannot hold it."""
    for piece in pieces(text):
        put_text(sheet.cell(row, 1), piece, look)
        sheet.row_dimensions[row].height = height
        merge(sheet, row, 1, row, width)
        row += 1
    return row


def _columns(sheet: Worksheet, widths: Sequence[float]) -> None:
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width + 0.7


def _printing(sheet: Worksheet, orientation: Literal["portrait", "landscape"] = "portrait") -> None:
    """A4, every column on one page, page numbers as in an official document."""
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.orientation = orientation
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    properties = sheet.sheet_properties.pageSetUpPr
    assert properties is not None
    properties.fitToPage = True
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.5  # inches
    margins.top = margins.bottom = 0.75
    odd: Any = sheet.oddFooter
    even: Any = sheet.evenFooter
    odd.right.text = even.left.text = "— &P —"
    sheet.HeaderFooter.differentOddEven = True


def _long_form(sheet: Worksheet, report: Report, source: str) -> None:
    """The columns of `export`, a row a number, under headings for people."""
    looks = Looks(sheet)
    for row, values in enumerate((HEADINGS, *export_rows(source, report)), 1):
        lines, look = 1, looks.head if row == 1 else looks.prose
        for column, value in enumerate(values, 1):
            cell: Any = sheet.cell(row, column)
            if isinstance(value, str):
                put_text(cell, value, look)
                lines = max(lines, _lines(value, LONG_WIDTHS[column - 1]))
            else:
                put_number(cell, value)
                cell._style = copy(look)
        sheet.row_dimensions[row].height = lines * PROSE_LINE
    _columns(sheet, LONG_WIDTHS)
    _listing(sheet)


def _narrative(sheet: Worksheet, document: Document, preamble: str) -> None:
    """A paragraph a row, with the heading of its section before it, or what `preamble` is called."""
    looks = Looks(sheet)
    parts = [(preamble, document.preamble)]
    parts += [(one.heading, (*one.paragraphs, *one.notes)) for one in document.sections]
    rows = [
        (heading, piece)
        for heading, paragraphs in parts
        for paragraph in paragraphs
        for piece in pieces(paragraph.text)
    ]
    for row, texts in enumerate((TEXT_COLUMNS, *rows), 1):
        for column, text in enumerate(texts, 1):
            put_text(sheet.cell(row, column), text, looks.head if row == 1 else looks.prose)
        sheet.row_dimensions[row].height = _prose_height(texts[-1], PROSE_WIDTHS[-1])
    _columns(sheet, PROSE_WIDTHS)
    _listing(sheet)


def _prose_height(text: str, width: float) -> float:
    """Points that a text takes on a column of that width, as far as a row can be high."""
    return min(_lines(text, width) * PROSE_LINE, HIGHEST)


def _lines(text: str, width: float) -> int:
    """How many lines a text takes on a column of that width."""
    return sum(max(-(-display_width(line, 2) // int(width)), 1) for line in text.split("\n"))


def _listing(sheet: Worksheet) -> None:
    """A sheet that is a list: its first row stays in sight and comes again on every page."""
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    _printing(sheet, "landscape")
