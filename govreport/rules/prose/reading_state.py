"""What is said of the tables, as values, and what a sentence has said so far while it is read."""

from __future__ import annotations

from typing import Literal, NamedTuple

from govreport.rules.prose.chinese_numbers import Number
from govreport.rules.prose.vocabulary import Quantity, Topic

Kind = Literal["number", "none", "all"]
Columns = tuple[str, ...]
LEFT = frozenset(("carried_over", "open"))  # quantities of what is not closed


class Option(NamedTuple):
    """One way to understand a phrase: a quantity of topics, of certain applicants (none: of all).

    Without a quantity it is what the topic's name says alone; several quantities are added up.
    """

    topics: tuple[Topic, ...]
    quantities: tuple[Quantity, ...] = ()
    columns: Columns = ()


Base = tuple[Number, tuple[Option, ...]]  # a count, and all ways to understand it


class Statement:
    """Something said of the tables, in a piece of the sentence, with all honest ways to read it.

    `within`: the number may be smaller than what the tables count. `base`: the count that `all` is
    said of.
    """

    def __init__(
        self,
        kind: Kind,
        start: int,
        end: int,
        options: tuple[Option, ...],
        number: Number | None = None,
        within: bool = False,
        base: Base | None = None,
    ) -> None:
        self.kind: Kind = kind
        self.start, self.end, self.options = start, end, options
        self.number, self.within, self.base = number, within, base


class State:
    """What the sentence has said so far."""

    seen: tuple[Topic, ...] = ()  # every topic that was named, for what is said of all of them
    quantities: tuple[Quantity, ...] = ()
    counted: tuple[Quantity, ...] = ()  # every quantity that had a number
    columns: Columns = ()
    stray = False  # the sentence has turned to something that no table counts
    last = False  # it is about another year
    plan = False
    other = False  # or another organ
    open = False  # it owns that something is not closed
    narrow = False  # it speaks of some of the cases only: those that came over the web
    some = False  # it has spoken of requests of some outcome, and not of all
    subset = False  # it has counted some requests by a word that is not known: all are all of those
    among: tuple[Topic, ...] = ()  # what the last count was of, when some of those are told of next
    part = False  # a clause has said that only a part of them is told of: 征地领域，
    label = False  # the clause read last only names what is counted, and so did the one before it
    labelled = False
    published = False  # it lists what was published, whatever it is
    base: Base | None = None  # the count that was spoken of last: what follows may be all of it
    reviewed: Base | None = None  # the last count of reviews

    def __init__(self, topics: tuple[Topic, ...] = ()) -> None:
        self.topics = topics

    def whole(self, topics: tuple[Topic, ...]) -> Base | None:
        """The count that all of some topics are; of reviews it holds whatever was told since."""
        told = self.base or self.reviewed
        return told if told is self.base or (told and told[1][0].topics == topics) else None

    def copy(self) -> State:
        """The same, to go on from."""
        found = State()
        found.__dict__.update(self.__dict__)
        return found

    def remember(self, options: tuple[Option, ...], number: Number) -> None:
        """Takes note of a count and of all that it may be."""
        option = options[0]
        self.topics, self.stray, self.published = option.topics, False, False
        self.subset = False
        self.seen = (*self.seen, *(t for t in option.topics if t not in self.seen))
        if option.quantities:
            self.quantities = option.quantities
            self.counted = (*self.counted, *option.quantities)
            if number.high and any(q.key in LEFT for q in option.quantities):
                self.open = True
        if option.columns:
            self.columns = option.columns
            if not option.quantities:
                return
        self.base = number, options
        if option.topics[0].family and not option.quantities:
            self.reviewed = self.base

    def turn_to(self, topics: tuple[Topic, ...]) -> None:
        """From here on the sentence is about these topics; none: about something else."""
        self.topics, self.stray, self.base = topics, not topics, None
