"""What a sentence says of the tables: how many of what, that there was none, or that all were.

Read clause by clause, from left to right, with what was said before kept in mind: which topic, which
quantity, whose applications, and whether the sentence is about this year and this organ at all. Of a
phrase with a word that is not understood nothing is said: a false alarm costs more than a miss.
Whether the tables agree is looked up in `quantities`.
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport.report import ROLLED_UP, Report
from govreport.rules.prose.claimed import all_claimed, none_claimed, single_claimed
from govreport.rules.prose.meant import quantities_meant
from govreport.rules.prose.parts_told import (
    Told,
    counts_persons,
    is_again,
    is_fewer,
    is_listed,
    is_passed_over,
    names_a_part,
    of_another_kind,
    part_of_told,
    some_reviews,
    told_rightly,
)
from govreport.rules.prose.phrases import (
    EXAMPLES,
    Phrase,
    begins_with_count,
    fitting,
    of_documents,
    without_cause,
    without_examples,
)
from govreport.rules.prose.quantities import Contradiction, contradictions
from govreport.rules.prose.reading_state import Option, State, Statement
from govreport.rules.prose.sentences import OwnNames, Sentence, Token, clauses, tokens
from govreport.rules.prose.vocabulary import Quantity, Topic, data, vocabulary

TURNS = frozenset(("this", "last", "plan", "others", "region", "head", "own"))
EITHER = frozenset(("join", "either"))
DATES = frozenset(("年", "月"))
ADDED_UP = ({"received", "carried_in"}, {"newly_received", "carried_in"})
DOCUMENTS = "documents"
EARLIER, OF = "carried_in", "的"
NO_COUNT = frozenset(("", "年", "月", "%"))


class Reader:
    """Reads the sentences of one report; `year` is 0 where it is in doubt."""

    def __init__(self, report: Report, year: int, names: OwnNames) -> None:
        self.report, self.year, self.names = report, year, names
        self.part: str = data("sums")["begin"][0]
        self.section = ""
        self.told: Told = set()  # the figures that the section has told rightly so far
        self.rolled_up = report.scope == ROLLED_UP  # it speaks for a whole region

    def enter(self, section: str) -> None:
        """From here on sentences of this section are read."""
        if section != self.section:
            self.section, self.told = section, set()

    def contradicted(
        self, sentence: Sentence, before: tuple[Topic, ...]
    ) -> Iterator[tuple[Statement, Contradiction]]:
        """The statements of a sentence that the tables contradict, and the figures that do."""
        told = self.read(sentence, before)
        found = list(contradictions(self.report, told))
        earlier, self.told = self.told, self.told | told_rightly(told, [one for one, _ in found])
        return iter([one for one in found if not part_of_told(sentence.text, *one, earlier)])

    def read(self, sentence: Sentence, before: tuple[Topic, ...] = ()) -> list[Statement]:
        """The statements of a sentence; `before` are the topics of the one before it."""
        self.found: list[Statement] = []
        self.text = sentence.text
        self.of_documents = of_documents(sentence.text)
        self.state = State(before)
        self.state.published = not before and self.text.startswith(self.part)
        outer: list[State] = []
        for depth, piece in clauses(tokens(self.names.hidden(sentence.text))):
            while len(outer) > depth:
                self.state = outer.pop()
            while len(outer) < depth:
                outer.append(self.state)
                self.state = self.state.copy()
            told = without_cause(piece)
            self._clause(Phrase(without_examples(told) if EXAMPLES in self.text else told))
        return self.found

    @property
    def spoken_of(self) -> tuple[Topic, ...]:
        """The topics that the sentence was about in the end."""
        return () if self.state.stray else self.state.topics

    def _clause(self, clause: Phrase) -> None:
        state, dated = self.state, not DATES.isdisjoint(clause.units)
        if dated or not TURNS.isdisjoint(clause.kinds):
            self._turn(clause)
            state.plan = state.plan or (dated and clause.part_of_year)
        off = state.last or state.plan or state.other or clause.mixes_years(self.year)
        state.labelled, state.label = state.label, False
        if clause.units <= NO_COUNT:
            if not self._claims(clause, off):
                self._mention(clause)
        else:
            self._counts(clause, off)

    def _turn(self, clause: Phrase) -> None:
        """Takes note of whether the sentence speaks of this year, of this organ, of what is done."""
        state = self.state
        carried, own = "carry" in clause.kinds, "own" in clause.kinds
        silent = carried or "compare" in clause.kinds
        for token in clause.tokens:
            kinds = token.meaning.kinds
            if token.unit == "年" and token.number is not None and not silent:
                state.last = token.number.value != self.year
            elif "this" in kinds:
                state.last = False
            elif "last" in kinds and not silent:
                state.last = True
            elif "plan" in kinds and not (carried and "next" in kinds):
                state.plan = True
            elif "others" in kinds or ("head" if self.rolled_up else "region") in kinds:
                state.other, own = True, False
            elif "own" in kinds and own:
                state.other = False

    # ── numbers ─────────────────────────────────────────────────────────────────────────────────

    def _counts(self, clause: Phrase, off: bool) -> None:
        """Each number with its words: those before it, and those behind it that no 、 cuts off."""
        piece = clause.tokens
        counts = [n for n, token in enumerate(piece) if token.unit not in NO_COUNT]
        self.state.some = self.state.some or clause.ended
        joints, claims = clause.places("join"), clause.places("all", "negation")
        among = clause.places("among")
        behind = begins_with_count(piece, counts[0])
        begin, lost = 0, False
        for at, end in zip(counts, [*counts[1:], len(piece)], strict=True):
            joint = next((n for n in joints if at < n < end), end)
            if end == len(piece) and joint < end and piece[joint].meaning.kinds >= EITHER:
                joint = end  # 19件予以公开或部分公开
            inside = end
            if among:  # 45件办结件中
                inside = next((n for n in among if at < n < joint), end)
            claim = next((n for n in claims if at < n < end), end)
            last = end == len(piece)
            own = last or joint < end or behind  # what stands behind it is said of it
            after = piece[at + 1 : min(joint, claim, inside)] if own else []
            words = Phrase([*piece[begin:at], *after])
            listed = lost and (begin in joints or begin - 1 in joints) and not words.verbs
            if listed and not words.unknown:  # 刊登规章3件、预算12件: neither is understood
                self.state.turn_to(())
                lost = True
            else:
                lost = not self._count(words, piece[at], off) and bool(words.topics)
            if last and claim < end:
                self._claims(Phrase(piece[at + 1 :]), off)
            begin = inside if inside < end else joint + 1 if own else at + 1
        if "among" in piece[-1].meaning.kinds:  # 3件行政复议案件中，2件又提起诉讼
            self.state.among = self.state.topics
            self.state.part |= [q.key for q in self.state.counted[-1:]] == [EARLIER]

    def _count(self, phrase: Phrase, count: Token, off: bool) -> bool:
        """One number with the words around it; False when they are not understood."""
        state, kinds = self.state, phrase.kinds
        if "negation" in kinds:
            state.base = None
            one = count.number is not None and count.number.value == 1  # 没有发生一起行政复议
            self.found += none_claimed(self, phrase) if one and not off else ()
            return True
        number = phrase.number(count)
        options, clear = self._options(phrase)
        if not clear or not options or is_listed(self.state, phrase):
            if phrase.topics or phrase.unknown or "stray" in kinds:
                state.turn_to(phrase.topics if phrase.sure else ())
                state.published |= "information" in kinds or {"stray", "publishing"} <= kinds
                state.subset = phrase.sure
                state.some = state.some or is_fewer(self.report, phrase, number)
            state.subset = state.subset or "refer" in kinds
            return False
        if count.unit not in options[0].topics[0].units or number is None:
            state.stray, state.base = True, None
            return True
        if self.of_documents and options[0].topics[0].key == "request":
            state.turn_to(())
            return True
        before = {quantity.key for quantity in state.counted}
        spoken = {quantity for option in options for quantity in option.quantities}
        keys = {quantity.key for quantity in spoken}
        if EARLIER in keys and not before and self.text[count.start - 1] == OF:
            state.part = True  # 上年结转的8件申请
        state.remember(options, number)
        if of_another_kind(state, self.text, options[0].topics, count):
            state.base = None
            return True
        if off or is_passed_over(phrase, count, self.text, keys):
            state.base, state.subset = None, "refer" in kinds
            return True
        state.narrow = "share" in kinds or (state.narrow and not phrase.topics)
        within = (
            state.narrow
            or state.part
            or any(quantity.within for quantity in spoken)
            or "among" in phrase.begins
            or some_reviews(phrase, count, options[0].topics)
            or (bool(state.among) and state.among != options[0].topics)
            or (keys <= before and is_again(phrase, keys))
            or ("carried_in" in keys and len(keys) > 1 and "carried_over" not in keys)
        )
        start, end = phrase.span(count, spoken)
        self.found.append(Statement("number", start, end, options, number, within))
        return True

    def _options(self, phrase: Phrase) -> tuple[tuple[Option, ...], bool]:
        """All ways to read a phrase, and whether every word of it is understood."""
        state, columns = self.state, phrase.columns
        topics = phrase.topics or state.topics
        if not topics and not state.stray:
            topics = phrase.implied
        if not topics:
            return (), not phrase.unknown
        quantities, clear = self.quantities(phrase, topics)
        if not clear:
            return (), False
        groups = [topics]
        if not phrase.topics and len(state.seen) > 1:
            family = tuple(t for t in state.seen if t.family and t.family == topics[0].family)
            groups += [family] if len(family) > 1 else []
        whose = [columns] if columns else [(), *([state.columns] if state.columns else [])]
        if quantities:
            ways: list[tuple[Quantity, ...]] = [(one,) for one in quantities]
            if len(quantities) > 1:
                ways.append(tuple(quantities))
        elif phrase.topics:
            ways = [(one,) for one in fitting(state.quantities, topics)]
            # 新收申请3件，其中自然人申请2件: of those, and no outcome
            whose_of_them = ways and columns and topics[0].key == "request"
            ways.append((vocabulary().quantities["received"],) if whose_of_them else ())
        elif columns:
            known = fitting(state.counted or state.quantities, topics)
            ways = [(one,) for one in reversed(known)] or [()]
        elif "sum" in phrase.kinds and {q.key for q in state.counted} in ADDED_UP:
            ways = [(vocabulary().quantities["received"],)]  # 收到120件，上年结转8件，共计128件
        else:
            return (), True
        return tuple(
            [Option(group, way, who) for way in ways for group in groups for who in whose]
        ), True

    def quantities(self, phrase: Phrase, topics: tuple[Topic, ...]) -> tuple[list[Quantity], bool]:
        """The quantities that a phrase names of topics, and whether all its words are understood."""
        return quantities_meant(phrase, topics, self.text, self.year)

    # ── without a number ────────────────────────────────────────────────────────────────────────

    def _mention(self, clause: Phrase) -> None:
        """What a clause without a number is about is kept in mind."""
        state, topics = self.state, clause.topics
        state.some = state.some or clause.ended
        state.subset = state.subset or counts_persons(clause)
        strays = [n for n in clause.places("stray") if clause.tokens[n].meaning.topic is None]
        state.label = bool(topics) and not (clause.unknown or clause.verbs or strays)
        state.part = state.part or names_a_part(clause, state.label)
        at = max(
            (n for n, t in enumerate(clause.tokens) if t.meaning.topic is not None), default=-1
        )
        if strays and strays[-1] > at:
            state.turn_to(())
            # 涉外商投资的规章清理：废止规章1件
            state.other = state.other or (
                clause.unknown and any(t.family == DOCUMENTS for t in topics)
            )
        elif topics:
            state.turn_to(topics)
            state.quantities = tuple(
                [q for t in clause.tokens for q in fitting(t.meaning.quantities, topics)]
            )
        elif clause.unknown and not state.seen:
            state.stray, state.topics = True, ()

    def _claims(self, clause: Phrase, off: bool) -> bool:
        """What a clause without a number claims; False when it claims nothing."""
        if "negation" in clause.kinds:
            found = list(none_claimed(self, clause))
        elif "all" in clause.kinds:
            found = list(all_claimed(self, clause, clause.places("all")[0]))
        elif "%" in clause.units and (rate := clause.rate_place) is not None:
            found = list(all_claimed(self, clause, rate))
        elif self.state.base is not None:
            found = list(single_claimed(self, clause))
        else:
            return False
        self.found += [] if off else found
        return bool(found)
