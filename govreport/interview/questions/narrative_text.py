"""A question for prose: the preamble, a narrative section, a part of one, or what follows its sentences."""

from __future__ import annotations

from dataclasses import dataclass, replace

from govreport.edition import Section
from govreport.interview.lines import Line, Shown
from govreport.interview.questions.question import Data, Question, TextBox
from govreport.interview.state import Refused, Result, State, Taken
from govreport.matching import narrative
from govreport.messages import Message, msg
from govreport.report import TEXT, Report
from govreport.text import writable
from govreport.tomlio.structure import brief

SIGNS = frozenset(("帮助", "目录", "退出"))  # what leads elsewhere from other questions


@dataclass(frozen=True, eq=False, kw_only=True)
class TextQuestion(Question):
    """Narrative. `whole` is the section that it is, or is a part of; None for the preamble.

    `part`: the key of the part; empty when it is all of the section, or what follows the sentences
    that it begins with.
    """

    whole: Section | None
    part: str = ""

    def settled(self, state: State) -> bool:
        return bool(self.text(state.report).strip())

    def text(self, report: Report) -> str:
        return narrative.piece(self.whole, report.texts.get(self.section, ""), self.part)

    def put(self, state: State, text: str) -> State:
        before = state.report.texts.get(self.section, "")
        whole = narrative.with_piece(self.whole, before, self.part, text)
        return state.changed(state.report.with_text(self.section, whole))

    def text_box(self, state: State) -> TextBox:
        last = self.text(state.last) if state.last is not None else ""
        return TextBox(self.text(state.report), last)

    def form(self, state: State) -> Shown:
        yield Line(
            msg("可以写几段，也可以粘贴；没有就直接按 Ctrl-S。")
            if self.optional
            else msg("可以写几段，也可以粘贴；写完按 Ctrl-S。")
        )

    def take(self, state: State, text: str) -> Result:
        """Store a text as it was typed; only line ends at its beginning and end are not part of it."""
        text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
        if not writable(text):
            return Refused(msg("文字里有读不出来的字符（编码不对），没有采用。"))
        if not text.strip():
            if not self.optional:
                return Refused(msg("这一部分必须写；还没想好可以先填下一题（^N），以后再回来。"))
            after = state.changed(marks=state.marks.with_passed(self.id))
            return Taken(self.put(after, ""), msg("没有这一部分。"))
        after = self.put(state.changed(marks=state.marks.without(self.id)), text)
        taken = Taken(after, msg("已存 {count} 字。", count=narrative.length(text)))
        if text.strip() in SIGNS or not any("\u3400" <= c <= "\u9fff" for c in text):
            meant = msg("这里只写了“{text}”，真是要印在报告里的吗？", text=brief(text))
            return taken.asking(meant, self.keys)
        last = state.last_year.texts.get(self.section, "") if state.last_year is not None else ""
        stale = narrative.left_over(text, last)
        kept = text == self.text(state.report) and not state.marks.again(self.id)
        if not stale or kept:
            return taken
        count = msg("有 {count} 段带数字的话与上年报告一字不差，年份和数字可能忘了改：",
                    count=len(stale))  # fmt: skip
        return taken.asking(count, *(msg("{line}", line=brief(line)) for line in stale[:5]))

    @property
    def keys(self) -> Message:
        return msg("^S 写完   ^G 说明   ^B 上一题   ^N 下一题   ^L 目录   ^X 保存退出（^ 是 Ctrl）")

    def keep_draft(self, state: State, text: str) -> State:
        text = text.strip("\n")
        if not text.strip() or text == self.text(state.report) or not writable(text):
            return state
        after = self.put(state, text)
        return after.changed(marks=after.marks.with_again(self.id))

    def fill(self, state: State, data: Data, wrong: list[Message]) -> State:
        """A section may also be given whole, by its own key."""
        for name in (self.id, self.section, f"{self.section}.{TEXT}"):
            value = data.pop(name, None)
            if isinstance(value, str):
                whole = bool(self.part) and name != self.id
                one = replace(self, whole=None) if whole else self
                state = one.put(state, value.strip("\n"))
            elif value is not None:
                wrong.append(msg("{key} 应是文字。", key=name))
        return state
