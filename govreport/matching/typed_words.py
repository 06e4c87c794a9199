"""What a person types for a key of [report], or to choose columns: a place in a list, a name, a day."""

from __future__ import annotations

import re
from collections.abc import Sequence

from govreport.edition import Column, Field, named
from govreport.matching.date_words import parse_date, parse_year
from govreport.matching.normal import visible
from govreport.messages import Message, msg
from govreport.tomlio.about import parse_field
from govreport.tomlio.structure import brief

ALL = frozenset(("*", "all", "全部", "都有"))


def typed_value(field: Field, typed: str) -> object | Message:
    """What is typed as the report holds it, or what is wrong with it."""
    value = _meant(field, typed)
    if isinstance(value, Message):
        return value
    parsed, _, wrong = parse_field(field, value)
    return parsed if wrong is None else wrong


def _meant(field: Field, typed: str) -> object | Message:
    """What is typed as a file would hold it: a word by its place, its beginning or a piece of it."""
    if any(not c.isprintable() and c != "\u3000" for c in typed):
        return msg("「{label}」里有看不见的控制字符，没有采用。", label=named(field))
    if field.type == "year":
        return parse_year(typed)
    if field.type == "date":
        return parse_date(typed)
    place = visible(typed)
    if not field.words:
        return typed
    if place.isascii() and place.isdigit():
        if not 1 <= int(place) <= len(field.words):
            return msg("请填 1 到 {count} 的序号。", count=len(field.words))
        return field.words[int(place) - 1].key
    for fits in (str.__eq__, str.startswith, str.__contains__):
        names = [(one.key, (one.label, one.key, one.english.lower())) for one in field.words]
        meant = {key for key, said in names if any(fits(name, place.lower()) for name in said)}
        if len(meant) == 1:
            return meant.pop()
    known = list(map(named, field.words))
    return msg("没有“{value}”这一种；请填序号，或者写：{known}。", value=brief(typed), known=known)


def typed_columns(columns: Sequence[Column], typed: str) -> frozenset[str] | Message:
    """The keys of the columns that are named, or given by their places; or what is wrong with a word."""
    words = [word for word in re.split(r"[\s,，、;；]+", typed.strip().lower()) if word]
    if len(words) == 1 and words[0] in ALL:
        return frozenset(column.key for column in columns)
    key_of = {
        name: column.key
        for place, column in reversed(list(enumerate(columns, 1)))
        for name in (column.label.english.lower(), column.name, column.key, str(place))
    }
    found: set[str] = set()
    for word in words:
        key = key_of.get(visible(word))
        if key is None:
            return msg("没有“{word}”这一类；请填 1 到 {count} 的序号，几类用空格隔开。",
                       word=brief(word), count=len(columns))  # fmt: skip
        found.add(key)
    return frozenset(found)
