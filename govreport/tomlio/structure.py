"""The slow walk over the numbers of a report file: says what is unknown, missing or not a number."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from govreport.edition import Cell, Edition
from govreport.finding import Problem
from govreport.messages import Message, msg
from govreport.report import Number

SHOWN = 40  # characters of a wrong value that a message repeats


def brief(value: object) -> str:
    """A value as a message shows it: on one line, and not too long."""
    if isinstance(value, dict | list):
        return "{…}" if isinstance(value, dict) else "[…]"
    text = "".join(c if c.isprintable() else "�" for c in str(value))
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def nearest(key: str, known: Iterable[str]) -> str | None:
    """The known key that `key` was most likely meant to be."""
    import difflib

    return next(iter(difflib.get_close_matches(key, list(known), 1, 0.6)), None)


def unknown_key(key: str, place: str, known: Iterable[str], table: Mapping[str, Any]) -> Problem:
    """The problem of a key that the edition does not have, with the nearest one that it has.

    A known key that is not there is nearer than one that is: it is what was meant.
    """
    candidates = tuple(known)
    meant = nearest(key, [k for k in candidates if k not in table]) or nearest(key, candidates)
    address = f"{place}.{key}" if place else key
    if meant is None:
        message = msg(
            "不认识的键“{key}”。这里可以用：{known}。",
            key=brief(key),
            known=[*candidates[:12], *(["…"] if len(candidates) > 12 else [])],
        )
    else:
        message = msg("不认识的键“{key}”，是不是“{meant}”？", key=brief(key), meant=meant)
    return Problem("GR003", message, address, expected=meant, actual=key)


def read_numbers(
    edition: Edition, data: Mapping[str, Any], problems: list[Problem]
) -> tuple[Number | None, ...]:
    """Every number that is there and allowed, in official order; the rest None, with a problem."""
    values: list[Number | None] = [None] * edition.size
    tree: dict[str, Any] = {}
    for cell in edition.cells:
        table = tree
        for key in cell.row.keys:
            table = table.setdefault(key, {})
        table[cell.column.key] = cell
    for section, branch in tree.items():
        _walk(branch, data.get(section), section, values, problems)
    return tuple(values)


def _walk(
    known: dict[str, Any],
    given: object,
    place: str,
    values: list[Number | None],
    problems: list[Problem],
) -> None:
    if given is None:
        given = {}
    if not isinstance(given, dict):
        problems.append(
            Problem(
                "GR005",
                msg(
                    "{place} 应是一张表 [{place}]，不能是“{value}”。",
                    place=place,
                    value=brief(given),
                ),
                place,
            )
        )
        return
    mistaken: set[object] = set()
    for key in given:
        if key not in known:
            problem = unknown_key(key, place, known, given)
            mistaken.add(problem.expected)
            problems.append(problem)
    for key, below in known.items():
        if key in given:
            if isinstance(below, Cell):
                values[below.number] = _number(below, given[key], problems)
            else:
                _walk(below, given[key], f"{place}.{key}", values, problems)
        elif key not in mistaken:
            problems += [missing(cell) for cell in _cells(below)]


def _cells(branch: object) -> Iterator[Cell]:
    if isinstance(branch, Cell):
        yield branch
    elif isinstance(branch, dict):
        for below in branch.values():
            yield from _cells(below)


def missing(cell: Cell) -> Problem:
    """The problem of a number not given."""
    return about(cell, "GR004", msg("没有填。没有的要填 0。"))


def about(cell: Cell, code: str, message: Message, actual: Number | str | None = None) -> Problem:
    """A problem of one cell: the message is prefixed with the official names of row and column."""
    named = msg(
        "「{row}」{column}：{says}", row=cell.row.name, column=cell.column.name, says=message
    )
    return Problem(code, named, cell.address, cell.row.name, cell.column.name, actual=actual)


def _number(cell: Cell, value: object, problems: list[Problem]) -> Number | None:
    """The value when the cell may hold it; else None and a problem."""
    kind = cell.column.value
    if type(value) not in (int, float):
        shown = "true" if value is True else "false" if value is False else value
        if isinstance(value, dict | list):
            message = msg("应是一个数字，不能是表或数组。")
        else:
            message = msg("应是不带引号的阿拉伯数字，不能是“{value}”。", value=brief(shown))
        problems.append(about(cell, "GR005", message, brief(shown)))
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
    problems.append(about(cell, "GR006", wrong, value if math.isfinite(value) else str(value)))
    return None
