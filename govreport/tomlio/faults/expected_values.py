"""What the keys of a report file hold, and what people call them: all of it said by the editions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from govreport.edition import Row, editions
from govreport.report import NOTE, PREAMBLE, TEXT

Wanted = Literal["number", "text", "texts", "word", "year", "date", ""]
ABOUT = "report"
ITEMS = ("waivers",)  # arrays of tables: their headers have two brackets
OTHERS: Mapping[str, Wanted] = {
    TEXT: "text", NOTE: "text", "edition": "word", "code": "word", "cell": "word", "reason": "text",
}  # fmt: skip


def wanted(table: str, key: str) -> Wanted:
    """What belongs behind a key in a table; empty where that is not known."""
    if table == ABOUT and key in _about():
        return _about()[key]
    if key in OTHERS:
        return OTHERS[key]
    return "number" if key in _columns() else ""


@cache
def known_keys() -> frozenset[str]:
    """All keys that a value may stand behind."""
    return frozenset((*_about(), *OTHERS, *_columns()))


@cache
def known_tables() -> frozenset[str]:
    """All tables that have a header of their own."""
    sections = (section.key for one in editions() for section in one.sections)
    return frozenset((ABOUT, PREAMBLE, *ITEMS, *sections, *(row.address for row in rows())))


@cache
def unit_of(key: str) -> str:
    """The unit of a number, where the official table prints one."""
    return next(
        (c.label.unit for one in editions() for row in one.rows for c in row.columns
         if c.key == key and c.label.unit),
        "",
    )  # fmt: skip


def key_of(table: str, label: str) -> str | None:
    """The key that an official name stands for in a table."""
    name = "".join(label.split())
    if table == ABOUT:
        fields = (field for one in editions() for field in one.fields)
        return next((field.key for field in fields if field.label == name), None)
    for row in rows():
        for column in row.columns:
            if name in (column.label.label, *column.label.aliases) and table in (row.address, ""):
                return column.key
    return None


def table_of(label: str) -> str | None:
    """The table that an official name of a section stands for."""
    name = "".join(label.split())
    for one in editions():
        for section in one.sections:
            heading = section.heading.removeprefix(section.number).lstrip("、")
            if name in (section.heading, heading, *section.aliases):
                return section.key
    return None


@cache
def rows() -> tuple[Row, ...]:
    """The rows of every edition, the newest first."""
    return tuple(row for one in reversed(editions()) for row in one.rows)


def following(table: str) -> str | None:
    """The table of the row that officially follows another; the newest edition that has it says so."""
    for one in reversed(editions()):
        addresses = [row.address for row in one.rows]
        if table in addresses[:-1]:
            return addresses[addresses.index(table) + 1]
    return None


@cache
def _about() -> Mapping[str, Wanted]:
    kinds: Mapping[str, Wanted] = {
        "text": "word", "texts": "texts", "word": "word", "year": "year", "date": "date",
    }  # fmt: skip
    return {field.key: kinds[field.type] for one in editions() for field in one.fields}


@cache
def _columns() -> frozenset[str]:
    return frozenset(column.key for row in rows() for column in row.columns)
