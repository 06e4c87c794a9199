"""A sheet taken apart: the lines above and below its table, and our own sheet of text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govreport.edition import editions
from govreport.grid import GridCell
from govreport.importers.document import Paragraph, Table
from govreport.importers.headings import heading_key
from govreport.importers.readers.merged_cells import grid

_NUMBERED = re.compile(r"[一二三四五六七八九十]、|第")  # a heading, which belongs to what follows
_LINE = 20  # characters of a line below a table that is longer than a label


def parts(table: Table) -> list[Table]:
    """The lines above a table (a title; at least none), the table, and the lines below it."""
    rows = list(table.grid.rows())
    shown = [[cell for cell in row if cell.text.strip()] for row in rows]
    begin, end = 0, len(rows)
    while begin < end and len(shown[begin]) < 2 and all(c.rowspan == 1 for c in rows[begin]):
        if shown[begin] and _NUMBERED.match(shown[begin][0].text.strip()):
            break
        begin += 1
    if begin == end:  # a sheet of lines
        return [_slice(table, begin, end, alone=True)]
    while end > begin and _is_line(shown[end - 1], rows[end - 1], table.grid.width):
        end -= 1
    return [
        _slice(table, 0, begin, alone=True),
        _slice(table, begin, end),
        *([_slice(table, end, len(rows), alone=True)] if end < len(rows) else []),
    ]


def _is_line(shown: Sequence[GridCell], row: Sequence[GridCell], width: int) -> bool:
    """Whether a row is text below a table; a label that has only blank cells beside it is none."""
    if not shown:
        return sum(cell.colspan for cell in row) == width
    return len(shown) == 1 and (shown[0].colspan == width or len(shown[0].text) > _LINE)


def _slice(table: Table, begin: int, end: int, *, alone: bool = False) -> Table:
    """Some rows of a table; `alone`: the one cell in each that has a text is the row."""
    cells = [
        GridCell(
            cell.text, cell.row - begin, 0 if alone else cell.column, cell.rowspan, cell.colspan
        )
        for cell in table.grid.cells
        if begin <= cell.row < end and (cell.text.strip() or not alone)
    ]
    if alone:  # rows without a text are none
        places = {row: at for at, row in enumerate(sorted({cell.row for cell in cells}))}
        cells = [GridCell(cell.text, places[cell.row], 0) for cell in cells]
        return Table(grid(cells, len(places)), name=table.name)
    return Table(grid(cells, end - begin), name=table.name)


def prose(table: Table) -> list[tuple[str, str]]:
    """The rows of a sheet of text: the heading of a section and a paragraph."""
    rows = list(table.grid.rows())[1:]
    return [(row[0].text, row[1].text) for row in rows if len(row) > 1]


def narrative(texts: Sequence[tuple[str, str]], *, noted: bool) -> Iterator[Paragraph]:
    """Headings and paragraphs, as `prose` has found them; what has no number has no heading either.

    `noted`: there are tables, and below them stand the notes that the sheet of text has too.
    """
    tables = {one.key for one in editions()[-1].sections if noted and not one.narrative}
    heading = ""
    for section, text in texts:
        if heading_key(section) in tables:
            continue
        if section != heading:
            heading = section
            if _NUMBERED.match(section):
                yield Paragraph(section, level=2)
        yield Paragraph(text)
