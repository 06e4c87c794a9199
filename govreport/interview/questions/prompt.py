"""A question for numbers that become a sentence at the beginning of a narrative section."""

from __future__ import annotations

from dataclasses import dataclass

from govreport.edition import Prompt, Section
from govreport.interview.lines import Shown
from govreport.interview.questions.question import SAVED, Default, Question, numbers_form
from govreport.interview.state import Refused, Result, State, Taken
from govreport.matching import narrative
from govreport.matching.typed_line import Shape, read_line
from govreport.matching.values import exact
from govreport.messages import Message, msg


@dataclass(frozen=True, eq=False, kw_only=True)
class PromptQuestion(Question):
    """One sentence of a section."""

    whole: Section
    prompt: Prompt

    def settled(self, state: State) -> bool:
        """By any text of the section, but for one in which the sentence is that of another year."""
        text, year = state.report.texts.get(self.section, ""), state.report.year
        values = narrative.prompt_values(self.whole, text).get(self.prompt.label.key)
        if values is None or year is None:
            return bool(text.strip())
        return narrative.sentence(self.prompt, values, year) in text.split("\n")

    def default(self, state: State) -> Default:
        text = state.report.texts.get(self.section, "")
        values = narrative.prompt_values(self.whole, text).get(self.prompt.label.key)
        if values is None:
            return Default(" ".join("0" for _ in self.prompt.columns), msg("没有填的按 0"))
        return Default(" ".join(exact(values[c.key]) for c in self.prompt.columns), SAVED)

    def form(self, state: State) -> Shown:
        return numbers_form(column.label for column in self.prompt.columns)

    def take(self, state: State, text: str) -> Result:
        values = read_line(text or "0", Shape(self.prompt.columns, self.prompt.columns))
        if isinstance(values, Message):
            return Refused(values)
        year = state.report.year
        if year is None:
            return Refused(msg("先填报告年度。"))
        before = state.report.texts.get(self.section, "")
        whole = narrative.with_prompt(self.whole, before, self.prompt, values, year)
        report = state.report.with_text(self.section, whole)
        said = msg("写进正文：{sentence}", sentence=narrative.sentence(self.prompt, values, year))
        return Taken(state.changed(report, state.marks.without(self.id)), said)
