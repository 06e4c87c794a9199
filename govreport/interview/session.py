"""The interview itself, pure: a session has a current question; an answer gives another session.

It knows no terminal and no file, prints nothing and never asks the clock.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from govreport.edition import edition_for_year, editions
from govreport.interview import defaults
from govreport.interview.about_answers import answer_field
from govreport.interview.balance import unbalanced
from govreport.interview.block_answers import answer_block
from govreport.interview.defaults import Default, Surroundings
from govreport.interview.marks import Marks
from govreport.interview.outcome import Confirm, Outcome, Refused, Taken
from govreport.interview.questions import (
    SUMMARY,
    BalanceQuestion,
    FieldQuestion,
    GateQuestion,
    KindsQuestion,
    PromptQuestion,
    Question,
    RowQuestion,
    SummaryQuestion,
    TextQuestion,
)
from govreport.interview.state import ONGOING, State
from govreport.interview.table_answers import (
    answer_balance,
    answer_gate,
    answer_kinds,
    answer_row,
)
from govreport.interview.text_answers import answer_prompt, answer_text, put_text
from govreport.messages import msg
from govreport.report import Report


@dataclass(frozen=True)
class Session:
    """Where an interview is. `at`: the question the person went to; None: the first open one."""

    state: State
    around: Surroundings
    at: str | None = None

    @property
    def report(self) -> Report:
        return self.state.report

    @property
    def marks(self) -> Marks:
        return self.state.marks

    @property
    def current(self) -> Question:
        """The question to ask now; at the end the summary."""
        if self.at is not None:
            question = self.state.questions.at(self.at)
            if question is not None and self.state.applies(question):
                return question
        opened = self.state.open_questions
        return opened[0] if opened else SummaryQuestion()

    @property
    def default(self) -> Default | None:
        """What Enter stands for at the current question."""
        return defaults.default(self.state, self.current, self.around)

    def answer(self, text: str) -> Outcome:
        """What comes of an answer to the current question; an empty one takes the default."""
        question = self.current
        if isinstance(question, TextQuestion):
            return answer_text(self.state, question, text, self.around)
        if isinstance(question, BalanceQuestion):
            return answer_balance(self.state, question, text)
        if isinstance(question, SummaryQuestion):
            return Taken(self.state.changed(marks=Marks()))
        default = self.default
        if not text.strip() and default is not None:
            text = default.answer
        if isinstance(question, FieldQuestion):
            return self._with_gap(answer_field(self.state, question, text))
        if isinstance(question, GateQuestion):
            return answer_gate(self.state, question, text)
        if isinstance(question, KindsQuestion):
            last = self.around.last_for(self.report)
            expected = defaults.carried(self.state, question.section, last) if last else {}
            return answer_kinds(self.state, question, text, expected)
        if isinstance(question, PromptQuestion):
            return answer_prompt(self.state, question, text)
        return answer_row(self.state, question, text)

    def _with_gap(self, outcome: Outcome) -> Outcome:
        """The outcome, to be confirmed when last year's report is not of the year before."""
        if isinstance(outcome, Refused):
            return outcome
        taken = outcome.taken if isinstance(outcome, Confirm) else outcome
        last = self.around.last
        if last is None or self.around.last_for(taken.state.report) is last:
            return outcome
        if taken.state.report.year == self.report.year:
            return outcome
        about = outcome.about if isinstance(outcome, Confirm) else ()
        gap = msg("手头的上年报告是 {last} 年的，与 {year} 年不相接，它的数不会带入。",
                  last=last.year, year=taken.state.report.year)  # fmt: skip
        return Confirm((*about, gap), taken)

    def paste(self, text: str) -> Outcome:
        """What comes of several lines, or of cells, pasted at once."""
        question: Question | None = self.current
        if isinstance(question, GateQuestion | KindsQuestion):
            question = self.state.questions.rows(question.section)[0]
        if isinstance(question, RowQuestion):
            if "\n" not in text.strip("\n") and not question.gated:
                return self.answer(text.strip("\n"))
            return answer_block(self.state, question, text)
        return Refused(
            msg("一次收到了 {count} 行，这里只要一行，都没有采用。",
                count=len(text.strip("\n").split("\n")))
        )  # fmt: skip

    def after(self, taken: Taken) -> Session:
        """The session after an answer: at the next open question behind this one, or the first."""
        question = self.current
        order = [one.id for one in taken.state.questions.questions]
        place = order.index(question.id) if question.id in order else -1
        opened = taken.state.open_questions
        behind = [one for one in opened if order.index(one.id) > place]
        following = behind or [one for one in opened if one.id != question.id] or list(opened)
        return replace(self, state=taken.state, at=following[0].id if following else SUMMARY)

    def with_draft(self, text: str) -> Session:
        """The session with an unfinished text kept, to be gone on with."""
        question = self.current
        if not isinstance(question, TextQuestion) or not text.strip():
            return self
        if text.strip("\n") == self.state.text(question):
            return self
        if any("\ud800" <= c <= "\udfff" for c in text):
            return self
        state = put_text(self.state, question, text.strip("\n"))
        return replace(self, state=state.changed(marks=state.marks.with_again([question.id])))

    def back(self) -> Session:
        """At the question before; the same session at the first."""
        return self._moved(-1)

    def forward(self) -> Session:
        """At the next question, whether it is answered or not."""
        return self._moved(1)

    def _moved(self, step: int) -> Session:
        applying = [q for q in self.state.questions.questions if self.state.applies(q)]
        ids = [question.id for question in applying]
        place = ids.index(self.current.id) + step
        return replace(self, at=ids[max(0, min(place, len(ids) - 1))])

    def go(self, identifier: str) -> Session:
        """At that question; the same session when it does not apply."""
        question = self.state.questions.at(identifier)
        if question is None or not self.state.applies(question):
            return self
        return replace(self, at=identifier)

    def enter(self, place: str) -> Session:
        """At the first open question of a section, else at its first one."""
        inside = [
            q for q in self.state.questions.questions
            if q.section == place and self.state.applies(q)
        ]  # fmt: skip
        opened = [question for question in inside if self.state.is_open(question)]
        return replace(self, at=(opened or inside)[0].id)

    def progress(self) -> tuple[int, int]:
        """(how many of the questions that apply are settled, how many apply)."""
        applying = [
            q for q in self.state.questions.questions
            if self.state.applies(q) and not isinstance(q, SummaryQuestion)
        ]  # fmt: skip
        return len(applying) - len(self.state.open_questions), len(applying)

    def ways(self) -> list[tuple[str, RowQuestion]]:
        """At a balance question: the terms of the columns that do not balance, and their rows."""
        found: dict[str, tuple[str, RowQuestion]] = {}
        for one in unbalanced(self.state.questions, self.current.section, self.report):
            for figure in (*one.left, *one.right):
                row = self.state.questions.about_cell(figure.cell.address)
                if isinstance(row, RowQuestion):
                    found.setdefault(row.id, (figure.name, row))
        return list(found.values())


def start(
    report: Report | None, marks: Marks, last: Report | None, today: datetime.date
) -> Session:
    """A session over a report as far as it is there; None: from nothing."""
    if report is None:
        year = last.year + 1 if last is not None and last.year is not None else today.year - 1
        report = Report(edition_for_year(year) or editions()[-1])
    state = State(report, marks)
    if state.open_questions:
        state = state.changed(marks=marks.with_passed(ONGOING))
    return Session(state, Surroundings(last, today))
