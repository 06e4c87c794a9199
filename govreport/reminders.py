"""What a person is asked to look at again in a report, as its edition says it: no findings.

A county that has made rules, a city by the name of a town, a year that has not ended, a line of a
text that is only a number. What the rules say already is not repeated.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping

from govreport.edition import Edition, Reminder, Section, named, normal_name
from govreport.finding import Problem
from govreport.messages import Message, Words, msg
from govreport.report import PREAMBLE, TEXT, Report

SHOWN = 20  # characters of a line
# Figures that stand in a line of their own with good reason: a telephone number, a postal code, a day.
USUAL = re.compile(
    r"\(?\d{3,4}\)?\s*-?\s*\d{4,8}(?:\s*-\s*\d+)?|\d{6,}|\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{4}\s*-\s*\d{4}"
)

Found = Iterator[Mapping[str, Words]]


def reminders(
    report: Report, today: datetime.date, told: tuple[Problem, ...] = ()
) -> Iterator[Message]:
    """What to look at again, in the order of the edition. `told`: what the rules say of the report."""
    for one in report.edition.reminders:
        for values in _FINDERS[one.about](one, report, today, told):
            says = Words(
                one.says.format_map({key: value.chinese for key, value in values.items()}),
                one.english.format_map({key: value.english for key, value in values.items()}),
            )
            yield msg("{says}（{source}）", says=says, source=one.source)


def _year(
    _one: Reminder, report: Report, today: datetime.date, _told: tuple[Problem, ...]
) -> Found:
    """A year whose 31 December has not passed; one dated in its own year is found by GR009."""
    year = report.year
    unknown = today == datetime.date.min  # nobody has said what day it is
    if year is None or unknown or today.year > year or (report.date and report.date.year <= year):
        return
    yield {"year": _same(str(year))}


def _name(
    one: Reminder, report: Report, _today: datetime.date, _told: tuple[Problem, ...]
) -> Found:
    """A kind of organ that no organ of such a name is of."""
    kinds = _kinds_of_name(one, report.organization)
    if report.kind is not None and kinds and report.kind not in kinds:
        yield {
            "organization": _same(report.organization),
            "kind": _kind(report.edition, report.kind),
        }


def _row(one: Reminder, report: Report, _today: datetime.date, _told: tuple[Problem, ...]) -> Found:
    """Numbers in a row in which organs of that kind have none."""
    kinds = {report.kind} if report.kind is not None else _kinds_by_name(report)
    row = next(row for row in report.edition.rows if row.address == one.row)
    values = report.values[row.first : row.first + len(row.columns)]
    if not kinds or not kinds <= {*one.kinds} or not any(values):
        return
    shown = [
        f"{column.name} {value}" for column, value in zip(row.columns, values, strict=True) if value
    ]
    yield {
        "row": _same(row.name),
        "kind": _kind(report.edition, report.kind or min(kinds)),
        "value": Words("、".join(shown), ", ".join(shown)),
    }


def _text(one: Reminder, report: Report, _today: datetime.date, told: tuple[Problem, ...]) -> Found:
    """The first line of each text that has neither a word nor a usual figure in it."""
    silent = {
        problem.passage.address if problem.passage else problem.cell
        for problem in told
        if problem.code in one.rules
    } | {waiver.cell for waiver in report.waivers if waiver.code in one.rules}
    headings = {PREAMBLE: named(report.edition.preamble)}
    headings |= {section.key: _heading(section) for section in report.edition.sections}
    for key, heading in headings.items():
        text = report.texts.get(key, "")
        if f"{key}.{TEXT}" in silent:
            continue
        for line in text.split("\n"):
            plain = unicodedata.normalize("NFKC", line).strip()
            if plain and not any(map(str.isalpha, plain)) and not USUAL.fullmatch(plain):
                bare = line.strip()
                shown = bare if len(bare) <= SHOWN else bare[:SHOWN] + "…"
                yield {"section": heading, "text": _same(shown)}
                break


_FINDERS: Mapping[str, Callable[[Reminder, Report, datetime.date, tuple[Problem, ...]], Found]] = {
    "year": _year,
    "name": _name,
    "row": _row,
    "text": _text,
}


def _kinds_of_name(one: Reminder, organization: str) -> set[str]:
    """The kinds that an organ of that name may be of; none when the name does not tell."""
    name = normal_name(organization)
    fitting = [
        (len(ending), group.kinds)
        for group in one.names
        for ending in group.endings
        if name.endswith(ending)
    ]
    return {*max(fitting)[1]} if fitting else set()


def _kinds_by_name(report: Report) -> set[str]:
    """The kinds that the organ may be of by its name, for a report that does not say."""
    named = (one for one in report.edition.reminders if one.about == "name")
    return {kind for one in named for kind in _kinds_of_name(one, report.organization)}


def _kind(edition: Edition, key: str) -> Words:
    return next(
        (named(word) for word in edition.field_at("kind").words if word.key == key),
        _same(key),
    )


def _heading(section: Section) -> Words:
    return Words(section.heading, f"{section.number}, {section.english}")


def _same(text: str) -> Words:
    return Words(text, text)
