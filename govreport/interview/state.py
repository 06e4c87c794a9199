"""How far an interview is: which questions apply, which are answered, which is the first open one.

All of it follows from the report and its marks; nothing is remembered beside them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from govreport.edition import Cell, Section
from govreport.interview import narrative
from govreport.interview.balance import incoming, unbalanced
from govreport.interview.marks import Marks
from govreport.interview.questions import (
    BalanceQuestion,
    FieldQuestion,
    GateQuestion,
    KindsQuestion,
    PromptQuestion,
    Question,
    Questionnaire,
    RowQuestion,
    SummaryQuestion,
    TextQuestion,
    questionnaire,
)
from govreport.report import Report

ONGOING = "interview"  # the mark of an interview that has not come to its end


@dataclass(frozen=True)
class State:
    """A report on its way, and what must be remembered about the interview beside it."""

    report: Report
    marks: Marks = field(default_factory=Marks)

    @property
    def questions(self) -> Questionnaire:
        return questionnaire(self.report.edition)

    def changed(self, report: Report | None = None, marks: Marks | None = None) -> State:
        return replace(
            self,
            report=self.report if report is None else report,
            marks=self.marks if marks is None else marks,
        )

    @cached_property
    def open_questions(self) -> tuple[Question, ...]:
        """What is still to be answered, in order; the summary is never among it."""
        applying = [one for one in self.questions.questions if self.applies(one)]
        waiting = [
            one for one in applying if not self.settled(one) and one.id not in self.marks.passed
        ]
        required = [one for one in waiting if not is_optional(one) or one.id in self.marks.again]
        return tuple(waiting) if required or ONGOING in self.marks.passed else ()

    def is_open(self, question: Question) -> bool:
        return question in self.open_questions

    def applies(self, question: Question) -> bool:
        """Whether the question makes sense now."""
        if isinstance(question, KindsQuestion):
            return self.gate(question.section) is True
        if isinstance(question, RowQuestion) and question.gated:
            return self.gate(question.section) is not False
        if isinstance(question, BalanceQuestion):
            complete = all(self.settled(row) for row in self.questions.rows(question.section))
            return complete and bool(unbalanced(self.questions, question.section, self.report))
        return True

    def settled(self, question: Question) -> bool:
        """Whether the report itself holds an answer that need not be confirmed."""
        if question.id in self.marks.again:
            return False
        report = self.report
        if isinstance(question, FieldQuestion):
            return question.field.key in report.about
        if isinstance(question, TextQuestion):
            return bool(self.text(question).strip())
        if isinstance(question, PromptQuestion):
            return bool(narrative.whole_text(report, question.section).strip())
        if isinstance(question, GateQuestion):
            return self.gate(question.section) is not None
        if isinstance(question, KindsQuestion):
            return self.kinds(question.section) is not None
        if isinstance(question, RowQuestion):
            return all(report.values[cell.number] is not None for cell in question.cells)
        return isinstance(question, SummaryQuestion)

    def text(self, question: TextQuestion) -> str:
        """What is stored for a narrative question."""
        text = narrative.whole_text(self.report, question.section)
        section = self.report.edition.section_at.get(question.section)
        if section is None:
            return text
        if question.part:
            parts = narrative.split_parts(section, text)
            if parts is None:  # written otherwise: all of it, under the first part
                return text if question.part == section.parts[0].key else ""
            return parts.get(question.part, "")
        return narrative.rest(section, text)

    def section_of(self, question: Question) -> Section:
        return self.report.edition.section_at[question.section]

    def gate(self, section: str) -> bool | None:
        """Whether the table has anything in it; None while nobody has said."""
        name = f"{section}.any"
        if name in self.marks.passed:
            return True
        values = [v for v in self._table(section) if v is not None]
        if any(values):
            return True
        complete = len(values) == len(list(self._table(section)))
        return False if complete else None

    def kinds(self, section: str) -> frozenset[str] | None:
        """The columns that can have something in them; None while nobody has said."""
        stated = self.marks.values.get(f"{section}.applicants")
        if stated is not None:
            return frozenset(stated.split(","))
        rows = self.questions.rows(section)
        given = [
            (cell.column.key, self.report.values[cell.number]) for row in rows for cell in row.cells
        ]
        some = frozenset(key for key, value in given if value)
        return some if some and all(value is not None for _, value in given) else None

    def asked(self, question: RowQuestion) -> tuple[Cell, ...]:
        """The cells of a row that can be other than 0."""
        if not question.gated:
            return question.cells
        kinds = self.kinds(question.section)
        if kinds is None:
            return question.cells
        chosen = tuple(cell for cell in question.cells if cell.column.key in kinds)
        idle = set()
        for balance in self.questions.balances(question.section):
            if not {cell.number for cell in question.cells}.isdisjoint(balance.left):
                return chosen
            if incoming(balance, self.report) == 0:
                idle.add(self.report.edition.cells[balance.left[0]].column.key)
        return tuple(cell for cell in chosen if cell.column.key not in idle) or chosen

    def _table(self, section: str) -> Iterator[int | float | None]:
        for row in self.questions.rows(section):
            for cell in row.cells:
                yield self.report.values[cell.number]


def is_optional(question: Question) -> bool:
    """Whether a report is whole without an answer."""
    if isinstance(question, FieldQuestion):
        return not question.field.required
    return isinstance(question, TextQuestion) and question.optional
