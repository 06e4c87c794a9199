"""What to do about columns of a table that do not balance. Asked only when there are some."""

from __future__ import annotations

from dataclasses import dataclass

from govreport.edition import named
from govreport.interview.lines import Line, Shown, Text
from govreport.interview.questions.question import TableQuestion, WaysQuestion
from govreport.interview.state import State, Taken
from govreport.matching.values import exact
from govreport.messages import joined, msg


@dataclass(frozen=True, eq=False, kw_only=True)
class BalanceQuestion(TableQuestion, WaysQuestion):
    """The way to a row that may be wrong, or on, knowing that the columns do not balance."""

    def applies(self, state: State) -> bool:
        return self.table.filled_in(state.report) and bool(self.table.unbalanced(state.report))

    def settled(self, state: State) -> bool:
        """Never by the report: it is passed by leaving things as they are."""
        return False

    def ways(self, state: State) -> dict[str, Text]:
        found: dict[str, Text] = {}
        for one in self.table.unbalanced(state.report):
            for term in one.terms:
                row = self.table.row_of(term.cell)
                found.setdefault(row.address, joined(f"{term.name}：", row.name))
        return found

    def form(self, state: State) -> Shown:
        yield Line(msg("有几栏不平："), "bad")
        for one in self.table.unbalanced(state.report):
            left, right = (
                " + ".join(f"{one.name} {exact(one.value)}" for one in side)
                for side in (one.left, one.right)
            )
            yield Line(
                msg("  {column}：{left} ≠ {right}，相差 {missing}",
                              column=named(one.column.label), left=left, right=right,
                              missing=exact(one.missing)), table=True)  # fmt: skip
        yield Line(msg("去改哪一行？填序号；回车 = 先这样（check 会报告）"))

    def leave(self, state: State) -> Taken:
        names = [one.column.term for one in self.table.unbalanced(state.report)]
        said = msg("先这样：{names} 不平，check 会报告。", names=names)
        return Taken(state.changed(marks=state.marks.with_passed(self.id)), said)
