"""What a sentence says of the tables: how many of what, that there was none, or that all were.

Read clause by clause, from left to right, with what was said before kept in mind: which topic, which
quantity, whose applications, and whether the sentence is about this year and this organ at all. Of a
phrase with a word that is not understood nothing is said: a false alarm costs more than a miss.
Whether the tables agree is looked up in `quantities`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from govreport.rules.prose.chinese_numbers import Number
from govreport.rules.prose.claimed import all_claimed, none_claimed
from govreport.rules.prose.phrases import (
    first_content,
    fitting,
    has_unknown,
    implied_topic,
    inexact,
    is_topic,
    named_topics,
    part_of_year,
    rate_place,
    says_one_of,
    tells,
)
from govreport.rules.prose.reading_state import Base, Clause, Columns, Option, State, Statement
from govreport.rules.prose.sentences import Sentence, Token, clauses, tokens
from govreport.rules.prose.vocabulary import Quantity, Topic, vocabulary

TURNS = frozenset(("this", "last", "plan", "others", "region", "own"))


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
            self.state.plan = self.state.plan or (dated and part_of_year(piece))
        state = self.state
        off = state.last or state.plan or state.other or "compare" in kinds
        clause = Clause(piece, off, kinds)
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
        behind = first_content(piece[: counts[0]]) is None  # 2件予以公开、1件无法提供
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
        number = inexact(phrase, count)
        named = named_topics(phrase)
        options, clear = self._options(phrase, named)
        if not clear or not options:
            if named or has_unknown(phrase) or any(token.is_of("stray") for token in phrase):
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
        first_one = next((t for t in phrase if tells(t) or says_one_of(t, spoken)), count)
        shared = any(token.is_of("share") for token in phrase)
        state.narrow = shared or (state.narrow and not named)
        within = state.narrow or any(
            quantity.within for option in options for quantity in option.quantities
        )
        keys = {q.key for option in options for q in option.quantities}
        within = within or ("carried_in" in keys and len(keys) > 1 and "carried_over" not in keys)
        start = min(first_one.start, count.start)
        end = max([count.end, *(t.end for t in phrase if tells(t))])
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
            topics = implied_topic(phrase)
        if not topics:
            return (), not has_unknown(phrase)
        quantities, clear = self.quantities(phrase, topics)
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
            ways = [*((one,) for one in fitting(state.quantities, topics)), ()]
        elif columns:
            ways = [(one,) for one in reversed(fitting(state.counted or state.quantities, topics))]
            ways = ways or [()]
        else:
            return (), True
        return tuple(
            Option(group, way, who) for way in ways for group in groups for who in whose
        ), True

    def quantities(
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
            meant = [one for one in fitting(meaning.quantities, topics) if self._meant(one)]
            if meant:
                told = weak if "fill" in token.kinds else quantities
                told += (one for one in meant if one not in told)
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
        topics = named_topics(piece)
        stray = [n for n, token in enumerate(piece) if token.is_of("stray") and not is_topic(token)]
        at = [n for n, token in enumerate(piece) if is_topic(token)]
        if stray and (not at or stray[-1] > at[-1]):
            state.stray, state.topics, state.base = True, (), None
        elif topics:
            state.topics, state.stray, state.base = topics, False, None
            state.quantities = tuple(
                q for t in piece if t.meaning for q in fitting(t.meaning.quantities, topics)
            )
        elif has_unknown(piece) and not state.seen:
            state.stray, state.topics = True, ()

    def _claims(self, clause: Clause) -> bool:
        """What a clause without a number claims; False when it claims nothing."""
        piece = clause.tokens
        if clause.kinds.isdisjoint(("negation", "all")) and not any(t.unit == "%" for t in piece):
            return False
        at = next((n for n, token in enumerate(piece) if token.is_of("negation")), None)
        if at is not None:
            found = list(none_claimed(self, clause))
        else:
            at = next((n for n, token in enumerate(piece) if token.is_of("all")), None)
            if at is None:
                at = rate_place(piece)
            found = list(all_claimed(self, clause, at)) if at is not None else []
        self.found += [] if clause.off else found
        return bool(found)
