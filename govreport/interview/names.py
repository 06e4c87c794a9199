"""What things are called on the screen: sections, questions, headings; and one line of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from govreport.edition import Label
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
        row = " / ".join(label_of(label, translate) for label in question.row.labels)
        column = f" / {label_of(question.cells[0].column.label, translate)}"
        return row + (column if len(question.row.columns) > len(question.cells) == 1 else "")
    if isinstance(question, PromptQuestion):
        return label_of(question.prompt.label, translate)
    if isinstance(question, TextQuestion) and question.label is not None:
        return label_of(question.label, translate)
    if isinstance(question, GateQuestion):
        return translate(msg("有没有申请"))
    if isinstance(question, KindsQuestion):
        return translate(msg("申请人的种类"))
    if isinstance(question, BalanceQuestion):
        return translate(msg("勾稽关系"))
    return place_name(session, question.section, translate)


def label_of(label: Label, translate: Translator) -> str:
    """A heading in the person's language."""
    return translate.choose(label.label, label.english)
