"""What a person sees at a question, as lines of words. Knows nothing of a terminal's width or colour."""

from __future__ import annotations

from collections.abc import Iterator

from govreport.interview.defaults import following
from govreport.interview.names import Said, label_of, place_name, question_name
from govreport.interview.questions import (
    BalanceQuestion,
    FieldQuestion,
    GateQuestion,
    KindsQuestion,
    PromptQuestion,
    Question,
    RowQuestion,
    TextQuestion,
)
from govreport.interview.screen_balance import balance_form, show_balance
from govreport.interview.session import Session
from govreport.interview.state import is_optional
from govreport.matching.numbers import exact
from govreport.messages import Translator, msg


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
            yield Said(indent + label_of(label, translate), "name", table=True)
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
            yield Said(f"  {place} {label_of(column.label, translate)}", table=True)
        yield Said(translate(msg("填序号，几类用空格隔开；* 是全部。也可以粘贴整张表。")))
    elif isinstance(question, RowQuestion | PromptQuestion):
        yield from _numbers_form(session, question, translate)
    elif isinstance(question, BalanceQuestion):
        yield from balance_form(session, translate)
    elif isinstance(question, TextQuestion) and is_optional(question):
        yield Said(translate(msg("可以写几段，也可以粘贴；没有就直接按 Ctrl-S。")))
    elif isinstance(question, TextQuestion):
        yield Said(translate(msg("可以写几段，也可以粘贴；写完按 Ctrl-S。")))


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
    names = "  ".join(label_of(column.label, translate) for column in columns)
    if len(columns) == 1:
        yield Said(translate(msg("填 1 个数：{names}", names=names)))
    else:
        yield Said(
            translate(msg("依次填 {count} 个数，用空格、逗号或顿号隔开：", count=len(columns)))
        )
        yield Said("  " + names)
    if isinstance(question, RowQuestion) and question.total is not None and len(columns) > 1:
        total = label_of(question.total.column.label, translate)
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
        asked = {cell.address for cell in session.state.asked(question)}
        for one in following(session.state, question, last):
            if one.address not in asked:
                continue
            yield Said("  " + _origin(session, one.address, one.value, one.terms, translate), "dim")
        levels = len(question.row.keys) - 2
        for level in range(1, levels + 1):
            group = question.row.labels[-1 - level]
            yield Said(
                translate(msg("{dashes} = 「{group}」从这一行起都没有", dashes="-" * level,
                              group=label_of(group, translate))), "good")  # fmt: skip


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
        name = label_of(
            of.column.label if of.row.keys == cell.row.keys else of.row.labels[-1], translate
        )
        amount = source[term]
        shown = exact(amount) if amount is not None else "?"
        whose = (
            msg("上年「{name}」{amount}", name=name, amount=shown)
            if is_last
            else msg("本年「{name}」{amount}", name=name, amount=shown)
        )
        pieces.append(f"{' - ' if sign < 0 else ' + ' if pieces else ''}{translate(whose)}")
    return f"{label_of(cell.column.label, translate)} {exact(value)} = {''.join(pieces)}"
