"""The words of `editions/_prose.toml`, ready to be looked up.

Reads the file when it is first asked for. Decides nothing about a sentence. What is defined here and in
the modules that read sentences are plain classes: a dataclass takes half a millisecond to define.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Any

import rtoml

from govreport.edition.load import EDITIONS_DIR

FILE = EDITIONS_DIR / "_prose.toml"
NO_WORDS = frozenset(("units", "money", "open"))  # lists under [words] of what is no word by itself


class Topic:
    """What a sentence may count. Topics of one `family` are counted together (复议、诉讼共 5 件).

    `scale`: what one in the table is, in the unit of the text.
    """

    def __init__(self, one: Mapping[str, Any], units: Sequence[str]) -> None:
        self.key: str = one["key"]
        self.family: str = one.get("family", "")
        self.rows: tuple[str, ...] = tuple(one.get("rows", ()))
        self.readings: tuple[str, ...] = tuple(one["readings"])
        self.units: tuple[str, ...] = tuple(one.get("units", units))
        self.scale: int = one.get("scale", 1)


class Quantity:
    """What is said of a topic. `implies` is the topic that its words tell by themselves; `needs` must
    stand in the sentence for them to be meant, none of `unless` may. The rest is said in `_prose.toml`.
    """

    def __init__(self, one: Mapping[str, Any]) -> None:
        self.key: str = one["key"]
        self.topics: tuple[str, ...] = tuple(one["topics"])
        self.readings: tuple[str, ...] = tuple(one["readings"])
        self.implies: str = one.get("implies", "")
        self.among: tuple[str, ...] = tuple(one.get("among", ()))
        self.within: bool = one.get("within", False)
        self.done: bool = one.get("done", False)
        self.outcome: bool = one.get("outcome", False)
        self.needs: str = one.get("needs", "")
        self.unless: tuple[str, ...] = tuple(one.get("unless", ()))

    def is_meant(self, text: str) -> bool:
        """Whether the sentence lets its words mean this."""
        return self.needs in text and not (self.unless and any(w in text for w in self.unless))


class Meaning:
    """All that a word may be: a topic, quantities by topic, the columns of an applicant, and kinds
    (the lists under [words] that it stands in).
    """

    topic: Topic | None = None
    quantities: tuple[Quantity, ...] = ()
    columns: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()

    def __init__(self, *kinds: str) -> None:
        if kinds:
            self.kinds = frozenset(kinds)

    @cached_property
    def tells(self) -> bool:
        """Whether it is part of what is counted."""
        counted = self.quantities and "fill" not in self.kinds
        return bool(self.topic or self.columns or counted or "carry" in self.kinds)


UNKNOWN, NOTHING, FILL, SELF = Meaning(), Meaning(), Meaning("fill"), Meaning("own")
BREAKS = "，；：,（）."
QUOTES = '“”"‘’「」'
OWN = "\ue000"  # stands for the organ's own name, character by character


class Vocabulary:
    """`data` is the file. The rest is put together when a sentence is read."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data

    @cached_property
    def topics(self) -> Mapping[str, Topic]:
        units = self.data["words"]["units"]
        return {one["key"]: Topic(one, units) for one in self.data["topics"]}

    @cached_property
    def quantities(self) -> Mapping[str, Quantity]:
        return {one["key"]: Quantity(one) for one in self.data["quantities"]}

    @cached_property
    def meanings(self) -> Mapping[str, Meaning]:
        found: dict[str, Meaning] = {}
        for word, key in _words(self.data["topics"], "key"):
            found.setdefault(word, Meaning()).topic = self.topics[key]
        for word, key in _words(self.data["quantities"], "key"):
            meaning = found.setdefault(word, Meaning())
            meaning.quantities = (*meaning.quantities, self.quantities[key])
        for word, columns in _words(self.data["applicants"], "columns"):
            found.setdefault(word, Meaning()).columns = tuple(columns)
        for kind, words in self.data["words"].items():
            if kind not in NO_WORDS:
                alone = frozenset((kind,))
                for word in words:
                    meaning = found.setdefault(word, Meaning())
                    meaning.kinds = meaning.kinds | alone if meaning.kinds else alone
        found |= dict.fromkeys(BREAKS, NOTHING) | dict.fromkeys(QUOTES, FILL)
        return found

    @cached_property
    def units(self) -> tuple[str, ...]:
        """The units of counts, of one or two characters; the first is that of cases."""
        return (*self.data["words"]["units"], *self.data["words"]["money"])

    @cached_property
    def lengths(self) -> Mapping[str, tuple[int, ...]]:
        """By the first two characters, how long the words are that begin with them, longest first."""
        found: dict[str, set[int]] = {}
        for word in self.meanings:
            found.setdefault(word[:2], {1}).add(len(word))
        return {begin: tuple(sorted(sizes, reverse=True)) for begin, sizes in found.items()}


def _words(entries: Iterable[Mapping[str, Any]], key: str) -> Iterator[tuple[str, Any]]:
    for one in entries:
        for word in one["words"]:
            yield word, one[key]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of all editions."""
    return Vocabulary(rtoml.loads(FILE.read_text("utf-8")))


def data(section: str) -> Any:
    """A section of the file: a table, or a list of tables."""
    return vocabulary().data[section]


def pattern(words: Iterable[str]) -> re.Pattern[str]:
    """What finds any of some words."""
    return re.compile("|".join(map(re.escape, words)))
