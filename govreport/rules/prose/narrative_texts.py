"""The narrative of one report as the rules on prose see it: its texts, their sentences, and what those say.

What is worth reading is found by a pattern in a whole text; only sentences that it is found in are read,
and what reads them is loaded when there is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import islice
from typing import TYPE_CHECKING

from govreport.finding import Passage, Problem
from govreport.messages import Message
from govreport.report import TEXT, Report
from govreport.rules.prose.vocabulary import Topic, data, vocabulary

if TYPE_CHECKING:
    from govreport.edition import Section
    from govreport.rules.prose.quantities import Contradiction
    from govreport.rules.prose.reading_state import Statement
    from govreport.rules.prose.sentences import OwnNames, Sentence
    from govreport.rules.prose.statements import Reader

MOST_NAMED = 200  # contradictions of a report: nobody writes more
MOST = 60_000  # characters of a text that are read: ten times the longest narrative
SENTENCE = r"[^。！？!?\n]+"
# What makes a sentence worth reading, if it also has one of the vocabulary's stems: a count, none, or
# all, but not 周一例会. It begins with the last character, as a set that is found quickly.
DIGITS, UNITS = "0-9０-９零一二两三四五六七八九十百千万亿余多", "件条份封起宗例笔元"
WORTH = (
    rf"[未无没零均都{UNITS}0０部数%％律](?:(?<=[未无没零均都])|(?<=[{DIGITS}][{UNITS}])(?!会)"
    rf"|(?<=[{DIGITS}] [{UNITS}])|(?<=[为是][0０])|(?<=全[部数])|(?<=100%)|(?<=１００％)|(?<=一律))"
)
LONGEST_HEADING = 16


class Said:
    """A statement in a text, and what contradicts it."""

    def __init__(
        self, written: Written, sentence: Sentence, statement: Statement, against: Contradiction
    ) -> None:
        self.written, self.sentence = written, sentence
        self.statement, self.against = statement, against

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
        self._read: dict[int, Sentence] = {}

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Where its sentences begin and end."""
        return [found.span() for found in re.finditer(SENTENCE, self.text)]

    def sentence(self, number: int) -> Sentence:
        """The sentence of that number, as it is read."""
        if number not in self._read:
            from govreport.rules.prose.sentences import Sentence

            self._read[number] = Sentence(self.text, *self.sentences[number])
        return self._read[number]

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

    def having(self, pattern: re.Pattern[str]) -> Iterator[int]:
        """The numbers of the sentences in which a pattern is found."""
        found = pattern.search(self.text)
        for number, (_, end) in enumerate(self.sentences if found is not None else ()):
            if found is None:
                return
            if found.start() < end:
                yield number
                found = pattern.search(self.text, end)

    def worth(self, pattern: str) -> Iterator[Sentence]:
        """The sentences in which a pattern is found."""
        return map(self.sentence, self.having(re.compile(pattern)))


class Narrative:
    """The texts of a report; `whole` is all of them."""

    def __init__(self, report: Report, year: int | None) -> None:
        self.report = report
        self.edition = report.edition
        self.year = year or 0  # 0 where it is not known, or in doubt
        self.texts = [Written(key, text[:MOST]) for key, text in report.texts.items()]
        self.whole = "\n".join([written.text for written in self.texts])

    @cached_property
    def sections(self) -> list[tuple[Section, Written]]:
        """The sections of the edition whose texts are there."""
        texts = {written.key: written for written in self.texts}
        found = ((one, texts.get(one.key)) for one in self.edition.sections if one.narrative)
        return [(section, written) for section, written in found if written is not None]

    @cached_property
    def names(self) -> OwnNames:
        """What the organ may call itself."""
        from govreport.rules.prose.sentences import OwnNames

        return OwnNames((self.report.organization, *self.report.aliases))

    @cached_property
    def _reader(self) -> Reader:
        from govreport.rules.prose.statements import Reader

        return Reader(self.report, self.year, self.names)

    @cached_property
    def contradicted(self) -> tuple[Said, ...]:
        """What the texts say and the tables contradict."""
        return tuple(islice(self._contradicted(), MOST_NAMED))

    def _contradicted(self) -> Iterator[Said]:
        stems, worth = _stems(), re.compile(WORTH)
        for written in self.texts:
            last, topics = -1, tuple[Topic, ...]()
            for number in written.having(stems):
                if worth.search(written.text, *written.sentences[number]) is None:
                    continue
                if number > last + 1:
                    topics = _heading(written.text[slice(*written.sentences[number - 1])])
                sentence, reader = written.sentence(number), self._reader
                reader.enter(written.key)
                for statement, against in reader.contradicted(sentence, topics):
                    yield Said(written, sentence, statement, against)
                last, topics = number, reader.spoken_of


def _heading(piece: str) -> tuple[Topic, ...]:
    """The topic that a heading like （二）依申请公开 sets for the sentence behind it."""
    if len(piece) > LONGEST_HEADING:
        return ()
    return next(((topic,) for word, topic in _topic_words() if word in piece), ())


@cache
def _stems() -> re.Pattern[str]:
    return re.compile(data("worth")["stems"])


@cache
def _topic_words() -> list[tuple[str, Topic]]:
    topics = vocabulary().topics
    words = [(word, topics[one["key"]]) for one in data("topics") for word in one["words"]]
    return sorted(words, key=lambda pair: -len(pair[0]))


def plain(value: float) -> int | float:
    """A number without needless decimals."""
    return int(value) if float(value).is_integer() else round(float(value), 6)
