"""What the words of a phrase are about: topics, quantities, and whether all of them are understood.

Questions about a few tokens; what a sentence said before is not known here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govreport.rules.prose.chinese_numbers import Number
from govreport.rules.prose.sentences import Token
from govreport.rules.prose.vocabulary import Quantity, Topic, vocabulary


def is_topic(token: Token) -> bool:
    """Whether a word names a topic."""
    return token.meaning is not None and token.meaning.topic is not None


def rate_place(piece: Sequence[Token]) -> int | None:
    """Where 办结率 stands, of which it is said that it is 100%."""
    whole = any(t.number is not None and t.unit == "%" and t.number.value == 100 for t in piece)
    rates = (n for n, token in enumerate(piece) if token.text.endswith("率") and token.meaning)
    return next(rates, None) if whole else None


def has_quantity(token: Token) -> bool:
    """Whether a word may say something that is counted."""
    return token.meaning is not None and bool(token.meaning.quantities)


def has_unknown(piece: Sequence[Token]) -> bool:
    """Whether there is a word that is not understood."""
    return any(token.meaning is None for token in piece)


def forbids(token: Token) -> bool:
    """Whether a word makes a negation speak of something narrower than what the tables count."""
    kinds = token.meaning.kinds if token.meaning is not None else frozenset()
    if is_topic(token) or has_quantity(token):
        return False
    return (
        bool(kinds & {"stray", "others", "refer", "compare", "plan", "share", "carry"})
        and "fill" not in kinds
    )


def tells(token: Token) -> bool:
    """Whether a word is part of what is counted."""
    meaning = token.meaning
    if meaning is None:
        return False
    counted = meaning.quantities and "fill" not in meaning.kinds
    return bool(meaning.topic or meaning.columns or counted or "carry" in meaning.kinds)


def says_one_of(token: Token, quantities: set[Quantity]) -> bool:
    """Whether a word says one of those quantities."""
    return token.meaning is not None and not quantities.isdisjoint(token.meaning.quantities)


def first_content(piece: Sequence[Token]) -> Token | None:
    """The first word that tells what is counted."""
    for token in piece:
        if token.meaning is None or tells(token) or "stray" in token.kinds:
            return token
    return None


def named_topics(piece: Sequence[Token]) -> tuple[Topic, ...]:
    """The topic that a phrase is about: the last one named, with those joined to it."""
    named = [token.meaning.topic for token in piece if token.meaning and token.meaning.topic]
    if not named:
        return ()
    last = named[-1]
    if not last.family:
        return (last,)
    return tuple(dict.fromkeys(topic for topic in named if topic.family == last.family))


def implied_topic(piece: Sequence[Token]) -> tuple[Topic, ...]:
    """The topic that the words of a phrase tell by themselves."""
    topics = vocabulary().topics
    for token in piece:
        for quantity in token.meaning.quantities if token.meaning else ():
            if quantity.implies:
                return (topics[quantity.implies],)
    return (topics["request"],) if any(token.is_of("carry") for token in piece) else ()


def fitting(quantities: Sequence[Quantity], topics: tuple[Topic, ...]) -> list[Quantity]:
    """Those of some quantities that can be said of all the topics."""
    return [one for one in dict.fromkeys(quantities) if all(t.key in one.topics for t in topics)]


def inexact(phrase: Sequence[Token], count: Token) -> Number | None:
    """The number with what 约, 超过 and the like before it make of it."""
    number = count.number
    if number is None or not phrase:
        return number
    before = next((t for t in reversed(phrase) if t.end == count.start), phrase[-1])
    if before.is_of("about"):
        return number._replace(low=number.low * 0.7, high=number.high * 1.3 + 1)
    if before.is_of("at_least"):
        return number._replace(high=float("inf"))
    if before.is_of("at_most"):
        return number._replace(low=0)
    return number


def part_of_year(piece: Sequence[Token]) -> bool:
    """Whether a clause names months that are not the whole year: 1月至6月, but not 截至12月31日."""
    months = {token.number.value for token in piece if token.unit == "月" and token.number}
    return bool(months) and months not in ({12.0}, {1.0, 12.0})


def coordinated(piece: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """A clause, or each part of it that has its own negation: 无行政复议、无行政诉讼."""
    starts = [n for n, token in enumerate(piece) if token.is_of("negation")]
    cuts = [0]
    for start in starts[1:]:
        joints = [n for n in range(cuts[-1] + 1, start + 1) if piece[n].is_of("join")]
        if joints:
            cuts.append(joints[-1])
    for n, start in enumerate(cuts):
        yield piece[start : cuts[n + 1] if n + 1 < len(cuts) else len(piece)]
