"""GR103 wrong-year: a year in the prose that the report cannot be about: last year's left standing in the
opening, the period or what is carried over, or accounts of a year that was not over.

    bad   2022年，我镇认真贯彻落实《条例》。        (in the report on 2023)
    good  与2022年相比，申请减少4件。2024年，我镇将继续努力。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from govreport.finding import Problem
from govreport.messages import Message, msg
from govreport.report import PREAMBLE
from govreport.rules.prose.narrative_texts import DIGITS, Narrative
from govreport.rules.prose.sentences import Sentence
from govreport.rules.prose.vocabulary import vocabulary

CODE = "GR103"
YEAR = re.compile(r"\d{4}\s?年|结转\D?\D?\d{4}")
PERIOD = re.compile(r"(\d{4})年(?:度)?1月1日起?[至到~～—–-]+(?:(\d{4})年)?12月31日")
UNTIL = re.compile(r"截[至止]到?(\d{4})年(?:12月31日|12月底|年?底|年?末)[，,止]")
TITLE = re.compile(
    r"(?:现将?|特|兹)(?:向社会)?(?:公布|发布|公开|报告)?《?[^，。；《》]{0,24}?(\d{4})年(?:度)?政府信息公开(?:工作)?(?:年度)?报告"
)
CARRIED_OVER = re.compile(r"(?:结转|转结|顺延)[至到入]?(\d{4})年(?:度)?(继续办理|办理)?")
CARRIED_IN = re.compile(r"(\d{4})年(?:度)?(?:的)?(?:申请)?结转(?![至到入下])")
OPENING = re.compile(
    r"(?:（?[一二三四五六七八九十]+[）、.是]|\d+[.、])?(?:[^，。（）：\d]{2,12}：)?(?:在)?(\d{4})年(?:度)?(?:内|里|中|期间|全年)?[，,]?"
)
ACCOUNTS = re.compile(
    r"(?:公开|公布|发布|公示|晒出)(?:了|《)?[^，。；\d]{0,12}?(\d{4})年(?:度)?(?:部门|财政|单位|政府|本级|机关|收支|总)*决算"
)
BUDGET = re.compile(
    r"(?:公开|公布|发布|公示|晒出)(?:了|《)?[^，。；\d]{0,12}?(\d{4})年(?:度)?(?:部门|财政|单位|政府|本级|机关|收支|总)*预算"
)
FIGURE = re.compile(r"\d+(?:件|条|份|起|宗)")


class Named(NamedTuple):
    """A year named in a sentence, and what is wrong with it."""

    start: int
    year: int
    why: Message
    expected: int | None = None


def years(narrative: Narrative) -> Iterator[Problem]:
    """The years that cannot be meant; one of each sentence."""
    if not narrative.year:
        return
    own = f"{narrative.year}年"
    for written in narrative.texts:
        if DIGITS.isdisjoint(written.characters):
            continue
        others = any(found[0] != own for found in YEAR.finditer(written.text))
        if not others and "决算" not in written.text:
            continue
        for sentence in written.worth(YEAR):
            for named in _named(narrative, written.key, sentence):
                message = msg(
                    "“{phrase}”：{why}，本报告是 {own} 年的。请核对年份。",
                    own=narrative.year,
                    why=named.why,
                )
                passage = written.passage(sentence, named.start, named.start + 5)
                yield written.problem(CODE, message, passage, named.expected, named.year)
                break


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = vocabulary().data["years"]
    return words


def _named(narrative: Narrative, key: str, sentence: Sentence) -> Iterator[Named]:
    own, text = narrative.year, sentence.text
    compares = any(word in text for word in _words()["compare"])
    if not any(word in text for word in _words()["beside"]):
        yield from _period(own, text)
    if key == PREAMBLE:
        for found in TITLE.finditer(text):
            if int(found[1]) != own:
                yield Named(found.start(1), int(found[1]), msg("写在本报告的名称里"), own)
    yield from _carried(own, text)
    for found in ACCOUNTS.finditer(text):
        if int(found[1]) >= own:
            yield Named(found.start(1), int(found[1]), msg("这一年的决算在本年度还不会有"))
    for found in BUDGET.finditer(text):
        if int(found[1]) >= own + 2:
            yield Named(found.start(1), int(found[1]), msg("这一年的预算在本年度还不会有"))
    if not compares:
        yield from _opening(narrative, text)


def _period(own: int, text: str) -> Iterator[Named]:
    for found in PERIOD.finditer(text):
        for group in (1, 2):
            if found[group] and int(found[group]) != own:
                yield Named(found.start(group), int(found[group]), msg("写在统计期限里"), own)
    for found in UNTIL.finditer(text):
        if int(found[1]) != own and f"{own}年" not in text:
            yield Named(found.start(1), int(found[1]), msg("写在截止日期里"), own)


def _carried(own: int, text: str) -> Iterator[Named]:
    for found in CARRIED_OVER.finditer(text):
        year = int(found[1])
        earlier = f"{own - 1}年" in text or re.search(r"上一?年|去年", text)
        wrong = year not in (own - 1, own, own + 1) or (year == own and found[2] and not earlier)
        if wrong or (year == own - 1 and found[2] == "继续办理" and "上" not in text):
            yield Named(found.start(1), year, msg("结转应当是转到下一年"), own + 1)
    for found in CARRIED_IN.finditer(text):
        if int(found[1]) not in (own - 1, own):
            yield Named(found.start(1), int(found[1]), msg("结转来的应当是上一年的"), own - 1)


def _opening(narrative: Narrative, text: str) -> Iterator[Named]:
    """A sentence that begins with another year and gives an account of it as of this one."""
    own, words = narrative.year, _words()
    found = OPENING.match(text)
    if found is None or int(found[1]) == own or f"{own}年" in text:
        return
    year, rest = int(found[1]), text[found.end() :]
    subject = rest.startswith(("我", "本机关", "本单位", *narrative.names))
    account = subject or rest.startswith(tuple(words["account"]))
    if not account or any(word in text for word in words["excuse"]):
        return
    told = FIGURE.search(rest) is not None and any(word in rest for word in words["counted"])
    if year == own - 1 and (subject or "问题" not in text):
        yield Named(found.start(1), year, msg("这一句讲的是上一年"), own)
    elif (year > own and told and not any(w in rest for w in words["plan"])) or (
        year < own - 1 and subject and told
    ):
        yield Named(found.start(1), year, msg("这一句讲的是另一年"), own)
