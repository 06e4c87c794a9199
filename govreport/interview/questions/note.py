"""A question for the note under a table, which most tables have not."""

from __future__ import annotations

from dataclasses import dataclass, replace

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
        note, section = text.strip(), self.section
        notes = {key: one for key, one in state.report.notes.items() if key != section}
        marks, said = state.marks.with_passed(self.id), None
        if note and note not in NO:
            notes[section] = note
            marks, said = marks.without(self.id), msg("记下：{note}", note=note)
        order = {key: notes[key] for key in state.edition.section_at if key in notes}
        return Taken(state.changed(replace(state.report, notes=order), marks), said)

    def paste(self, state: State, text: str) -> Result:
        return self.take(state, text)
