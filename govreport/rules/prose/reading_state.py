"""What is said of the tables, as values, and what a sentence has said so far while it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from govreport.rules.prose.chinese_numbers import Number
from govreport.rules.prose.sentences import Token
from govreport.rules.prose.vocabulary import Quantity, Topic

Kind = Literal["number", "none", "all"]
Columns = tuple[str, ...]


class Option(NamedTuple):
    """One way to understand a phrase: a quantity of topics, of certain applicants (none: of all).

    Without a quantity it is what the topic's name says alone; `added` quantities are added up.
    """

    topics: tuple[Topic, ...]
    quantities: tuple[Quantity, ...] = ()
    columns: Columns = ()


class Base(NamedTuple):
    """The count that was spoken of last: what follows may be all of it."""

    number: Number
    options: tuple[Option, ...]


class Statement(NamedTuple):
    """Something said of the tables, in a piece of the sentence, with all honest ways to read it.

    `within`: the number may be smaller than what the tables count. `base` is what `all` is said of,
    `on_time` that it is said of what was due.
    """

    kind: Kind
    start: int
    end: int
    options: tuple[Option, ...]
    number: Number | None = None
    within: bool = False
    base: Base | None = None
    on_time: bool = False


@dataclass
class State:
    """What the sentence has said so far."""

    topics: tuple[Topic, ...] = ()
    seen: tuple[Topic, ...] = ()  # every topic that was named, for what is said of all of them
    quantities: tuple[Quantity, ...] = ()
    counted: tuple[Quantity, ...] = ()  # every quantity that had a number
    columns: Columns = ()
    stray: bool = False  # the sentence has turned to something that no table counts
    last: bool = False  # it is about another year
    plan: bool = False
    other: bool = False  # or another organ
    open: bool = False  # it owns that something is not closed
    narrow: bool = False  # it speaks of some of the cases only: those that came over the web
    base: Base | None = None


class Clause(NamedTuple):
    """What is known of a clause before its numbers are read."""

    tokens: Sequence[Token]
    off: bool  # nothing in it is about the tables
    kinds: frozenset[str]
