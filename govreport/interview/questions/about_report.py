"""A question about the report as a whole: organ, year, kind, scope, date. The edition follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from govreport.edition import Field, edition_for_year, editions, named
from govreport.interview.lines import Line, Shown, Text, numbered
from govreport.interview.questions.question import SAVED, Data, Default, Question
from govreport.interview.state import Refused, Result, State, Taken
from govreport.matching.typed_words import typed_value
from govreport.matching.values import exact
from govreport.messages import Message, msg
from govreport.report import Report
from govreport.tomlio.about import guess_kind
from govreport.tomlio.structure import brief

FORMS = {
    "word": msg("填序号或名称。"),
    "date": msg("写成 2026-01-20 或 2026年1月20日。"),
    "year": msg("四位数字。填的是报告所讲的那一年。"),
    "text": msg("填全称。"),
}


@dataclass(frozen=True, eq=False, kw_only=True)
class FieldQuestion(Question):
    """A key of [report]."""

    field: Field

    def settled(self, state: State) -> bool:
        return self.field.key in state.report.about

    def default(self, state: State) -> Default | None:
        """What is stored, else last year's, else what the name or the day suggests."""
        field, about, last = self.field, state.report.about, state.last_year
        if field.key in about:
            return Default(str(about[field.key]), SAVED)
        if field.type == "year":
            if state.last is not None and state.last.year is not None:
                return Default(str(state.last.year + 1), msg("上年报告的下一年"))
            return Default(str(state.today.year - 1), msg("去年"))
        if field.type == "date":
            return None
        if last is not None and field.key in last.about:
            return Default(str(last.about[field.key]), msg("与上年报告相同"))
        words = [word.key for word in field.words]
        if (guessed := guess_kind(state.edition, state.report.organization)) in words:
            return Default(guessed, msg("按机关名称推断"))
        # of a plain choice the first is the usual one
        return Default(words[0], msg("多数机关如此")) if len(words) == 2 else None

    def form(self, state: State) -> Shown:
        yield from numbered(map(named, self.field.words))
        yield Line(FORMS[self.field.type])

    def enter(self, state: State) -> Shown:
        if self.optional and self.default(state) is None:
            yield Line(msg("回车 = 先不填"), "good")
        yield from super().enter(state)

    def shown(self, answer: str) -> Text:
        return next((named(word) for word in self.field.words if word.key == answer), answer)

    def take(self, state: State, text: str) -> Result:
        field, typed, about, label = self.field, text.strip(), dict(state.report.about), self.name
        if not typed and field.required:
            return Refused(msg("「{label}」不能空着。", label=label))
        if not typed:
            about.pop(field.key, None)
            marks = state.marks.with_passed(self.id)
            after = state.changed(replace(state.report, about=about), marks)
            return Taken(after, msg("先不填「{label}」。", label=label))
        parsed = typed_value(field, typed)
        if isinstance(parsed, Message):
            return Refused(parsed)
        if field.type == "year" and isinstance(parsed, int):
            return self._year(state, parsed)
        report = replace(state.report, about={**about, field.key: parsed})
        marks = state.marks.without(self.id)
        if field.key == "organization" and _another_kind(state.report, report):
            marks = marks.with_again("report.kind")
        said = msg("{label}：{value}", label=label, value=self.shown(str(parsed)))
        taken = Taken(state.changed(report, marks), said)
        if field.type == "text" and not any(c.isalpha() for c in typed):
            meant = msg("这里只写了“{text}”，真是要印在报告里的吗？", text=brief(typed))
            return taken.asking(meant)
        return taken

    def _year(self, state: State, year: int) -> Result:
        edition, report = edition_for_year(year), state.report
        if edition is None:
            first = editions()[0].first_year
            return Refused(
                msg("{year} 年没有年度报告的官方版式；最早是 {first} 年。", year=year, first=first)
            )
        after = replace(report.in_edition(edition), about={**report.about, "year": year})
        said = msg("{year} 年的报告，用 {name} 版式（{notice}）。",
                   year=year, name=edition.name, notice=edition.notice.get("number", ""))  # fmt: skip
        taken = Taken(state.changed(after, state.marks.without(self.id)), said)
        return taken.asking(*_told_before(state, taken.state, year))

    def fill(self, state: State, data: Data, wrong: list[Message]) -> State:
        """What is given, else what there is a default for; a year only as last year's gives it."""
        default = self.default(state)
        usual = self.field.type != "year" or state.last is not None
        if usual and default is not None and self.field.key not in state.report.about:
            data.setdefault(self.id, default.answer)
        return super().fill(state, data, wrong)


def _another_kind(before: Report, after: Report) -> bool:
    """Whether the organ's new name speaks against the kind that is stored."""
    renamed = before.kind is not None and before.organization != after.organization
    return renamed and guess_kind(after.edition, after.organization) not in (None, before.kind)


def _told_before(before: State, after: State, year: int) -> Iterator[Message]:
    """What the year changes that nobody may have meant."""
    report, edition, last = before.report, after.edition, before.last
    cells = [c for c in report.edition.cells if c.address not in edition.cell_at]
    given = {c: v for c in cells if (v := report.values[c.number]) is not None}
    if given:
        yield msg("{year} 年要用 {name} 版式，有 {count} 个已填的数在那里没有格子，会去掉。",
                  year=year, name=edition.name, count=len(given))  # fmt: skip
    if some := [f"{c.row.path[-1]}/{c.column.name} = {exact(v)}" for c, v in given.items() if v]:
        yield msg("其中不是 0 的：{cells}", cells=some[:6] + ["…"] * (len(some) > 6))
    if last is not None and after.last_year is None and year != report.year:
        yield msg("手头的上年报告是 {last} 年的，与 {year} 年不相接，它的数不会带入。",
                  last=last.year, year=year)  # fmt: skip
