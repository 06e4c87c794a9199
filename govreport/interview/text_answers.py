"""Answers that are prose: preamble, narrative sections and their parts, sentences from numbers."""

from __future__ import annotations

from govreport.interview import narrative
from govreport.interview.defaults import Surroundings
from govreport.interview.outcome import Confirm, Outcome, Refused, Taken
from govreport.interview.questions import PromptQuestion, TextQuestion
from govreport.interview.state import State
from govreport.matching.line import Shape, read_line
from govreport.messages import Message, msg
from govreport.tomlio.structure import brief


def answer_text(state: State, question: TextQuestion, text: str, around: Surroundings) -> Outcome:
    """Store a text as it was typed; only line ends at its beginning and end are not part of it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if any("\ud800" <= c <= "\udfff" for c in text):
        return Refused(msg("文字里有读不出来的字符（编码不对），没有采用。"))
    empty = not text.strip()
    if empty and not question.optional:
        return Refused(msg("这一部分必须写；还没想好可以先填下一题（^N），以后再回来。"))
    marks = state.marks.without(question.id)
    if empty:
        marks = marks.with_passed(question.id)
    taken = Taken(
        put_text(state.changed(marks=marks), question, "" if empty else text),
        (msg("没有这一部分。") if empty else msg("已存 {count} 字。", count=count(text)),),
    )
    last = around.last_for(state.report)
    stale = narrative.left_over(text, narrative.whole_text(last, question.section)) if last else []
    kept = text == state.text(question) and question.id not in state.marks.again
    if not stale or kept:
        return taken
    about = [
        msg("有 {count} 段带数字的话与上年报告一字不差，年份和数字可能忘了改：", count=len(stale))
    ]
    about += [msg("{line}", line=brief(line)) for line in stale[:5]]
    return Confirm(tuple(about), taken)


def put_text(state: State, question: TextQuestion, text: str) -> State:
    """The state with that text in the place of the question, the rest of the section kept."""
    section = state.report.edition.section_at.get(question.section)
    whole = narrative.whole_text(state.report, question.section)
    if section is not None and question.part:
        parts = narrative.split_parts(section, whole) or {}
        whole = narrative.join_parts(section, {**parts, question.part: text})
    elif section is not None:
        whole = narrative.with_rest(section, whole, text)
    else:
        whole = text
    return state.changed(narrative.with_text(state.report, question.section, whole))


def answer_prompt(state: State, question: PromptQuestion, text: str) -> Outcome:
    """Turn a line of numbers into the sentence that the section begins with."""
    prompt = question.prompt
    values = read_line(text or "0", Shape(prompt.columns, prompt.columns))
    if isinstance(values, Message):
        return Refused(values)
    year = state.report.year
    if year is None:
        return Refused(msg("先填报告年度。"))
    section = state.section_of(question)
    whole = narrative.with_prompt(
        section, narrative.whole_text(state.report, section.key), prompt, values, year
    )
    report = narrative.with_text(state.report, section.key, whole)
    return Taken(
        state.changed(report, state.marks.without(question.id)),
        (msg("写进正文：{sentence}", sentence=narrative.sentence(prompt, values, year)),),
    )


def count(text: str) -> int:
    """How many characters a text has, blanks not counted."""
    return sum(not c.isspace() for c in text)
