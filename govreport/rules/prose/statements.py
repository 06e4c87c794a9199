"""What a sentence says of the tables: how many of what, that there was none, or that all were.

Read clause by clause, from left to right, with what was said before kept in mind: which topic, which
quantity, whose applications, and whether the sentence is about this year and this organ at all. Of a
phrase with a word that is not understood nothing is said: a false alarm costs more than a miss.
Whether the tables agree is looked up in `quantities`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from govreport.rules.prose.chinese_numbers import Number
from govreport.rules.prose.sentences import Sentence, Token, clauses, tokens
from govreport.rules.prose.vocabulary import Quantity, Topic, vocabulary

Kind = Literal["number", "none", "all"]
Columns = tuple[str, ...]
TURNS = frozenset(("this", "last", "plan", "others", "region", "own"))


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


@dataclass
class Reader:
    """Reads the sentences of one report. `rolled_up`: it speaks for a whole region."""

    year: int
    names: Sequence[str]
    rolled_up: bool
    found: list[Statement] = field(default_factory=list)
    text: str = ""

    def read(self, sentence: Sentence, before: tuple[Topic, ...] = ()) -> list[Statement]:
        """The statements of a sentence; `before` are the topics of the one before it."""
        self.found = []
        self.text = sentence.text
        self.state = State(topics=before)
        outer: list[State] = []
        for depth, piece in clauses(tokens(sentence, self.names)):
            while len(outer) > depth:
                self.state = outer.pop()
            while len(outer) < depth:
                outer.append(self.state)
                self.state = replace(self.state)
            self._clause(piece)
        return self.found

    def _clause(self, piece: Sequence[Token]) -> None:
        kinds = frozenset[str]().union(*[token.kinds for token in piece])
        dated = any(token.unit in ("年", "月") for token in piece)
        if dated or not kinds.isdisjoint(TURNS):
            self._turn(piece, kinds)
        state = self.state
        off = state.last or state.plan or state.other or "compare" in kinds
        clause = Clause(piece, off or (dated and _part_of_year(piece)), kinds)
        counts = [n for n, token in enumerate(piece) if token.is_count]
        if counts:
            self._counts(clause, counts)
        elif not self._claims(clause):
            self._mention(piece)

    def _turn(self, piece: Sequence[Token], kinds: frozenset[str]) -> None:
        """Takes note of whether the sentence speaks of this year, of this organ, of what is done."""
        state = self.state
        carried, comparing, own = "carry" in kinds, "compare" in kinds, "own" in kinds
        for token in piece:
            if token.unit == "年" and token.number is not None and not carried and not comparing:
                state.last = token.number.value != self.year
            elif token.is_of("this"):
                state.last = False
            elif token.is_of("last") and not carried and not comparing:
                state.last = True
            elif token.is_of("plan") and not (carried and token.is_of("next")):
                state.plan = True
            elif token.is_of("others") or (token.is_of("region") and not self.rolled_up):
                state.other, own = True, False
            elif token.is_of("own") and own:
                state.other = False

    # ── numbers ─────────────────────────────────────────────────────────────────────────────────

    def _counts(self, clause: Clause, counts: Sequence[int]) -> None:
        """Each number with its words: those before it, and those behind it that no 、 cuts off."""
        piece = clause.tokens
        behind = _content(piece[: counts[0]]) is None  # 2件予以公开、1件无法提供
        before = list(piece[: counts[0]])
        for n, at in enumerate(counts):
            gap = list(piece[at + 1 : counts[n + 1] if n + 1 < len(counts) else len(piece)])
            joint = next((k for k, token in enumerate(gap) if token.is_of("join")), len(gap))
            claim = next(
                (k for k, t in enumerate(gap) if t.is_of("all") or t.is_of("negation")), len(gap)
            )
            last = n + 1 == len(counts)
            if last or joint < len(gap) or behind:
                after, following = gap[: min(joint, claim)], gap[joint + 1 :]
            else:
                after, following = [], gap
            self._count(clause, [*before, *after], piece[at])
            if last and claim < len(gap):
                self._claims(Clause(gap, clause.off, clause.kinds))
            before = following

    def _count(self, clause: Clause, phrase: list[Token], count: Token) -> None:
        """One number with the words around it."""
        state = self.state
        if any(token.is_of("negation") for token in phrase):  # 无一例
            state.base = None
            return
        number = _inexact(phrase, count)
        named = _topics(phrase)
        options, clear = self._options(phrase, named)
        if not clear or not options:
            if named or _unknown(phrase) or any(token.is_of("stray") for token in phrase):
                state.stray, state.topics, state.base = True, (), None
            return
        topics = options[0].topics
        if count.unit not in topics[0].units or number is None:
            state.stray, state.base = True, None
            return
        self._remember(options, number)
        if clause.off or any(token.is_of("refer") for token in phrase):
            state.base = None
            return
        spoken = {quantity for option in options for quantity in option.quantities}
        first_one = next((t for t in phrase if _tells(t) or _says(t, spoken)), count)
        shared = any(token.is_of("share") for token in phrase)
        state.narrow = shared or (state.narrow and not named)
        within = state.narrow or any(
            quantity.within for option in options for quantity in option.quantities
        )
        keys = {q.key for option in options for q in option.quantities}
        within = within or ("carried_in" in keys and len(keys) > 1 and "carried_over" not in keys)
        start = min(first_one.start, count.start)
        end = max([count.end, *(t.end for t in phrase if _tells(t))])
        self.found.append(Statement("number", start, end, options, number, within))

    def _remember(self, options: tuple[Option, ...], number: Number) -> None:
        state = self.state
        option = options[0]
        state.topics = option.topics
        state.stray = False
        state.seen = (*state.seen, *(t for t in option.topics if t not in state.seen))
        if option.quantities:
            state.quantities = option.quantities
            state.counted = (*state.counted, *option.quantities)
            if number.high and any(q.key in ("carried_over", "open") for q in option.quantities):
                state.open = True
        if option.columns:
            state.columns = option.columns
            if not option.quantities:
                return
        state.base = Base(number, options)

    def _options(
        self, phrase: Sequence[Token], named: tuple[Topic, ...]
    ) -> tuple[tuple[Option, ...], bool]:
        """All ways to read a phrase, and whether every word of it is understood."""
        state = self.state
        topics = named or state.topics
        columns: Columns = next(
            (t.meaning.columns for t in reversed(phrase) if t.meaning and t.meaning.columns), ()
        )
        if not topics and not state.stray:
            topics = _implied(phrase)
        if not topics:
            return (), not _unknown(phrase)
        quantities, clear = self._quantities(phrase, topics)
        if not clear:
            return (), False
        groups = [topics]
        if not named and len(state.seen) > 1:
            family = tuple(t for t in state.seen if t.family and t.family == topics[0].family)
            groups += [family] if len(family) > 1 else []
        whose = [columns] if columns else [(), *([state.columns] if state.columns else [])]
        if quantities:
            ways: list[tuple[Quantity, ...]] = [(one,) for one in quantities]
            if len(quantities) > 1:
                ways.append(tuple(quantities))
        elif named:
            fitting = _fitting(state.quantities, topics)
            ways = [*((one,) for one in fitting), ()]
        elif columns:
            ways = [(one,) for one in reversed(_fitting(state.counted or state.quantities, topics))]
            ways = ways or [()]
        else:
            return (), True
        return tuple(
            Option(group, way, who) for way in ways for group in groups for who in whose
        ), True

    def _quantities(
        self, phrase: Sequence[Token], topics: tuple[Topic, ...]
    ) -> tuple[list[Quantity], bool]:
        """The quantities that a phrase names of topics, and whether all its words are understood."""
        quantities: list[Quantity] = []
        weak: list[Quantity] = []  # of words that may as well say nothing, like 办理
        clear = True
        for token in phrase:
            meaning = token.meaning
            if meaning is None:
                clear = False
                continue
            if token.number is not None or meaning.topic in topics:
                continue
            fitting = _fitting(meaning.quantities, topics)
            fitting = [one for one in fitting if self._meant(one)]
            if fitting:
                told = weak if "fill" in token.kinds else quantities
                told += (one for one in fitting if one not in told)
            elif meaning.topic is not None and meaning.topic.key == "request":
                continue  # 因政府信息公开申请引起的行政复议
            elif not meaning.columns and not meaning.kinds - {"stray"}:
                clear = False
        if any(token.is_of("carry") for token in phrase):
            quantities = [*quantities, *self._carried(phrase)]
        return quantities or weak, clear and bool(topics)

    def _meant(self, quantity: Quantity) -> bool:
        """Whether the rest of the sentence lets a word mean this."""
        return quantity.needs in self.text and not any(
            word in self.text for word in quantity.unless
        )

    def _carried(self, phrase: Sequence[Token]) -> list[Quantity]:
        """结转 with a year beside it: carried in from the one, or over to the other; else either."""
        years = {t.number.value for t in phrase if t.unit == "年" and t.number is not None}
        known = {q.key: q for m in vocabulary().meanings.values() for q in m.quantities}
        carried_in, carried_over = known["carried_in"], known["carried_over"]
        if any(token.is_of("next") for token in phrase) or self.year + 1 in years:
            return [carried_over]
        if any(token.is_of("last") for token in phrase) or self.year - 1 in years:
            return [carried_in]
        return [carried_in, carried_over]

    def _mention(self, piece: Sequence[Token]) -> None:
        """A clause without a number: what it is about is kept in mind."""
        state = self.state
        topics = _topics(piece)
        stray = [
            n for n, token in enumerate(piece) if token.is_of("stray") and not _is_topic(token)
        ]
        at = [n for n, token in enumerate(piece) if _is_topic(token)]
        if stray and (not at or stray[-1] > at[-1]):
            state.stray, state.topics, state.base = True, (), None
        elif topics:
            state.topics, state.stray, state.base = topics, False, None
            fitting = [
                q for t in piece if t.meaning for q in _fitting(t.meaning.quantities, topics)
            ]
            state.quantities = tuple(fitting)
        elif _unknown(piece) and not state.seen:
            state.stray, state.topics = True, ()

    # ── none, and all ───────────────────────────────────────────────────────────────────────────

    def _claims(self, clause: Clause) -> bool:
        """What a clause without a number claims; False when it claims nothing."""
        piece = clause.tokens
        if clause.kinds.isdisjoint(("negation", "all")) and not any(t.unit == "%" for t in piece):
            return False
        at = next((n for n, token in enumerate(piece) if token.is_of("negation")), None)
        if at is not None:
            found = list(self._none(clause, at))
        else:
            at = next((n for n, token in enumerate(piece) if token.is_of("all")), None)
            if at is None:
                at = _rate(piece)
            found = list(self._all(clause, at)) if at is not None else []
        self.found += [] if clause.off else found
        return bool(found)

    def _none(self, clause: Clause, at: int) -> Iterator[Statement]:
        state = self.state
        for part in _coordinated(clause.tokens):
            at = next((n for n, t in enumerate(part) if t.is_of("negation")), -1)
            said = part[at + 1 :]
            topics = _topics(part) or (() if state.stray else state.topics) or _implied(said)
            if at < 0 or not topics or _unknown(part) or any(_forbids(t) for t in part):
                continue
            quantities, clear = self._quantities(said, topics)
            if not clear or any(q.done or q.within for q in quantities):
                continue
            if not quantities and not _topics(part):
                continue
            state.topics, state.stray = topics, False
            columns: Columns = next(
                (t.meaning.columns for t in said if t.meaning and t.meaning.columns), ()
            )
            content = [t for t in part if _is_topic(t) or t.is_of("negation") or _has_quantity(t)]
            options = tuple(
                Option((topic,), (quantities[-1],) if quantities else (), columns)
                for topic in topics
            )
            yield Statement("none", content[0].start, content[-1].end, options)

    def _all(self, clause: Clause, at: int) -> Iterator[Statement]:
        state = self.state
        piece = clause.tokens
        topics = _topics(piece) or (() if state.stray else state.topics)
        owned = vocabulary().data["words"]["open"]
        if not topics or state.open or _unknown(piece) or any(w in self.text for w in owned):
            return
        if any(
            token.is_of("refer") or token.is_of("others") or token.is_of("last") for token in piece
        ):
            return
        said = piece[at:]
        quantities, clear = self._quantities(said, topics)
        columns: Columns = next(
            (t.meaning.columns for t in said if t.meaning and t.meaning.columns), ()
        )
        if not clear or not (quantities or columns):
            return
        on_time = any(
            word in token.text for token in piece for word in vocabulary().data["words"]["on_time"]
        )
        content = [
            token
            for token in said
            if _has_quantity(token) or (token.meaning and token.meaning.columns)
        ]
        option = Option(topics, (quantities[-1],) if quantities else state.quantities, columns)
        end = max(content[-1].end, said[0].end, *(t.end for t in said if t.unit == "%"))
        yield Statement("all", piece[at].start, end, (option,), None, False, state.base, on_time)


def _is_topic(token: Token) -> bool:
    return token.meaning is not None and token.meaning.topic is not None


def _rate(piece: Sequence[Token]) -> int | None:
    """Where 办结率 stands, of which it is said that it is 100%."""
    whole = any(t.number is not None and t.unit == "%" and t.number.value == 100 for t in piece)
    rates = (n for n, token in enumerate(piece) if token.text.endswith("率") and token.meaning)
    return next(rates, None) if whole else None


def _has_quantity(token: Token) -> bool:
    return token.meaning is not None and bool(token.meaning.quantities)


def _unknown(piece: Sequence[Token]) -> bool:
    return any(token.meaning is None for token in piece)


def _forbids(token: Token) -> bool:
    """Whether a word makes a negation speak of something narrower than what the tables count."""
    kinds = token.meaning.kinds if token.meaning is not None else frozenset()
    if _is_topic(token) or _has_quantity(token):
        return False
    return (
        bool(kinds & {"stray", "others", "refer", "compare", "plan", "share", "carry"})
        and "fill" not in kinds
    )


def _tells(token: Token) -> bool:
    """Whether a word is part of what is counted."""
    meaning = token.meaning
    if meaning is None:
        return False
    counted = meaning.quantities and "fill" not in meaning.kinds
    return bool(meaning.topic or meaning.columns or counted or "carry" in meaning.kinds)


def _says(token: Token, quantities: set[Quantity]) -> bool:
    return token.meaning is not None and not quantities.isdisjoint(token.meaning.quantities)


def _content(piece: Sequence[Token]) -> Token | None:
    """The first word that tells what is counted."""
    for token in piece:
        if token.meaning is None or _tells(token) or "stray" in token.kinds:
            return token
    return None


def _topics(piece: Sequence[Token]) -> tuple[Topic, ...]:
    """The topic that a phrase is about: the last one named, with those joined to it."""
    named = [token.meaning.topic for token in piece if token.meaning and token.meaning.topic]
    if not named:
        return ()
    last = named[-1]
    if not last.family:
        return (last,)
    return tuple(dict.fromkeys(topic for topic in named if topic.family == last.family))


def _implied(piece: Sequence[Token]) -> tuple[Topic, ...]:
    """The topic that the words of a phrase tell by themselves."""
    topics = vocabulary().topics
    for token in piece:
        for quantity in token.meaning.quantities if token.meaning else ():
            if quantity.implies:
                return (topics[quantity.implies],)
    return (topics["request"],) if any(token.is_of("carry") for token in piece) else ()


def _fitting(quantities: Sequence[Quantity], topics: tuple[Topic, ...]) -> list[Quantity]:
    return [one for one in dict.fromkeys(quantities) if all(t.key in one.topics for t in topics)]


def _inexact(phrase: Sequence[Token], count: Token) -> Number | None:
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


def _part_of_year(piece: Sequence[Token]) -> bool:
    """Whether a clause names months that are not the whole year: 1月至6月, but not 截至12月31日."""
    months = {token.number.value for token in piece if token.unit == "月" and token.number}
    return bool(months) and months not in ({12.0}, {1.0, 12.0})


def _coordinated(piece: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """A clause, or each part of it that has its own negation: 无行政复议、无行政诉讼."""
    starts = [n for n, token in enumerate(piece) if token.is_of("negation")]
    cuts = [0]
    for start in starts[1:]:
        joints = [n for n in range(cuts[-1] + 1, start + 1) if piece[n].is_of("join")]
        if joints:
            cuts.append(joints[-1])
    for n, start in enumerate(cuts):
        yield piece[start : cuts[n + 1] if n + 1 < len(cuts) else len(piece)]
