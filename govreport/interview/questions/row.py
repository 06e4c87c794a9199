"""A question for the numbers of one row of a table, typed in one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from govreport.edition import Cell, Label, named
from govreport.edition.typed_rows import TypedRow
from govreport.figures import Follows, following
from govreport.interview.lines import Figures, Line, Shown, Text
from govreport.interview.pasted import take_block
from govreport.interview.questions.question import SAVED, Default, TableQuestion, numbers_form
from govreport.interview.state import Confirm, Refused, Result, State, Taken
from govreport.interview.table import Table
from govreport.matching.typed_line import SEPARATORS, read_row
from govreport.matching.values import exact
from govreport.messages import Message, Words, joined, msg
from govreport.report import Number

LEVELS = re.compile(r"[-－—–]{1,3}")


@dataclass(frozen=True, eq=False, kw_only=True)
class RowQuestion(TableQuestion):
    """A row of a table; of a table that is asked about step by step, the cells that can be other than 0."""

    typed: TypedRow

    @property
    def cells(self) -> tuple[Cell, ...]:
        return self.typed.cells

    def asked(self, state: State) -> tuple[Cell, ...]:
        return self.table.asked(state, self.typed)

    def explained(self, state: State) -> Iterable[Label]:
        *headings, section = super().explained(state)
        return [*headings, *(cell.column.label for cell in self.asked(state)), section]

    def applies(self, state: State) -> bool:
        return not self.table.balances or self.table.anything(state) is not False

    def settled(self, state: State) -> bool:
        return len(self._stored(state)) == len(self.cells)

    def lacking(self, state: State) -> Iterable[str]:
        return [c.address for c in self.cells if state.report.values[c.number] is None]

    def default(self, state: State) -> Default:
        """What is stored; else what follows from last year's report, what the balance leaves, or 0."""
        asked = [cell.address for cell in self.asked(state)]
        values, origin = self._stored(state), SAVED
        if values.keys().isdisjoint(asked):
            origin = msg("没有填的按 0")
            if follow := {one.address: one.value for one in self._following(state)}:
                values, origin = follow | values, msg("上年报告")
            elif remaining := self._remaining(state):
                values, origin = remaining | values, msg("勾稽关系的差额")
        return Default(" ".join(exact(values.get(address, 0)) for address in asked), origin)

    def _stored(self, state: State) -> dict[str, Number]:
        values = state.report.values
        return {c.address: v for c in self.cells if (v := values[c.number]) is not None}

    def _following(self, state: State) -> list[Follows]:
        """The figures of the row that last year's report gives."""
        return following(state.last_year, state.report, [cell.address for cell in self.cells])

    def _remaining(self, state: State) -> dict[str, Number]:
        """What the balances leave for this row, where it is the last of their terms."""
        rest = {b.right[-1].cell: b.rest for b in self.table.column_balances(state.report)}
        return {c.address: left for c in self.cells if (left := rest.get(c)) is not None}

    def show(self, state: State) -> Shown:
        nothing_yet = not any(self._stored(state).values())
        yield from _balances(self.table, state, rest_is_zero=nothing_yet)
        yield from super().show(state)

    def title(self, state: State) -> Shown:
        row = self.typed.row
        over = row.path[: -len(row.labels)]
        for heading in over:
            yield Line(heading, "name", table=True)
        for depth, label in enumerate(row.labels, bool(over)):
            yield Line(["  " * depth, named(label)], "name", table=True)
        yield Line(Words("", row.name), "dim")

    def form(self, state: State) -> Shown:
        asked = self.asked(state)
        yield from numbers_form(cell.column.label for cell in asked)
        if self.typed.total is not None and len(asked) > 1:
            total = named(self.typed.total.column.label)
            yield Line(msg("「{total}」自动算，也可以写在最后核对。", total=total), "dim")

    def enter(self, state: State) -> Shown:
        """Also where each figure comes from, and how to say that there is nothing in a group."""
        yield from super().enter(state)
        asked = {cell.address for cell in self.asked(state)}
        for one in self._following(state):
            if one.address in asked:
                yield Line(["  ", *_origin(one, state)], "dim")
        labels = self.typed.row.labels
        for level in range(1, len(self.typed.row.keys) - 1):
            group = named(labels[-1 - level])
            says = msg("{dashes} = 「{group}」从这一行起都没有", dashes="-" * level, group=group)
            yield Line(says, "good")

    def advice(self, state: State) -> Shown:
        yield Line(msg("数字可以用全角；件、条这样的单位可以带；金额带元、万元会换算。没有的填 0 或按回车。"))  # fmt: skip
        counts = {len(self.cells), len(self.typed.row.columns)}
        yield Line(
            msg("从电子表格或 Word 复制的几行（这一行是 {counts} 个数），带不带行名、表头都可以直接粘贴，先预览再采用；整张表也可以。",
                counts=[str(count) for count in sorted(counts)])
        )  # fmt: skip

    def take(self, state: State, text: str) -> Result:
        """A line of numbers, a whole table in one line, or dashes for a group that has nothing."""
        if LEVELS.fullmatch(text.strip()):
            return self._none_in_group(state, len(text.strip()))
        asked = tuple(cell.column for cell in self.asked(state))
        values, followed = read_row(text, self.typed, asked, state.report, state.last_year)
        if isinstance(values, Message):
            many = len(SEPARATORS.split(text.strip())) > len(self.typed.row.columns)
            whole = take_block(state, self.table, self.typed, text) if many else None
            return whole if isinstance(whole, Confirm) else Refused(values)
        shown = joined(
            *(joined(column.term, exact(values[column.key]), by=" ") for column in asked), by="  "
        )
        said = msg("记下：{cells}", cells=shown)
        if self.typed.total is not None:
            added = exact(sum(values.values()))
            said = msg("记下：{cells}  合计 {total}", cells=shown, total=added)
        numbers = {cell.address: values[cell.column.key] for cell in self.cells}
        about = [
            msg("「{column}」没有填，按上年报告推算是 {value}。",
                column=state.edition.cell_at[one.address].column.name, value=exact(one.value))
            for one in followed
        ]  # fmt: skip
        return Taken(self.table.put(state, numbers), said).asking(*about)

    def _none_in_group(self, state: State, levels: int) -> Result:
        """Zeros for this row and all open rows after it under the heading some levels up."""
        row = self.typed.row
        depth = len(row.keys) - levels
        if depth < 2:
            return Refused(msg("这一行上面没有更大的一组；没有的按回车或填 0。"))
        group = [one for one in self.table.rows if one.row.keys[:depth] == row.keys[:depth]]
        cells = [
            cell
            for one in group[group.index(self.typed) :]
            for cell in one.cells
            if one is self.typed or state.report.values[cell.number] is None
        ]
        count = len({cell.row.address for cell in cells})
        heading = row.labels[depth - 2].label
        said = msg("「{group}」从这一行起 {count} 行都是 0。", group=heading, count=count)
        return Taken(self.table.put(state, {cell.address: 0 for cell in cells}), said)

    def paste(self, state: State, text: str) -> Result:
        """A block that begins here. One row of a table without balances is a line of numbers."""
        line = text.strip("\n")
        if "\n" not in line and not self.table.balances:
            result = self.answer(state, line)
            if not isinstance(result, Refused):
                return result
        return take_block(state, self.table, self.typed, text)


def _origin(one: Follows, state: State) -> Iterator[Text]:
    """What a figure comes to, and the figures that it is made of."""
    cell = state.edition.cell_at[one.address]
    yield joined(named(cell.column.label), f" {exact(one.value)} = ")
    for place, (sign, term, is_last) in enumerate(one.terms):
        source = state.last if is_last and state.last is not None else state.report
        of, value = source.edition.cell_at[term], source[term]
        name = named(of.column.label if of.row.keys == cell.row.keys else of.row.labels[-1])
        amount = exact(value) if value is not None else "?"
        yield " - " if sign < 0 else " + " if place else ""
        if is_last:
            yield msg("上年「{name}」{amount}", name=name, amount=amount)
        else:
            yield msg("本年「{name}」{amount}", name=name, amount=amount)


def _balances(table: Table, state: State, *, rest_is_zero: bool) -> Shown:
    chosen = table.columns(state)
    typed = {cell.column.key for cell in table.cells}
    balances = [
        one
        for one in table.column_balances(state.report)
        if chosen is None or one.column.key in chosen or one.column.key not in typed or one.missing
    ]
    if not any(term.complete for one in balances for term in one.left):
        return
    left, right = ([one.name for one in side] for side in (balances[0].left, balances[0].right))
    equation = f"{' + '.join(left)} = {' + '.join(right)}"
    rows: list[list[Text]] = [[equation, *left, *right, msg("还差")]]
    for one in balances:
        figures = [
            exact(f.value) if f.complete else f"({exact(f.value)})" if f.value else "·"
            for f in one.terms
        ]
        missing = "=" if one.missing == 0 else exact(one.missing)
        rows.append([named(one.column.label), *figures, missing])
    yield Figures(rows, [number for number, one in enumerate(balances, 1) if one.missing < 0])
    if rest_is_zero and balances[-1].left[0].complete and not any(b.missing for b in balances):
        yield Line(msg("都分完了：余下各行应当是 0。"), "good")
