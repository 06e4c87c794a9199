"""A question for the note under a table, which most tables have not."""

from __future__ import annotations

from dataclasses import dataclass

from govreport.interview.lines import Line, Shown
from govreport.interview.questions.question import NO, SAVED, Default, Question
from govreport.interview.state import Result, State, Taken
from govreport.messages import msg
from govreport.report import Report


@dataclass(frozen=True, eq=False, kw_only=True)
class NoteQuestion(Question):
    """What is printed under the table of its section."""

    optional: bool = True

    def settled(self, state: State) -> bool:
        return self.section in state.report.notes

    def text(self, report: Report) -> str:
        return report.notes.get(self.section, "")

    def default(self, state: State) -> Default | None:
        note = state.report.notes.get(self.section)
        return None if note is None else Default(note, SAVED)

    def form(self, state: State) -> Shown:
        yield Line(state.edition.note.guidance)
        if self.settled(state):
            yield Line(msg("填 无 就去掉它。"), "dim")

    def enter(self, state: State) -> Shown:
        if not self.settled(state):
            yield Line(msg("回车 = 没有"), "good")
        yield from super().enter(state)

    def take(self, state: State, text: str) -> Result:
        note = "" if text.strip() in NO else text.strip()
        report = state.report.with_note(self.section, note)
        if not note:
            return Taken(state.changed(report, state.marks.with_passed(self.id)))
        said = msg("记下：{note}", note=note)
        return Taken(state.changed(report, state.marks.without(self.id)), said)

    def paste(self, state: State, text: str) -> Result:
        return self.take(state, text)
