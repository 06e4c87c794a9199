"""What is shown on the screen, as values: lines of words in both languages, small tables of figures."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from govreport.edition import Edition, named
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


def numbered(names: Iterable[Text]) -> Shown:
    """A list to choose from by number."""
    for place, name in enumerate(names, 1):
        yield Line([f"  {place} ", name], table=True)


def place_name(edition: Edition, place: str) -> Text:
    """The heading of a section, of what stands before them, and of the end."""
    if place == ABOUT:
        return msg("基本情况")
    if place == SUMMARY:
        return msg("汇总与核对")
    if place == PREAMBLE:
        return named(edition.preamble)
    section = edition.section_at[place]
    return Words(section.heading, f"{section.number} {section.english}")
