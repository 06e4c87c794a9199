"""A block pasted from a spreadsheet as an answer: taken only after its preview was looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from govreport.edition import Label, named
from govreport.edition.typed_rows import TypedRow
from govreport.interview.lines import Figures, Line, Shown, Text
from govreport.interview.state import Confirm, Refused, Result, State, Taken
from govreport.interview.table import Table
from govreport.matching.block import Block, read_block
from govreport.matching.values import exact
from govreport.messages import Message, Words, msg
from govreport.report import Number
from govreport.text import shorten_apart


def take_block(state: State, table: Table, row: TypedRow, text: str) -> Result:
    """What comes of a block that begins at a row, or where its labels say."""
    section = table.edition.section_at[table.section]
    block = read_block(text, table.edition, section, row.row)
    if isinstance(block, Message):
        return Refused(block)
    given = block.cells(table.edition)

    def taken(cells: Mapping[str, Number | None]) -> Taken:
        count = sum(value is not None for value in cells.values())
        said = msg("填了 {rows} 行 {count} 个数。", rows=len(block.lines), count=count)
        return Taken(_with_cells(state, table, cells), said)

    zeroed = taken({address: value or 0 for address, value in given.items()})
    return Confirm(block.remarks(), zeroed, block, taken(given) if block.blanks else None)


def _with_cells(state: State, table: Table, cells: Mapping[str, Number | None]) -> State:
    if not table.balances:
        return table.put(state, cells)
    before = table.columns(state)
    used = frozenset(table.edition.cell_at[a].column.key for a, v in cells.items() if v != 0)
    stated = before is not None or all(cell.address in cells for cell in table.cells)
    return table.choose(state, used | (before or set()) if stated else frozenset(), cells)


def show_block(block: Block) -> Shown:
    """Where each pasted number would go. Rows without a number that is not 0 are only counted."""
    filled = [line for line in block.lines if any(line.numbers)]
    for columns, lines in groupby(filled, lambda line: line.row.columns):
        some = list(lines)
        room = 6 if len(columns) > 5 else 16 if len(columns) > 1 else 40  # columns for a heading
        headings = _short([column.label for column in columns], room)
        rows: list[list[Text]] = [[msg("预览"), *headings]]
        for name, line in zip(_short([one.row.labels[-1] for one in some], 16), some, strict=True):
            rows.append([name, *("·" if v is None else exact(v) for v in line.numbers)])
        yield Figures(rows)
    if zeros := len(block.lines) - len(filled):
        yield Line(msg("另有 {count} 行全是 0 或空着。", count=zeros))
    first, last = (named(one.row.labels[-1]) for one in (block.lines[0], block.lines[-1]))
    count = len(block.lines)
    yield Line(
        msg("共 {count} 行，从「{first}」到「{last}」。", count=count, first=first, last=last)
    )


def _short(labels: Sequence[Label], most: int) -> list[Words]:
    """Headings in few columns of the terminal, all different."""
    chinese = shorten_apart([one.label for one in labels], most)
    english = shorten_apart([one.english for one in labels], most)
    return [Words(*pair) for pair in zip(chinese, english, strict=True)]
