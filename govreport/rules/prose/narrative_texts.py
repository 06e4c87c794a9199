"""The narrative of one report as the rules on prose see it: its texts, which of their sentences are
worth reading, and what those say. What holds no number and no claim is passed over quickly.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import islice
from typing import NamedTuple

from govreport.finding import Passage, Problem
from govreport.messages import Message
from govreport.report import PREAMBLE, ROLLED_UP, TEXT, Report
from govreport.rules.prose.quantities import Contradiction, contradiction
from govreport.rules.prose.reading_state import Statement
from govreport.rules.prose.sentences import SENTENCE, UNEVEN, Sentence, clean, plain
from govreport.rules.prose.statements import Reader
from govreport.rules.prose.vocabulary import Topic, vocabulary

MOST_NAMED = 200  # contradictions of a report: nobody writes more
MOST = 60_000  # characters of a text that are read: ten times the longest narrative
DIGITS = frozenset("0123456789０１２３４５６７８９")
# What makes a sentence worth reading, if it also has one of the vocabulary's stems.
WORTH = re.compile(
    r"[0-9０-９零一二两三四五六七八九十百千万余多] ?(?:[件条份封起宗例笔元]|万元|亿元)"
    r"|[为是][0０零]|[未无没零均都]|全[部数]|100%|１００％|一律|全都"
)
ENDINGS = ("人民政府", "政府", "街道办事处", "办事处", "")
SHORTEST_NAME = 3
LONGEST_HEADING = 16


class WordIndex(NamedTuple):
    """Words by a character that each of them has, and with all characters that they are made of."""

    keys: frozenset[str]
    by_key: Mapping[str, Sequence[tuple[str, frozenset[str]]]]


class Said(NamedTuple):
    """A statement in a text, and what contradicts it."""

    written: Written
    sentence: Sentence
    statement: Statement
    against: Contradiction

    @property
    def phrase(self) -> str:
        """The words of the text that say it."""
        return self.written.quoted(self.passage)

    @property
    def passage(self) -> Passage:
        return self.written.passage(self.sentence, self.statement.start, self.statement.end)


class Written:
    """The text of one section, or of what stands before the first."""

    def __init__(self, key: str, text: str) -> None:
        self.key = key
        self.address = f"{key}.{TEXT}"
        self.text = text

    @cached_property
    def characters(self) -> frozenset[str]:
        """The characters that the text is made of."""
        return frozenset(self.text)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Where its sentences begin and end."""
        return [found.span() for found in SENTENCE.finditer(self.text)]

    @cached_property
    def _even(self) -> bool:
        return UNEVEN.isdisjoint(self.characters)

    def sentence(self, start: int, end: int) -> Sentence:
        """The sentence at that place, as it is read."""
        return (plain if self._even else clean)(self.text, start, end)

    def passage(self, sentence: Sentence, start: int, end: int) -> Passage:
        """Where a piece of a sentence stands in the text."""
        return Passage(self.address, *sentence.span(start, end))

    def quoted(self, passage: Passage) -> str:
        """The words of a passage as they are written."""
        return self.text[passage.start : passage.end]

    def problem(
        self,
        code: str,
        message: Message,
        passage: Passage,
        expected: int | float | str | None = None,
        actual: int | float | str | None = None,
    ) -> Problem:
        """A problem of a passage, whose message quotes it as `phrase`, as it is written."""
        quoting = message._replace(
            values={**(message.values or {}), "phrase": self.quoted(passage)}
        )
        return Problem(
            code, quoting, self.address, expected=expected, actual=actual, passage=passage
        )

    def worth(self, pattern: re.Pattern[str]) -> Iterator[Sentence]:
        """The sentences in which a pattern is found."""
        if pattern.search(self.text) is not None:
            for start, end in self.sentences:
                if pattern.search(self.text, start, end) is not None:
                    yield self.sentence(start, end)

    def possible(self, words: WordIndex) -> list[str]:
        """Those of some words that may stand in the text, by their characters."""
        characters = self.characters
        return [
            word
            for key in words.keys & characters
            for word, made_of in words.by_key[key]
            if made_of <= characters
        ]


class Narrative:
    """The texts of a report."""

    def __init__(self, report: Report, year: int | None) -> None:
        self.report = report
        self.edition = report.edition
        self.year = year or 0  # 0 where it is not known, or in doubt
        self.texts = [Written(key, text[:MOST]) for key, text in report.texts.items()]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What the organ may call itself."""
        return own_names((self.report.organization, *self.report.aliases))

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self.year, self.names, self.report.scope == ROLLED_UP)

    @cached_property
    def contradicted(self) -> tuple[Said, ...]:
        """What the texts say and the tables contradict."""
        found = (
            Said(written, sentence, statement, against)
            for written, sentence, statement in self._statements()
            if (against := contradiction(self.report, statement)) is not None
        )
        return tuple(islice(found, MOST_NAMED))

    def _statements(self) -> Iterator[tuple[Written, Sentence, Statement]]:
        stems = _stems()
        for written in self.texts:
            text = written.text
            if written.key == PREAMBLE or WORTH.search(text) is None or stems.search(text) is None:
                continue
            before, topics = (0, 0), tuple[Topic, ...]()
            for start, end in written.sentences:
                if WORTH.search(text, start, end) and stems.search(text, start, end):
                    if before[1]:
                        topics = _heading(text[slice(*before)])
                    sentence, reader = written.sentence(start, end), self._reader
                    for statement in reader.read(sentence, topics):
                        yield written, sentence, statement
                    topics = () if reader.state.stray else reader.state.topics
                    before = (0, 0)
                else:
                    before = (start, end)


def _heading(piece: str) -> tuple[Topic, ...]:
    """The topic that a heading like （二）依申请公开 sets for the sentence behind it."""
    if len(piece) > LONGEST_HEADING:
        return ()
    return next(((topic,) for word, topic in _topic_words() if word in piece), ())


@cache
def _stems() -> re.Pattern[str]:
    return re.compile(vocabulary().data["worth"]["stems"])


@cache
def _topic_words() -> tuple[tuple[str, Topic], ...]:
    meanings = vocabulary().meanings
    words = sorted(meanings, key=len, reverse=True)
    return tuple((word, topic) for word in words if (topic := meanings[word].topic) is not None)


def own_names(full: tuple[str, ...]) -> tuple[str, ...]:
    """What an organ may call itself, longest first: its name from any place on, with or without 人民政府."""
    found = set()
    for one in full:
        name = "".join(one.split())
        for ending in ENDINGS:
            if not name.endswith(ending):
                continue
            core = name[: len(name) - len(ending)]
            endings = {"", ending, "政府"} if "政府" in ending else {"", ending}
            for start in range(len(core)):
                found |= {core[start:] + e for e in endings}
    return tuple(sorted((n for n in found if len(n) >= SHORTEST_NAME), key=lambda n: (-len(n), n)))


def by_characters(words: Iterable[str]) -> WordIndex:
    """An index of words; the key of each is the character of it that the vocabulary has least."""
    common = Counter("".join(vocabulary().meanings))
    by_key: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for word in words:
        key = min(word, key=lambda c: (common[c], c))
        by_key.setdefault(key, []).append((word, frozenset(word)))
    return WordIndex(frozenset(by_key), by_key)
