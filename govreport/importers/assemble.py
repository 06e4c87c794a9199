"""A document → a report and the account of what was read from it.

Importing never corrects a figure and never fills one in. Nothing is dropped: what has no home in
the report is in the account.
"""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from govreport.edition import Edition, edition_for_year, editions
from govreport.importers.account import Account, Blank, Doubt
from govreport.importers.document import DATE, ORGANIZATION, TITLE, Document, Paragraph, Table
from govreport.importers.flow import Flow, Region, flow
from govreport.importers.prose import paragraphs
from govreport.importers.title import (
    Title,
    date_in,
    is_name,
    only_date,
    organ_in,
    period_year,
    read_title,
    squeezed,
    title_year,
    words,
)
from govreport.matching.cells import Matched
from govreport.matching.match import OTHER_EDITION, best, label_text
from govreport.matching.normal import plain, visible
from govreport.matching.piece import ABSENT
from govreport.messages import Message, msg
from govreport.report import PREAMBLE, Report

_NOTE = re.compile(r"^[（(]?\s*(\S{1,3}?)\s*\d?\s*[:：]")
_LABEL = re.compile(r"\s*([^\s:：]{2,6}?)\s*[:：]\s*(.*)")


@dataclass
class _Facts:
    """What was found beside the tables."""

    texts: dict[str, str] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)  # under the tables of a section
    unplaced: list[str] = field(default_factory=list)
    signed: str = ""
    date: datetime.date | None = None
    page_date: datetime.date | None = None
    page_organ: str = ""


def assemble(
    document: Document, source: str, digest: str = "", edition: Edition | None = None
) -> tuple[Report, Account]:
    """The report that a document is, and the account. `source` is the name of its file.

    `edition`: the one that a person wants it read by.
    """
    sorted_ = flow(document.blocks)
    front = sorted_.regions[0]
    title = read_title(front.prose)
    facts = _Facts(
        page_organ=document.about.get(ORGANIZATION, ""),
        page_date=date_in(document.about.get(DATE, "")),
    )
    _front(front, title, facts)
    _sections(sorted_, facts)
    about, disagreements = _about(document, source, title, facts)
    year = about.get("year")
    known = (edition,) if edition is not None else editions()
    matched = _match(sorted_, known, year if isinstance(year, int) else None)
    notes = {key: "\n".join(texts) for key, texts in facts.notes.items()}
    report = Report(matched.edition, about, facts.texts, matched.values, notes=notes)
    return report, _account(report, matched, facts, disagreements, source, digest)


def _match(sorted_: Flow, known: tuple[Edition, ...], year: int | None) -> Matched:
    if (
        not sorted_.strips
        and len(known) > 1
        and year is not None
        and (edition := edition_for_year(year)) is not None
    ):
        known = (edition,)
    return best(sorted_.strips, known, year)


def _front(front: Region, title: Title, facts: _Facts) -> None:
    """What stands before the first section, without the title: facts of the page, and a preamble."""
    rest: list[Paragraph] = []
    for at, one in enumerate(front.prose):
        if at in title.taken:
            rest.append(Paragraph(""))
        elif _is_fact(one.text, facts):
            facts.unplaced.append(visible(one.text))
        else:
            rest.append(one)
    for table in front.tables:
        _facts_of(table, facts)
    text = paragraphs(rest)
    while text and not title.taken and text[0] == title.organization:
        del text[0]
    if text:
        facts.texts[PREAMBLE] = "\n".join(text)


def _is_fact(text: str, facts: _Facts) -> bool:
    """Whether a line says things about the page, like a date and a source."""
    pairs = [
        _LABEL.match(part) for part in re.split(r"[\[\]|｜\t]|\s{2,}|\u3000+", text) if part.strip()
    ]
    named = [pair for pair in pairs if pair is not None and _take_fact(pair[1], pair[2], facts)]
    if not named and (date := only_date(text)) is not None:
        facts.page_date = facts.page_date or date
        return True
    return bool(named)


def _take_fact(label: str, value: str, facts: _Facts) -> bool:
    name = plain(label)
    if name in words("organization"):
        facts.page_organ = facts.page_organ or visible(value)
    elif name in words("date"):
        facts.page_date = facts.page_date or date_in(value)
    else:
        return name in words("about")
    return True


def _facts_of(table: Table, facts: _Facts) -> None:
    """A table of what the page says about itself; any other is listed."""
    for row in table.grid.rows():
        shown = [visible(cell.text) for cell in row if cell.text != ABSENT and visible(cell.text)]
        for label, value in itertools.pairwise(shown):
            _take_fact(label.rstrip(":："), value, facts)
        if shown:
            facts.unplaced.append(" ".join(shown))


def _sections(sorted_: Flow, facts: _Facts) -> None:
    narrative = {s.key for s in editions()[-1].sections if s.narrative}
    _signature(sorted_.regions[-1], facts)
    for region in sorted_.regions[1:]:
        key = region.key or ""
        found = paragraphs(region.prose)
        if key in narrative:
            if found:
                facts.texts[key] = "\n".join(found)
        else:
            for text in found:
                noted = _NOTE.match(text)
                if noted is not None and noted[1] in words("notes"):
                    facts.notes.setdefault(key, []).append(text)
                else:
                    facts.unplaced.append(text)
        for table in region.tables:
            facts.unplaced += _rows(table)


def _rows(table: Table) -> list[str]:
    shown = (
        " ".join(visible(cell.text) for cell in row if cell.text != ABSENT)
        for row in table.grid.rows()
    )
    return [text for text in shown if text.strip()]


def _signature(last: Region, facts: _Facts) -> None:
    """The date at the end, and the organ above or before it; what comes after has no home."""
    shown = [at for at, one in enumerate(last.prose) if visible(one.text)]
    for place in range(len(shown) - 1, max(len(shown) - 6, -1), -1):
        at = shown[place]
        text = last.prose[at].text
        date = only_date(text)
        begin = at
        if date is not None and place and is_name(last.prose[shown[place - 1]].text):
            above = last.prose[shown[place - 1]].text
            if len(squeezed(above)) <= 30 and plain(above)[-1:] not in ("", "无"):
                facts.signed, begin = squeezed(above), shown[place - 1]
        if date is None:
            continue
        facts.date = date
        facts.unplaced += [visible(last.prose[later].text) for later in shown[place + 1 :]]
        del last.prose[begin:]
        return


def _about(
    document: Document, source: str, title: Title, facts: _Facts
) -> tuple[dict[str, object], list[Message]]:
    """[report], from all places that say something of it; and where they disagree."""
    own_title = document.about.get(TITLE, "")
    stem = source.rpartition("/")[2].rpartition(".")[0]
    disagreements: list[Message] = []
    organs = [title.organization, facts.signed, _organ(own_title), facts.page_organ, _organ(stem)]
    given = [organ for organ in organs[:2] if organ]
    if len(given) == 2 and not _same(given[0], given[1]):
        disagreements.append(
            msg("标题的机关是“{title}”，落款是“{signed}”", title=given[0], signed=given[1])
        )
    period = period_year(facts.texts.get(PREAMBLE, ""))
    years = [title.year, title_year(own_title), period, title_year(stem)]
    named = [year for year in years if year is not None]
    if len(set(named)) > 1:
        disagreements.append(
            msg("报告年度有几种说法：{years}", years=[str(y) for y in dict.fromkeys(named)])
        )
    date = facts.date or facts.page_date
    year = named[0] if named else None
    about: dict[str, object] = {}
    if organ := next((one for one in organs if one), ""):
        about["organization"] = organ
    if year is not None:
        about["year"] = year
    if title.scope is not None:
        about["scope"] = title.scope
    if date is not None:
        about["date"] = date
    return about, disagreements


def _organ(text: str) -> str:
    return organ_in(text) if any(word in text for word in words("subject")) else ""


def _same(one: str, other: str) -> bool:
    return one in other or other in one


def _account(
    report: Report,
    matched: Matched,
    facts: _Facts,
    disagreements: Sequence[Message],
    source: str,
    digest: str,
) -> Account:
    blank: list[Blank] = []
    doubtful: list[Doubt] = []
    lines: list[tuple[str, int]] = []
    notes = [text for texts in facts.notes.values() for text in texts]
    for cell, found in zip(matched.edition.cells, matched.cells, strict=True):
        piece = found.piece
        text = "" if piece is None else visible(piece.text.replace(ABSENT, ""))
        line = piece.line if piece is not None else None
        if found.doubt is not None:
            at = (piece.row, piece.column) if piece is not None else (None, None)
            doubtful.append(Doubt(cell, text, found.doubt, line, *at))
        elif found.number is None:
            blank.append(Blank(cell, text, line))
        elif line is not None:
            lines.append((cell.address, line))
        if found.remark:
            notes.append(f"{cell.row.name} {cell.column.name}：{text}")
    strays = [
        " ".join([label_text(strip), *(visible(slot.piece.text) for slot in strip.slots)]).strip()
        for strip, _ in matched.strays
    ] + [label_text(strip) for strip in matched.unknown]
    foreign = [label_text(strip) for strip, reason in matched.strays if reason == OTHER_EDITION]
    if foreign:
        disagreements = [*disagreements, msg("表里有另一版格式的行：{rows}", rows=foreign)]
    return Account(
        source=source,
        organization=report.organization,
        year=report.year,
        edition=matched.edition.name,
        cells=sum(value is not None for value in report.values),
        blank=tuple(blank),
        doubtful=tuple(doubtful),
        unplaced=(*facts.unplaced, *strays),
        notes=tuple(notes),
        disagreements=tuple(disagreements),
        digest=digest,
        lines=tuple(lines),
    )
