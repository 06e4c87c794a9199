"""The words of `editions/_prose.toml`, ready to be looked up, and the cells that each edition has for them.

Reads the file when it is first asked for. Decides nothing about a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import rtoml

from govreport.edition import Edition
from govreport.edition.load import EDITIONS_DIR

FILE = EDITIONS_DIR / "_prose.toml"
TOTAL = ("total",)
Terms = tuple[tuple[int, int], ...]  # a reading: signs and numbers of cells


class Topic(NamedTuple):
    """What a sentence may count. Topics of one `family` are counted together (复议、诉讼共 5 件)."""

    key: str
    family: str
    rows: tuple[str, ...]
    readings: tuple[str, ...]
    units: tuple[str, ...]
    scale: int  # what one in the table is, in the unit of the text


class Quantity(NamedTuple):
    """What is said of a topic. `implies` is the topic that its words tell by themselves; `needs` must
    stand in the sentence for them to be meant, none of `unless` may. The rest is said in `_prose.toml`.
    """

    key: str
    topics: tuple[str, ...]
    readings: tuple[str, ...]
    implies: str
    within: bool
    done: bool
    needs: str
    unless: tuple[str, ...]


class Meaning(NamedTuple):
    """All that a word may be: a topic, quantities by topic, the columns of an applicant, and kinds
    (the lists under [words] that it stands in).
    """

    topic: Topic | None = None
    quantities: tuple[Quantity, ...] = ()
    columns: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()


class Vocabulary(NamedTuple):
    """`lengths` gives, by first character, how long the words are that begin with it, longest first."""

    meanings: Mapping[str, Meaning]
    lengths: Mapping[str, tuple[int, ...]]
    topics: Mapping[str, Topic]
    data: Mapping[str, Any]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of all editions."""
    data = rtoml.loads(FILE.read_text("utf-8"))
    topics: dict[str, Topic] = {}
    meanings: dict[str, Meaning] = {}
    for one in data["topics"]:
        topic = Topic(
            one["key"],
            one.get("family", ""),
            tuple(one.get("rows", ())),
            tuple(one["readings"]),
            tuple(one.get("units", data["words"]["units"])),
            one.get("scale", 1),
        )
        topics[topic.key] = topic
        for word in one["words"]:
            meanings[word] = meanings.get(word, Meaning())._replace(topic=topic)
    for one in data["quantities"]:
        quantity = Quantity(
            one["key"],
            tuple(one["topics"]),
            tuple(one["readings"]),
            one.get("implies", ""),
            one.get("within", False),
            one.get("done", False),
            one.get("needs", ""),
            tuple(one.get("unless", ())),
        )
        for word in one["words"]:
            meaning = meanings.get(word, Meaning())
            meanings[word] = meaning._replace(quantities=(*meaning.quantities, quantity))
    for one in data["applicants"]:
        for word in one["words"]:
            meaning = meanings.get(word, Meaning())
            meanings[word] = meaning._replace(columns=tuple(one["columns"]))
    for kind, words in data["words"].items():
        if kind in ("units", "money", "open"):
            continue
        for word in words:
            meaning = meanings.get(word, Meaning())
            meanings[word] = meaning._replace(kinds=meaning.kinds | {kind})
    return Vocabulary(meanings, _lengths(meanings), topics, data)


def _lengths(words: Mapping[str, Meaning]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[0], set()).add(len(word))
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in found.items()}


@cache
def cells_of(
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
