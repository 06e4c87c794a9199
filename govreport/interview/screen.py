"""What a person sees at a question, as lines of words. Knows nothing of a terminal's width or colour."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Literal

from govreport.edition import Label
from govreport.interview.balance import column_balances, unbalanced
from govreport.interview.defaults import following
from govreport.interview.numbers import exact
from govreport.interview.questions import (
    ABOUT,
    SUMMARY,
    BalanceQuestion,
    FieldQuestion,
    GateQuestion,
    KindsQuestion,
    PromptQuestion,
    Question,
    RowQuestion,
    TextQuestion,
)
from govreport.interview.session import Session
from govreport.interview.state import is_optional
from govreport.messages import Translator, msg
from govreport.report import PREAMBLE

Style = Literal["head", "name", "plain", "dim", "good", "bad", "warn"]


@dataclass(frozen=True, slots=True)
class Said:
    """One line, or a paragraph that may be broken; `table`: its blanks matter."""

    text: str
    style: Style = "plain"
    table: bool = False


def place_name(session: Session, place: str, translate: Translator) -> str:
    """The heading of a section, of what stands before them, and of the end."""
    if place == ABOUT:
        return translate(msg("基本情况"))
    if place == SUMMARY:
        return translate(msg("汇总与核对"))
    edition = session.report.edition
    if place == PREAMBLE:
        return translate.choose(edition.preamble.label, edition.preamble.english)
    section = edition.section_at[place]
    return translate.choose(section.heading, f"{section.number} {section.english}")


def question_name(session: Session, question: Question, translate: Translator) -> str:
    """The official name of what a question asks, in one line."""
    if isinstance(question, FieldQuestion):
        return translate.choose(question.field.label, question.field.english)
    if isinstance(question, RowQuestion):
        row = " / ".join(_label(label, translate) for label in question.row.labels)
        column = f" / {_label(question.cells[0].column.label, translate)}"
        return row + (column if len(question.row.columns) > len(question.cells) == 1 else "")
    if isinstance(question, PromptQuestion):
        return _label(question.prompt.label, translate)
    if isinstance(question, TextQuestion) and question.label is not None:
        return _label(question.label, translate)
    if isinstance(question, GateQuestion):
        return translate(msg("有没有申请"))
    if isinstance(question, KindsQuestion):
        return translate(msg("申请人的种类"))
    if isinstance(question, BalanceQuestion):
        return translate(msg("勾稽关系"))
    return place_name(session, question.section, translate)


def _label(label: Label, translate: Translator) -> str:
    return translate.choose(label.label, label.english)


def show_question(session: Session, translate: Translator) -> Iterator[Said]:
    """The question: where it stands, its name, what is known, what may be answered."""
    question = session.current
    done, count = session.progress()
    yield Said(
        translate(
            msg("{place}  [{done}/{count}]", place=place_name(session, question.section, translate),
                done=done, count=count)
        ), "head")  # fmt: skip
    if isinstance(question, RowQuestion) and question.gated:
        yield from show_balance(session, translate)
    yield from _names(session, question, translate)
    yield from _form(session, question, translate)
    yield from _enter(session, question, translate)


def _names(session: Session, question: Question, translate: Translator) -> Iterator[Said]:
    if isinstance(question, RowQuestion):
        block = question.row.path[: -len(question.row.labels)]
        indent = ""
        for heading in block:
            yield Said(heading, "name", table=True)
            indent = "  "
        for label in question.row.labels:
            yield Said(indent + _label(label, translate), "name", table=True)
            indent += "  "
        if translate.language != "zh":
            yield Said(question.row.name, "dim")
        return
    name = question_name(session, question, translate)
    if name != place_name(session, question.section, translate):
        yield Said(name, "name")


def _form(session: Session, question: Question, translate: Translator) -> Iterator[Said]:
    if isinstance(question, FieldQuestion):
        yield from _field_form(question, translate)
    elif isinstance(question, GateQuestion):
        yield Said(
            translate(
                msg("本年有没有新收的、或者上年结转来的申请？填 y（有）或 n（没有，整张表填 0）。")
            )
        )
        yield Said(translate(msg("也可以把整张表从电子表格里复制，直接粘贴在这里。")), "dim")
    elif isinstance(question, KindsQuestion):
        yield Said(
            translate(msg("哪几类申请人提出过申请（含上年结转的）？以后只问这几类，其余填 0。"))
        )
        for place, column in enumerate(question.columns, 1):
            yield Said(f"  {place} {_label(column.label, translate)}", table=True)
        yield Said(translate(msg("填序号，几类用空格隔开；* 是全部。也可以粘贴整张表。")))
    elif isinstance(question, RowQuestion | PromptQuestion):
        yield from _numbers_form(session, question, translate)
    elif isinstance(question, BalanceQuestion):
        yield from _balance_form(session, translate)
    elif isinstance(question, TextQuestion) and is_optional(question):
        yield Said(translate(msg("可以不写。")))


def _field_form(question: FieldQuestion, translate: Translator) -> Iterator[Said]:
    field = question.field
    if field.words:
        for place, word in enumerate(field.words, 1):
            yield Said(f"  {place} {translate.choose(word.label, word.english)}", table=True)
        yield Said(translate(msg("填序号或名称。")))
    elif field.type == "date":
        yield Said(translate(msg("写成 2026-01-20 或 2026年1月20日。")))
    elif field.type == "year":
        yield Said(translate(msg("四位数字。填的是报告所讲的那一年。")))
    else:
        yield Said(translate(msg("填全称。")))


def _numbers_form(
    session: Session, question: RowQuestion | PromptQuestion, translate: Translator
) -> Iterator[Said]:
    if isinstance(question, PromptQuestion):
        columns = question.prompt.columns
    else:
        columns = tuple(cell.column for cell in session.state.asked(question))
    names = "  ".join(_label(column.label, translate) for column in columns)
    if len(columns) == 1:
        yield Said(translate(msg("填 1 个数：{names}", names=names)))
    else:
        yield Said(
            translate(msg("依次填 {count} 个数，用空格、逗号或顿号隔开：", count=len(columns)))
        )
        yield Said("  " + names)
    if isinstance(question, RowQuestion) and question.total is not None and len(columns) > 1:
        total = _label(question.total.column.label, translate)
        yield Said(translate(msg("「{total}」自动算，也可以写在最后核对。", total=total)), "dim")


def _enter(session: Session, question: Question, translate: Translator) -> Iterator[Said]:
    default = session.default
    if isinstance(question, TextQuestion | BalanceQuestion):
        return
    if default is None:
        if is_optional(question):
            yield Said(translate(msg("回车 = 先不填")), "good")
        return
    answer = default.answer
    if isinstance(question, FieldQuestion):
        words = [w for w in question.field.words if w.key == answer]
        answer = translate.choose(words[0].label, words[0].english) if words else answer
    yield Said(
        translate(msg("回车 = {answer}（{origin}）", answer=answer, origin=default.origin)), "good"
    )
    if isinstance(question, RowQuestion):
        last = session.around.last_for(session.report)
        for one in following(session.state, question, last):
            yield Said("  " + _origin(session, one.address, one.value, one.terms, translate), "dim")
        levels = len(question.row.keys) - 2
        for level in range(1, levels + 1):
            group = question.row.labels[-1 - level]
            yield Said(
                translate(msg("{dashes} = 「{group}」从这一行起都没有", dashes="-" * level,
                              group=_label(group, translate))), "good")  # fmt: skip


def _origin(
    session: Session,
    address: str,
    value: int | float,
    terms: tuple[tuple[int, str, bool], ...],
    translate: Translator,
) -> str:
    cell = session.report.edition.cell_at[address]
    last = session.around.last
    pieces: list[str] = []
    for sign, term, is_last in terms:
        source = last if is_last and last is not None else session.report
        if term not in source.edition.cell_at:
            continue
        of = source.edition.cell_at[term]
        name = _label(
            of.column.label if of.row.keys == cell.row.keys else of.row.labels[-1], translate
        )
        year = translate(msg("上年")) if is_last else translate(msg("本年"))
        amount = source[term]
        shown = exact(amount) if amount is not None else "?"
        pieces.append(f"{'−' if sign < 0 else '＋' if pieces else ''}{year}「{name}」{shown}")
    return f"{_label(cell.column.label, translate)} {exact(value)} ＝ {''.join(pieces)}"


def show_balance(session: Session, translate: Translator) -> Iterator[Said]:
    """The balance of every column that is asked about, as a small table."""
    question = session.current
    kinds = session.state.kinds(question.section)
    rows_of = session.state.questions.rows(question.section)
    typed = {cell.column.key for row in rows_of for cell in row.cells}
    balances = [
        one
        for one in column_balances(session.state.questions, question.section, session.report)
        if kinds is None or one.column.key in kinds or one.column.key not in typed or one.missing
    ]
    if not any(f.complete for one in balances for f in one.left):
        return
    names = [f.name for f in (*balances[0].left, *balances[0].right)]
    signs = " + ".join(names[: len(balances[0].left)]), " + ".join(names[len(balances[0].left) :])
    rows = [[f"{signs[0]} = {signs[1]}", *names, translate(msg("还差"))]]
    for one in balances:
        figures = [
            exact(f.value) if f.complete else f"({exact(f.value)})" if f.value else "·"
            for f in (*one.left, *one.right)
        ]
        left = "=" if one.missing == 0 else exact(one.missing)
        rows.append([_label(one.column.label, translate), *figures, left])
    bad = {number for number, one in enumerate(balances, 1) if one.missing < 0}
    yield from table(rows, bad=bad)
    if balances[-1].left[0].complete and all(one.missing == 0 for one in balances):
        yield Said(translate(msg("都分完了：余下各行应当是 0。")), "good")


def table(rows: list[list[str]], bad: Container[int] = ()) -> Iterator[Said]:
    """Rows as aligned text: the first column to the left, the others to the right."""
    from wcwidth import wcswidth

    widths = [max(wcswidth(row[i]) for row in rows) for i in range(len(rows[0]))]
    for number, row in enumerate(rows):
        cells = [row[0] + " " * (widths[0] - wcswidth(row[0]))]
        cells += [
            " " * (width - wcswidth(cell)) + cell
            for cell, width in zip(row[1:], widths[1:], strict=True)
        ]
        style: Style = "dim" if number == 0 else "bad" if number in bad else "plain"
        yield Said("  " + "  ".join(cells), style, table=True)


def _balance_form(session: Session, translate: Translator) -> Iterator[Said]:
    yield Said(translate(msg("有几栏不平：")), "bad")
    columns = unbalanced(session.state.questions, session.current.section, session.report)
    for one in columns:
        left = " + ".join(f"{f.name} {exact(f.value)}" for f in one.left)
        right = " + ".join(f"{f.name} {exact(f.value)}" for f in one.right)
        yield Said(
            translate(msg("  {column}：{left} ≠ {right}，相差 {missing}",
                          column=_label(one.column.label, translate), left=left, right=right,
                          missing=exact(one.missing))), table=True)  # fmt: skip
    yield Said(translate(msg("去改哪一行？填序号；回车 = 先这样（check 会报告）")))
    for place, (term, question) in enumerate(session.ways(), 1):
        name = question_name(session, question, translate)
        yield Said(f"  {place} {term}：{name}", table=True)
