"""Reads the table [report]: organ, year, kind, scope, date, former names."""

from __future__ import annotations

import datetime
from typing import Any

from govreport.edition import Edition, Field
from govreport.finding import Problem
from govreport.messages import Message, Words, msg
from govreport.tomlio.structure import brief, nearest, unknown_key

PLACE = "report"


def read_about(edition: Edition, table: object, problems: list[Problem]) -> dict[str, object]:
    """What [report] says, canonical words for the words; what is wrong goes to `problems`."""
    if table is not None and not isinstance(table, dict):
        problems.append(
            Problem(
                "GR005",
                msg(
                    "{place} 应是一张表 [{place}]，不能是“{value}”。",
                    place=PLACE,
                    value=brief(table),
                ),
                PLACE,
            )
        )
        return {}
    given: dict[str, Any] = table or {}
    about: dict[str, object] = {}
    known = [one.key for one in edition.fields]
    meant: set[object] = set()
    for key in given:
        if key not in known:
            problem = unknown_key(key, PLACE, known, given)
            meant.add(problem.expected)
            problems.append(problem)
    for one in edition.fields:
        address = f"{PLACE}.{one.key}"
        if one.key not in given:
            if one.required and one.key not in meant:
                problems.append(
                    Problem(
                        "GR004",
                        msg("没有填{label}（{address}）。", label=named(one), address=address),
                        address,
                    )
                )
            continue
        value, code, wrong = parse_field(one, given[one.key])
        if wrong is None:
            about[one.key] = value
        else:
            problems.append(Problem(code, wrong, address, actual=brief(given[one.key])))
    return about


def named(one: Field) -> Words:
    """What the field is called."""
    return Words(one.label, one.english)


def parse_field(one: Field, value: object) -> tuple[object, str, Message | None]:
    """(canonical value, "", None), or (None, the rule's code, what is wrong)."""
    if one.type == "text":
        if not isinstance(value, str):
            return None, "GR005", msg("{label}应是带引号的文字。", label=named(one))
        if not value.strip():
            return None, "GR004", msg("{label}是空的。", label=named(one))
        return value, "", None
    if one.type == "year":
        if type(value) is not int:
            return (
                None,
                "GR005",
                msg("{label}应是四位数的年份，不带引号，如 2025。", label=named(one)),
            )
        if not 1000 <= value <= 9999:
            return (
                None,
                "GR006",
                msg(
                    "{label}应是四位数的年份，现为 {value}。", label=named(one), value=brief(value)
                ),
            )
        return value, "", None
    if one.type == "date":
        if type(value) is not datetime.date:
            return (
                None,
                "GR005",
                msg("{label}应写成不带引号的日期，如 2026-01-20。", label=named(one)),
            )
        return value, "", None
    if one.type == "texts":
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            return None, "GR005", msg('{label}应写成一组文字，如 ["某某局"]。', label=named(one))
        return tuple(value), "", None
    return _word(one, value)


def _word(one: Field, value: object) -> tuple[object, str, Message | None]:
    for word in one.words:
        if value in (word.key, word.label):
            return word.key, "", None
    known = [Words(f'"{word.key}"（{word.label}）', f'"{word.key}"') for word in one.words]
    meant = nearest(str(value), [name for word in one.words for name in (word.key, word.label)])
    if meant is not None:
        return (
            None,
            "GR005",
            msg(
                "{label}没有“{value}”这个值，是不是“{meant}”？可以用：{known}。",
                label=named(one),
                value=brief(value),
                meant=meant,
                known=known,
            ),
        )
    return (
        None,
        "GR005",
        msg(
            "{label}没有“{value}”这个值。可以用：{known}。",
            label=named(one),
            value=brief(value),
            known=known,
        ),
    )


def guess_kind(edition: Edition, organization: str) -> str | None:
    """The kind of organ that a name ends in; the longest ending wins; None when none fits."""
    endings = [
        (len(ending), word.key)
        for word in edition.field_at("kind").words
        for ending in word.endings
        if organization.endswith(ending)
    ]
    return max(endings)[1] if endings else None
