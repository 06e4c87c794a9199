"""Parsed TOML → `Report`, with every structural problem found at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from govreport.edition import (
    Edition,
    edition_for_year,
    edition_names,
    editions,
    load_edition,
    named,
)
from govreport.finding import EDITION_YEAR, MISSING_KEY, WRONG_TYPE, Problem
from govreport.messages import msg
from govreport.report import NOTE, PREAMBLE, TEXT, Report, Waiver
from govreport.tomlio.about import read_about
from govreport.tomlio.structure import brief, read_numbers, unknown_keys

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
    year = report.year
    if told or year is None or edition.covers(year):
        return report, told + problems
    right = edition_for_year(year)
    if right is not None and problems:
        other, fewer = _decode(right, data)
        if len(fewer) < len(problems):  # the format of the year, under the name of another
            report, problems = other, fewer
    return report, [_wrong_edition(edition, right, year), *problems]


def _wrong_edition(stated: Edition, right: Edition | None, year: int) -> Problem:
    """The problem of an edition that is not the one in force for the year."""
    if right is None:
        message = msg("{year} 年没有年度报告的官方版式，请核对报告年度。", year=year)
        return Problem(EDITION_YEAR, message, "edition", actual=stated.name)
    message = msg(
        "{year} 年的报告要用 {right} 版式（{notice}），现在写的是 {stated}。请改 edition，或核对报告年度。",
        year=year,
        right=right.name,
        notice=str(right.notice.get("number", "")),
        stated=stated.name,
    )
    return Problem(EDITION_YEAR, message, "edition", expected=right.name, actual=stated.name)


def _decode(edition: Edition, data: Mapping[str, Any]) -> tuple[Report, list[Problem]]:
    """As `decode`, by one edition."""
    known = ("edition", "report", PREAMBLE, *edition.section_at, "waivers")
    problems = unknown_keys("", known, data)
    about = read_about(edition, data.get("report", {}), problems)
    texts = _texts(edition, data, problems)
    values = read_numbers(edition, data, problems)
    waivers = _waivers(data.get("waivers", []), problems)
    notes = _notes(edition, data, problems)
    return Report(edition, about, texts, values, waivers, notes), problems


def _edition(data: Mapping[str, Any], problems: list[Problem]) -> Edition:
    """The edition that is stated, else the one in force for the year, else the newest."""
    stated = data.get("edition")
    if isinstance(stated, str) and stated in edition_names():
        return load_edition(stated)
    names = [f'"{name}"' for name in edition_names()]
    if "edition" not in data:
        message = msg("没有写明版式（edition）。请写 {names} 之一。", names=names)
        problems.append(Problem(MISSING_KEY, message, "edition"))
    elif isinstance(stated, str):
        message = msg("没有“{stated}”这个版式；只有 {names}。", stated=brief(stated), names=names)
        problems.append(Problem(EDITION_YEAR, message, "edition", actual=stated))
    else:
        message = msg("版式（edition）应是带引号的文字：{names}。", names=names)
        problems.append(Problem(WRONG_TYPE, message, "edition"))
    about = data.get("report")
    year = about.get("year") if isinstance(about, dict) else None
    guessed = edition_for_year(year) if isinstance(year, int) else None
    return guessed or editions()[-1]


def _texts(edition: Edition, data: Mapping[str, Any], problems: list[Problem]) -> dict[str, str]:
    texts: dict[str, str] = {}
    sections = [(s.key, s.heading) for s in edition.sections if s.narrative]
    for key, heading in ((PREAMBLE, edition.preamble.label), *sections):
        table, address = data.get(key, {}), f"{key}.{TEXT}"
        if not isinstance(table, dict):
            table, address = {TEXT: None}, key  # a text, perhaps, but not in its place
        problems += unknown_keys(key, (TEXT,), table)
        text = table.get(TEXT)
        if isinstance(text, str):
            texts[key] = text.replace("\r\n", "\n")
        elif TEXT in table:
            message = msg(
                '「{heading}」应是文字，写成 [{table}] 下面的 text = "…"。',
                heading=heading,
                table=key,
            )
            problems.append(Problem(WRONG_TYPE, message, address, heading))
        elif not table and key != PREAMBLE:
            message = msg("「{heading}」没有写。", heading=heading)
            problems.append(Problem(MISSING_KEY, message, address, heading))
    return texts


def _notes(edition: Edition, data: Mapping[str, Any], problems: list[Problem]) -> dict[str, str]:
    notes: dict[str, str] = {}
    for section in edition.sections:
        table = data.get(section.key)
        if section.narrative or not isinstance(table, dict) or NOTE not in table:
            continue
        note = table[NOTE]
        if isinstance(note, str):
            notes[section.key] = note.replace("\r\n", "\n")
        else:
            message = msg(
                '「{heading}」的{note}应是文字，写成 [{table}] 下面的 note = "…"。',
                heading=section.heading,
                note=named(edition.note),
                table=section.key,
            )
            address = f"{section.key}.{NOTE}"
            problems.append(Problem(WRONG_TYPE, message, address, section.heading))
    return notes


def _waivers(items: object, problems: list[Problem]) -> tuple[Waiver, ...]:
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        problems.append(
            Problem(WRONG_TYPE, msg("豁免要写成 [[waivers]] 表，每条一个。"), "waivers")
        )
        return ()
    found: list[Waiver] = []
    for number, item in enumerate(items):
        place = f"waivers[{number}]"
        problems += unknown_keys(place, WAIVER_KEYS, item)
        wrong = [key for key in WAIVER_KEYS if not isinstance(item.get(key, ""), str)]
        problems += [
            Problem(WRONG_TYPE, msg("{key} 应是带引号的文字。", key=key), f"{place}.{key}")
            for key in wrong
        ]
        if "code" not in item:
            problems.append(
                Problem(MISSING_KEY, msg('豁免没有写明编号（code），如 "GR701"。'), f"{place}.code")
            )
        elif not wrong:
            found.append(Waiver(item["code"], item.get("cell"), item.get("reason")))
    return tuple(found)
