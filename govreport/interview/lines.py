"""One line of the screen, and what headings are called on it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from govreport.edition import Edition, Label, Section
from govreport.interview.state import ABOUT, SUMMARY
from govreport.messages import Translator, msg
from govreport.report import PREAMBLE
from govreport.text import align

Style = Literal["head", "name", "plain", "dim", "good", "bad", "warn"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line, or a paragraph that may be broken; `table`: its blanks matter."""

    text: str
    style: Style = "plain"
    table: bool = False


def label_of(label: Label, translate: Translator) -> str:
    """A heading of the tables in the person's language."""
    return translate.choose(label.label, label.english)


def heading_of(section: Section, translate: Translator) -> str:
    """The heading of a section in the person's language."""
    return translate.choose(section.heading, f"{section.number} {section.english}")


def place_name(edition: Edition, place: str, translate: Translator) -> str:
    """The heading of a section, of what stands before them, and of the end."""
    if place == ABOUT:
        return translate(msg("基本情况"))
    if place == SUMMARY:
        return translate(msg("汇总与核对"))
    if place == PREAMBLE:
        return label_of(edition.preamble, translate)
    return heading_of(edition.section_at[place], translate)


def table_lines(rows: Sequence[Sequence[str]], bad: Container[int] = ()) -> Iterator[Line]:
    """Rows as aligned text, the first of them headings, those in `bad` marked."""
    for number, text in enumerate(align(rows)):
        style: Style = "dim" if number == 0 else "bad" if number in bad else "plain"
        yield Line(f"  {text}", style, table=True)
