"""What Enter stands for at a question, and where that comes from. Never taken without being shown."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from govreport.edition import Field
from govreport.figures import Follows, follows
from govreport.interview import narrative
from govreport.interview.balance import column_balances
from govreport.interview.questions import (
    FieldQuestion,
    GateQuestion,
    KindsQuestion,
    PromptQuestion,
    Question,
    RowQuestion,
)
from govreport.interview.state import State
from govreport.matching.numbers import exact
from govreport.messages import Message, msg
from govreport.report import Number, Report
from govreport.tomlio.about import guess_kind

SAVED = msg("已存的")


@dataclass(frozen=True)
class Default:
    """An answer as it would be typed, and its origin."""

    answer: str
    origin: Message


@dataclass(frozen=True)
class Surroundings:
    """What a session knows besides the report: last year's, and the day."""

    last: Report | None
    today: datetime.date

    def last_for(self, report: Report) -> Report | None:
        """Last year's report, when it is that of the year before."""
        if self.last is None or report.year is None or self.last.year is None:
            return self.last
        return self.last if self.last.year == report.year - 1 else None


def default(state: State, question: Question, around: Surroundings) -> Default | None:
    """The default of a question; None when Enter has no answer to stand for."""
    last = around.last_for(state.report)
    if isinstance(question, FieldQuestion):
        return _field(state, question.field, last, around)
    if isinstance(question, RowQuestion):
        return _row(state, question, last)
    if isinstance(question, GateQuestion):
        gate = state.gate(question.section)
        if gate is not None:
            return Default("y" if gate else "n", SAVED)
        if last is not None and any(carried(state, question.section, last).values()):
            return Default("y", msg("上年报告有结转到今年的申请"))
    if isinstance(question, KindsQuestion):
        return _kinds(state, question, last)
    if isinstance(question, PromptQuestion):
        section = state.section_of(question)
        text = narrative.whole_text(state.report, question.section)
        values = narrative.prompt_values(section, text).get(question.prompt.label.key)
        if values is not None:
            return Default(" ".join(exact(values[c.key]) for c in question.prompt.columns), SAVED)
    return None


def _field(state: State, field: Field, last: Report | None, around: Surroundings) -> Default | None:
    about = state.report.about
    if field.key in about:
        return Default(str(about[field.key]), SAVED)
    if field.type == "year":
        if around.last is not None and around.last.year is not None:
            return Default(str(around.last.year + 1), msg("上年报告的下一年"))
        return Default(str(around.today.year - 1), msg("去年"))
    if field.type == "date":
        return None
    if last is not None and field.key in last.about:
        return Default(str(last.about[field.key]), msg("与上年报告相同"))
    if not field.words:
        return None
    guessed = guess_kind(state.report.edition, state.report.organization)
    if guessed is not None and guessed in (word.key for word in field.words):
        return Default(guessed, msg("按机关名称推断"))
    if len(field.words) == 2:  # a plain choice: the first is the usual one
        return Default(field.words[0].key, msg("多数机关如此"))
    return None


def _row(state: State, question: RowQuestion, last: Report | None) -> Default:
    asked = {cell.address for cell in state.asked(question)}
    saved = {
        c.address: v for c in question.cells if (v := state.report.values[c.number]) is not None
    }
    numbers: dict[str, Number] = dict(saved)
    own = not asked.isdisjoint(saved)
    origin = SAVED if own else msg("没有填的按 0")
    again = question.id in state.marks.again
    if again or not asked <= saved.keys():
        from_last = {one.address: one.value for one in following(state, question, last)}
        fresh = from_last or _remaining(state, question)
        if fresh and (again or not own):
            origin = msg("上年报告") if from_last else msg("勾稽关系的差额")
            numbers |= fresh
        else:
            numbers = fresh | numbers
    shown = [exact(numbers.get(c.address, 0)) for c in question.cells if c.address in asked]
    return Default(" ".join(shown), origin)


def following(state: State, question: RowQuestion, last: Report | None) -> tuple[Follows, ...]:
    """The figures of a row that last year's report gives, those that can stand in their cell."""
    if last is None:
        return ()
    wanted = {cell.address: cell.column.value for cell in question.cells}
    return tuple(
        one
        for one in follows(last, state.report.edition, state.report)
        if one.address in wanted
        and not one.continuity.at_most
        and wanted[one.address].minimum <= one.value <= wanted[one.address].maximum
    )


def _remaining(state: State, question: RowQuestion) -> dict[str, Number]:
    """What the balance leaves for the last term on its right side, when all else is known."""
    wanted = {cell.number: cell for cell in question.cells}
    found: dict[str, Number] = {}
    for one in column_balances(state.questions, question.section, state.report):
        last, others = one.right[-1], (*one.left, *one.right[:-1])
        if last.cell.number not in wanted or not all(figure.complete for figure in others):
            continue
        left = sum(f.value for f in one.left) - sum(f.value for f in one.right[:-1])
        if left >= 0:
            found[last.cell.address] = left
    return found


def carried(state: State, section: str, last: Report) -> dict[str, Number]:
    """The figures of a section that last year's report gives outright."""
    prefix = f"{section}."
    return {
        one.address: one.value
        for one in follows(last, state.report.edition)
        if one.address.startswith(prefix)
    }


def _kinds(state: State, question: KindsQuestion, last: Report | None) -> Default | None:
    saved = state.kinds(question.section)
    origin = SAVED
    if saved is None:
        rows = state.questions.rows(question.section)
        saved = frozenset(
            cell.column.key
            for row in rows
            for cell in row.cells
            if state.report.values[cell.number]
        )
    if not saved and last is not None:
        origin = msg("上年报告有结转的")
        figures = carried(state, question.section, last)
        saved = frozenset(a.rpartition(".")[2] for a, value in figures.items() if value)
    places = [str(i) for i, c in enumerate(question.columns, 1) if c.key in saved]
    return Default(" ".join(places), origin) if places else None
