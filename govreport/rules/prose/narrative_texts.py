"""The narrative of one report as the rules on prose see it: which sentences are worth reading, and
what they say. Sentences without a number or a claim are passed over quickly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from govreport.edition import Edition
from govreport.finding import Passage
from govreport.report import PREAMBLE, ROLLED_UP, TEXT, Report
from govreport.rules.prose.quantities import Contradiction, contradiction
from govreport.rules.prose.sentences import Sentence, clean, cut
from govreport.rules.prose.statements import Reader, Statement
from govreport.rules.prose.vocabulary import Topic, vocabulary

MOST = 60_000  # characters of a text that are read: ten times the longest narrative
# What makes a sentence worth reading, and the words without one of which it is not.
COUNT = re.compile(
    r"[0-9０-９零一二两三四五六七八九十百千万][余多]?[ \u3000]?(?:[件条份封起宗例笔次批元]|万元|亿元)"
)
CLAIM = re.compile(r"未|无|没|零|均|全部|都|100%|１００％")
STEMS = re.compile(
    r"申请|复议|诉|办结|答复|结转|规章|规范性文件|行政许可|行政处罚|行政强制|事业性收费|不?予[以公处受]|部分公开|维持|纠|提供|其[他它]"
)
ENDINGS = ("人民政府", "政府", "街道办事处", "办事处", "")
SHORTEST_NAME = 3


class Said(NamedTuple):
    """A statement in a text, and what contradicts it."""

    address: str
    sentence: Sentence
    statement: Statement
    against: Contradiction

    @property
    def phrase(self) -> str:
        return self.sentence.text[self.statement.start : self.statement.end]

    @property
    def passage(self) -> Passage:
        return Passage(self.address, *self.sentence.span(self.statement.start, self.statement.end))


class Narrative:
    """The texts of a report, by the keys of their sections."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.edition: Edition = report.edition
        self.texts = {key: text[:MOST] for key, text in report.texts.items()}
        self.year = report.year or 0
        self.names = own_names((report.organization, *report.aliases))

    @cached_property
    def contradicted(self) -> tuple[Said, ...]:
        """What the texts say and the tables contradict."""
        return tuple(
            Said(f"{key}.{TEXT}", sentence, statement, against)
            for key, sentence, statement in self._statements()
            if (against := contradiction(self.report, statement)) is not None
        )

    def _statements(self) -> Iterator[tuple[str, Sentence, Statement]]:
        reader = Reader(self.year, self.names, self.report.scope == ROLLED_UP)
        for key, text in self.texts.items():
            if key == PREAMBLE or not STEMS.search(text):
                continue
            if not (COUNT.search(text) or CLAIM.search(text)):
                continue
            topics: tuple[Topic, ...] = ()
            for start, end in cut(text):
                piece = text[start:end]
                if not STEMS.search(piece) or not (COUNT.search(piece) or CLAIM.search(piece)):
                    topics = _heading(piece)
                    continue
                sentence = clean(text, start, end)
                for statement in reader.read(sentence, topics):
                    yield key, sentence, statement
                topics = () if reader.state.stray else reader.state.topics


def _heading(piece: str) -> tuple[Topic, ...]:
    """The topic that a heading like （二）依申请公开 sets for the sentence behind it."""
    if len(piece) > 16 or STEMS.search(piece) is None:
        return ()
    found = [
        meaning.topic
        for word, meaning in vocabulary().meanings.items()
        if meaning.topic is not None and word in piece
    ]
    return tuple(dict.fromkeys(found))[:1]


def own_names(full: tuple[str, ...]) -> tuple[str, ...]:
    """What an organ may call itself, longest first: its name from any place on, with or without 人民政府."""
    found = set()
    for name in full:
        name = "".join(name.split())
        for ending in ENDINGS:
            if not name.endswith(ending):
                continue
            core = name[: len(name) - len(ending)]
            endings = {"", ending, "政府"} if "政府" in ending else {"", ending}
            for start in range(len(core)):
                found |= {core[start:] + e for e in endings}
    return tuple(sorted((n for n in found if len(n) >= SHORTEST_NAME), key=lambda n: (-len(n), n)))
