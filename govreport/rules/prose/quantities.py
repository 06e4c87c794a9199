"""Which cells a statement speaks of, and whether the tables contradict it.

A statement is contradicted only when no honest reading of it fits; a number that is not given, or that
the edition does not have, makes a reading fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from govreport.edition import Edition
from govreport.figures import add
from govreport.report import Number, Report
from govreport.rules.prose.chinese_numbers import Number as Written
from govreport.rules.prose.reading_state import Option, Statement
from govreport.rules.prose.vocabulary import vocabulary

TOTAL = ("total",)
TOLERANCE = 1e-6
WHOLE = frozenset(("received", "newly_received", "handled", "cases"))  # not some outcome
HANDLED = "decisions"  # the family of topics that may be handled without a decision
MAY_BE_DONE = frozenset(("handled",))
Terms = tuple[tuple[int, int], ...]  # a reading: signs and numbers of cells


class Reading(NamedTuple):
    """A figure of the tables that a phrase may speak of: the cells that it is made of, and its value."""

    terms: Terms
    value: Number


Contradiction = tuple[Reading, ...]  # none of which a statement fits; the first is the likeliest


def contradictions(
    report: Report, told: Sequence[Statement]
) -> Iterator[tuple[Statement, Contradiction]]:
    """The statements of a sentence that the tables contradict, and why; but not those that others of
    the sentence explain.
    """
    found = [(one, contradiction(report, one)) for one in told]
    wrong = [one for one, against in found if against is not None]
    pieces = _told_in_pieces(report, wrong) if len(wrong) > 1 else ()
    right = {one.options[0].topics for one, against in found if against is None}
    for statement, against in found:
        topics = statement.options[0].topics
        if topics[0].family == HANDLED and topics in right:
            continue  # 办理处罚案件92件，作出处罚决定87件: what was decided is told beside it
        if against is not None and statement not in pieces:
            yield statement, against


def _told_in_pieces(report: Report, told: Sequence[Statement]) -> list[Statement]:
    """Those of some statements that tell one figure together: 收到申请1件（网上），收到申请2件（信函）."""
    found: list[Statement] = []
    for options in {one.options for one in told}:
        same = [one for one in told if one.options == options and one.number is not None]
        total = sum(one.number.value for one in same if one.number is not None)
        plain = len(same) > 1 and options[0].topics[0].scale == 1
        if plain and any(one.value == total for one in _readings(report, options)):
            found += same
    return found


def contradiction(report: Report, statement: Statement) -> Contradiction | None:
    """Why the tables contradict a statement; None when they do not, or it cannot be told."""
    if statement.kind == "number":
        return _of_number(report, statement)
    if statement.kind == "none":
        return next((one for o in statement.options if (one := _more_than_none(report, o))), None)
    return _of_all(report, statement)


def _of_number(report: Report, statement: Statement) -> Contradiction | None:
    number = statement.number
    readings = _readings(report, statement.options)
    if number is None or not readings:
        return None
    scale = statement.options[0].topics[0].scale
    if any(_fits(number, one.value * scale, statement.within) for one in readings):
        return None
    return readings


def _fits(number: Written, value: float, within: bool) -> bool:
    high = float("inf") if within else number.high
    return number.low - TOLERANCE <= value <= high + TOLERANCE


def _more_than_none(report: Report, option: Option) -> Contradiction | None:
    """The likeliest figure, where it is said that there are none, and by every reading there are."""
    readings = _readings(report, (option,))
    return readings[:1] if readings and all(one.value > 0 for one in readings) else None


def _of_all(report: Report, statement: Statement) -> Contradiction | None:
    option, known = statement.options[0], vocabulary().quantities
    request = option.topics[0].key == "request"
    number, counted = statement.base or (None, ())
    of = [quantity for one in counted for quantity in one.quantities]
    if option.quantities and option.quantities[0].done and not option.columns:
        # 均已办结 is said of all that came in, and not of some outcome or of last year's.
        if any(q.done for q in of) or (of and WHOLE.isdisjoint(q.key for q in of)):
            return None
        if number and MAY_BE_DONE.issuperset(q.key for q in of):  # 办理申请11件，全部按期答复
            all_done = _readings(report, (option,))
            if any(_fits(number, reading.value, within=False) for reading in all_done):
                return None
        left = known["carried_over" if request else "pending"]
        return _more_than_none(report, Option(option.topics, (left,)))
    if number is not None and number.exact:
        whole = number.value
    else:
        closed = (known["closed"],) if request else ()
        values = _readings(report, (Option(option.topics, closed),))
        if not values:
            return None
        whole = values[0].value
    readings = _readings(report, (option,))
    return None if any(one.value >= whole for one in readings) else readings or None


def _readings(report: Report, options: tuple[Option, ...]) -> tuple[Reading, ...]:
    """The figures of the tables for all ways to read a phrase; none when one of them is not given."""
    found: dict[Terms, Number] = {}
    for option in options:
        for terms in _terms(report.edition, option):
            value = _value(report, terms)
            if value is None:
                return ()
            found[terms] = value
    return tuple([Reading(terms, value) for terms, value in found.items()])


def _value(report: Report, terms: Terms) -> Number | None:
    come = add(report.values, [cell for sign, cell in terms if sign > 0])
    gone = add(report.values, [cell for sign, cell in terms if sign < 0])
    return None if come is None or gone is None else come - gone


@lru_cache(maxsize=4096)
def _terms(edition: Edition, option: Option) -> tuple[Terms, ...]:
    """The cells of each reading of an option that the edition has."""
    columns = option.columns or TOTAL
    rows = tuple(row for topic in option.topics for row in topic.rows)
    several = option.quantities or option.topics[:1]
    found = [
        [terms for reading in one.readings if (terms := _cells_of(edition, reading, rows, columns))]
        for one in several
    ]
    if len(found) == 1:
        return tuple(found[0])
    return (tuple(term for readings in found for terms in readings[:1] for term in terms),)


def _cells_of(
    edition: Edition, reading: str, rows: Sequence[str], columns: Sequence[str]
) -> Terms | None:
    """The cells of a reading with signs; None where the edition has not all of them."""
    found: list[tuple[int, int]] = []
    sign = 1
    for piece in reading.split():
        if piece in "+-":
            sign = 1 if piece == "+" else -1
            continue
        for row in rows if "{row}" in piece else ("",):
            for column in columns if "{column}" in piece else ("",):
                cells = _cells(edition, piece.format(row=row, column=column))
                if not cells:
                    return None
                found += ((sign, cell) for cell in cells)
    return tuple(found)


def _cells(edition: Edition, address: str) -> tuple[int, ...]:
    before, star, after = address.partition(".*.")
    if not star:
        cell = edition.cell_at.get(address)
        return () if cell is None else (cell.number,)
    return tuple(
        cell.number
        for cell in edition.cells
        if cell.column.key == after and f"{cell.row.address}.".startswith(f"{before}.")
    )


def totals(report: Report) -> tuple[float, ...]:
    """The figures that a share of requests may be of: received, with those carried in, handled."""
    return figures_of(report, "request", ("handled",))


def figures_of(
    report: Report, topic: str, keys: Iterable[str], columns: tuple[str, ...] = ()
) -> tuple[float, ...]:
    """The figures that some quantities of a topic may be, by all their readings; none that is not given."""
    known, of = vocabulary().quantities, (vocabulary().topics[topic],)
    options = [(Option(of, (known[key],), columns),) for key in keys]
    return tuple(one.value for option in options for one in _readings(report, option))
