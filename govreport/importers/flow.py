"""The blocks of a document sorted: front matter, sections, tables; nothing is interpreted yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from govreport.edition import editions
from govreport.grid import Grid, GridCell
from govreport.importers.document import ABSENT, Block, Paragraph, Table
from govreport.importers.headings import find_headings, heading_key, split_heading
from govreport.matching.grids import grid_strips
from govreport.matching.label_words import Kind, kinds
from govreport.matching.normal import plain, visible
from govreport.matching.piece import Piece, Strip
from govreport.matching.text_lines import text_strips
from govreport.matching.values import value_like

_TABLE_WORDS: frozenset[Kind] = frozenset(("row", "corner", "heading", "column", "over"))
_ENOUGH = 3  # lines that are labels of tables, before the lines around them are one


@dataclass
class Region:
    """What stands under one heading: prose and tables. `key` is None before the first heading."""

    key: str | None
    prose: list[Paragraph] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


@dataclass
class Flow:
    """A document sorted: regions in order, and the strips of all its tables in order."""

    regions: list[Region]
    strips: list[Strip]


def flow(blocks: Iterable[Block]) -> Flow:
    """The regions and strips of a document."""
    items = [part for block in blocks for part in _parts(block)]
    texts = [one if isinstance(one, Paragraph) else Paragraph(ABSENT) for one in items]
    headings = find_headings(texts)
    regions = [Region(None)]
    strips: list[Strip] = []
    start = 0
    for at, (key, taken) in [*headings.items(), (len(items), ("", 0))]:
        _sort(items[start:at], regions[-1], strips)
        if key:
            regions.append(Region(key))
        start = at + taken
    return Flow(regions, strips)


def _parts(block: Block) -> list[Block]:
    """A table that holds paragraphs and headings among its rows is taken apart."""
    if isinstance(block, Paragraph):
        return [
            Paragraph(text, block.line, block.level, block.page)
            for line in block.text.split("\n")
            for text in split_heading(line) or (line,)
        ]
    matrix = block.grid.matrix()
    found: list[Block] = []
    begin = 0
    for number, row in enumerate(matrix):
        alone = _alone(row, number)
        if alone is None or any(c.row < number or c.row + c.rowspan > number + 1 for c in row):
            continue
        found += _slice(block, begin, number)
        line = block.lines[number] if number < len(block.lines) else None
        found += [Paragraph(text, line, 0, block.page) for text in alone.split("\n")]
        begin = number + 1
    return [*found, *_slice(block, begin, len(matrix))] if begin else [block]


def _alone(row: Sequence[GridCell], number: int) -> str | None:
    """The text of a row that is a paragraph and no part of a table."""
    cells = {id(c): c for c in row if c.text != ABSENT and visible(c.text)}
    if len(cells) != 1:
        return None
    cell = next(iter(cells.values()))
    if cell.row != number or value_like(cell.text):
        return None
    is_text = len(row) == 1 or heading_key(cell.text) is not None or "。" in cell.text
    known = kinds(plain(cell.text))
    if known and heading_key(cell.text) is None and "。" not in cell.text:
        return None  # what a block of the table is called
    return cell.text if is_text and not known - {"heading"} else None


def _slice(table: Table, begin: int, end: int) -> list[Table]:
    if begin >= end:
        return []
    cells = tuple(
        GridCell(c.text, c.row - begin, c.column, min(c.rowspan, end - c.row), c.colspan)
        for c in table.grid.cells
        if begin <= c.row < end
    )
    grid = Grid(table.grid.width, end - begin, cells)
    return [Table(grid, table.lines[begin:end], table.page, table.name)]


def _sort(items: Sequence[Block], region: Region, strips: list[Strip]) -> None:
    narrative = region.key is None or editions()[-1].section_at[region.key].narrative
    lines: list[Paragraph] = []
    for item in [*items, None]:
        if isinstance(item, Paragraph):
            lines.append(item)
            continue
        _read_lines(lines, region, strips, narrative=narrative)
        lines = []
        if item is not None:
            found = grid_strips(item.grid, item.lines)
            if any(_known(strip) for strip in found):
                strips += found
            else:
                region.tables.append(item)


def _known(strip: Strip) -> bool:
    return bool(kinds("".join(plain(piece.text) for piece in strip.labels)) & _TABLE_WORDS)


def _read_lines(
    lines: list[Paragraph], region: Region, strips: list[Strip], *, narrative: bool
) -> None:
    if narrative:
        begin, end = _table_span(lines)
        region.prose += lines[:begin]
        after = lines[end:]
        lines = lines[begin:end]
    else:
        after = []
    for one in text_strips([Piece(line.text, line.line) for line in lines]):
        if isinstance(one, Strip):
            strips.append(one)
        else:
            region.prose.append(Paragraph(one.text, one.line))
    region.prose += after


def _table_span(lines: Sequence[Paragraph]) -> tuple[int, int]:
    """Where the lines of a table stand among prose: from its first label to its last number."""
    marked = [at for at, line in enumerate(lines) if _is_label(line.text)]
    if len(marked) < _ENOUGH or not any(_names_cells(lines[at].text) for at in marked):
        return len(lines), len(lines)
    end = marked[-1] + 1
    while end < len(lines) and not _is_text(lines[end].text):
        end += 1
    while end > marked[-1] + 1 and not visible(lines[end - 1].text):
        end -= 1
    return marked[0], end


def _is_label(text: str) -> bool:
    """Whether a line is made of labels of the tables, with numbers or without."""
    letters = "".join(c for c in plain(text) if not c.isdigit())
    if len(letters) < 2 or "。" in text:
        return False
    found = kinds(letters) & {"row", "corner", "heading"}
    return bool(found) and _covered(letters) >= 0.8


def _names_cells(text: str) -> bool:
    """Whether a label is of a row or a table; sub-headings may be called as sections are."""
    return bool(kinds("".join(c for c in plain(text) if not c.isdigit())) & {"row", "corner"})


def _covered(text: str) -> float:
    from govreport.matching.label_words import vocabulary

    return max(
        sum(len(token.text) for token in vocabulary(edition).tokens(text) if token.meanings)
        / len(text)
        for edition in editions()
    )


def _is_text(text: str) -> bool:
    shown = visible(text)
    return bool(shown) and not any(value_like(word) for word in shown.split(" ")) and shown != "|"
