"""A block pasted from a spreadsheet as an answer: taken only after its preview was looked at."""

from __future__ import annotations

from collections.abc import Mapping

from govreport.edition import Label
from govreport.interview.lines import Figures, Line, Shown, Text, label_of
from govreport.interview.state import Confirm, Refused, Result, State, Taken
from govreport.interview.table import Table, TypedRow
from govreport.matching.block import Block, read_block
from govreport.matching.numbers import exact
from govreport.messages import Message, Words, msg
from govreport.report import Number
from govreport.text import shorten


def take_block(state: State, table: Table, row: TypedRow, text: str) -> Result:
    """What comes of a block that begins at a row, or where its labels say."""
    section = table.edition.section_at[table.section]
    block = read_block(text, table.edition, section, row.row)
    if isinstance(block, Message):
        return Refused(block)
    cells = block.cells(table.edition)
    filled = sum(value is not None for value in cells.values())
    said = msg("填了 {rows} 行 {count} 个数。", rows=len(block.lines), count=filled)
    return Confirm(_about(block), Taken(_with_cells(state, table, cells), (said,)), block)


def _with_cells(state: State, table: Table, cells: Mapping[str, Number | None]) -> State:
    answered = [row.id for row in table.rows if any(cell.address in cells for cell in row.cells)]
    if not table.balances:
        return table.put(state, cells, answered)
    before = table.columns(state)
    used = {table.edition.cell_at[a].column.key for a, value in cells.items() if value != 0}
    left = [cell for cell in table.cells if cell.address not in cells]
    numbers = dict(cells)
    if before is not None:
        numbers |= {c.address: None for c in left if c.column.key in used - before}
    marks = state.marks.with_passed(table.any_id)
    columns = used | (before or frozenset())
    if columns and (not left or before is not None):
        order = [column.key for column in table.rows[0].columns if column.key in columns]
        marks = marks.with_value(table.columns_id, ",".join(order))
    return table.put(state.changed(marks=marks), numbers, answered)


def _about(block: Block) -> tuple[Message, ...]:
    found = [
        msg("合计对不上：「{row}」「{column}」粘贴的是 {total}，各数相加是 {sum}。",
            row=one.row.path[-1], column=one.column, total=exact(one.total), sum=exact(one.sum))
        for one in block.disagreements
    ]  # fmt: skip
    if found:
        found.append(msg("采用的话，合计按各数相加重新计算。"))
    blank = sum(value is None for line in block.lines for value in line.numbers[:-1])
    if blank:
        found.append(msg("有 {count} 个空格子，空不等于 0：采用后会逐行问到。", count=blank))
    return tuple(found)


def show_block(block: Block) -> Shown:
    """Where each pasted number would go. Rows of zeros are only counted."""
    columns = block.lines[0].row.columns
    with_numbers = [line for line in block.lines if any(value != 0 for value in line.numbers)]
    rows: list[list[Text]] = [[msg("预览"), *(_short(column.label, 6) for column in columns)]]
    for line in with_numbers:
        numbers = ("·" if value is None else exact(value) for value in line.numbers)
        rows.append([_short(line.row.labels[-1], 16), *numbers])
    yield Figures(rows)
    zeros = len(block.lines) - len(with_numbers)
    if zeros:
        yield Line(msg("另有 {count} 行全是 0。", count=zeros))
    first, last = (label_of(one.row.labels[-1]) for one in (block.lines[0], block.lines[-1]))
    count = len(block.lines)
    yield Line(
        msg("共 {count} 行，从「{first}」到「{last}」。", count=count, first=first, last=last)
    )


def _short(label: Label, most: int) -> Words:
    """A heading in so many columns of the terminal, with a sign where it was cut."""
    return Words(*(shorten(one, most, "~") for one in (label.label, label.english)))
