"""A question for the numbers of one row of a table, typed in one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from govreport.edition import Cell, Label
from govreport.figures import Follows, follows
from govreport.interview.lines import Figures, Line, Shown, Text, joined, label_of
from govreport.interview.pasted import take_block
from govreport.interview.questions.question import SAVED, Default, TableQuestion, numbers_form
from govreport.interview.state import Refused, Result, State, Taken
from govreport.interview.table import Table, TypedRow
from govreport.matching.line import Shape, read_line
from govreport.matching.numbers import exact
from govreport.messages import Message, Words, msg
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
        """The cells that can be other than 0."""
        return self.table.asked(state, self.typed)

    def explained(self, state: State) -> Iterable[Label]:
        return [*self.labels, *(cell.column.label for cell in self.asked(state))]

    def applies(self, state: State) -> bool:
        return not self.table.balances or self.table.anything(state) is not False

    def settled(self, state: State) -> bool:
        return self.table.settled(state, self.typed)

    def lacking(self, state: State) -> Iterable[str]:
        return [c.address for c in self.cells if state.report.values[c.number] is None]

    def default(self, state: State) -> Default:
        """What is stored; else what follows from last year's report, what the balance leaves, or 0."""
        asked = {cell.address for cell in self.asked(state)}
        numbers: dict[str, Number] = {
            c.address: v for c in self.cells if (v := state.report.values[c.number]) is not None
        }
        own = not asked.isdisjoint(numbers)
        origin = SAVED if own else msg("没有填的按 0")
        again = self.id in state.marks.again
        if again or not asked <= numbers.keys():
            from_last = {one.address: one.value for one in self._following(state)}
            fresh = from_last or self._remaining(state)
            if fresh and (again or not own):
                origin = msg("上年报告") if from_last else msg("勾稽关系的差额")
                numbers |= fresh
            else:
                numbers = fresh | numbers
        shown = [exact(numbers.get(c.address, 0)) for c in self.cells if c.address in asked]
        return Default(" ".join(shown), origin)

    def _following(self, state: State) -> list[Follows]:
        """The figures of the row that last year's report gives, those that can stand in their cell."""
        if state.last_year is None:
            return []
        kinds = {cell.address: cell.column.value for cell in self.cells}
        return [
            one
            for one in follows(state.last_year, state.edition, state.report)
            if one.address in kinds
            and not one.continuity.at_most
            and kinds[one.address].minimum <= one.value <= kinds[one.address].maximum
        ]

    def _remaining(self, state: State) -> dict[str, Number]:
        """What the balance leaves for the last term on its right side, when all else is known."""
        own = {cell.number for cell in self.cells}
        found: dict[str, Number] = {}
        for one in self.table.column_balances(state.report):
            last = one.right[-1]
            if last.cell.number in own and all(f.complete for f in one.figures if f is not last):
                left = one.missing + last.value
                if left >= 0:
                    found[last.cell.address] = left
        return found

    def show(self, state: State) -> Shown:
        yield from _balances(self.table, state)
        yield from super().show(state)

    def title(self, state: State) -> Shown:
        """The headings over the row, one under the other."""
        row = self.typed.row
        for heading in row.path[: -len(row.labels)]:
            yield Line(heading, "name", table=True)
        indent = "  " if len(row.path) > len(row.labels) else ""
        for depth, label in enumerate(row.labels):
            yield Line([indent, "  " * depth, label_of(label)], "name", table=True)
        yield Line(Words("", row.name), "dim")

    def form(self, state: State) -> Shown:
        asked = self.asked(state)
        yield from numbers_form(cell.column.label for cell in asked)
        if self.typed.total is not None and len(asked) > 1:
            total = label_of(self.typed.total.column.label)
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
            group = label_of(labels[-1 - level])
            says = msg("{dashes} = 「{group}」从这一行起都没有", dashes="-" * level, group=group)
            yield Line(says, "good")

    def section_help(self, state: State) -> Shown:
        yield from super().section_help(state)
        yield Line(
            msg(
                "数字可以用全角；件、条这样的单位可以带；金额带元、万元会换算。没有的填 0 或按回车。"
            )
        )
        yield Line(
            msg(
                "从电子表格复制的几行（每行 6 个或 7 个数，可以带行名）可以直接粘贴，先预览再采用。"
            )
        )

    def take(self, state: State, text: str) -> Result:
        """A line of numbers, or dashes for a group in which there is nothing."""
        if LEVELS.fullmatch(text.strip()):
            return self._none_in_group(state, len(text.strip()))
        asked = tuple(cell.column for cell in self.asked(state))
        total = self.typed.total.column if self.typed.total is not None else None
        values = read_line(text or "0", Shape(asked, self.typed.columns, total))
        if isinstance(values, Message):
            return Refused(values)
        numbers = {cell.address: values[cell.column.key] for cell in self.cells}
        after = self.table.put(state, numbers, (self.id,))
        shown = "  ".join(f"{column.name} {exact(values[column.key])}" for column in asked)
        if total is None:
            return Taken(after, (msg("记下：{cells}", cells=shown),))
        added = exact(sum(values.values()))
        return Taken(after, (msg("记下：{cells}  合计 {total}", cells=shown, total=added),))

    def _none_in_group(self, state: State, levels: int) -> Result:
        """Zeros for this row and all open rows after it under the heading some levels up."""
        row = self.typed.row
        depth = len(row.keys) - levels
        if depth < 2:
            return Refused(msg("这一行上面没有更大的一组；没有的按回车或填 0。"))
        group = [one for one in self.table.rows if one.row.keys[:depth] == row.keys[:depth]]
        numbers: dict[str, Number] = {}
        done: list[str] = []
        for one in group[group.index(self.typed) :]:
            opened = [
                cell.address
                for cell in one.cells
                if one is self.typed or state.report.values[cell.number] is None
            ]
            if opened:
                numbers |= dict.fromkeys(opened, 0)
                done.append(one.id)
        heading = row.labels[depth - 2].label
        said = msg("「{group}」从这一行起 {count} 行都是 0。", group=heading, count=len(done))
        return Taken(self.table.put(state, numbers, done), (said,))

    def paste(self, state: State, text: str) -> Result:
        """A block that begins here. One row of a table without balances is a line of numbers."""
        if "\n" not in text.strip("\n") and not self.table.balances:
            return self.answer(state, text.strip("\n"))
        return take_block(state, self.table, self.typed, text)


def _origin(one: Follows, state: State) -> Iterator[Text]:
    """What a figure comes to, and the figures that it is made of."""
    cell = state.edition.cell_at[one.address]
    yield joined(label_of(cell.column.label), f" {exact(one.value)} = ")
    first = True
    for sign, term, is_last in one.terms:
        source = state.last if is_last and state.last is not None else state.report
        if term not in source.edition.cell_at:
            continue
        of = source.edition.cell_at[term]
        same_row = of.row.keys == cell.row.keys
        name = label_of(of.column.label if same_row else of.row.labels[-1])
        value = source[term]
        amount = exact(value) if value is not None else "?"
        yield " - " if sign < 0 else "" if first else " + "
        first = False
        if is_last:
            yield msg("上年「{name}」{amount}", name=name, amount=amount)
        else:
            yield msg("本年「{name}」{amount}", name=name, amount=amount)


def _balances(table: Table, state: State) -> Shown:
    """The balance of every column that is asked about, as a small table."""
    chosen = table.columns(state)
    typed = {cell.column.key for cell in table.cells}
    balances = [
        one
        for one in table.column_balances(state.report)
        if chosen is None or one.column.key in chosen or one.column.key not in typed or one.missing
    ]
    if not any(figure.complete for one in balances for figure in one.left):
        return
    left, right = ([f.name for f in side] for side in (balances[0].left, balances[0].right))
    equation = f"{' + '.join(left)} = {' + '.join(right)}"
    rows: list[list[Text]] = [[equation, *left, *right, msg("还差")]]
    for one in balances:
        figures = [
            exact(f.value) if f.complete else f"({exact(f.value)})" if f.value else "·"
            for f in one.figures
        ]
        missing = "=" if one.missing == 0 else exact(one.missing)
        rows.append([label_of(one.column.label), *figures, missing])
    bad = [number for number, one in enumerate(balances, 1) if one.missing < 0]
    yield Figures(rows, bad)
    if balances[-1].left[0].complete and all(one.missing == 0 for one in balances):
        yield Line(msg("都分完了：余下各行应当是 0。"), "good")
