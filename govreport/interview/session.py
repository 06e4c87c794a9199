"""The interview itself, pure: a session has a current question; an answer gives another session.

It knows no terminal and no file, prints nothing and never asks the clock.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from functools import cached_property

from govreport.edition import edition_for_year, editions
from govreport.finding import MISSING_KEY, Finding
from govreport.interview.lines import Line, Shown, Style, Text, place_name
from govreport.interview.marks import Marks
from govreport.interview.questionnaire import Questionnaire, questionnaire
from govreport.interview.questions.closing import SummaryQuestion
from govreport.interview.questions.proof import proof_id
from govreport.interview.questions.question import Default, Question
from govreport.interview.state import ONGOING, SUMMARY, Proofread, Result, State, Taken, unread
from govreport.messages import msg
from govreport.report import Report


@dataclass(frozen=True)
class Session:
    """Where an interview is. `at`: the question the person went to; None: the first open one.

    `findings` are what `check` says of the report, for the summary.
    """

    state: State
    at: str | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def report(self) -> Report:
        return self.state.report

    @property
    def marks(self) -> Marks:
        return self.state.marks

    @property
    def questionnaire(self) -> Questionnaire:
        return questionnaire(self.report.edition)

    @cached_property
    def applying(self) -> tuple[Question, ...]:
        """The questions that make sense now, in order; the last one is the summary."""
        return tuple(q for q in self.questionnaire.questions if q.applies(self.state))

    @cached_property
    def open_questions(self) -> tuple[Question, ...]:
        """What is still to be answered, in order; the summary is never among it.

        What a report is whole without is asked for only until the interview has come to its end.
        """
        marks = self.marks
        return tuple(
            one
            for one in self.applying
            if one.is_open(self.state)
            and (not one.optional or marks.passed(ONGOING) or marks.again(one.id))
        )

    @property
    def lacking(self) -> tuple[str, ...]:
        """What has yet to be given, by key."""
        return tuple(key for one in self.open_questions for key in one.lacking(self.state))

    @property
    def current(self) -> Question:
        """The question to ask now; at the end the summary."""
        found = [one for one in self.applying if one.id == self.at]
        question = (*found, *self.open_questions, self.applying[-1])[0]
        return question if question.id != SUMMARY else self._summary()

    def _summary(self) -> SummaryQuestion:
        """The summary with the findings: one for each row with numbers not given, none for an open one."""
        kept: list[tuple[Finding, Question | None]] = []
        seen: set[tuple[str, str | None]] = set()
        for finding in self.findings:
            problem, row = finding.problem, (finding.code, finding.problem.row)
            question = self.questionnaire.about(problem.cell) if problem.cell else None
            if problem.passage is not None:
                proof = self.questionnaire.at(proof_id(problem.passage.address.partition(".")[0]))
                question = proof if proof in self.applying else question
            repeated = question in self.open_questions or (problem.column and row in seen)
            if finding.code == MISSING_KEY and repeated:
                continue
            seen.add(row)
            kept.append((finding, question))
        return SummaryQuestion(opened=self.open_questions, findings=kept)

    @property
    def default(self) -> Default | None:
        return self.current.default(self.state)

    def answer(self, text: str) -> Result:
        return self.current.answer(self.state, text)

    def paste(self, text: str) -> Result:
        return self.current.paste(self.state, text)

    def after(self, taken: Taken) -> Session:
        """The session after an answer: where it leads, else at the next open question behind this one."""
        after = replace(self, state=taken.state, at=taken.at)
        if taken.at is not None:
            return after
        at = self.current.id
        order = [one.id for one in after.questionnaire.questions]
        opened = [one.id for one in after.open_questions]
        behind = [one for one in opened if at in order and order.index(one) > order.index(at)]
        following = behind or [one for one in opened if one != at] or opened or [SUMMARY]
        return replace(after, at=following[0])

    def with_draft(self, text: str) -> Session:
        """The session with an unfinished text kept, to be continued."""
        return replace(self, state=self.current.keep_draft(self.state, text))

    def back(self) -> Session:
        """At the question before; the same session at the first."""
        return replace(self, at=self.applying[max(0, self._place - 1)].id)

    def forward(self) -> Session:
        """At the next question, whether it is answered or not; behind the last, at what is open."""
        following = self.applying[self._place + 1 :]
        return replace(self, at=following[0].id if following else None)

    @property
    def _place(self) -> int:
        return [question.id for question in self.applying].index(self.current.id)

    def go(self, identifier: str) -> Session:
        return replace(self, at=identifier) if identifier in [q.id for q in self.applying] else self

    def enter(self, place: str) -> Session:
        """At the first open question of a section, else at its first one."""
        inside = [question for question in self.applying if question.section == place]
        opened = [question for question in inside if question in self.open_questions]
        return replace(self, at=(opened or inside)[0].id)

    def show(self) -> Shown:
        """The current question: where it stands, and what it shows; the summary speaks for itself."""
        question = self.current
        if question.id != SUMMARY:
            count = len(self.applying) - 1
            place = place_name(self.report.edition, question.section)
            done = count - len(self.open_questions)
            yield Line(
                msg("{place}  [{done}/{count}]", place=place, done=done, count=count), "head"
            )
        yield from question.show(self.state)

    def show_places(self) -> Shown:
        """The list of sections, how far each is, and the number to go there by."""
        yield Line(msg("目录"), "head")
        for number, place in enumerate(self.questionnaire.places):
            opened = sum(question.section == place for question in self.open_questions)
            left: Text = msg("还有 {count} 题", count=opened) if opened else msg("已填完")
            name = place_name(self.report.edition, place)
            style: Style = "plain" if opened or place == SUMMARY else "dim"
            says = [f"  {number}  ", name, "  ", "" if place == SUMMARY else left]
            yield Line(says, style, table=True)
        yield Line(msg("去哪里？填序号；回车 = 留在原处"))


def start(
    report: Report | None,
    marks: Marks,
    last: Report | None,
    today: datetime.date,
    proofread: Proofread = unread,
) -> Session:
    """A session over a report as far as it is there; None: from nothing."""
    if report is None:
        year = last.year + 1 if last is not None and last.year is not None else today.year - 1
        report = Report(edition_for_year(year) or editions()[-1])
    session = Session(State(report, marks, last, today, proofread))
    if session.lacking:
        state = session.state.changed(marks=marks.with_passed(ONGOING))
        return replace(session, state=state)
    return session
