"""A report as one web page: no script, nothing from outside, tables that are read out with headings.

Prepares plain data for the template `report.html.j2`, which escapes whatever it puts in; writes no
mark-up itself. Every number names the cells that head it, since a table of several blocks, each
with headings of its own, cannot be told by `scope` alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from govreport.rendering import template_folder
from govreport.rendering.layout import Frame, Paragraph, Table, lay_out, template_data
from govreport.rendering.marked import Mark, Marks, pieces
from govreport.rendering.paper import column_widths, setting
from govreport.rendering.templates import fill_template
from govreport.report import PREAMBLE

if TYPE_CHECKING:
    from govreport.grid import Grid, GridCell
    from govreport.rendering import Options
    from govreport.report import Report

TEMPLATE = "report.html.j2"
PHONE, SCREEN = 52, 76  # half-width characters: what a phone shows, else what is easy to scroll
_SCOPES = {"column_header": "col", "heading": "col", "row_header": "row"}
Rows = list[list[dict[str, object]]]


def render_html(report: Report, options: Options) -> str:
    """The report as an HTML page with LF and a final newline.

    Raises GovreportError for a user's template that does not work.
    """
    return fill_template(TEMPLATE, page_data(report), template_folder(options), autoescape=True)


def page_data(report: Report, marks: Marks = Marks()) -> dict[str, object]:  # noqa: B008 - a value
    """What the template is given, with marks at what is wrong."""

    def paragraph(one: Paragraph) -> dict[str, object]:
        return {"level": one.level, "text": one.text, "pieces": []}

    def table(one: Table, key: str) -> dict[str, object]:
        return _table(one, key, marks.figures)

    data = template_data(lay_out(report), str, table, paragraph)
    for key, stretches in marks.texts.items():
        cut = pieces(report.texts.get(key, ""), stretches)
        for one, some in zip(_paragraphs(data, key), cut, strict=True):
            one["pieces"] = some
    return data


def _paragraphs(data: dict[str, Any], key: str) -> list[dict[str, object]]:
    """Those of a narrative in what a template is given."""
    if key == PREAMBLE:
        return list(data["preamble"])
    return [one for section in data["sections"] if section["key"] == key
            for one in section["paragraphs"]]  # fmt: skip


def fill_page(template: str, data: Mapping[str, object]) -> str:
    """A page of ours, its text escaped wherever it is put in."""
    return fill_template(template, data, autoescape=True)


def _table(table: Table, key: str, marks: Mapping[str, Mark]) -> dict[str, object]:
    """`columns`: widths on the screen in em and on paper in percent; `points`: its type on paper.

    `wide`: 1 when it needs a page on its side; `whole`: 1 when it goes on one page. `fixed` is
    where every column of row headings begins, in em, for keeping them in sight. `groups`: its rows.
    """
    shown = column_widths(table, PHONE)
    if not shown.fits:
        shown = column_widths(table, SCREEN)
    screen = [width / 2 for width in shown.columns]
    paper = setting(table)
    labels = max((c.column + c.colspan for c in table.frame.grid.cells if c.role == "row_header"),
                 default=0)  # fmt: skip
    texts = iter(table.texts)
    groups = []
    for tag, rows in _skeleton(table.frame, key):
        filled = [
            [_filled(cell, next(texts), marks) if cell["kind"] == "td" else cell for cell in row]
            for row in rows
        ]
        groups.append({"tag": tag, "rows": filled})
    return {
        "columns": [
            {"screen": f"{width:g}", "paper": f"{100 * share / sum(paper.columns):.4g}"}
            for width, share in zip(screen, paper.columns, strict=True)
        ],
        "total": f"{sum(screen):g}",
        "fixed": [f"{sum(screen[:column]):g}" for column in range(labels)],
        "points": f"{paper.points:g}",
        "wide": int(paper.wide),
        "whole": int(paper.whole),
        "groups": groups,
    }


def _filled(cell: dict[str, object], text: str, marks: Mapping[str, Mark]) -> dict[str, object]:
    mark = marks.get(str(cell["address"])) if marks else None
    if mark is None:
        return {**cell, "text": text}
    return {**cell, "text": text, "marks": list(mark.numbers), "severity": mark.severity}


@lru_cache(maxsize=64)
def _skeleton(frame: Frame, key: str) -> tuple[tuple[str, Rows], ...]:
    """The rows without numbers: those that head the whole table, then those of every block."""
    heads = _heads(frame.grid, key)
    return tuple(
        (tag, [[_cell(cell, key, heads) for cell in row] for row in rows])
        for tag, rows in frame.grid.groups()
    )


def _cell(cell: GridCell, key: str, heads: dict[GridCell, str]) -> dict[str, object]:
    scope = _SCOPES.get(cell.role, "")
    if scope and (cell.colspan if scope == "col" else cell.rowspan) > 1:
        scope += "group"
    return {
        "kind": "th" if scope else "td" if cell.role == "value" else "corner",
        "role": cell.role,
        "text": cell.text,
        "rowspan": cell.rowspan,
        "colspan": cell.colspan,
        "column": cell.column,
        "scope": scope,
        "id": _name(cell, key) if scope else "",
        "headers": heads.get(cell, ""),
        "address": cell.address or "",
        "marks": [],
    }


def _name(cell: GridCell, key: str) -> str:
    return f"{key}-{cell.row + 1}-{cell.column + 1}"


def _heads(grid: Grid, key: str) -> dict[GridCell, str]:
    """For every number the names of the cells that head it: its block, its column, its row."""
    found: dict[GridCell, str] = {}
    matrix = grid.matrix()
    for cell in grid.cells:
        if cell.role != "value":
            continue
        heads: list[GridCell] = []
        above = False
        for row in range(cell.row - 1, -1, -1):  # up to the top of its own block
            head = matrix[row][cell.column]
            above = above or head.role == "column_header"
            if above and head.role == "value":
                break
            if head.role in ("column_header", "heading") and head not in heads:
                heads.insert(0, head)
        for head in matrix[cell.row][: cell.column]:
            if head.role == "row_header" and head not in heads:
                heads.append(head)
        found[cell] = " ".join(_name(head, key) for head in heads)
    return found
