"""A block pasted at a question → numbers for rows of its section, or why none of it is taken.

Labels place rows by the same reading as everywhere; a block of numbers alone goes by its order.
What the identities contradict is moved to where they want it, and said to be, or refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from govreport.edition import Cell, Edition, Row, Section, named
from govreport.figures import completed
from govreport.matching.bare import bare_rows
from govreport.matching.cells import Matched, RowReading, by_cell
from govreport.matching.match import OTHER_EDITION, has_numbers, label_text, match
from govreport.matching.piece import Piece, Strip
from govreport.matching.shifts import put_right
from govreport.matching.text_lines import text_strips
from govreport.matching.values import exact, value_like
from govreport.messages import Message, Words, joined, msg
from govreport.report import Number
from govreport.tomlio.structure import brief

SHOWN = 6  # rows with blanks that are named
CODE = "<td"  # a table of HTML as it is written, as a Markdown file holds it


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A pasted total that is not the sum of the pasted parts."""

    cell: Cell
    total: Number
    sum: Number


@dataclass(frozen=True, slots=True)
class Block:
    """What a paste would fill. `lines` are in official order.

    `blanks`: the cells without a number, totals aside. `moved`: the numbers are not where they were
    pasted, but where the identities say that they belong.
    """

    lines: tuple[RowReading, ...]
    disagreements: tuple[Disagreement, ...] = ()
    blanks: tuple[Cell, ...] = ()
    moved: bool = False

    def remarks(self) -> tuple[Message, ...]:
        """What a person should know before it is taken, and that blanks will be zeros."""
        found = []
        if self.moved:
            found.append(msg("粘贴的数与各栏的合计对不上，像是错开了；预览里已经移回原来的栏，请逐行核对。"))  # fmt: skip
        found += [
            msg("合计对不上：「{row}」「{column}」粘贴的是 {total}，各数相加是 {sum}。",
                row=_name(one.cell), column=one.cell.column.term,
                total=exact(one.total), sum=exact(one.sum))
            for one in self.disagreements
        ]  # fmt: skip
        if self.disagreements:
            found.append(msg("采用的话，合计按各数相加重新计算。"))
        if self.blanks:
            counts = Counter(map(_name, self.blanks))
            shown = [joined(row, count, by=" ") for row, count in counts.items()]
            where = [*shown[:SHOWN], *(["…"] if len(shown) > SHOWN else [])]
            found.append(msg("有 {count} 个格子是空的，或者写着 /、—、无（{where}）。都按 0 吗？",
                             count=len(self.blanks), where=where))  # fmt: skip
        return tuple(found)

    def cells(self, edition: Edition) -> dict[str, Number | None]:
        """The numbers by address, without those that are totals."""
        totals = {one.total for one in edition.sums}
        values = by_cell(self.lines)
        return {edition.cells[n].address: v for n, v in values.items() if n not in totals}


def _name(cell: Cell) -> Words:
    """The innermost heading of its row."""
    return named(cell.row.labels[-1])


def read_block(text: str, edition: Edition, section: Section, start: Row) -> Block | Message:
    """The block that begins at row `start`, or where its labels say."""
    if CODE in text.lower():
        return msg("粘贴的是网页的代码；请在浏览器里打开，再从看到的表格里复制。")
    lines = [Piece(line, number) for number, line in enumerate(text.split("\n"), 1)]
    strips = [one for one in text_strips(lines) if isinstance(one, Strip)]
    if not any(map(has_numbers, strips)) and not any(c.isdecimal() for c in text):
        return msg("粘贴的内容里没有数字。")
    labelled = any(c.isalpha() for strip in strips for p in strip.labels for c in p.text)
    rows = (
        _labelled(_without_margins(strips), edition, section)
        if labelled
        else bare_rows(lines, edition, section, start)
    )
    if isinstance(rows, Message):
        narrow = _without_spans(text)
        return rows if narrow == text else read_block(narrow, edition, section, start)
    right = put_right(edition, rows)
    if isinstance(right, Message):
        return right
    totals = {one.total for one in edition.sums}
    blanks = tuple(
        edition.cells[number]
        for number, value in by_cell(right).items()
        if value is None and number not in totals
    )
    return Block(tuple(right), _disagreements(edition, right), blanks, moved=right != rows)


def _without_spans(text: str) -> str:
    """Without the columns that are there only because the cells beside them are wide, as in a sheet with
    merged cells: nothing stands in them, and above all others stands what they are.
    """
    lines = [line.split("\t") for line in text.split("\n")]
    columns = [[one.strip() for one in cells] for cells in zip_longest(*lines, fillvalue="")]
    tops = [next(filter(None, cells), "") for cells in columns]
    if any(map(value_like, tops)):
        return text
    return "\n".join(
        "\t".join(one for one, top in zip(line, tops, strict=False) if top) for line in lines
    )


def _without_margins(strips: Sequence[Strip]) -> Sequence[Strip]:
    """Without the empty rows above and below a table, copied with it: labels place the others."""
    told = [n for n, one in enumerate(strips) if label_text(one) or has_numbers(one)]
    return strips[told[0] : told[-1] + 1] if told else strips


def _labelled(
    strips: Sequence[Strip], edition: Edition, section: Section
) -> list[RowReading] | Message:
    """The rows by their labels: with a total in every row, or without."""
    matched = match(strips, edition)
    found = _rows(matched, section)
    if isinstance(found, Message) and any(one.over == "columns" for one in edition.sums):
        other = match(strips, edition, totals=False)
        rows = _rows(other, section)
        return found if isinstance(rows, Message) else rows
    return found


def _rows(matched: Matched, section: Section) -> list[RowReading] | Message:
    """The rows of the section that were found, each without a doubt."""
    for strip, reason in matched.strays:
        label = label_text(strip)
        unknown = msg("表里没有这个行名") if label else msg("没有行名，分不清它是哪一行")
        return msg("粘贴的第 {line} 行“{label}”：{reason}。整块没有采用。",
                   line=strip.line, label=brief(label), reason=reason if reason == OTHER_EDITION else unknown)  # fmt: skip
    edition = matched.edition
    totals = {one.total for one in edition.sums}
    rows: list[RowReading] = []
    for row in edition.rows:
        numbers = range(row.first, row.first + len(row.columns))
        cells = [matched.cells[number] for number in numbers]
        if all(cell.piece is None for cell in cells):
            continue
        if row not in tuple(section.rows):
            return msg("粘贴的内容里有别的表的行「{row}」。整块没有采用。", row=row.words)
        for number, cell in zip(numbers, cells, strict=True):
            lacking = cell.piece is None and number in totals
            if cell.doubt is not None and not lacking:
                line = cell.piece.line if cell.piece is not None else 0
                return msg("粘贴的第 {line} 行「{row}」：{reason}。整块没有采用。",
                           line=line or "?", row=row.words, reason=cell.doubt)  # fmt: skip
        rows.append(RowReading(row, tuple(cell.number for cell in cells)))
    return rows or msg("粘贴的内容里没有数字。")


def _disagreements(edition: Edition, rows: Sequence[RowReading]) -> tuple[Disagreement, ...]:
    """The totals that are not what the numbers under them come to, whatever other totals say."""
    totals = {one.total for one in edition.sums}
    given = by_cell(rows)
    values: list[Number | None] = [None] * edition.size
    for number, value in given.items():
        values[number] = None if number in totals else value or 0
    right = completed(edition, values)
    return tuple(
        Disagreement(edition.cells[number], value, added)
        for number, value in given.items()
        if number in totals
        and value is not None
        and (added := right[number]) is not None
        and added != value
    )
