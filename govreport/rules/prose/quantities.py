"""Which cells a statement speaks of, and whether the tables contradict it.

A statement is contradicted only when no honest reading of it fits; a number that is not given, or that
the edition does not have, makes a reading fit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from govreport.figures import add
from govreport.report import Number, Report
from govreport.rules.prose.chinese_numbers import Number as Written
from govreport.rules.prose.reading_state import Option, Statement
from govreport.rules.prose.vocabulary import TOTAL, Quantity, Terms, Topic, cells_of, vocabulary

TOLERANCE = 1e-6


class Reading(NamedTuple):
    """A figure of the tables that a phrase may speak of: the cells that it is made of, and its value."""

    terms: Terms
    value: Number


class Contradiction(NamedTuple):
    """Figures of the tables, none of which the statement fits; the first is the likeliest."""

    readings: tuple[Reading, ...]


def contradiction(report: Report, statement: Statement) -> Contradiction | None:
    """Why the tables contradict a statement; None when they do not, or it cannot be told."""
    if statement.kind == "number":
        return _of_number(report, statement)
    if statement.kind == "none":
        return _of_none(report, statement)
    return _of_all(report, statement)


def _of_number(report: Report, statement: Statement) -> Contradiction | None:
    number = statement.number
    readings = _readings(report, statement.options)
    if number is None or not readings:
        return None
    scale = statement.options[0].topics[0].scale
    if any(_fits(number, one.value * scale, statement.within) for one in readings):
        return None
    return Contradiction(readings)


def _fits(number: Written, value: float, within: bool) -> bool:
    high = float("inf") if within else number.high
    return number.low - TOLERANCE <= value <= high + TOLERANCE


def _of_none(report: Report, statement: Statement) -> Contradiction | None:
    """Of every topic that is named there is none: the first that there is contradicts it."""
    for option in statement.options:
        readings = _readings(report, (option,))
        if readings and all(one.value > 0 for one in readings):
            return Contradiction(readings[:1])
    return None


def _of_all(report: Report, statement: Statement) -> Contradiction | None:
    option = statement.options[0]
    done = bool(option.quantities) and option.quantities[0].done and not option.columns
    base = statement.base
    keys = {q.key for one in base.options for q in one.quantities} if base is not None else set()
    topic = option.topics[0]
    if done:
        if base is not None and (keys & _done_keys() or not _is_whole(keys)):
            return None
        left = "carried_over" if topic.key == "request" else "pending"
        return _more_than_none(report, option, left)
    if base is not None and base.number.exact:
        whole: float | None = base.number.value
    else:
        said_of = (_quantity("closed"),) if topic.key == "request" else ()
        values = [one.value for one in _readings(report, (Option(option.topics, said_of),))]
        whole = values[0] if values else None
    if whole is None:
        return None
    readings = _readings(report, (option,))
    if not readings or any(one.value >= whole for one in readings):
        return None
    return Contradiction(readings)


def _done_keys() -> set[str]:
    meanings = vocabulary().meanings.values()
    return {quantity.key for one in meanings for quantity in one.quantities if quantity.done}


def _is_whole(keys: set[str]) -> bool:
    """Whether a count is of everything that came in, and not of some outcome or of last year's."""
    return bool(keys & {"received", "newly_received", "handled", "cases"}) or not keys


def _more_than_none(report: Report, option: Option, key: str) -> Contradiction | None:
    readings = _readings(report, (Option(option.topics, (_quantity(key),)),))
    if readings and all(one.value > 0 for one in readings):
        return Contradiction(readings[:1])
    return None


def _quantity(key: str) -> Quantity:
    meanings = vocabulary().meanings.values()
    return next(one for meaning in meanings for one in meaning.quantities if one.key == key)


def _readings(report: Report, options: tuple[Option, ...]) -> tuple[Reading, ...]:
    """The figures of the tables for all ways to read a phrase; none when one of them is not given."""
    found: dict[Terms, Number] = {}
    for option in options:
        for terms in _terms(report, option):
            value = _value(report, terms)
            if value is None:
                return ()
            found[terms] = value
    return tuple(Reading(terms, value) for terms, value in found.items())


def _value(report: Report, terms: Terms) -> Number | None:
    come = add(report.values, (cell for sign, cell in terms if sign > 0))
    gone = add(report.values, (cell for sign, cell in terms if sign < 0))
    return None if come is None or gone is None else come - gone


def _terms(report: Report, option: Option) -> Iterator[Terms]:
    columns = option.columns or TOTAL
    rows = tuple(row for topic in option.topics for row in topic.rows)
    if not option.quantities:
        for reading in _of_topics(option.topics):
            terms = cells_of(report.edition, reading, rows, columns)
            if terms is not None:
                yield terms
        return
    if len(option.quantities) == 1:
        for reading in option.quantities[0].readings:
            terms = cells_of(report.edition, reading, rows, columns)
            if terms is not None:
                yield terms
        return
    added: Terms = ()
    for quantity in option.quantities:
        for reading in quantity.readings:
            terms = cells_of(report.edition, reading, rows, columns)
            if terms is not None:
                added += terms
                break
    yield added


def _of_topics(topics: tuple[Topic, ...]) -> tuple[str, ...]:
    return topics[0].readings


def totals(report: Report) -> tuple[float, ...]:
    """The figures that a share of requests may be of: received, with those carried in, handled."""
    words = vocabulary().meanings
    topic = vocabulary().topics["request"]
    handled = next(q for q in words["办理"].quantities if topic.key in q.topics)
    return tuple(one.value for one in _readings(report, (Option((topic,), (handled,)),)))
