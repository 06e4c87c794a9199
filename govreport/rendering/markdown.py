"""A report as Markdown (CommonMark with GFM), its narrative escaped so that it reads as typed.

Prepares strings for the template `report.md.j2`. Tables are raw HTML with their merged cells, or
pipe tables.
"""

from __future__ import annotations

import html
from functools import lru_cache
from typing import TYPE_CHECKING

from govreport.escape import markdown_line
from govreport.rendering import template_folder
from govreport.rendering.layout import (
    BODY,
    SLOT,
    Frame,
    Paragraph,
    Table,
    lay_out,
    template_data,
    with_slots,
)
from govreport.rendering.pipes import pipe_tables
from govreport.rendering.templates import fill_template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govreport.grid import Grid, GridCell
    from govreport.rendering import Options
    from govreport.report import Report

TEMPLATE = "report.md.j2"


def render_markdown(report: Report, options: Options) -> str:
    """The report as Markdown with LF and a final newline.

    `options.tables`: `html` (default), one block of raw HTML a table, or `pipe`. Raises
    GovreportError for a user's template that does not work.
    """

    def paragraph(one: Paragraph) -> dict[str, object]:
        level = one.level if options.subheadings else BODY
        return {"level": level, "text": markdown_line(one.text)}

    def table(one: Table, _section: str) -> str:
        return pipe_tables(one) if options.tables == "pipe" else html_table(one)

    data = template_data(lay_out(report), markdown_line, table, paragraph)
    return fill_template(TEMPLATE, data, template_folder(options))


def html_table(table: Table) -> str:
    """The table as HTML without a blank line, so that Markdown takes it for one block."""
    return _template(table.frame) % table.texts


@lru_cache(maxsize=64)
def _template(frame: Frame) -> str:
    return with_slots("\n".join(_html_lines(frame.grid)))


def _html_lines(grid: Grid) -> Iterator[str]:
    yield "<table>"
    for tag, rows in grid.groups():
        yield f"<{tag}>"
        for row in rows:
            yield f"<tr>{''.join(map(_html_cell, row))}</tr>"
        yield f"</{tag}>"
    yield "</table>"


def _html_cell(cell: GridCell) -> str:
    spans = "".join(
        f' {name}="{span}"'
        for name, span in (("rowspan", cell.rowspan), ("colspan", cell.colspan))
        if span > 1
    )
    if cell.role == "value":
        return f'<td{spans} align="center">{SLOT}</td>'
    if cell.role == "row_header":  # plain cells: pandoc clips headings of rows that are merged
        return f'<td{spans} align="left">{html.escape(cell.text)}</td>'
    scope = "colgroup" if cell.colspan > 1 else "col"
    return f'<th{spans} scope="{scope}">{html.escape(cell.text)}</th>'
