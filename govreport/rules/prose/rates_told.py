"""GR104 prose-number: rates that follow from the tables by no reading: 办结率, 纠错率, 予以公开率.

bad   申请办结率为83.3%。            (45 of 48 were closed)
good  按时办结率98%。                (when they were closed is not in the tables)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from govreport.messages import msg
from govreport.report import ROLLED_UP, Report
from govreport.rules.prose.chinese_numbers import Number
from govreport.rules.prose.counts_told import Found
from govreport.rules.prose.narrative_texts import plain
from govreport.rules.prose.quantities import figures_of
from govreport.rules.prose.sentences import OwnNames, tokens
from govreport.rules.prose.shares_told import near
from govreport.rules.prose.vocabulary import UNKNOWN, data

OFF = frozenset(("stray", "others", "plan"))
EARLIER = frozenset(("last", "compare"))
BETWEEN = ("", "为", "达", "是", "达到", "约", "约为", "：", ":")


def rates_told(
    report: Report, names: OwnNames, year: int, text: str, shares: Sequence[Number]
) -> Iterator[Found]:
    """The rates of a sentence about this organ and this year that its tables do not give."""
    for share in shares:
        before = text[: share.start]
        rate = next((one for one in data("rates") if _names(one, before)), None)
        if rate is None or share.value == 100 or rate["needs"] not in text:
            continue
        if not _ours(names.hidden(text), share.start, year, report.scope == ROLLED_UP):
            return
        possible = [
            100 * part / whole
            for topic in rate["topics"]
            for part in figures_of(report, topic, rate["part"])
            for whole in figures_of(report, topic, rate["whole"])
            if whole
        ]
        if not possible or any(near(text, share, one) for one in possible):
            continue
        begin = max(before.rfind(word) for word in rate["words"])
        message = msg(
            "“{phrase}”：按表中的数是 {expected}%，写的是 {actual}%。请核对。",
            phrase=text[begin : share.end],
            expected=plain(round(possible[0], 2)),
            actual=plain(share.value),
        )
        yield begin, share.end, message, plain(round(possible[0], 2)), plain(share.value)


def _names(rate: Mapping[str, Any], before: str) -> bool:
    """Whether the name of a rate stands right before its percentage, and nothing narrows it."""
    for word in rate["words"]:
        begin, found, between = before.rpartition(word)
        if found and between in BETWEEN:
            return not begin.endswith(tuple(rate["not_behind"]))
    return False


def _ours(text: str, place: int, year: int, rolled_up: bool) -> bool:
    """Whether the sentence up to a place speaks of this year, and the whole of this organ alone."""
    clause = max(text.rfind(sign, 0, place) for sign in "，；：（") + 1
    for token in tokens(text):
        if token.meaning is UNKNOWN and clause <= token.start < place:
            return False
        kinds, early = token.meaning.kinds, token.start < place
        if not OFF.isdisjoint(kinds) or (early and not EARLIER.isdisjoint(kinds)):
            return False
        if ("head" if rolled_up else "region") in kinds:
            return False
        if early and token.unit == "年" and token.number is not None and token.number.value != year:
            return False
    return True
