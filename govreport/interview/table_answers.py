"""Answers that are numbers of a table: the gate, the columns, rows, groups."""

from __future__ import annotations

import re
from collections.abc import Mapping

from govreport.edition import Cell
from govreport.interview.balance import unbalanced
from govreport.interview.outcome import Confirm, Outcome, Refused, Taken
from govreport.interview.questions import (
    BalanceQuestion,
    GateQuestion,
    KindsQuestion,
    RowQuestion,
)
from govreport.interview.state import State
from govreport.interview.table_changes import stored
from govreport.interview.totals import with_cells
from govreport.matching.line import Shape, read_line
from govreport.matching.numbers import HALF_WIDTH, exact
from govreport.messages import Message, msg
from govreport.report import Number
from govreport.tomlio.structure import brief

YES = frozenset(("y", "yes", "是", "有", "1", "对"))
NO = frozenset(("n", "no", "否", "没有", "无", "0", "不"))
ALL = frozenset(("*", "all", "全部", "都有"))
LEVELS = re.compile(r"[-－—–]{1,3}")


def answer_gate(state: State, question: GateQuestion, text: str) -> Outcome:
    """Whether there is anything in the table. 'No' fills it with zeros, once confirmed."""
    word = text.strip().lower().translate(HALF_WIDTH)
    section = question.section
    if word in YES:
        marks = state.marks.with_passed(question.id)
        if state.gate(section) is False:
            marks = marks.without(f"{section}.applicants", f"{section}.balance")
        return Taken(state.changed(marks=marks))
    if word not in NO:
        return Refused(msg("请答 y（有）或 n（没有）。"))
    cells = [cell for row in state.questions.rows(section) for cell in row.cells]
    report = with_cells(state.report, {cell.address: 0 for cell in cells})
    marks = state.marks.without(question.id, f"{section}.applicants", f"{section}.balance")
    count = sum(cell.section == section for cell in report.edition.cells)
    about = [msg("整张表 {count} 个数都填 0。", count=count)]
    filled = [c for c in cells if state.report.values[c.number]]
    if filled:
        about.append(msg("已填的 {count} 个不是 0 的数会改成 0。", count=len(filled)))
    taken = Taken(state.changed(report, marks), (msg("整张表都是 0。"),))
    return Confirm(tuple(about), taken)


def answer_kinds(
    state: State, question: KindsQuestion, text: str, expected: Mapping[str, Number]
) -> Outcome:
    """Which columns can have something in them; the others become 0 throughout.

    `expected` are figures that last year's report gives, by address.
    """
    chosen = _chosen(question, text)
    if isinstance(chosen, Message):
        return Refused(chosen)
    before = state.kinds(question.section)
    if before is None and state.gate(question.section) and _all_zero(state, question.section):
        before = frozenset()
    cells = [cell for row in state.questions.rows(question.section) for cell in row.cells]
    numbers: dict[str, Number | None] = {}
    dropped: list[Cell] = []
    for cell in cells:
        value = state.report.values[cell.number]
        if cell.column.key not in chosen:
            numbers[cell.address] = 0
            if value:
                dropped.append(cell)
        elif before is not None and cell.column.key not in before and value == 0:
            numbers[cell.address] = None
    marks = state.marks.without(question.id, f"{question.section}.balance")
    order = [column.key for column in question.columns if column.key in chosen]
    marks = marks.with_value(question.id, ",".join(order)).with_passed(f"{question.section}.any")
    names = "、".join(c.name for c in question.columns if c.key in chosen)
    taken = Taken(
        state.changed(with_cells(state.report, numbers), marks),
        (msg("只问这几类：{names}；其余各栏都是 0。", names=names),),
    )
    about: list[Message] = []
    if dropped:
        shown = "、".join(f"{c.row.path[-1]}/{c.column.name}" for c in dropped[:5])
        about.append(msg("没有选的栏里已有 {count} 个不是 0 的数，会改成 0：{cells}",
                         count=len(dropped), cells=shown))  # fmt: skip
    cell_at = state.report.edition.cell_at
    due = [
        f"{cell_at[address].column.name} {exact(value)}"
        for address, value in expected.items()
        if value and cell_at[address].column.key in column_keys(question) - chosen
    ]
    if due:
        about.append(msg("上年报告有结转的，却没有选：{cells}。", cells="、".join(due)))
    return Confirm(tuple(about), taken) if about else taken


def column_keys(question: KindsQuestion) -> frozenset[str]:
    """The keys of the columns that can be chosen."""
    return frozenset(column.key for column in question.columns)


def _chosen(question: KindsQuestion, text: str) -> frozenset[str] | Message:
    words = [word for word in re.split(r"[\s,，、;；]+", text.strip().lower()) if word]
    if len(words) == 1 and words[0] in ALL:
        return frozenset(column.key for column in question.columns)
    found: set[str] = set()
    for word in words:
        plain = word.translate(HALF_WIDTH)
        for place, column in enumerate(question.columns, 1):
            names = (str(place), column.key, column.name, column.label.english.lower())
            if plain in names:
                found.add(column.key)
                break
        else:
            return msg("没有“{word}”这一类；请填 1 到 {count} 的序号，几类用空格隔开。",
                       word=brief(word), count=len(question.columns))  # fmt: skip
    if not found:
        return msg("至少选一类；一类也没有的，回上一题（<）答没有。")
    return frozenset(found)


def _all_zero(state: State, section: str) -> bool:
    values = [
        state.report.values[c.number] for row in state.questions.rows(section) for c in row.cells
    ]
    return all(value == 0 for value in values)


def answer_row(state: State, question: RowQuestion, text: str) -> Outcome:
    """A line of numbers, or dashes for a group in which there is nothing."""
    if LEVELS.fullmatch(text.strip()):
        return _none_in_group(state, question, len(text.strip()))
    asked = tuple(cell.column for cell in state.asked(question))
    columns = tuple(cell.column for cell in question.cells)
    total = question.total.column if question.total is not None else None
    values = read_line(text or "0", Shape(asked, columns, total))
    if isinstance(values, Message):
        return Refused(values)
    numbers = {cell.address: values[cell.column.key] for cell in question.cells}
    after = stored(state, question.section, numbers, (question.id,))
    shown = "  ".join(f"{c.name} {exact(values[c.key])}" for c in asked)
    if question.total is None:
        return Taken(after, (msg("记下：{cells}", cells=shown),))
    return Taken(
        after,
        (msg("记下：{cells}  合计 {total}", cells=shown, total=exact(sum(values.values()))),),
    )


def _none_in_group(state: State, question: RowQuestion, levels: int) -> Outcome:
    """Zeros for this row and all open rows after it under the heading some levels up."""
    keys, labels = question.row.keys, question.row.labels
    depth = len(keys) - levels
    if depth < 2:
        return Refused(msg("这一行上面没有更大的一组；没有的按回车或填 0。"))
    rows = state.questions.rows(question.section)
    group = [row for row in rows if row.row.keys[:depth] == keys[:depth]]
    from_here = group[group.index(question) :]
    numbers = {
        cell.address: 0
        for row in from_here
        for cell in row.cells
        if row == question or state.report.values[cell.number] is None
    }
    done = [row.id for row in from_here if any(c.address in numbers for c in row.cells)]
    after = stored(state, question.section, numbers, tuple(done))
    return Taken(after, (msg("「{group}」从这一行起 {count} 行都是 0。",
                             group=labels[depth - 2].label, count=len(done)),))  # fmt: skip


def answer_balance(state: State, question: BalanceQuestion, text: str) -> Outcome:
    """Leave columns unbalanced, knowing it."""
    if text.strip():
        return Refused(msg("请填要去的那一行的序号；按回车就先这样。"))
    names = "、".join(
        one.column.name for one in unbalanced(state.questions, question.section, state.report)
    )
    return Taken(
        state.changed(marks=state.marks.with_passed(question.id)),
        (msg("先这样：{names} 不平，check 会报告。", names=names),),
    )
