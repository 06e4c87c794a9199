"""Whether a table has anything in it at all."""

from __future__ import annotations

from dataclasses import dataclass

from govreport.interview.lines import Line, Shown
from govreport.interview.questions.question import NO, SAVED, YES, Default, TableQuestion
from govreport.interview.state import Refused, Result, State, Taken
from govreport.matching.normal import visible
from govreport.messages import msg


@dataclass(frozen=True, eq=False, kw_only=True)
class GateQuestion(TableQuestion):
    """The question before all others of a table. 'No' fills it with zeros, once confirmed."""

    def settled(self, state: State) -> bool:
        return self.table.anything(state) is not None

    def default(self, state: State) -> Default | None:
        anything = self.table.anything(state)
        if anything is not None:
            return Default("y" if anything else "n", SAVED)
        if any(one.value for one in self.table.carried(state)):
            return Default("y", msg("上年报告有结转到今年的申请"))
        return None

    def form(self, state: State) -> Shown:
        yield Line(msg("本年有没有新收的、或者上年结转来的申请？填 y（有）或 n（没有，整张表填 0）。"))  # fmt: skip
        yield Line(msg("也可以把整张表从电子表格里复制，直接粘贴在这里。"), "dim")

    def take(self, state: State, text: str) -> Result:
        word = visible(text).lower()
        table, marks = self.table, state.marks
        if word in YES:
            return Taken(state.changed(marks=marks.with_passed(self.id)))
        if word not in NO:
            return Refused(msg("请答 y（有）或 n（没有）。"))
        cells = [cell for cell in state.edition.cells if cell.section == self.section]
        about = [msg("整张表 {count} 个数都填 0。", count=len(cells))]
        if filled := sum(bool(state.report.values[cell.number]) for cell in table.cells):
            about.append(msg("已填的 {count} 个不是 0 的数会改成 0。", count=filled))
        before = state.changed(marks=marks.without(self.id, table.columns_id, table.balance_id))
        after = table.put(before, {cell.address: 0 for cell in table.cells})
        return Taken(after, msg("整张表都是 0。")).asking(*about)
