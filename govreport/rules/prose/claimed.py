"""Claims in a clause: that there was none of something, or that all were.

What the sentence said before, and what its words mean, the `Reader` knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from govreport.rules.prose.phrases import (
    coordinated,
    forbids,
    has_quantity,
    has_unknown,
    implied_topic,
    is_topic,
    named_topics,
)
from govreport.rules.prose.reading_state import Clause, Columns, Option, Statement
from govreport.rules.prose.vocabulary import vocabulary

if TYPE_CHECKING:
    from govreport.rules.prose.statements import Reader


def none_claimed(reader: Reader, clause: Clause) -> Iterator[Statement]:
    """未收到申请, 无行政复议、无行政诉讼: each part of the clause that has its own negation."""
    state = reader.state
    for part in coordinated(clause.tokens):
        at = next((n for n, t in enumerate(part) if t.is_of("negation")), -1)
        said = part[at + 1 :]
        topics = named_topics(part) or (() if state.stray else state.topics) or implied_topic(said)
        if at < 0 or not topics or has_unknown(part) or any(forbids(t) for t in part):
            continue
        quantities, clear = reader.quantities(said, topics)
        if not clear or any(q.done or q.within for q in quantities):
            continue
        if not quantities and not named_topics(part):
            continue
        state.topics, state.stray = topics, False
        columns: Columns = next(
            (t.meaning.columns for t in said if t.meaning and t.meaning.columns), ()
        )
        content = [t for t in part if is_topic(t) or t.is_of("negation") or has_quantity(t)]
        options = tuple(
            Option((topic,), (quantities[-1],) if quantities else (), columns) for topic in topics
        )
        yield Statement("none", content[0].start, content[-1].end, options)


def all_claimed(reader: Reader, clause: Clause, at: int) -> Iterator[Statement]:
    """全部办结, 均获维持, 办结率100%: from the word at that place of the clause on."""
    state = reader.state
    piece = clause.tokens
    topics = named_topics(piece) or (() if state.stray else state.topics)
    owned = vocabulary().data["words"]["open"]
    if not topics or state.open or has_unknown(piece) or any(w in reader.text for w in owned):
        return
    if any(token.is_of("refer") or token.is_of("others") or token.is_of("last") for token in piece):
        return
    said = piece[at:]
    quantities, clear = reader.quantities(said, topics)
    columns: Columns = next(
        (t.meaning.columns for t in said if t.meaning and t.meaning.columns), ()
    )
    if not clear or not (quantities or columns):
        return
    on_time = any(
        word in token.text for token in piece for word in vocabulary().data["words"]["on_time"]
    )
    content = [
        token for token in said if has_quantity(token) or (token.meaning and token.meaning.columns)
    ]
    option = Option(topics, (quantities[-1],) if quantities else state.quantities, columns)
    end = max(content[-1].end, said[0].end, *(t.end for t in said if t.unit == "%"))
    yield Statement("all", piece[at].start, end, (option,), None, False, state.base, on_time)
