"""The last question: whether the report is right as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from govreport.edition import Section, named
from govreport.finding import Finding
from govreport.interview.lines import Line, Shown, Text, place_name
from govreport.interview.marks import Marks
from govreport.interview.questions.question import YES, Question
from govreport.interview.state import ONGOING, SUMMARY, Refused, Result, State, Taken
from govreport.interview.table import Table, tables_of
from govreport.matching.narrative import length
from govreport.matching.values import exact
from govreport.messages import Words, joined, msg
from govreport.reminders import reminders
from govreport.report import Report
from govreport.text import shorten

NAME = msg("汇总与核对")
EXCERPT = 48  # columns
SHOWN = 8  # findings that leave room for the rest on a screen of 24 lines


@dataclass(frozen=True, eq=False, kw_only=True)
class SummaryQuestion(Question):
    """The sections in brief, the questions still open, and what `check` finds, each with its question."""

    id: str = SUMMARY
    section: str = SUMMARY
    name: Text = NAME
    opened: Sequence[Question] = ()
    findings: Sequence[tuple[Finding, Question | None]] = ()

    def settled(self, state: State) -> bool:
        """Always, so that it is never among the open ones."""
        return True

    def show(self, state: State) -> Shown:
        report = state.report
        year = report.year if report.year is not None else "____"
        yield Line(f"{report.organization}  {report.edition.title.format(year=year)}", "head")
        tables = tables_of(report.edition)
        for section in report.edition.sections:
            yield Line(place_name(report.edition, section.key), "name")
            table = tables.get(section.key)
            yield Line(_of_text(report, section) if table is None else _of_table(report, table))
        if self.opened:
            says = msg("还有 {count} 题没有答，第一题是「{name}」；填 0 去那里。",
                       count=len(self.opened), name=self.opened[0].name)  # fmt: skip
            yield Line(says, "warn")
        yield from self._found()
        told = tuple(finding.problem for finding, _ in self.findings)
        for reminder in reminders(state.report, state.today, told):
            yield Line(msg("请看一下：{reminder}", reminder=reminder), "warn")
        yield from self.form(state)

    def _found(self) -> Shown:
        if self.findings:
            yield Line(msg("check 发现 {count} 处：", count=len(self.findings)), "warn")
        elif not self.opened:
            yield Line(msg("check 没有发现问题。"), "good")
        for number, (finding, question) in enumerate(self.findings[:SHOWN], 1):
            way: list[Text] = [" → ", question.name] if question is not None else []
            yield Line([f"  {number} {finding.code} ", finding.problem.message, *way],
                       "bad" if finding.severity == "error" else "warn")  # fmt: skip
        if (left := len(self.findings) - SHOWN) > 0:
            yield Line(msg("  另有 {count} 处，改完这些再看。", count=left))

    def form(self, state: State) -> Shown:
        if self.findings:
            yield Line(msg("填序号回到那一题；回车 = 完成。"))
        else:
            yield Line(msg("回车 = 完成。要改哪里，按 # 看目录。"))

    def take(self, state: State, text: str) -> Result:
        """Enter ends the interview; a number leads to the question of a finding, 0 to an open one."""
        word = text.strip()
        if word.lower() in {"", *YES} - {"1"}:
            marks = state.marks.without(ONGOING) if self.opened else Marks()
            return Taken(state.changed(marks=marks), done=True)
        ways = [next(iter(self.opened), None), *(question for _, question in self.findings)]
        if not (word.isascii() and word.isdigit()):
            return Refused(msg("请按回车完成，或填序号回到那一题。"))
        target = ways[int(word)] if int(word) < len(ways) else None
        if target is None:
            return Refused(msg("没有第 {word} 项，或者它不属于哪一题。", word=word))
        return Taken(state, at=target.id)


def _of_text(report: Report, section: Section) -> Text:
    text = report.texts.get(section.key, "")
    if not text.strip():
        return msg("  （没有写）")
    excerpt = shorten(" ".join(text.split()), EXCERPT)
    return msg("  {count} 字：{excerpt}", count=length(text), excerpt=excerpt)


def _of_table(report: Report, table: Table) -> Text:
    """What a table comes to, or what of it is there."""
    cells = (cell for cell in report.edition.cells if cell.section == table.section)
    values = [report.values[cell.number] for cell in cells]
    missing = values.count(None)
    if missing == len(values):
        return msg("  （没有填）")
    if any(values):
        return joined("  ", joined(*_figures(report, table), by="； "))
    zeros = msg("  {count} 个数都是 0", count=len(values) - missing)
    return [zeros, msg("，还有 {count} 个没有填", count=missing)] if missing else zeros


def _figures(report: Report, table: Table) -> Iterator[Words]:
    """The terms of its last balance, else its rows that are not 0, by their totals where they have some."""
    for one in table.column_balances(report)[-1:]:
        for term in one.terms:
            yield joined(named(term.cell.row.labels[0]), exact(term.value), by=" ")
    for row in table.rows if not table.balances else ():
        values = [report.values[cell.number] for cell in ([row.total] if row.total else row.cells)]
        if any(values):
            shown = ("·" if value is None else exact(value) for value in values)
            yield joined(*map(named, row.row.labels), *shown, by=" ")
