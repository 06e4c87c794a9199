"""Parsed TOML → `Report`, with every structural problem found at once.

A report without problems takes the fast way: one dictionary look-up a row and no Python code a
cell. Anything out of the ordinary is walked again slowly, by `structure`, to say what it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from operator import itemgetter
from typing import Any

from govreport.edition import (
    Edition,
    ValueKind,
    edition_for_year,
    edition_names,
    editions,
    load_edition,
)
from govreport.finding import Problem
from govreport.messages import msg
from govreport.report import PREAMBLE, TEXT, Number, Report, Waiver
from govreport.tomlio.about import read_about
from govreport.tomlio.structure import brief, read_numbers, unknown_key

Columns = Callable[[Mapping[str, Any]], tuple[Any, ...]]
WAIVER_KEYS = ("code", "cell", "reason")


def is_report(data: Mapping[str, Any]) -> bool:
    """Whether a TOML file claims to be a report: it has a table `report` and a key `edition`."""
    return isinstance(data.get("report"), dict) and "edition" in data


def decode(data: Mapping[str, Any]) -> tuple[Report, list[Problem]]:
    """The report in `data`, as far as it can be understood, and what is wrong with its structure.

    What cannot be understood is left out of the report, so that no rule speaks about it again.
    """
    told: list[Problem] = []
    edition = _edition(data, told)
    report, problems = _decode(edition, data)
    if not problems or told or report.year is None:
        return report, told + problems
    right = edition_for_year(report.year)
    if right is not None and right is not edition:
        other, fewer = _decode(right, data)
        if len(fewer) < len(problems):  # the format of the year, under the name of another
            told.append(wrong_edition(edition, right, other.year))
            report, problems = other, fewer
    return report, told + problems


def wrong_edition(stated: Edition, right: Edition, year: int | None) -> Problem:
    """The problem of an edition that is not the one in force for the year."""
    message = msg(
        "{year} 年的报告要用 {right} 版式（{notice}），现在写的是 {stated}。请改 edition，或核对报告年度。",
        year=year,
        right=right.name,
        notice=str(right.notice.get("number", "")),
        stated=stated.name,
    )
    return Problem("GR007", message, "edition", expected=right.name, actual=stated.name)


def _decode(edition: Edition, data: Mapping[str, Any]) -> tuple[Report, list[Problem]]:
    """As `decode`, by one edition."""
    problems: list[Problem] = []
    known = ("edition", "report", PREAMBLE, *edition.section_at, "waivers")
    if not data.keys() <= set(known):
        problems += [unknown_key(key, "", known, data) for key in data if key not in known]
    about = read_about(edition, data.get("report"), problems)
    texts = _texts(edition, data, problems)
    values = _fast(edition, data)
    if values is None:
        values = read_numbers(edition, data, problems)
    waivers = _waivers(data["waivers"], problems) if "waivers" in data else ()
    return Report(edition, about, texts, values, waivers), problems


def _edition(data: Mapping[str, Any], problems: list[Problem]) -> Edition:
    """The edition that is stated, else the one in force for the year, else the newest."""
    stated = data.get("edition")
    if isinstance(stated, str) and stated in edition_names():
        return load_edition(stated)
    if "edition" not in data:
        problems.append(
            Problem(
                "GR004",
                msg("没有写明版式（edition）。请写 {names} 之一。", names=_names()),
                "edition",
            )
        )
    elif isinstance(stated, str):
        problems.append(
            Problem(
                "GR007",
                msg("没有“{stated}”这个版式；只有 {names}。", stated=brief(stated), names=_names()),
                "edition",
                actual=stated,
            )
        )
    else:
        problems.append(
            Problem(
                "GR005",
                msg("版式（edition）应是带引号的文字：{names}。", names=_names()),
                "edition",
            )
        )
    about = data.get("report")
    year = about.get("year") if isinstance(about, dict) else None
    guessed = edition_for_year(year) if isinstance(year, int) else None
    return guessed or editions()[-1]


def _names() -> list[str]:
    return [f'"{name}"' for name in edition_names()]


def _texts(edition: Edition, data: Mapping[str, Any], problems: list[Problem]) -> dict[str, str]:
    texts: dict[str, str] = {}
    sections = [(s.key, s.heading) for s in edition.sections if s.narrative]
    for key, heading in ((PREAMBLE, edition.preamble.label), *sections):
        table, address = data.get(key), f"{key}.{TEXT}"
        if isinstance(table, dict):
            text = table.get(TEXT)
            if len(table) > (TEXT in table):
                problems += [unknown_key(k, key, (TEXT,), table) for k in table if k != TEXT]
            if isinstance(text, str):
                texts[key] = text.replace("\r\n", "\n") if "\r" in text else text
            elif text is not None:
                problems.append(_not_text(address, heading))
            elif len(table) == 0 and key != PREAMBLE:
                problems.append(_no_text(address, heading))
        elif table is not None:
            problems.append(_not_text(key, heading))
        elif key != PREAMBLE:
            problems.append(_no_text(address, heading))
    return texts


def _not_text(address: str, heading: str) -> Problem:
    return Problem(
        "GR005",
        msg(
            '「{heading}」应是文字，写成 [{table}] 下面的 text = "…"。',
            heading=heading,
            table=address.split(".", maxsplit=1)[0],
        ),
        address,
        heading,
    )


def _no_text(address: str, heading: str) -> Problem:
    return Problem("GR004", msg("「{heading}」没有写。", heading=heading), address, heading)


@cache
def _plan(edition: Edition) -> tuple[tuple[int, str, int, Columns | None], ...]:
    """The tables to visit, each after the one it is in: that one's number, the key, how many keys it
    must have, and for a row how to take its numbers. The file itself is number 0."""
    children: dict[tuple[str, ...], set[str]] = {}
    for row in edition.rows:
        for depth in range(1, len(row.keys)):
            children.setdefault(row.keys[:depth], set()).add(row.keys[depth])
    numbers: dict[tuple[str, ...], int] = {(): 0}
    found: list[tuple[int, str, int, Columns | None]] = []
    for row in edition.rows:
        for depth in range(1, len(row.keys)):
            place = row.keys[:depth]
            if place not in numbers:
                found.append((numbers[place[:-1]], place[-1], len(children[place]), None))
                numbers[place] = len(found)
        getter = _columns([column.key for column in row.columns])
        found.append((numbers[row.keys[:-1]], row.keys[-1], len(row.columns), getter))
        numbers[row.keys] = len(found)
    return tuple(found)


def _columns(keys: list[str]) -> Columns:
    if len(keys) > 1:
        return itemgetter(*keys)
    only = keys[0]
    return lambda table: (table[only],)


def _fast(edition: Edition, data: Mapping[str, Any]) -> tuple[Number | None, ...] | None:
    """All numbers, when every key is there, none is unknown, and all are plain whole counts."""
    tables: list[Any] = [data]
    values: list[Any] = []
    try:
        for parent, key, count, columns in _plan(edition):
            table = tables[parent][key]
            if len(table) != count:
                return None
            tables.append(table)
            if columns is not None:
                values += columns(table)
    except (KeyError, TypeError):
        return None
    return tuple(values) if _allowed(edition, values) else None


def _allowed(edition: Edition, values: list[Any]) -> bool:
    """Whether every value may stand in its cell; an amount that is whole becomes so."""
    counts = values.copy()
    for cell, kind in _special(edition):  # few: decimals, and what may be negative
        value = values[cell]
        if type(value) is float and not kind.whole:
            if value.is_integer():
                values[cell] = int(value)
        elif type(value) is not int:
            return False
        if not kind.minimum <= value <= kind.maximum:  # nor is NaN between them
            return False
        counts[cell] = 0
    return (
        set(map(type, counts)) == {int}
        and min(counts) >= 0
        and max(counts) <= edition_limit(edition)
    )


@cache
def _special(edition: Edition) -> tuple[tuple[int, ValueKind], ...]:
    """The cells that are not plain counts, and what they may hold."""
    kinds = ((cell.number, cell.column.value) for cell in edition.cells)
    return tuple((n, kind) for n, kind in kinds if not kind.whole or kind.minimum)


@cache
def edition_limit(edition: Edition) -> int:
    """The largest number that every cell of the edition allows."""
    return min(cell.column.value.maximum for cell in edition.cells)


def _waivers(items: object, problems: list[Problem]) -> tuple[Waiver, ...]:
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        problems.append(Problem("GR005", msg("豁免要写成 [[waivers]] 表，每条一个。"), "waivers"))
        return ()
    found: list[Waiver] = []
    for number, item in enumerate(items):
        place = f"waivers[{number}]"
        problems += [unknown_key(k, place, WAIVER_KEYS, item) for k in item if k not in WAIVER_KEYS]
        wrong = [key for key in WAIVER_KEYS if not isinstance(item.get(key, ""), str)]
        problems += [
            Problem("GR005", msg("{key} 应是带引号的文字。", key=key), f"{place}.{key}")
            for key in wrong
        ]
        if "code" not in item:
            problems.append(
                Problem("GR004", msg('豁免没有写明编号（code），如 "GR701"。'), f"{place}.code")
            )
        elif not wrong:
            found.append(Waiver(item["code"], item.get("cell"), item.get("reason")))
    return tuple(found)
