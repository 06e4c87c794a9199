"""Answers about the report as a whole: organ, year, kind, scope, date. The edition follows."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from govreport.edition import Edition, Field, edition_for_year, editions
from govreport.interview.outcome import Confirm, Outcome, Refused, Taken
from govreport.interview.questions import FieldQuestion, PromptQuestion, questionnaire
from govreport.interview.state import State
from govreport.matching.numbers import HALF_WIDTH, exact
from govreport.messages import Message, Words, msg
from govreport.report import Report
from govreport.tomlio.about import guess_kind, named, parse_field
from govreport.tomlio.structure import brief

DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")


def answer_field(state: State, question: FieldQuestion, text: str) -> Outcome:
    """Store a key of [report]."""
    field, typed = question.field, text.strip()
    if not typed:
        if field.required:
            return Refused(msg("「{label}」不能空着。", label=named(field)))
        about = {key: value for key, value in state.report.about.items() if key != field.key}
        report = replace(state.report, about=about)
        marks = state.marks.with_passed(question.id)
        return Taken(
            state.changed(report, marks), (msg("先不填「{label}」。", label=named(field)),)
        )
    value = _value(field, typed)
    if isinstance(value, Message):
        return Refused(value)
    parsed, _, wrong = parse_field(field, value)
    if wrong is not None:
        return Refused(wrong)
    if field.type == "year" and isinstance(parsed, int):
        return _year(state, question, parsed)
    about = {**state.report.about, field.key: parsed}
    marks = state.marks.without(question.id)
    after = state.changed(replace(state.report, about=about), marks)
    words = (Words(w.label, w.english) for w in field.words if w.key == parsed)
    shown = next(words, parsed)
    said = msg("{label}：{value}", label=named(field), value=shown)
    if field.key == "organization":
        after = _organ_changed(state, after)
    return Taken(after, (said,))


def _value(field: Field, typed: str) -> object:
    if any(not c.isprintable() and c != "\u3000" for c in typed):
        return msg("「{label}」里有看不见的控制字符，没有采用。", label=named(field))
    plain = typed.translate(HALF_WIDTH)
    if field.type == "year":
        found = re.fullmatch(r"(\d{4})\s*年?度?", plain)
        return int(found[1]) if found else msg(
            "“{value}”不是年份；请填四位数字，如 2025。", value=brief(typed)
        )  # fmt: skip
    if field.type == "date":
        found = DATE.fullmatch(plain)
        try:
            return datetime.date(*(int(part) for part in found.groups())) if found else msg(
                "“{value}”不是日期；请写成 2026-01-20。", value=brief(typed)
            )  # fmt: skip
        except ValueError:
            return msg("没有“{value}”这一天。", value=brief(typed))
    if field.words and plain.isascii() and plain.isdigit():
        place = int(plain)
        if not 1 <= place <= len(field.words):
            return msg("请填 1 到 {count} 的序号。", count=len(field.words))
        return field.words[place - 1].key
    return typed


def _organ_changed(before: State, after: State) -> State:
    """The kind that another name suggests is asked about again."""
    report, kind = after.report, before.report.kind
    if kind is None or report.organization == before.report.organization:
        return after
    if guess_kind(report.edition, report.organization) in (None, kind):
        return after
    return after.changed(marks=after.marks.with_again(["report.kind"]))


def _year(state: State, question: FieldQuestion, year: int) -> Outcome:
    edition = edition_for_year(year)
    if edition is None:
        first = editions()[0].first_year
        return Refused(
            msg("{year} 年没有年度报告的官方版式；最早是 {first} 年。", year=year, first=first)
        )
    report = state.report
    lost = [
        cell
        for cell in report.edition.cells
        if report.values[cell.number] is not None and cell.address not in edition.cell_at
    ]
    after = replace(converted(report, edition), about={**report.about, "year": year})
    marks = state.marks.without(question.id)
    if report.year not in (None, year):
        marks = marks.with_again(_with_the_year_in_it(after))
    said = msg("{year} 年的报告，用 {name} 版式（{notice}）。",
               year=year, name=edition.name, notice=edition.notice.get("number", ""))  # fmt: skip
    taken = Taken(state.changed(after, marks), (said,))
    if edition is report.edition or not lost:
        return taken
    values = [report.values[cell.number] for cell in lost]
    some = [
        f"{c.row.path[-1]}/{c.column.name} = {exact(v)}"
        for c, v in zip(lost, values, strict=True)
        if v
    ]
    about = [
        msg("{year} 年要用 {name} 版式，有 {count} 个已填的数在那里没有格子，会去掉。",
            year=year, name=edition.name, count=len(lost)),
    ]  # fmt: skip
    if some:
        shown = "、".join(some[:6]) + ("…" if len(some) > 6 else "")
        about.append(msg("其中不是 0 的：{cells}", cells=shown))
    return Confirm(tuple(about), taken)


def _with_the_year_in_it(report: Report) -> list[str]:
    """The questions whose stored answer says the year."""
    return [
        one.id
        for one in questionnaire(report.edition).questions
        if isinstance(one, PromptQuestion) and report.texts.get(one.section, "").strip()
    ]


def converted(report: Report, edition: Edition) -> Report:
    """The report in another edition: what both have stays, cell by cell."""
    if edition is report.edition:
        return report
    kept = {
        cell.address: report[cell.address]
        for cell in edition.cells
        if cell.address in report.edition.cell_at
    }
    texts = {k: v for k, v in report.texts.items() if k == "preamble" or k in edition.section_at}
    return Report(edition, report.about, texts, (), report.waivers).with_numbers(kept)
