"""Two reports, cell by cell and passage by passage: values only, nothing is laid out or printed.

Of different editions, the cells that both have are compared, and those that one alone has are named.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from govreport.edition import Cell, Edition, named
from govreport.messages import Words
from govreport.report import PREAMBLE, Number, Report
from govreport.rules.similarity import compare as compare_texts

SENTENCES = re.compile(r"[^。；！？\n]*[。；！？\n]+|[^。；！？\n]+")


class AboutChange(NamedTuple):
    """What the reports say differently of themselves, as JSON has it; None is not said."""

    key: str
    label: Words
    old: object
    new: object


class CellChange(NamedTuple):
    """Two numbers that differ; None is not given. `in_both`: both editions have the cell."""

    cell: Cell
    old: Number | None
    new: Number | None
    in_both: bool


class Passage(NamedTuple):
    """Sentences that went, and those that came in their place; either may be empty."""

    removed: str
    added: str


class TextPair(NamedTuple):
    """A narrative section, or the note under a table, in both reports; None where it is not written.

    `share` is how much of the new text stands in the old one too (0 to 1, figures left aside).
    """

    section: str
    heading: Words
    old: str | None
    new: str | None

    @property
    def share(self) -> float | None:
        if not self.old or not self.new:
            return None
        return 1.0 if self.old == self.new else compare_texts(self.new, self.old).share

    def passages(self) -> Iterator[Passage]:
        """What was removed and added, in order; white space at the ends of sentences aside."""
        old, new = (SENTENCES.findall(text or "") for text in (self.old, self.new))
        before, after = ([one.strip() for one in sentences] for sentences in (old, new))
        for tag, a, b, c, d in SequenceMatcher(None, before, after).get_opcodes():
            removed, added = "".join(old[a:b]).strip(), "".join(new[c:d]).strip()
            if tag != "equal" and removed != added:
                yield Passage(removed, added)


@dataclass(frozen=True)
class Comparison:
    """What differs, in official order, and every text that one of the reports has."""

    old: Report
    new: Report
    about: Sequence[AboutChange]
    cells: Sequence[CellChange]
    texts: Sequence[TextPair]

    @property
    def changed_texts(self) -> list[TextPair]:
        return [one for one in self.texts if one.old != one.new]

    @property
    def same(self) -> bool:
        return not (self.about or self.cells or self.changed_texts)


def compare(old: Report, new: Report) -> Comparison:
    """Compare two reports, of one edition or of two."""
    return Comparison(
        old, new, tuple(_about(old, new)), tuple(_cells(old, new)), tuple(_texts(old, new))
    )


def _about(old: Report, new: Report) -> Iterator[AboutChange]:
    fields = {one.key: one for one in (*old.edition.fields, *new.edition.fields)}.values()
    changes = [
        AboutChange("edition", Words("版式", "edition"), old.edition.name, new.edition.name),
        *(
            AboutChange(
                one.key,
                named(one),
                _plain(old.about.get(one.key)),
                _plain(new.about.get(one.key)),
            )
            for one in fields
        ),
        AboutChange("waivers", Words("豁免", "waivers"), _waivers(old), _waivers(new)),
    ]
    return (one for one in changes if one.old != one.new)


def _waivers(report: Report) -> list[str] | None:
    return [" ".join(filter(None, waiver)) for waiver in report.waivers] or None


def _plain(value: object) -> object:
    """A value as JSON has it."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _cells(old: Report, new: Report) -> Iterator[CellChange]:
    before, after = old.edition.cell_at, new.edition.cell_at
    order = [*new.edition.section_at, *old.edition.section_at]
    gone = [cell for address, cell in before.items() if address not in after]
    for cell in sorted((*new.edition.cells, *gone), key=lambda cell: order.index(cell.section)):
        was = old[cell.address] if cell.address in before else None
        now = new[cell.address] if cell.address in after else None
        if was != now:
            in_both = cell.address in before and cell.address in after
            yield CellChange(cell, was, now, in_both)


def _texts(old: Report, new: Report) -> Iterator[TextPair]:
    for key, heading in {**_headings(old.edition), **_headings(new.edition)}.items():
        was, now = ({**one.texts, **one.notes}.get(key) for one in (old, new))
        if was is not None or now is not None:
            yield TextPair(key, heading, was, now)


def _headings(edition: Edition) -> dict[str, Words]:
    """What the texts stand under, in English the official heading with the English one beside it."""
    headings = {
        section.key: Words(section.heading, f"{section.heading} ({section.english})")
        for section in edition.sections
    }
    preamble = edition.preamble
    return {PREAMBLE: Words(preamble.label, f"{preamble.label} ({preamble.english})"), **headings}
