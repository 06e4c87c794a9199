"""Claims in a clause: that there was none of something, or that all were.

What the sentence said before, and what its words mean, the `Reader` knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from govreport.rules.prose.parts_told import of_some
from govreport.rules.prose.phrases import CAUSED, Phrase, without_others
from govreport.rules.prose.quantities import contradiction
from govreport.rules.prose.reading_state import Option, Statement
from govreport.rules.prose.vocabulary import data

if TYPE_CHECKING:
    from typing import Protocol

    from govreport.report import Report
    from govreport.rules.prose.reading_state import State
    from govreport.rules.prose.vocabulary import Quantity, Topic

    class Reader(Protocol):
        """Who reads the sentence, and what was read of it so far."""

        report: Report
        text: str
        state: State
        found: list[Statement]

        def quantities(
            self, phrase: Phrase, topics: tuple[Topic, ...]
        ) -> tuple[list[Quantity], bool]: ...


ALL = "均"  # 均未引起复议: of those that were told of
# What makes the clause behind a single case speak of something else.
SINGLE = frozenset(
    ("refer", "except", "others", "last", "plan", "compare", "stray", "part", "carry", "share")
)


def none_claimed(reader: Reader, clause: Phrase) -> Iterator[Statement]:
    """未收到申请, 无行政复议、无行政诉讼: each part of the clause that has its own negation."""
    state = reader.state
    for part in map(without_others, clause.negated()):
        negations = part.places("negation")
        if not negations or part.unknown or part.forbids:
            continue
        said = Phrase(part.tokens[negations[0] + 1 :])
        topics = part.topics or (() if state.stray else state.topics) or said.implied
        if not topics:
            continue
        quantities, clear = reader.quantities(said, topics)
        if not clear or any(q.done or q.within for q in quantities):
            continue
        bare = state.labelled and len(part.tokens) == 1  # 行政复议：无
        if not quantities and not part.topics and not bare:
            continue
        caused = topics[0].key != "request" and (
            part.tokens[negations[0]].text.startswith(ALL)
            or any(t.text in CAUSED for t in said.tokens)
        )
        if caused and of_some(reader.report, state):
            continue  # 不予公开的均附理由，未引发诉讼: those did not
        state.topics, state.stray = topics, False
        content = [
            token
            for n, token in enumerate(part.tokens)
            if n in negations or token.meaning.topic is not None or token.meaning.quantities
        ]
        among = quantities[-1].among if quantities and len(topics) > 1 else ()
        options = tuple(
            Option((topic,), (quantities[-1],) if quantities else (), said.columns)
            for topic in topics
            if not among or topic.key in among
        )
        yield Statement("none", content[0].start, content[-1].end, options)


def all_claimed(reader: Reader, clause: Phrase, at: int) -> Iterator[Statement]:
    """全部办结, 均获维持, 办结率100%: from the word at that place of the clause on."""
    state = reader.state
    topics = clause.topics or (() if state.stray else state.topics)
    if (
        not topics
        or state.open
        or state.subset
        or state.part
        or clause.unknown
        or clause.places("refer", "except", "others", "last")
    ):
        return
    if any(word in reader.text for word in data("words")["open"]):
        return
    if any(q.done for token in clause.tokens[:at] for q in token.meaning.quantities):
        return  # 已办结的均按期答复
    before = Phrase(clause.tokens[:at])
    earlier = any(q.key == "carried_in" for t in before.tokens for q in t.meaning.quantities)
    if (earlier or "carry" in before.kinds) and not state.base:
        return  # 上年结转的均为自然人提出
    said = Phrase(clause.tokens[at:])
    if said.columns and "join" in said.kinds:  # 均为居民或企业提出
        return
    quantities, clear = reader.quantities(said, topics)
    if not clear or not (quantities or said.columns):
        return
    option = Option(topics, (quantities[-1],) if quantities else state.quantities, said.columns)
    end = max(
        said.tokens[0].end,
        *(t.end for t in said.tokens if t.meaning.quantities or t.meaning.columns or t.unit == "%"),
    )
    yield Statement("all", said.tokens[0].start, end, (option,), None, False, state.whole(topics))


def single_claimed(reader: Reader, clause: Phrase) -> Iterator[Statement]:
    """行政复议1件，被纠正: of a single case the outcome is told without a number."""
    state = reader.state
    number = state.base[0] if state.base else None
    if number is None or not number.exact or number.value != 1 or state.open or state.stray:
        return
    if clause.unknown or clause.columns or not SINGLE.isdisjoint(clause.kinds):
        return
    topics = clause.topics or state.topics
    quantities, clear = reader.quantities(clause, topics)
    if not clear or len(quantities) != 1 or not quantities[0].outcome:
        return
    if reader.found and contradiction(reader.report, reader.found[-1]) is not None:
        return  # where the count is wrong, it alone is told
    told = [t for t in clause.tokens if quantities[0] in t.meaning.quantities]
    option = Option(topics, tuple(quantities))
    yield Statement("all", told[0].start, told[-1].end, (option,), None, False, state.base)
