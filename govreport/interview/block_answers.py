"""A block pasted from a spreadsheet as an answer: taken only after its preview was looked at."""

from __future__ import annotations

from collections.abc import Mapping

from govreport.interview.outcome import Confirm, Outcome, Refused, Taken
from govreport.interview.questions import RowQuestion
from govreport.interview.state import State
from govreport.interview.table_changes import stored
from govreport.matching.block import Block, read_block
from govreport.matching.numbers import exact
from govreport.messages import Message, msg
from govreport.report import Number


def answer_block(state: State, question: RowQuestion, text: str) -> Outcome:
    """A pasted block: taken only after its preview has been looked at."""
    section = state.section_of(question)
    block = read_block(text, state.report.edition, section, question.row)
    if isinstance(block, Message):
        return Refused(block)
    cells = block.cells(state.report.edition)
    after = _with_block(state, question, cells)
    filled = sum(value is not None for value in cells.values())
    said = msg("填了 {rows} 行 {count} 个数。", rows=len(block.lines), count=filled)
    return Confirm(_about(block), Taken(after, (said,)), block)


def _with_block(state: State, question: RowQuestion, cells: Mapping[str, Number | None]) -> State:
    edition = state.report.edition
    rows = state.questions.rows(question.section)
    before = state.kinds(question.section)
    answered = [row.id for row in rows if any(cell.address in cells for cell in row.cells)]
    if not question.gated:
        return stored(state, question.section, cells, answered)
    marks = state.marks.with_passed(f"{question.section}.any")
    used = {edition.cell_at[a].column.key for a, value in cells.items() if value != 0}
    left = [c for row in rows for c in row.cells if c.address not in cells]
    numbers = dict(cells)
    if before is not None and used - before:
        numbers |= {c.address: None for c in left if c.column.key in used - before}
    kinds = used | (before or frozenset())
    covered = not left
    if kinds and (covered or before is not None):
        order = [c.column.key for c in rows[0].cells if c.column.key in kinds]
        marks = marks.with_value(f"{question.section}.applicants", ",".join(order))
    return stored(state.changed(marks=marks), question.section, numbers, answered)


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
