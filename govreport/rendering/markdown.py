"""A report as Markdown (CommonMark with GFM), its narrative escaped so that it reads as typed.

Prepares strings for the template `report.md.j2`. Tables are raw HTML with their merged cells, or
pipe tables for readers that drop HTML: those have no merged cells, so every heading is written out
with the headings above it, from the outermost in, with ` / ` between.
"""

from __future__ import annotations

import html
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
    worked_out_once,
)
from govreport.rendering.templates import fill_template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govreport.edition import Block
    from govreport.grid import Grid, GridCell
    from govreport.rendering import Options
    from govreport.report import Report

TEMPLATE = "report.md.j2"
_JOIN = " / "


def render_markdown(report: Report, options: Options) -> str:
    """The report as Markdown with LF and a final newline.

    `options.tables`: `html` (default), one block of raw HTML a table, or `pipe`. Raises
    GovreportError for a user's template that does not work.
    """

    def paragraph(one: Paragraph) -> dict[str, object]:
        level = one.level if options.subheadings else BODY
        return {"level": level, "text": markdown_line(one.text)}

    def table(one: Table, _section: str) -> str:
        return _pipes(one) if options.tables == "pipe" else _html(one)

    data = template_data(lay_out(report, draft=options.draft), markdown_line, table, paragraph)
    return fill_template(TEMPLATE, data, template_folder(options))


@worked_out_once
def _html(frame: Frame) -> str:
    """The table as HTML without a blank line, so that Markdown takes it for one block."""
    return "\n".join(_html_lines(frame.grid))


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


@worked_out_once
def _pipes(frame: Frame) -> str:
    """One pipe table a block, its heading in bold above it, with blank lines between."""
    return "\n\n".join(map(_block, frame.blocks))


def _block(block: Block) -> str:
    if block.orientation == "across":
        header = [
            _path(*(label.label for label in row.labels), *column.path)
            for row in block.rows
            for column in row.columns
        ]
        rows = [[SLOT] * len(header)]
        marks = [":---:"] * len(header)
    else:
        header = [_path(block.corner), *(_path(*column.path) for column in block.columns)]
        rows = [
            [_path(*(label.label for label in row.labels)), *[SLOT] * len(row.columns)]
            for row in block.rows
        ]
        marks = [":---", *[":---:"] * len(block.columns)]
    lines = [_line(cells) for cells in (header, marks, *rows)]
    heading = [f"**{_path(block.heading)}**", ""] if block.heading else []
    return "\n".join([*heading, *lines])


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _path(*labels: str) -> str:
    return _JOIN.join(markdown_line(label) for label in labels)
