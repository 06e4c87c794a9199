"""Whether what is counted or claimed is of some cases only, though the words beside it do not say so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from govreport.rules.prose.phrases import Phrase, narrowed
from govreport.rules.prose.quantities import totals
from govreport.rules.prose.reading_state import LEFT, State, Statement
from govreport.rules.prose.vocabulary import UNKNOWN, Topic, data

if TYPE_CHECKING:
    from govreport.report import Report
    from govreport.rules.prose.chinese_numbers import Number
    from govreport.rules.prose.quantities import Contradiction
    from govreport.rules.prose.sentences import Token

NARROWED = "review"  # the family of topics that may be of all kinds, and then of ours
HANDLED = "decisions"
PUBLISHED = ("documents", HANDLED)  # families of topics that may be a kind of information
LONGEST_NAME = 14
YEARS = r"（[^（）\d]{0,4}\d{4}年?[至到—~－-]{1,2}\d{4}年"  # 312件（2019年至2024年）
Told = set[tuple[str, float]]  # topics, and figures of theirs that were told rightly


def names_a_part(clause: Phrase, label: bool) -> bool:
    """Whether a clause without a number narrows what follows: 征地领域，收到申请1件; 信函申请：收到1件."""
    words, last = data("parts_told"), clause.tokens[-1].text
    if label and "share" in clause.kinds:
        return True
    text = "".join([token.text for token in clause.tokens])
    short = clause.unknown and len(text) <= LONGEST_NAME
    if words["not_behind"] not in text and text.endswith(
        (*words["fields"], *(words["organs"] if short else ()))
    ):
        return True
    meaning = clause.tokens[-1].meaning
    if clause.columns and ("among" in meaning.kinds or (meaning.topic and not clause.verbs)):
        return True  # 自然人提出的申请中，
    about = "part" in clause.begins or any(t.text in words["about"] for t in clause.tokens)
    return about and last.endswith(words["of"])


def counts_persons(clause: Phrase) -> bool:
    """Whether it counts what has no unit of cases: 3名申请人提起行政复议, of whom all is said next."""
    return any(t.meaning is UNKNOWN and t.number is not None for t in clause.tokens)


def is_listed(state: State, phrase: Phrase) -> bool:
    """Whether it counts a part of what no table counts."""
    topic = phrase.topics[0] if phrase.topics else None
    ours = topic is not None and topic.family in ("", NARROWED) and topic.scale == 1
    if state.stray and "part" in phrase.begins and not phrase.columns and ours:
        return True  # 来信12件，其中申请公开信息1件
    published = state.published and topic is not None and topic.family in PUBLISHED
    return published and not phrase.verbs  # 公开信息300条，其中规章5条


def of_another_kind(state: State, text: str, topics: tuple[Topic, ...], count: Token) -> bool:
    """Whether reviews may be of all kinds, or of decisions that the sentence has spoken of."""
    if topics[0].family != NARROWED:
        return False
    decided = any(topic.family == HANDLED for topic in state.seen)
    return (decided and data("narrowed")["to"] not in text) or narrowed(text, count.end)


def is_passed_over(phrase: Phrase, count: Token, text: str, keys: set[str]) -> bool:
    """Whether a count is of several kinds, of what was told before, or of several years."""
    return (
        phrase.several(count)
        or "refer" in phrase.kinds
        or ("except" in phrase.kinds and keys.isdisjoint(LEFT))
        or re.compile(YEARS).match(text, count.end) is not None
    )


def some_reviews(phrase: Phrase, count: Token, topics: tuple[Topic, ...]) -> bool:
    """Whether reviews are told of that may be some of them: 对3件复议案件，由负责人审签."""
    before = [token for token in phrase.tokens if token.start < count.start]
    spoken = topics[0].family == NARROWED and not phrase.verbs
    return spoken and all("fill" in token.meaning.kinds for token in before)


def of_some(report: Report, state: State) -> bool:
    """Whether a sentence has spoken of some requests, so that what none of them led to may be elsewhere."""
    if state.some or state.subset or state.narrow or state.part:
        return True
    if state.base is None or state.base[1][0].topics[0].key != "request":
        return False
    number, options = state.base
    return bool(options[0].columns) or _less(report, number)


def is_again(phrase: Phrase, keys: set[str]) -> bool:
    """Whether what has been counted is counted once more, in part: 收到46件，受理44件."""
    return not phrase.columns and ("part" in phrase.begins or keys == {"received"})


def is_fewer(report: Report, phrase: Phrase, number: Number | None) -> bool:
    """Whether a phrase that is not understood counts fewer requests than there are: 征地类申请28件."""
    return number is not None and (phrase.verbs or bool(phrase.topics)) and _less(report, number)


def _less(report: Report, number: Number) -> bool:
    known = totals(report)
    return bool(known) and number.high < min(known)


def told_rightly(told: Iterable[Statement], wrong: Iterable[Statement]) -> Told:
    """The figures that a sentence tells as the tables have them."""
    off = set(map(id, wrong))
    return {
        (one.options[0].topics[0].key, one.number.value)
        for one in told
        if one.number is not None and one.number.exact and not one.within and id(one) not in off
    }


def part_of_told(text: str, statement: Statement, against: Contradiction, told: Told) -> bool:
    """Whether a count is less than the figure that its section has told rightly before, in a sentence
    that does not speak of the whole: behind 收到申请46件, 当面收到申请1件 is one of those.
    """
    if statement.number is None or any(word in text for word in data("parts_told")["whole"]):
        return False
    key, number = statement.options[0].topics[0].key, statement.number.value
    return any((key, one.value) in told and number < one.value for one in against)
