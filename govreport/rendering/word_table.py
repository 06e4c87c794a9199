"""A table of a report in WordprocessingML, with its merged cells. Text in, text out.

The XML of a table without its numbers is worked out once for a setting and remembered.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from govreport.rendering.columns import balanced, label_lines
from govreport.rendering.layout import SLOT, with_slots
from govreport.rendering.paper import LEADING, PADDING, Setting

if TYPE_CHECKING:
    from govreport.grid import Grid, GridCell
    from govreport.rendering.layout import Frame, Table

TWIPS = 20  # to the point
FLUSH = 3  # points before a heading that begins at the left
MARGIN = 1.5  # points between a cell's text and its line left and right
SPARE = 0.5  # half-width characters by which a font may be wider than it should
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
EAST_ASIAN = '<w:rFonts w:hint="eastAsia"/>'  # else “ ” … — are set in the Latin font


def word_table(
    table: Table, setting: Setting, width: int, caption: str, styles: tuple[str, str]
) -> str:
    """The table as a `w:tbl`, `width` twips wide. `styles`: ids of its own and of its text's style.

    Rows do not break across pages; the rows that head the whole table are repeated on each. One
    that goes on one page is kept together.
    """
    return _template(table.frame, setting, width, caption, styles) % table.texts


@lru_cache(maxsize=64)
def _template(
    frame: Frame, setting: Setting, width: int, caption: str, styles: tuple[str, str]
) -> str:
    lines = _Lines(frame.grid, setting, width, styles[1])
    rows = "".join(lines.row(number) for number in range(frame.grid.height))
    head = _properties(width, caption, styles[0]) + "".join(
        f'<w:gridCol w:w="{column}"/>' for column in lines.columns
    )
    return with_slots(f"{head}</w:tblGrid>{rows}</w:tbl>")


def _properties(width: int, caption: str, style: str) -> str:
    margin, padding = round(MARGIN * TWIPS), round(PADDING * TWIPS)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in _SIDES
    )
    named = f'<w:tblStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:tbl><w:tblPr>{named}<w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:top w:w="{padding}" w:type="dxa"/><w:left w:w="{margin}" w:type="dxa"/>'
        f'<w:bottom w:w="{padding}" w:type="dxa"/><w:right w:w="{margin}" w:type="dxa"/>'
        f'</w:tblCellMar><w:tblLook w:val="0000"/><w:tblCaption w:val={quoteattr(caption)}/>'
        "</w:tblPr><w:tblGrid>"
    )


class _Lines:
    """The rows of one table."""

    def __init__(self, grid: Grid, setting: Setting, width: int, style: str) -> None:
        self.grid, self.setting, self.style = grid, setting, style
        self.matrix = grid.matrix()
        self.columns = _shared(width, setting.columns)

    def row(self, number: int) -> str:
        height = round((self.setting.points * LEADING + 2 * PADDING) * TWIPS)
        header = "<w:tblHeader/>" if number < self.grid.header_rows else ""
        cells = "".join(
            self._cell(cell, number)
            for column, cell in enumerate(self.matrix[number])
            if cell.column == column
        )
        return (
            f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>'
            f"{header}</w:trPr>{cells}</w:tr>"
        )

    def _cell(self, cell: GridCell, row: int) -> str:
        across = sum(self.columns[cell.column : cell.column + cell.colspan])
        merged = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
        first = row == cell.row
        if cell.rowspan > 1:
            merged += '<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>"
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{across}" w:type="dxa"/>{merged}'
            f'{self._margins(cell, across)}<w:vAlign w:val="center"/></w:tcPr>'
            f"{self._paragraph(cell, row, first)}</w:tc>"
        )

    def _margins(self, cell: GridCell, across: int) -> str:
        """Room left and right of a heading in the middle, so that its lines are equally long."""
        if cell.role == "value":
            return ""
        if _flush_left(cell):
            return f'<w:tcMar><w:left w:w="{round(FLUSH * TWIPS)}" w:type="dxa"/></w:tcMar>'
        letter = self._letter
        margin = round((across - (balanced(cell.text, self._inner(cell), 2) + SPARE) * letter) / 2)
        if margin <= MARGIN * TWIPS:
            return ""
        return (
            f'<w:tcMar><w:left w:w="{margin}" w:type="dxa"/>'
            f'<w:right w:w="{margin}" w:type="dxa"/></w:tcMar>'
        )

    @property
    def _letter(self) -> float:
        """Twips of a half-width character."""
        return self.setting.points * TWIPS / 2

    def _inner(self, cell: GridCell) -> int:
        """Half-width characters of a line in the cell."""
        across = sum(self.columns[cell.column : cell.column + cell.colspan])
        return int((across - 2 * MARGIN * TWIPS) / self._letter)

    def _further_in(self, cell: GridCell) -> int:
        """Twips by which the lines of a row heading behind its first are shorter, to be as long as one
        another: （三）|不予|公开 and not （三）|不予公|开.
        """
        if cell.role != "row_header" or _flush_left(cell):
            return 0
        width = balanced(cell.text, self._inner(cell), 2)
        others = label_lines(cell.text, width, 2)[1:]
        shorter = width - balanced("".join(others), width, 2)
        # Half a character is left over, so that they stand nearly under the middle of the first.
        return round((shorter - 1) * self._letter) if shorter > 1 and len(others) > 1 else 0

    def _paragraph(self, cell: GridCell, row: int, first: bool) -> str:
        last = row == self.grid.height - 1
        heads = cell.role in ("heading", "column_header", "corner")
        keep = "<w:keepNext/>" if not last and (self.setting.whole or heads) else ""
        side = "left" if _flush_left(cell) else "center"
        style = f'<w:pStyle w:val="{self.style}"/>' if self.style else ""
        line = round(self.setting.points * LEADING * TWIPS)
        size = round(self.setting.points * 2)
        run = f'<w:rPr>{EAST_ASIAN}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
        text = SLOT if cell.role == "value" else escape(cell.text)
        written = f'<w:r>{run}<w:t xml:space="preserve">{text}</w:t></w:r>' if first else ""
        further = self._further_in(cell)
        return (
            f'<w:p><w:pPr>{style}{keep}<w:spacing w:before="0" w:after="0" w:line="{line}" '
            f'w:lineRule="exact"/>{_indent(further)}<w:jc w:val="{side}"/></w:pPr>{written}</w:p>'
        )


def _indent(further: int) -> str:
    if further:
        return f'<w:ind w:left="{further}" w:right="0" w:hangingChars="0" w:hanging="{further}"/>'
    return '<w:ind w:left="0" w:right="0" w:firstLineChars="0" w:firstLine="0"/>'


def _flush_left(cell: GridCell) -> bool:
    return cell.role == "row_header" and cell.rowspan == 1


def _shared(width: int, shares: tuple[int, ...]) -> list[int]:
    """`width` divided in proportion; what rounding leaves is in the last ones."""
    total, edges, passed = sum(shares), [0], 0
    for share in shares:
        passed += share
        edges.append(width * passed // total)
    return [right - left for left, right in pairwise(edges)]
