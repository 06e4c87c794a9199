"""GR103 wrong-year: a year in the prose that the report cannot be about: last year's left standing in the
opening, the period or what is carried over, or accounts of a year that was not over.

    bad   2022年，我镇认真贯彻落实《条例》。        (in the report on 2023)
    good  与2022年相比，申请减少4件。2024年，我镇将继续努力。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from govreport.finding import Problem
from govreport.messages import Message, msg
from govreport.report import PREAMBLE
from govreport.rules.prose.narrative_texts import Narrative
from govreport.rules.prose.vocabulary import data

CODE = "GR103"
# What a sentence has in which a year may be wrong: another year, something carried over, accounts.
OTHER_YEAR = r"年(?:(?<=\d\d\d\d年)|(?<=\d\d\d\d\s年))(?<!{own}年)"
WORTH = r"结转\D?\D?\d{4}|转结\D?\D?\d{4}|顺延\D?\D?\d{4}|年(?:(?<=\d年)|(?<=\d\s年))\D{0,30}?决算"
PERIOD = r"(\d{4})年(?:度)?1月1日起?[至到~～—–-]+(?:(\d{4})年)?12月31日"
UNTIL = r"截[至止]到?(\d{4})年(?:12月31日|12月底|年?底|年?末)(?:[，,止]|$)"
TITLE = r"(?:现将?|特|兹)(?:向社会)?(?:公布|发布|公开|报告)?《?[^，。；《》]{0,24}?(\d{4})年(?:度)?[^，。；《》\d整评反]{0,16}?(?:政府)?信息公开(?:工作)?(?:年度)?(?:情况)?报告"
CARRIED_OVER = r"(?:结转|转结|顺延)[至到入]?(\d{4})年(?:度)?(继续办理|办理)?"
CARRIED_IN = r"(\d{4})年(?:度)?(?:的)?(?:申请)?结转(?![至到入下])"
OPENING = r"(?:（?[一二三四五六七八九十]+[）、.是]|\d+[.、])?(?:[^，。（）：\d]{2,12}：)?(?:在)?(\d{4})年(?:度)?(?:内|里|中|期间|全年)?[，,]?"
ACCOUNTS = r"(?:公开|公布|发布|公示|晒出)(?:了|《)?[^，。；\d]{0,12}?(\d{4})年(?:度)?(?:部门|财政|单位|政府|本级|机关|收支|总)*(决|预)算"
OPENING_SENTENCES = 2  # of a section, where a report that has no preamble names itself
FIGURE = r"\d+(?:件|条|份|起|宗)"


# Where a year stands, which it is, what is wrong with it, and the right one.
Named = tuple[int, int, Message, int | None]


def years(narrative: Narrative) -> Iterator[Problem]:
    """The years that cannot be meant; one of each sentence."""
    other, worth = re.compile(OTHER_YEAR.format(own=narrative.year)), re.compile(WORTH)
    if not narrative.year or not (other.search(narrative.whole) or worth.search(narrative.whole)):
        return
    for written in narrative.texts:
        for number in sorted({*written.having(other), *written.having(worth)}):
            sentence = written.sentence(number)
            opening = written.key == PREAMBLE or number < OPENING_SENTENCES
            for start, year, why, expected in _named(narrative, opening, sentence.text):
                message = msg(
                    "“{phrase}”：{why}，本报告是 {own} 年的。请核对年份。",
                    own=narrative.year,
                    why=why,
                )
                passage = written.passage(sentence, start, start + 5)
                yield written.problem(CODE, message, passage, expected, year)
                break


def _has(text: str, words: str) -> bool:
    return any(word in text for word in data("years")[words])


def _named(narrative: Narrative, opening: bool, text: str) -> Iterator[Named]:
    own = narrative.year
    if not _has(text, "beside"):
        yield from _period(own, text)
    if opening:
        for found in re.finditer(TITLE, text):
            of_that = text.startswith(tuple(data("years")["of_a_report"]), found.end())
            if int(found[1]) != own and not of_that:
                yield found.start(1), int(found[1]), msg("写在本报告的名称里"), own
    if any(word in text for word in ("结转", "转结", "顺延")):
        yield from _carried(own, text)
    if "算" in text:
        yield from _accounts(own, text)
    if not _has(text, "compare"):
        yield from _opening(narrative, text)


def _accounts(own: int, text: str) -> Iterator[Named]:
    for found in re.finditer(ACCOUNTS, text):
        year = int(found[1])
        if found[2] == "决" and year >= own:
            yield found.start(1), year, msg("这一年的决算在本年度还不会有"), None
        elif found[2] == "预" and year >= own + 2:
            yield found.start(1), year, msg("这一年的预算在本年度还不会有"), None


def _period(own: int, text: str) -> Iterator[Named]:
    for found in re.finditer(PERIOD, text) if "12月31日" in text else ():
        if not _has(text, "of_period") and _of_something(text, *found.span()):
            continue
        for group in (1, 2):
            if found[group] and int(found[group]) != own:
                yield found.start(group), int(found[group]), msg("写在统计期限里"), own
    for found in re.finditer(UNTIL, text) if "截" in text else ():
        ends = found.end() == len(text) and "报告" not in text
        # 截至2022年底，全镇各村已建成公开栏 tells how things stood before; only a figure is the report's.
        figure = "12月" in found[0] or re.search(FIGURE, text) is not None
        if int(found[1]) != own and f"{own}年" not in text and not ends and figure:
            yield found.start(1), int(found[1]), msg("写在截止日期里"), own


def _of_something(text: str, start: int, end: int) -> bool:
    """Whether a period says when something was made that is spoken of: 对……期间发布的信息开展复核."""
    before = text.endswith(tuple(data("years")["period_of"]), 0, start)
    return before or re.match(r"期?间?[^，；：]{0,12}的", text[end:]) is not None


def _carried(own: int, text: str) -> Iterator[Named]:
    for found in re.finditer(CARRIED_OVER, text):
        year = int(found[1])
        earlier = f"{own - 1}年" in text or re.search(r"上一?年|去年", text)
        wrong = year not in (own - 1, own, own + 1) or (year == own and found[2] and not earlier)
        if wrong or (year == own - 1 and found[2] == "继续办理" and "上" not in text):
            yield found.start(1), year, msg("结转应当是转到下一年"), own + 1
    for found in re.finditer(CARRIED_IN, text):
        if int(found[1]) not in (own - 1, own):
            yield found.start(1), int(found[1]), msg("结转来的应当是上一年的"), own - 1


def _opening(narrative: Narrative, text: str) -> Iterator[Named]:
    """A sentence that begins with another year and gives an account of it as of this one."""
    own = narrative.year
    found = re.match(OPENING, text)
    if found is None or int(found[1]) == own or f"{own}年" in text:
        return
    year, rest = int(found[1]), text[found.end() :]
    subject = rest.startswith(("我", "本机关", "本单位")) or narrative.names.begin(rest)
    if not (subject or rest.startswith(tuple(data("years")["account"]))) or _has(text, "excuse"):
        return
    told = re.search(FIGURE, rest) is not None and _has(rest, "counted")
    if not told and found[0][-1] not in "，," and _has(re.split("[，；：]", rest)[0], "made"):
        return
    if year == own - 1 and (subject or "问题" not in text):
        yield found.start(1), year, msg("这一句讲的是上一年"), own
    elif (year > own and told and not _has(rest, "plan")) or (year < own - 1 and subject and told):
        yield found.start(1), year, msg("这一句讲的是另一年"), own
