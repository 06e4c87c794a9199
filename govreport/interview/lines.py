"""What is shown on the screen, as values: lines of words in both languages, small tables of figures."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from govreport.edition import Edition, Label, Section
from govreport.interview.state import ABOUT, SUMMARY
from govreport.messages import Message, Words, msg
from govreport.report import PREAMBLE

Style = Literal["head", "name", "plain", "dim", "good", "bad", "warn"]
Text = str | Message | Words | list["Text"]  # a list: its parts one after the other


@dataclass(frozen=True, slots=True)
class Line:
    """One line, or a paragraph that may be broken; `table`: its blanks matter."""

    text: Text
    style: Style = "plain"
    table: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """Aligned rows, the first of them headings; those in `bad` are marked."""

    rows: Sequence[Sequence[Text]]
    bad: Collection[int] = ()


Shown = Iterator[Line | Figures]


def joined(*parts: object, by: str = "") -> Words:
    """Parts one after the other, each in its language."""
    chinese, english = (
        by.join(str((one[n] or one[0]) if isinstance(one, Words) else one) for one in parts)
        for n in (0, 1)
    )
    return Words(chinese, english)


def label_of(label: Label) -> Words:
    """A heading of the tables."""
    return Words(label.label, label.english)


def heading_of(section: Section) -> Words:
    """The heading of a section."""
    return Words(section.heading, f"{section.number} {section.english}")


def place_name(edition: Edition, place: str) -> Text:
    """The heading of a section, of what stands before them, and of the end."""
    if place == ABOUT:
        return msg("基本情况")
    if place == SUMMARY:
        return msg("汇总与核对")
    if place == PREAMBLE:
        return label_of(edition.preamble)
    return heading_of(edition.section_at[place])
