"""Report + edition → a neutral document: headings, paragraphs and grids that every format writes.

Grids come from the edition's label trees alone; no official label stands here. Knows nothing of any
output format, and reads and writes no file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, cached_property, lru_cache, wraps
from typing import TYPE_CHECKING

from govreport.edition import Block, Edition, Label
from govreport.grid import Grid, GridCell, Role, stack
from govreport.report import PREAMBLE, Number, Report
from govreport.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

BODY, SUBHEADING, ITEM = 0, 3, 4
DRAFT = "草稿"  # what a report with errors is
NO_YEAR = "____"
_SUBHEADING = re.compile(r"[（(][一二三四五六七八九十百]{1,4}[）)].{0,26}(?<![。；：;:！？])")
_BEGUN = r"[（(【\[]?\s*(?:{})\s*[0-9]{{0,2}}\s*[】\]]?\s*[：:]"  # with the label of a note
_ITEM = re.compile(r"[0-9]{1,2}[.．] ?(?![0-9]).{1,26}(?<![。；：;:！？])")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line as typed, cleaned. `level` is BODY, or what a short line without a stop is by its
    number: SUBHEADING for （一）…, ITEM for 1.…."""

    text: str
    level: int = BODY


@dataclass(frozen=True, eq=False)
class Frame:
    """A section's table without its numbers: the same object for every report of an edition.

    The numbers of the value cells, in reading order, are those of the report from `first` on.
    Compared and hashed by identity, so that renderers can remember what they worked out for it.
    """

    grid: Grid
    blocks: tuple[Block, ...]
    first: int
    size: int


SLOT = "\0"  # where a number goes, in a text made of a frame; no label can hold it


def with_slots(text: str) -> str:
    """A text with SLOT for every number, in a form that `% table.texts` fills."""
    return text.replace("%", "%%").replace(SLOT, "%s")


@dataclass(frozen=True, eq=False)
class Table:
    """A frame and one report's numbers for it, in reading order; None is a number not given."""

    frame: Frame
    numbers: tuple[Number | None, ...]

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The numbers as they are printed, empty where not given."""
        return tuple([str(one) if type(one) is int else number_text(one) for one in self.numbers])


def worked_out_once(made: Callable[[Frame], str]) -> Callable[[Table], str]:
    """A function from a table to text; `made` writes a frame, with SLOT for each number, once."""
    remembered = lru_cache(maxsize=64)(lambda frame: with_slots(made(frame)))

    @wraps(made)
    def filled(table: Table) -> str:
        return remembered(table.frame) % table.texts

    return filled


@dataclass(frozen=True, slots=True)
class SectionPart:
    """A section as it is printed: official heading, paragraphs, tables (none or one), and the note
    under them."""

    key: str
    heading: str
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...]
    notes: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A report ready to be written. `signature`: the organ and the date, or nothing at all.

    `draft`: the word that stands on every page of a draft, else empty; the title has it already.
    """

    organization: str
    title: str
    preamble: tuple[Paragraph, ...]
    sections: tuple[SectionPart, ...]
    signature: tuple[str, ...] = ()
    draft: str = ""


def template_data(
    document: Document,
    text: Callable[[str], str],
    table: Callable[[Table, str], object],
    paragraph: Callable[[Paragraph], Mapping[str, object]],
) -> dict[str, object]:
    """The document as templates are given it: str, int, list and dict, each part written its way.

    `table` is given the key of its section too.
    """
    return {
        "organization": text(document.organization),
        "title": text(document.title),
        "preamble": list(map(paragraph, document.preamble)),
        "sections": [
            {
                "key": section.key,
                "heading": text(section.heading),
                "paragraphs": list(map(paragraph, section.paragraphs)),
                "tables": [table(one, section.key) for one in section.tables],
                "notes": list(map(paragraph, section.notes)),
            }
            for section in document.sections
        ],
        "signature": list(map(text, document.signature)),
        "draft": text(document.draft),
    }


def lay_out(report: Report, *, draft: bool = False) -> Document:
    """The report as a document. A year that is not given is shown as a blank to fill in."""
    edition = report.edition
    year = report.year
    organization = clean(report.organization).strip()
    signature: tuple[str, ...] = ()
    if (date := report.date) is not None:
        signed = edition.date_format.format(year=date.year, month=date.month, day=date.day)
        signature = (organization, signed) if organization else (signed,)
    return Document(
        organization=organization,
        title=edition.title.format(year=NO_YEAR if year is None else year)
        + (f"（{DRAFT}）" if draft else ""),
        preamble=paragraphs(report.texts.get(PREAMBLE, "")),
        sections=tuple(
            SectionPart(
                section.key,
                section.heading,
                paragraphs(report.texts.get(section.key, "")),
                _tables(report, frame),
                _notes(report, section.key),
            )
            for section, frame in zip(edition.sections, frames(edition), strict=True)
        ),
        signature=signature,
        draft=DRAFT if draft else "",
    )


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """One paragraph for every line of `text` that is not blank, without spaces at its ends."""
    return tuple(
        Paragraph(typed, _level(typed))
        for line in text.splitlines()
        if (typed := clean(line).strip())
    )


def _notes(report: Report, section: str) -> tuple[Paragraph, ...]:
    """The note under a section's tables, a paragraph a line; the first begins by saying what it is."""
    lines = [one.text for one in paragraphs(report.notes.get(section, ""))]
    label = report.edition.note
    if lines and not re.match(_BEGUN.format("|".join((label.label, *label.aliases))), lines[0]):
        lines[0] = f"{label.label}：{lines[0]}"
    return tuple(map(Paragraph, lines))


def _level(typed: str) -> int:
    if _SUBHEADING.fullmatch(typed):
        return SUBHEADING
    return ITEM if _ITEM.fullmatch(typed) else BODY


def number_text(number: Number | None) -> str:
    """A number as it is printed: no exponent, no trailing zeros; empty when not given."""
    if number is None:
        return ""
    if isinstance(number, int):
        return str(number)
    exact = Decimal(repr(number))
    if not exact.is_finite():
        return str(number)
    digits = f"{exact:f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


def _tables(report: Report, frame: Frame | None) -> tuple[Table, ...]:
    if frame is None:
        return ()
    return (Table(frame, report.values[frame.first : frame.first + frame.size]),)


@cache
def frames(edition: Edition) -> tuple[Frame | None, ...]:
    """For every section its table without numbers; None for a section of narrative."""
    found: list[Frame | None] = []
    for section in edition.sections:
        if not section.blocks:
            found.append(None)
            continue
        grids = [_block_grid(block, section.width) for block in section.blocks]
        grid = stack(grids)
        if len(grids) > 1:  # no row of theirs is a heading of the whole table
            grid = Grid(grid.width, grid.height, grid.cells)
        size = sum(len(row.columns) for block in section.blocks for row in block.rows)
        found.append(Frame(grid, section.blocks, section.blocks[0].rows[0].first, size))
    return tuple(found)


def _block_grid(block: Block, width: int) -> Grid:
    """A block as a grid of `width` columns: its last cells reach as far as the section does."""
    across = block.orientation == "across"
    left = 0 if across else block.label_columns
    labels = _under(block.row_labels, block.column_labels) if across else block.column_labels
    top = 1 if block.heading else 0
    depth = max(label.depth for label in labels)
    cells: list[GridCell] = []
    if block.heading:
        cells.append(GridCell(block.heading, 0, 0, 1, width, "heading"))
    if left:
        cells.append(GridCell(block.corner, top, 0, depth, left, "corner"))
    natural = left + sum(1 for label in labels for _ in label.leaves())
    _column_headers(labels, top, left, top + depth, cells)
    body = top + depth
    if left:
        _row_headers(block.row_labels, body, 0, left, cells)
    lines = 1 if across else len(block.rows)
    place = 0
    for row in block.rows:
        for column in row.columns:
            line, across_place = divmod(place, natural - left)
            address = f"{row.address}.{column.key}"
            cells.append(GridCell("", body + line, left + across_place, 1, 1, "value", address))
            place += 1
    cells = [_widened(cell, natural, width) for cell in cells]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(width, body + lines, tuple(cells), body)


def _under(labels: Sequence[Label], columns: tuple[Label, ...]) -> tuple[Label, ...]:
    """Labels with the columns' labels under each innermost one."""
    return tuple(
        Label(one.label, children=_under(one.children, columns) if one.children else columns)
        for one in labels
    )


def _column_headers(
    labels: Sequence[Label], row: int, column: int, bottom: int, cells: list[GridCell]
) -> None:
    for label in labels:
        width = sum(1 for _ in label.leaves())
        height = 1 if label.children else bottom - row
        cells.append(GridCell(label.label, row, column, height, width, "column_header"))
        _column_headers(label.children, row + 1, column, bottom, cells)
        column += width


def _row_headers(
    labels: Sequence[Label], row: int, column: int, right: int, cells: list[GridCell]
) -> None:
    role: Role = "row_header"
    for label in labels:
        height = sum(1 for _ in label.leaves())
        width = 1 if label.children else right - column
        cells.append(GridCell(label.label, row, column, height, width, role))
        _row_headers(label.children, row, column + 1, right, cells)
        row += height


def _widened(cell: GridCell, natural: int, width: int) -> GridCell:
    if width == natural or cell.column + cell.colspan != natural:
        return cell
    return replace(cell, colspan=cell.colspan + width - natural)
