"""What the words of a phrase are about: topics, quantities, and whether all of them are understood.

Questions about a few tokens; what a sentence said before is not known here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from govreport.rules.prose.chinese_numbers import Number
from govreport.rules.prose.sentences import Token
from govreport.rules.prose.vocabulary import BREAKS, UNKNOWN, Quantity, Topic, data, vocabulary

CAUSE = frozenset(("因", "由于"))
CAUSED = frozenset(("引起", "引发", "产生", "导致"))
OTHERS, SURELY = frozenset(("others", "last", "plan")), "公开"
MONTH, UNTIL = ("月", "月份"), ("截至", "截止", "至", "到")
BOTH = frozenset(("last", "this"))
EXAMPLES = "等"
INEXACT = frozenset(("about", "at_least", "at_most", "no_less", "no_more"))
NARROWING = frozenset(("stray", "others", "refer", "compare", "plan", "share", "carry", "except"))


class Phrase:
    """Some tokens, with the kinds and units that are among them, and whether any is not understood.

    `topics`: what it is about, the last one named with those joined to it; `columns`: whose, the last.
    """

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.kinds: set[str] = set()
        self.units: set[str] = set()
        self.unknown = False
        self.columns: tuple[str, ...] = ()
        named: list[Topic] = []
        for token in tokens:
            meaning = token.meaning
            if meaning is UNKNOWN:
                self.unknown = True
            elif token.unit:
                self.units.add(token.unit)
            else:
                self.kinds |= meaning.kinds
                if meaning.topic is not None:
                    named.append(meaning.topic)
                if meaning.columns:
                    self.columns = meaning.columns
        self.topics: tuple[Topic, ...] = tuple(named[-1:])
        if len(named) > 1 and (family := named[-1].family):
            self.topics = tuple(dict.fromkeys(topic for topic in named if topic.family == family))

    def places(self, *kinds: str) -> list[int]:
        """Where words of some kinds stand among the tokens."""
        if self.kinds.isdisjoint(kinds):
            return []
        return [n for n, t in enumerate(self.tokens) if not t.meaning.kinds.isdisjoint(kinds)]

    @property
    def ended(self) -> bool:
        """Whether it names an outcome of requests."""
        return any(q.outcome and q.implies for t in self.tokens for q in t.meaning.quantities)

    @property
    def sure(self) -> bool:
        """Whether it is about requests for information, whatever else it says: 2件为申请公开招生信息."""
        for token in self.tokens if OTHERS.isdisjoint(self.kinds) else ():
            topic = token.meaning.topic
            if token.meaning is UNKNOWN or (topic is not None and topic.key != "request"):
                return False  # who it is that received them is not known
            if topic is not None and SURELY in token.text:
                return True
        return False

    @property
    def verbs(self) -> bool:
        """Whether a word says what is done, and not only of what."""
        return any(t.meaning.quantities and "fill" not in t.meaning.kinds for t in self.tokens)

    @property
    def implied(self) -> tuple[Topic, ...]:
        """The topic that its words tell by themselves."""
        topics = vocabulary().topics
        for token in self.tokens:
            for quantity in token.meaning.quantities:
                if quantity.implies:
                    return (topics[quantity.implies],)
        return (topics["request"],) if "carry" in self.kinds else ()

    @property
    def forbids(self) -> bool:
        """Whether a word makes a negation speak of something narrower than what the tables count."""
        return not NARROWING.isdisjoint(self.kinds) and any(
            not NARROWING.isdisjoint(meaning.kinds)
            and "fill" not in meaning.kinds
            and meaning.topic is None
            and not meaning.quantities
            for meaning in (token.meaning for token in self.tokens)
        )

    @property
    def begins(self) -> frozenset[str]:
        """The kinds of its first word."""
        return self.tokens[0].meaning.kinds if self.tokens else frozenset()

    @property
    def years(self) -> set[float]:
        """The years that it names."""
        return {t.number.value for t in self.tokens if t.unit == "年" and t.number}

    def mixes_years(self, year: int) -> bool:
        """Whether it speaks of another year, or of more than one."""
        if "compare" in self.kinds or self.kinds >= BOTH:
            return True
        return "年" in self.units and "carry" not in self.kinds and self.years > {year}

    @property
    def part_of_year(self) -> bool:
        """Whether it names months that are not the whole year: 1月至6月, but not 截至12月31日."""
        told = [t for t in self.tokens if t.unit == "月" and t.number]
        months = {t.number.value for t in told if t.number}
        if months == {12.0} and told[0].text.endswith(MONTH):  # 12月收到3件
            return not any(t.text in UNTIL for t in self.tokens)
        return bool(months) and months not in ({12.0}, {1.0, 12.0})

    @property
    def rate_place(self) -> int | None:
        """Where 办结率 stands, of which it is said that it is 100%."""
        if not any(t.unit == "%" and t.number and t.number.value == 100 for t in self.tokens):
            return None
        rates = (
            n
            for n, t in enumerate(self.tokens)
            if t.text.endswith("率") and t.meaning is not UNKNOWN
        )
        place = next(rates, None)
        timely = (
            place and "on_time" in self.tokens[place - 1].meaning.kinds
        )  # of those that are due
        return None if timely else place

    def span(self, count: Token, spoken: set[Quantity]) -> tuple[int, int]:
        """From where to where it tells what a count is of, by which quantities."""
        start, end = count.start, count.end
        for token in self.tokens:
            if token.meaning.tells:
                start, end = min(start, token.start), max(end, token.end)
            elif not spoken.isdisjoint(token.meaning.quantities):
                start = min(start, token.start)
        return start, end

    def several(self, count: Token) -> bool:
        """Whether a count is told to be of more than one kind: 2件分别为……, 59件为不予公开等."""
        return "each" in self.kinds and any(
            t.start >= count.end and "each" in t.meaning.kinds for t in self.tokens
        )

    def number(self, count: Token) -> Number | None:
        """The number of a count beside it, with what 约, 超过 and the like before it make of it."""
        number = count.number
        if number is None or INEXACT.isdisjoint(self.kinds):
            return number
        tokens = self.tokens
        behind = next((t.meaning.kinds for t in tokens if t.start == count.end), frozenset[str]())
        if "no_less" in behind:
            return number._replace(high=float("inf"))
        if "no_more" in behind:
            return number._replace(low=0)
        before = next((t for t in reversed(tokens) if t.end == count.start), tokens[-1])
        if "about" in before.meaning.kinds:
            return number._replace(low=number.low * 0.7, high=number.high * 1.3 + 1)
        if "at_least" in before.meaning.kinds:
            return number._replace(high=float("inf"))
        return number._replace(low=0) if "at_most" in before.meaning.kinds else number

    def negated(self) -> Iterator[Phrase]:
        """It, or each part of it that has its own negation: 无行政复议、无行政诉讼."""
        piece, cuts = self.tokens, [0]
        joints, signs = self.places("join"), self.places("negation")
        for start in signs[1:]:
            cuts += [n for n in joints if cuts[-1] < n <= start][-1:]
        if len(cuts) > 1:
            for start, end in zip(cuts, [*cuts[1:], len(piece)], strict=True):
                yield Phrase(piece[start:end])
        elif (member := self._first_of_another_kind(joints, signs[0])) > 0:
            yield Phrase(piece[:member])  # 无申请和行政复议
            first = next(n for n, token in enumerate(piece) if token.meaning.topic is not None)
            yield from Phrase([*piece[:first], *piece[member + 1 :]]).negated()
        else:
            yield self

    def _first_of_another_kind(self, joints: Sequence[int], sign: int) -> int:
        """Where a list of what is denied comes to something that is counted in another table; else 0."""
        named = [(n, t.meaning.topic) for n, t in enumerate(self.tokens) if t.meaning.topic]
        if without_others(self).forbids or self.unknown or not named:
            return 0
        if named[0][0] < sign or Phrase(self.tokens[named[0][0] :]).verbs:
            return 0
        family = named[0][1].family
        other = next((n for n, topic in named if topic.family != family), 0)
        return max((n for n in joints if named[0][0] < n < other), default=0)


def begins_with_count(piece: Sequence[Token], count: int) -> bool:
    """Whether no word before a count tells what is counted: 2件予以公开、1件无法提供."""
    return not any(
        t.meaning is UNKNOWN or t.meaning.tells or "stray" in t.meaning.kinds for t in piece[:count]
    )


def without_others(phrase: Phrase) -> Phrase:
    """A phrase but the members of its list that no table counts: 复议、诉讼和举报 are none, 复议举报 is one."""
    if "beside" not in phrase.kinds or not phrase.topics:
        return phrase
    kept: list[Token] = []
    joints = phrase.places("join")
    first = next(n for n, token in enumerate(phrase.tokens) if token.meaning.topic is not None)
    cuts = {n for n in phrase.places("beside") if n < first and n + 1 in joints}
    joints = [0, *(n for n in joints if n - 1 not in cuts), len(phrase.tokens)]
    cuts |= {n + 1 for n in cuts}  # 无举报、复议, with its sign
    for begin, end in pairwise(joints):
        member = [phrase.tokens[n] for n in range(begin, end) if n not in cuts]
        beside = any("beside" in token.meaning.kinds for token in member)
        plain = all(t.meaning.kinds & {"beside", "fill", "join"} for t in member)
        kept += () if beside and plain else member
    return Phrase(kept)


def without_cause(piece: list[Token]) -> list[Token]:
    """The tokens but those from 因 to 引起, where the cause is the disclosure of information: it narrows
    nothing, whatever else it speaks of (因对公开申请的答复不服而引发的复议).
    """
    begin = next((n for n, token in enumerate(piece) if token.text in CAUSE), None)
    if begin is None:
        return piece
    end = next((n for n, t in enumerate(piece) if n > begin and t.text in CAUSED), None)
    if end is None:
        return piece
    cause = Phrase([token for token in piece[begin + 1 : end] if token.text != "不服"])
    about = any("公开" in token.text for token in cause.tokens)
    if not about or cause.unknown or cause.units or cause.places("stray", "others"):
        return piece
    return [*piece[:begin], *piece[end + 1 :]]


def without_examples(piece: list[Token]) -> list[Token]:
    """The tokens but the examples before 等 and a name for all of them: 不动产登记费等……收费."""
    for n, token in enumerate(piece[:-1]):
        if token.text != EXAMPLES:
            continue
        topic = piece[n + 1].meaning.topic
        if topic is not None and topic.scale > 1:
            said = (m for m in range(n) if piece[m].unit or _says(piece[m], topic))
            return [*piece[: max(said, default=-1) + 1], *piece[n + 1 :]]
    return piece


def _says(token: Token, topic: Topic) -> bool:
    return any(topic.key in quantity.topics for quantity in token.meaning.quantities)


def narrowed(text: str, end: int) -> bool:
    """Whether those that are about information are told behind a place: 复议14件，其中信息公开类6件."""
    words = data("narrowed")
    at = text.find(words["to"], end)
    clause = text[max(text.rfind(sign, 0, at) for sign in BREAKS) + 1 : at] if at > 0 else ""
    here = text[max(text.rfind(sign, 0, end) for sign in BREAKS) + 1 : end]
    by = any(word in clause for word in words["by"])
    return words["to"] not in here and (by or text.startswith(words["kind"], at + len(words["to"])))


def of_documents(text: str) -> bool:
    """Whether the sentence tells how open documents are, or of services, and not of applications for
    information.
    """
    words = data("openness")
    if words["subject"] not in text:
        return any(word in text for word in words["services"])
    first, second = words["of_documents"]
    begin, named, end = text.partition(second)
    if not named or any(word in text.replace(second, "") for word in words["unless"]):
        return False
    listed = any(word in begin and first in begin.rpartition(word)[2] for word in words["before"])
    told = first in begin or any(word in begin for word in words["papers"])
    return listed or (told and any(word in end for word in words["after"]))


@lru_cache(maxsize=4096)
def fitting(quantities: tuple[Quantity, ...], topics: tuple[Topic, ...]) -> tuple[Quantity, ...]:
    """Those of some quantities that can be said of all the topics."""
    keys = [topic.key for topic in topics]
    return tuple(q for q in dict.fromkeys(quantities) if all(key in q.topics for key in keys))
