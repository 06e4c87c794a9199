"""Reads the table [report]: organ, year, kind, scope, date, former names."""

from __future__ import annotations

import datetime

from govreport.edition import Edition, Field, named
from govreport.finding import MISSING_KEY, NOT_A_COUNT, WRONG_TYPE, Problem
from govreport.messages import Message, Words, msg
from govreport.report import TEXT
from govreport.tomlio.structure import brief, nearest, no_table, unknown_keys

PLACE = "report"


def read_about(edition: Edition, table: object, problems: list[Problem]) -> dict[str, object]:
    """What [report] says, canonical words for the words; what is wrong goes to `problems`."""
    if not isinstance(table, dict):
        problems.append(no_table(PLACE, table))
        return {}
    about: dict[str, object] = {}
    unknown = unknown_keys(PLACE, [one.key for one in edition.fields], table)
    meant = {problem.expected for problem in unknown}
    problems += [_preamble(one) if one.actual == TEXT else one for one in unknown]
    for one in edition.fields:
        address = f"{PLACE}.{one.key}"
        if one.key not in table:
            if one.required and one.key not in meant:
                message = msg("没有填{label}（{address}）。", label=named(one), address=address)
                problems.append(Problem(MISSING_KEY, message, address))
            continue
        value, code, wrong = parse_field(one, table[one.key])
        if wrong is None:
            about[one.key] = value
        else:
            problems.append(Problem(code, wrong, address, actual=brief(table[one.key])))
    return about


def parse_field(one: Field, value: object) -> tuple[object, str, Message | None]:
    """(canonical value, "", None), or (None, the rule's code, what is wrong)."""
    for word in one.words:
        if value in (word.key, word.label):
            return word.key, "", None
    wrong = _not_a_word(one, value) if one.type == "word" else _wrong(one, value)
    if wrong is not None:
        return None, *wrong
    return tuple(value) if isinstance(value, list) else value, "", None


def _wrong(one: Field, value: object) -> tuple[str, Message] | None:
    """The rule's code and what is wrong with a text, a year, a date or a list of texts."""
    label = named(one)
    if one.type == "text":
        if not isinstance(value, str):
            return WRONG_TYPE, msg("{label}应是带引号的文字。", label=label)
        if not value.strip():
            return MISSING_KEY, msg("{label}是空的。", label=label)
    elif one.type == "year":
        if type(value) is not int:
            return WRONG_TYPE, msg("{label}应是四位数的年份，不带引号，如 2025。", label=label)
        if not 1000 <= value <= 9999:
            shown = brief(value)
            return NOT_A_COUNT, msg(
                "{label}应是四位数的年份，现为 {value}。", label=label, value=shown
            )
    elif one.type == "date":
        if type(value) is not datetime.date:
            return WRONG_TYPE, msg("{label}应写成不带引号的日期，如 2026-01-20。", label=label)
    elif not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return WRONG_TYPE, msg('{label}应写成一组文字，如 ["某某局"]。', label=label)
    return None


def _not_a_word(one: Field, value: object) -> tuple[str, Message]:
    said = {
        "label": named(one),
        "value": brief(value),
        "known": [Words(f'"{word.key}"（{word.label}）', f'"{word.key}"') for word in one.words],
    }
    meant = nearest(str(value), [name for word in one.words for name in (word.key, word.label)])
    if meant is None:
        return WRONG_TYPE, msg("{label}没有“{value}”这个值。可以用：{known}。", **said)
    return WRONG_TYPE, msg(
        "{label}没有“{value}”这个值，是不是“{meant}”？可以用：{known}。", meant=meant, **said
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


def _preamble(unknown: Problem) -> Problem:
    """A text among the facts about a report: the heading above it has been left a comment."""
    message = msg("[report] 里没有“text”。写的是前言的话，把上面 [preamble] 前面的 # 也去掉。")
    return unknown._replace(message=message)
