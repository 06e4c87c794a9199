"""GR104 prose-number, second half: numbers of one sentence that do not agree with one another.

bad   主动公开信息115条，其中动态60条、公告40条、其他20条。     (120)
bad   2023年收到申请120件，2022年收到100件，增长30%。
good  办结122件，其中予以公开60件，占49%。
good  占全市的15%。                                        (its base is not in the file)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govreport.finding import Problem
from govreport.messages import Message, msg
from govreport.rules.prose.chinese_numbers import Number, numbers
from govreport.rules.prose.narrative_texts import Narrative, plain
from govreport.rules.prose.quantities import totals
from govreport.rules.prose.told_numbers import CODE, SUMS
from govreport.rules.prose.vocabulary import data, vocabulary

DIGIT = r"[0-9０-９]"
SEPARATORS = "，、；,"
STOPS = ("。", "）", "；")  # where a list is at its end
INEXACT = ("约", "近", "超", "逾", "过", "达", "到")
MOST_COUNTS = 40
LONGEST_LABEL = 14


class Count(NamedTuple):
    """A number with the unit behind it."""

    number: Number
    unit: str
    end: int

    @property
    def start(self) -> int:
        return self.number.start


class Part(NamedTuple):
    """A part of a total, with what stands before its number and what separates it from the next."""

    label: str
    value: float
    end: int
    separator: str


def sums_told(narrative: Narrative) -> Iterator[Problem]:
    """The sums and shares that do not come out."""
    for written in narrative.texts:
        if re.search(DIGIT, written.text) is None:
            continue
        spoken = {
            said.sentence.places[0] for said in narrative.contradicted if said.written is written
        }
        for sentence in written.worth(SUMS):
            if not sentence.text or sentence.places[0] in spoken:
                continue
            counts, shares = _counts(sentence.text)
            if not counts or len(counts) > MOST_COUNTS:
                continue
            for begin, stop, message, expected, actual in (
                *_parts(sentence.text, counts),
                *_shares(narrative, sentence.text, counts, shares),
            ):
                passage = written.passage(sentence, begin, stop)
                yield written.problem(CODE, message, passage, expected, actual)


Found = tuple[int, int, Message, int | float, int | float]


def _counts(text: str) -> tuple[list[Count], list[Number]]:
    units = data("sums")["units"]
    counts, shares = [], []
    for number in numbers(text):
        if number.percent:
            shares.append(number)
        elif text[number.end : number.end + 1] in units and text[number.end : number.end + 1]:
            inexact = text[number.start - 1 : number.start] in INEXACT
            told = number._replace(low=0.0) if inexact else number
            counts.append(Count(told, text[number.end], number.end + 1))
    return counts, shares


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
        label = text[begin : count.start].lstrip("：，、；:, 和及与")
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
            keys = {q.key for one in known for q in one.quantities if q.topics == ("request",)}
            ways.add("outcome" if keys else "other")
    return (
        len(ways - {"other"}) > 1
        or ("topic" in ways)
        or (len(ways) > 1 and "other" in ways and "way in" not in ways)
    )


# ── shares ──────────────────────────────────────────────────────────────────────────────────────


def _shares(
    narrative: Narrative, text: str, counts: Sequence[Count], shares: Sequence[Number]
) -> Iterator[Found]:
    words = data("sums")
    for share in shares:
        before = [one for one in counts if one.end <= share.start]
        clause = max(text.rfind(sign, 0, share.start) for sign in "，；：（、") + 1
        said = text[clause : share.start]
        if not before or "分别" in said or not share.exact:
            continue
        if "占" in said:
            bases = [o for o in counts if o is not before[-1] and o.unit == before[-1].unit]
            if bases and _plain_share(said):
                yield from _share(narrative, text, share, before[-1], bases)
        elif len(before) == 2 and any(w in said for w in (*words["up"], *words["down"])):
            yield from _growth(text, share, before, any(w in said for w in words["up"]))
    yield from _differences(text, counts)


def _plain_share(said: str) -> bool:
    rest = said.partition("占")[2]
    for word in data("sums")["share_of"]:
        rest = rest.replace(word, "")
    return not rest


def _share(
    narrative: Narrative, text: str, share: Number, part: Count, bases: Sequence[Count]
) -> Iterator[Found]:
    wholes = [*(one.number.value for one in bases), *totals(narrative.report)]
    possible = [100 * part.number.value / whole for whole in wholes if whole]
    if not possible or any(_near(text, share, one) for one in possible):
        return
    expected = round(possible[-1 if not bases else len(bases) - 1], 2)
    message = msg(
        "“{phrase}”：{actual}% 与这一句和表中的数都对不上，{part}占{whole}的 {expected}%。请核对。",
        phrase=text[part.start : share.end],
        actual=plain(share.value),
        expected=plain(expected),
        part=plain(part.number.value),
        whole=plain(bases[-1].number.value),
    )
    yield part.start, share.end, message, plain(expected), plain(share.value)


def _growth(text: str, share: Number, two: Sequence[Count], up: bool) -> Iterator[Found]:
    first, second = (one.number.value for one in two)
    if two[0].unit != two[1].unit or not first or not second:
        return
    if not all(one.number.exact for one in two) or not re.search(
        r"去年|上年|上一年|同期|\d{4}年", text
    ):
        return
    low, high = sorted((first, second))
    told = text[two[0].end : two[1].start]
    if told.endswith(tuple(data("sums")["up"])):  # 300条，较上年增加50条，增长20%
        low, high = first - second, first
    elif told.endswith(tuple(data("sums")["down"])):
        low, high = first, first + second
    if low <= 0:
        return
    expected = 100 * (high - low) / (low if up else high)
    if _near(text, share, expected):
        return
    message = msg(
        "“{phrase}”：{actual}% 与这一句里的两个数对不上，{low} 和 {high} 相差 {expected}%。请核对。",
        phrase=text[two[0].start : share.end],
        actual=plain(share.value),
        expected=plain(round(expected, 2)),
        low=plain(low),
        high=plain(high),
    )
    yield two[0].start, share.end, message, plain(round(expected, 2)), plain(share.value)


def _differences(text: str, counts: Sequence[Count]) -> Iterator[Found]:
    """收到3件，较上年的7件减少4件."""
    words = (*data("sums")["up"], *data("sums")["down"])
    for first, second, third in zip(counts, counts[1:], counts[2:], strict=False):
        joint = text[second.end : third.start]
        told = text[first.end : second.start]
        if joint not in words or not re.search(
            r"^[，,]?[较比](?:去年|上年|上一年|上年度|\d{4}年)的?[^，。；]{0,4}$", told
        ):
            continue
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


def _near(text: str, share: Number, value: float) -> bool:
    """Whether a percentage is that value, rounded or cut off at its last place."""
    written = text[share.start : share.end].rstrip("%")
    places = len(written.partition(".")[2])
    slack = 1.0 / 10**places
    if text[max(share.start - 1, 0)] in "约近":
        slack = max(slack, 0.1 * value)
    return bool(abs(share.value - value) < slack + 1e-9)
