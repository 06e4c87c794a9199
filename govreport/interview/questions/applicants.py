"""Which columns of a table can have something in them: the kinds of applicants."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from govreport.edition import Column, Label, named
from govreport.interview.lines import Line, Shown, numbered
from govreport.interview.questions.question import SAVED, Default, TableQuestion
from govreport.interview.state import Refused, Result, State, Taken
from govreport.matching.typed_words import typed_columns
from govreport.matching.values import exact
from govreport.messages import Message, joined, msg
from govreport.report import Number


@dataclass(frozen=True, eq=False, kw_only=True)
class ApplicantsQuestion(TableQuestion):
    """The columns to ask for in every row of a table; the others become 0 throughout."""

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.table.rows[0].columns

    def applies(self, state: State) -> bool:
        return self.table.anything(state) is True

    def settled(self, state: State) -> bool:
        return self.table.columns(state) is not None

    def default(self, state: State) -> Default | None:
        chosen, origin = self.table.columns(state) or self.table.used(state.report), SAVED
        if not chosen:
            chosen, origin = frozenset(self._expected(state)), msg("上年报告有结转的")
        places = [str(i) for i, c in enumerate(self.columns, 1) if c.key in chosen]
        return Default(" ".join(places), origin) if places else None

    def _expected(self, state: State) -> dict[str, Number]:
        """What last year's report gives for the columns, where it is not 0."""
        given = {one.address: one.value for one in self.table.carried(state) if one.value}
        return {c.column.key: given[c.address] for c in self.table.cells if c.address in given}

    def form(self, state: State) -> Shown:
        yield Line(msg("哪几类申请人提出过申请（含上年结转的）？以后只问这几类，其余填 0。"))
        yield from numbered(named(column.label) for column in self.columns)
        yield Line(msg("填序号，几类用空格隔开；* 是全部。也可以粘贴整张表。"))

    def explained(self, state: State) -> Iterable[Label]:
        """What the columns mean is enough."""
        return self.labels

    def take(self, state: State, text: str) -> Result:
        chosen = typed_columns(self.columns, text)
        if isinstance(chosen, Message):
            return Refused(chosen)
        if not chosen:
            return Refused(msg("至少选一类；一类也没有的，回上一题（<）答没有。"))
        values = state.report.values
        left_out = [cell for cell in self.table.cells if cell.column.key not in chosen]
        after = self.table.choose(state, chosen, {cell.address: 0 for cell in left_out})
        names = [column.term for column in self.columns if column.key in chosen]
        taken = Taken(after, msg("只问这几类：{names}；其余各栏都是 0。", names=names))
        about: list[Message] = []
        if dropped := [cell for cell in left_out if values[cell.number]]:
            shown = [joined(named(c.row.labels[-1]), "/", c.column.term) for c in dropped[:5]]
            about.append(msg("没有选的栏里已有 {count} 个不是 0 的数，会改成 0：{cells}",
                             count=len(dropped), cells=shown))  # fmt: skip
        expected = self._expected(state)
        missed = [one for one in self.columns if one.key in expected.keys() - chosen]
        if due := [joined(one.term, exact(expected[one.key]), by=" ") for one in missed]:
            about.append(msg("上年报告有结转的，却没有选：{cells}。", cells=due))
        return taken.asking(*about)
