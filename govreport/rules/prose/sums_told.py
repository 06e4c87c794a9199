"""GR104 prose-number, second half: parts and differences of one sentence that do not come out; for
percentages see `shares_told`.

bad   主动公开信息115条，其中动态60条、公告40条、其他20条。     (120)
bad   收到3件，较上年的9件减少4件。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from govreport.messages import msg
from govreport.rules.prose.chinese_numbers import Number
from govreport.rules.prose.counts_told import Count, Found, counts_told
from govreport.rules.prose.narrative_texts import Narrative, Written, plain
from govreport.rules.prose.sentences import Sentence
from govreport.rules.prose.shares_told import shares_told
from govreport.rules.prose.vocabulary import data, vocabulary

DIGIT = r"[0-9０-９十百]"
ADDED_UP = r"[，、；,]?(?:以上)?(?:合计|共计|总计)为?"
SEPARATORS = "，、；,"
STOPS = ("。", "）", "；")  # where a list is at its end
MOST_COUNTS = 40
MOST_ADDED = 10
RATE = "率"
LONGEST_LABEL = 14


class Part(NamedTuple):
    """A part of a total, with what stands before its number and what separates it from the next."""

    label: str
    value: float
    end: int
    separator: str


def sums_told(narrative: Narrative, words: str) -> Iterator[tuple[Written, Sentence, Found]]:
    """The sums and shares that do not come out; only sentences with one of the words have any."""
    for written in narrative.texts:
        if re.search(DIGIT, written.text) is None:
            continue
        spoken = {
            said.sentence.places[0] for said in narrative.contradicted if said.written is written
        }
        for place in written.having(re.compile(words)):
            sentence = written.sentence(place)
            if not sentence.text or sentence.places[0] in spoken:
                continue
            counts, shares = counts_told(sentence.text)
            if shares and RATE in sentence.text:
                for found in _rates(narrative, sentence.text, shares):
                    yield written, sentence, found
            if not counts or len(counts) > MOST_COUNTS:
                continue
            before = _before(written, place) if shares else []
            for found in (
                *_parts(sentence.text, counts),
                *_added_up(sentence.text, counts),
                *shares_told(narrative.report, sentence.text, counts, shares, before),
                *_differences(sentence.text, counts),
            ):
                yield written, sentence, found


def _rates(narrative: Narrative, text: str, shares: Sequence[Number]) -> Iterator[Found]:
    from govreport.rules.prose.rates_told import rates_told

    return rates_told(narrative.report, narrative.names, narrative.year, text, shares)


def _before(written: Written, place: int) -> list[Count]:
    """The counts of the two sentences before one: a share of 主动公开信息 may be of what they name."""
    earlier = [written.sentence(n).text for n in range(max(place - 2, 0), place)]
    return [count for text in earlier for count in counts_told(text)[0]]


# ── parts ───────────────────────────────────────────────────────────────────────────────────────


def _parts(text: str, counts: Sequence[Count]) -> Iterator[Found]:
    words = data("sums")
    for place, total in enumerate(counts[:-2]):
        begin = total.end
        while text[begin : begin + 1] in ("，", "（", "：", ","):
            begin += 1
        lead = next(
            (w for w in (*words["begin"], *words["whole"]) if text.startswith(w, begin)), None
        )
        if lead is None or not total.number.exact:
            continue
        parts = list(_listed(text, begin + len(lead), counts[place + 1 :], total.unit))
        if parts and parts[0].separator == "、":  # the first other sign ends the list
            last = next((n for n, one in enumerate(parts) if one.separator != "、"), len(parts) - 1)
            parts = parts[: last + 1]
        if len(parts) < 2:
            continue
        named_rest = parts[-1].label.startswith(tuple(words["rest"]))
        whole = parts[-1].separator in STOPS and (lead in words["whole"] or named_rest)
        sums = [sum(part.value for part in parts[:n]) for n in range(2, len(parts) + 1)]
        value = total.number.value
        overlapping = any(w in part.label for part in parts for w in words["overlapping"])
        come = [one.number.value for one in counts[:place] if one.unit == total.unit]
        if any(value + sum(come[n:]) in sums for n in range(len(come))):
            continue  # 收到9件，上年结转1件，其中网上5件、信函5件
        if value in sums or (sums[-1] < value and not whole) or overlapping:
            continue
        if _mixed([part.label for part in parts]):
            continue
        message = msg(
            "“{phrase}”：各项加起来是 {expected}，总数写的是 {actual}。请核对这一句里的数。",
            phrase=text[total.start : parts[-1].end],
            expected=plain(sums[-1]),
            actual=plain(value),
        )
        yield total.start, parts[-1].end, message, plain(sums[-1]), plain(value)


def _listed(text: str, begin: int, counts: Sequence[Count], unit: str) -> Iterator[Part]:
    """The parts from a place on, as far as they are plain: a label, a number, the same unit."""
    for count in counts:
        label = text[begin : count.start].lstrip("：，、；:, 和及与").rstrip("：:")
        separator = text[count.end : count.end + 1]
        if (
            count.unit != unit
            or not count.number.exact
            or len(label) > LONGEST_LABEL
            or any(c in label for c in "，、；（）：")
            or any(word in label for word in data("sums")["end"])
        ):
            return
        if (
            separator not in ("", "）", "。")
            and separator not in SEPARATORS
            and separator not in "和及与"
        ):
            return
        yield Part(label, count.number.value, count.end, separator or "。")
        if separator in ("", "）"):
            return
        begin = count.end


def _mixed(labels: Sequence[str]) -> bool:
    """Whether the labels divide the total in more than one way, so that they overlap."""
    meanings = vocabulary().meanings
    ways = set()
    for label in labels:
        words = [word for word in meanings if word in label and len(word) > 1]
        known = [meanings[word] for word in words]
        if any(one.columns for one in known):
            ways.add("applicant")
        elif any(one.topic and one.topic.key != "request" for one in known):
            ways.add("topic")
        elif any("share" in one.kinds for one in known):
            ways.add("way in")
        else:
            ended = any(q.implies or q.done for one in known for q in one.quantities)
            ways.add("outcome" if ended else "other")
    return (
        len(ways - {"other"}) > 1
        or ("topic" in ways)
        or (len(ways) > 1 and "other" in ways and "way in" not in ways)
    )


# ── 共计 ────────────────────────────────────────────────────────────────────────────────────────


def _added_up(text: str, counts: Sequence[Count]) -> Iterator[Found]:
    """网上申请30件、信函申请13件、当面申请2件，合计46件, where nothing else is counted before."""
    for place in range(2, min(len(counts), MOST_ADDED)):
        parts, total = counts[:place], counts[place]
        if place > 2 and parts[0].number.value == total.number.value:
            parts = parts[1:]  # 152件申请中，网络72件……合计152件
        if not re.fullmatch(ADDED_UP, text[parts[-1].end : total.start]):
            continue
        if any(not one.number.exact or one.unit != total.unit for one in (*parts, total)):
            return
        between = [text[one.end : other.start] for one, other in pairwise(parts)]
        if any(not one.startswith(tuple(SEPARATORS)) or _ends(one[1:]) for one in between):
            return
        if _ends(text[: parts[0].start]) or total.number.value in _sums(parts):
            return
        expected, value = sum(one.number.value for one in parts), total.number.value
        message = msg(
            "“{phrase}”：各项加起来是 {expected}，总数写的是 {actual}。请核对这一句里的数。",
            phrase=text[parts[0].start : total.end],
            expected=plain(expected),
            actual=plain(value),
        )
        yield parts[0].start, total.end, message, plain(expected), plain(value)
        return


def _ends(label: str) -> bool:
    """Whether a label says more than what is counted, so that its number may be none of the parts."""
    return any(word in label for word in (*data("words")["compare"], *data("sums")["begin"]))


def _sums(parts: Sequence[Count]) -> set[float]:
    """The sums of any of some counts."""
    found = {0.0}
    for part in parts:
        found |= {one + part.number.value for one in found}
    return found


# ── differences ────────────────────────────────────────────────────────────────────────────────


def _differences(text: str, counts: Sequence[Count]) -> Iterator[Found]:
    """收到3件，较上年的7件减少4件."""
    words = tuple(word for key in ("up", "down", "more") for word in data("sums")[key])
    for first, second, third in zip(counts, counts[1:], counts[2:], strict=False):
        joint = text[second.end : third.start]
        told = text[first.end : second.start]
        if joint not in words or not re.search(
            r"^[，,]?[较比](?:去年|上年|上一年|上年度|\d{4}年)的?[^，。；]{0,4}$", told
        ):
            continue
        if text.endswith(words, 0, first.start):
            continue  # 比2022年的52件减少6件，比2023年的40件增加6件
        values = [one.number for one in (first, second, third)]
        expected = abs(values[0].value - values[1].value)
        if all(one.exact for one in values) and expected != values[2].value:
            message = msg(
                "“{phrase}”：{first} 和 {second} 相差 {expected}，写的是 {actual}。请核对这一句里的数。",
                phrase=text[first.start : third.end],
                first=plain(values[0].value),
                second=plain(values[1].value),
                expected=plain(expected),
                actual=plain(values[2].value),
            )
            yield first.start, third.end, message, plain(expected), plain(values[2].value)
