"""The numbers of a report file, and what is unknown, missing or not a number there."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from operator import itemgetter
from typing import Any

from govreport.edition import Cell, Edition
from govreport.finding import MISSING_KEY, NOT_A_COUNT, UNKNOWN_KEY, WRONG_TYPE, Problem
from govreport.messages import Message, msg
from govreport.report import NOTE, Number
from govreport.text import printable

Take = Callable[[Mapping[str, Any]], tuple[Any, ...]]
SHOWN = 40  # characters of a wrong value that a message repeats


def brief(value: object) -> str:
    """A value as a message shows it: on one line, and not too long."""
    if isinstance(value, dict | list):
        return "{…}" if isinstance(value, dict) else "[…]"
    text = printable(str(value), keep="\u3000\xa0")
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def nearest(key: str, known: Iterable[str]) -> str | None:
    """The known key that `key` was most likely meant to be."""
    import difflib

    return next(iter(difflib.get_close_matches(key, list(known), 1, 0.6)), None)


def unknown_keys(place: str, known: Collection[str], table: Mapping[str, Any]) -> list[Problem]:
    """The problems of the keys that the edition does not have, each with the nearest that it has.

    A known key that is not there is nearer than one that is: it is what was meant.
    """
    problems = []
    for key in table:
        if key in known:
            continue
        meant = nearest(key, [k for k in known if k not in table]) or nearest(key, known)
        if meant is None:
            shown = [*list(known)[:12], *(["…"] if len(known) > 12 else [])]
            message = msg("不认识的键“{key}”。这里可以用：{known}。", key=brief(key), known=shown)
        else:
            message = msg("不认识的键“{key}”，是不是“{meant}”？", key=brief(key), meant=meant)
        address = f"{place}.{key}" if place else key
        problems.append(Problem(UNKNOWN_KEY, message, address, expected=meant, actual=key))
    return problems


def no_table(place: str, value: object) -> Problem:
    """The problem of something else where a table belongs."""
    message = msg(
        "{place} 应是一张表 [{place}]，不能是“{value}”。", place=place, value=brief(value)
    )
    return Problem(WRONG_TYPE, message, place)


def read_numbers(
    edition: Edition, data: Mapping[str, Any], problems: list[Problem]
) -> tuple[Number | None, ...]:
    """Every number that is there and allowed, in official order; the rest None, with a problem."""
    fast = _fast(edition, data)
    if fast is not None:
        return fast
    values: list[Number | None] = [None] * edition.size
    for section, branch in _tables(edition).items():
        _walk(branch, data.get(section, {}), section, values, problems)
    return tuple(values)


@cache
def _tables(edition: Edition) -> dict[str, Any]:
    """The tables that hold numbers, as they are nested in a file, with cells in place of numbers."""
    tables: dict[str, Any] = {}
    for cell in edition.cells:
        table = tables
        for key in cell.row.keys:
            table = table.setdefault(key, {})
        table[cell.column.key] = cell
    return tables


def _fast(edition: Edition, data: Mapping[str, Any]) -> tuple[Number | None, ...] | None:
    """All numbers, when every key is there, none is unknown, and all are allowed.

    One look-up a table and no Python code a cell: most reports are read this way.
    """
    tables: list[Any] = [data]
    values: list[Any] = []
    try:
        for outer, key, count, take in _plan(edition):
            table = tables[outer][key]
            if len(table) - (outer == 0 and NOTE in table) != count:
                return None
            tables.append(table)
            if take is not None:
                values += take(table)
    except (KeyError, TypeError):
        return None
    problems: list[Problem] = []
    counts = values.copy()
    special, limit = _limits(edition)
    for cell in special:
        values[cell.number] = _number(cell, values[cell.number], problems)
        counts[cell.number] = 0
    if problems or set(map(type, counts)) != {int} or min(counts) < 0 or max(counts) > limit:
        return None
    return tuple(values)


@cache
def _plan(edition: Edition) -> tuple[tuple[int, str, int, Take | None], ...]:
    """The tables to visit in official order, each by the number of the one it is in (the file is 0)
    and its key; how many keys it must have, and what takes the numbers out of a row's table."""
    found: list[tuple[int, str, int, Take | None]] = []

    def visit(outer: int, tables: dict[str, Any]) -> None:
        for key, below in tables.items():
            if isinstance(below, dict):
                keys = [key for key, one in below.items() if isinstance(one, Cell)]
                found.append((outer, key, len(below), _take(keys) if keys else None))
                visit(len(found), below)

    visit(0, _tables(edition))
    return tuple(found)


def _take(keys: list[str]) -> Take:
    return itemgetter(*keys) if len(keys) > 1 else lambda table: (table[keys[0]],)


@cache
def _limits(edition: Edition) -> tuple[tuple[Cell, ...], int]:
    """The few cells that may hold a decimal or less than 0, and the most that every cell may hold."""
    kinds = {cell: cell.column.value for cell in edition.cells}
    special = tuple(cell for cell, kind in kinds.items() if not kind.whole or kind.minimum)
    return special, min(kind.maximum for kind in kinds.values())


def _walk(
    known: dict[str, Any],
    given: object,
    place: str,
    values: list[Number | None],
    problems: list[Problem],
) -> None:
    """The slow way, table by table: says what is unknown, missing or not a number.

    A section may also have a note, which is read elsewhere.
    """
    if not isinstance(given, dict):
        problems.append(no_table(place, given))
        return
    unknown = unknown_keys(place, known if "." in place else [*known, NOTE], given)
    meant = {problem.expected for problem in unknown}
    problems += unknown
    for key, below in known.items():
        if key in given:
            if isinstance(below, Cell):
                values[below.number] = _number(below, given[key], problems)
            else:
                _walk(below, given[key], f"{place}.{key}", values, problems)
        elif key not in meant:
            problems += [missing(cell) for cell in _cells(below)]


def _cells(branch: Any) -> Iterator[Cell]:
    if isinstance(branch, Cell):
        yield branch
    else:
        for below in branch.values():
            yield from _cells(below)


def missing(cell: Cell) -> Problem:
    """The problem of a number not given."""
    return about(cell, MISSING_KEY, msg("没有填。没有的要填 0。"))


def about(cell: Cell, code: str, message: Message, actual: Number | str | None = None) -> Problem:
    """A problem of one cell: the message is prefixed with the official names of row and column."""
    named = msg(
        "「{row}」{column}：{says}", row=cell.row.words, column=cell.column.words, says=message
    )
    return Problem(code, named, cell.address, cell.row.name, cell.column.name, actual=actual)


def _number(cell: Cell, value: object, problems: list[Problem]) -> Number | None:
    """The value when the cell may hold it; else None and a problem."""
    kind = cell.column.value
    if type(value) is int and kind.minimum <= value <= kind.maximum:
        return value
    if type(value) not in (int, float):
        shown = "true" if value is True else "false" if value is False else value
        if isinstance(value, dict | list):
            message = msg("应是一个数字，不能是表或数组。")
        else:
            message = msg("应是不带引号的阿拉伯数字，不能是“{value}”。", value=brief(shown))
        problems.append(about(cell, WRONG_TYPE, message, brief(shown)))
        return None
    assert isinstance(value, int | float)
    if isinstance(value, float) and value.is_integer() and not kind.whole:
        value = int(value)
    wrong: Message | None = None
    if not math.isfinite(value):
        wrong = msg("应是一个数，不能是 {value}。", value=value)
    elif kind.whole and isinstance(value, float):
        wrong = msg("应是整数，不能是 {value}。", value=value)
    elif value < kind.minimum:
        wrong = msg("不能小于 {limit}，现为 {value}。", limit=kind.minimum, value=brief(value))
    elif value > kind.maximum:
        wrong = msg(
            "超出了任何机关可能达到的数（{limit}），现为 {value}。",
            limit=kind.maximum,
            value=brief(value),
        )
    if wrong is None:
        return value
    problems.append(about(cell, NOT_A_COUNT, wrong, value if math.isfinite(value) else str(value)))
    return None
