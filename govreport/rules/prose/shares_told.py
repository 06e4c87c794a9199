"""GR104 prose-number: percentages and growth rates that fit no base.

bad   2023年收到申请120件，2022年收到100件，增长30%。
good  办结122件，其中予以公开60件，占49%。
good  占全市的15%。                                        (its base is not in the file)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govreport.messages import msg
from govreport.report import ROLLED_UP, Report
from govreport.rules.prose.chinese_numbers import Number, numbers
from govreport.rules.prose.counts_told import Count, Found
from govreport.rules.prose.narrative_texts import plain
from govreport.rules.prose.phrases import NARROWING, Phrase
from govreport.rules.prose.quantities import figures_of, totals
from govreport.rules.prose.sentences import tokens
from govreport.rules.prose.vocabulary import data, vocabulary

REVIEWS, MOST_TOGETHER = ("reconsideration", "litigation"), 3
BETWEEN = "，、（：；,共就仅"
PERSONS = "人名家部"
NOT_OURS = NARROWING | {"region", "last"}


def shares_told(
    report: Report,
    text: str,
    counts: Sequence[Count],
    shares: Sequence[Number],
    earlier: Sequence[Count],
) -> Iterator[Found]:
    """The shares that fit no base: a total of the sentence, one of those before it, or of the tables."""
    words = data("sums")
    bare = [n.start for n in numbers(text) if not n.percent and n.start not in _starts(counts)]
    told = any(word in text for word in words["of_requests"])
    for share in shares:
        before = [one for one in counts if one.end <= share.start]
        clause = max(text.rfind(sign, 0, share.start) for sign in "，；：（、") + 1
        said = text[clause : share.start]
        if "分别" in said or not share.exact:
            continue
        if said.find("占") > 0 and (not before or text[before[-1].end : clause]):
            yield from _bare_share(report, text, clause, share, earlier)
        if not before:
            continue
        persons = before[-1].unit in PERSONS and "合计" in said  # 两人合计占30.4%
        if persons or any(before[-1].end <= one < share.start for one in bare):
            continue  # 部分公开67，占4.61%
        if "占" in said:
            bases = [o for o in counts if o is not before[-1] and o.unit == before[-1].unit]
            if not _plain_share(said) or not _its_own(text[before[-1].end : share.start]):
                continue
            if bases and (told or earlier or _has_whole(text, [*bases, before[-1]])):
                yield from _share(report, text, share, before[-1], bases, earlier)
            elif not bases and _of_requests(report, text, clause, before[-1]):
                yield from _share(report, text, share, before[-1], (), earlier)
            continue
        if len(before) == 3 and _difference(text[before[1].end : before[2].start]):
            before = before[:2]  # 312条，比上年的286条增加26条，增长9.1%
        if len(before) == 2 and _grows(said):
            yield from _growth(text, share, before, any(w in said for w in words["up"]))


def _difference(told: str) -> bool:
    return told in (*data("sums")["up"], *data("sums")["down"])


def _starts(counts: Sequence[Count]) -> set[int]:
    return {count.start for count in counts}


def _has_whole(text: str, counts: Sequence[Count]) -> bool:
    """Whether a count stands in the sentence that has no share of its own: its base may be there."""
    return any("占" not in text[one.end : one.end + 2] for one in counts)


def _its_own(told: str) -> bool:
    """Whether a share is the count's before it: nothing else is named between."""
    between = told.rpartition("占")[0].strip(BETWEEN)
    return between in ("", *data("words")["about"], *data("words")["sum"])


def _plain_share(said: str) -> bool:
    rest = said.partition("占")[2]
    for word in data("sums")["share_of"]:
        rest = rest.replace(word, "")
    return not rest


def _ours(report: Report, text: str) -> bool:
    """Whether a sentence so far speaks of the report's own year and organ, and of nothing narrower."""
    said = Phrase(tokens(text))
    off = NOT_OURS if report.scope != ROLLED_UP else (NOT_OURS | {"head"}) - {"region"}
    return off.isdisjoint(said.kinds) and said.years <= {report.year}


def _of_requests(report: Report, text: str, clause: int, part: Count) -> bool:
    """Whether a count is sure to be of requests: 自然人38件, 予以公开18件, and not 网上38件."""
    begin = max(text.rfind(sign, 0, part.start) for sign in "，；：（、。") + 1
    phrase = Phrase(tokens(text[min(begin, clause) : part.start]))
    told = phrase.columns or any(
        q.implies == "request" for t in phrase.tokens for q in t.meaning.quantities
    )
    return bool(told) and not phrase.unknown and _ours(report, text[: part.start])


def _together(part: Count, counts: Sequence[Count]) -> list[float]:
    """A count, and it with those right before it: 复议2件、诉讼1件，占答复的27.3%."""
    parts = [part.number.value]
    for one in [one for one in reversed(counts) if one.end <= part.start][:MOST_TOGETHER]:
        parts.append(parts[-1] + one.number.value)
    return parts


def _bare_share(
    report: Report, text: str, clause: int, share: Number, earlier: Sequence[Count]
) -> Iterator[Found]:
    """自然人占96.8%, where the number itself is not told."""
    begin = text.find("占", clause)
    phrase = Phrase(tokens(text[clause:begin]))
    keys = [q.key for t in phrase.tokens for q in t.meaning.quantities if q.implies == "request"]
    if phrase.unknown or not _ours(report, text[:begin]):
        return
    if not _plain_share(text[begin : share.start]):
        return
    if not keys and not phrase.columns:
        return
    if not any(word in text for word in data("sums")["of_requests"]):
        return
    parts = figures_of(report, "request", keys or ("received", "closed"), phrase.columns)
    if len(keys) > 1:  # 予以公开和部分公开占60%
        parts = (sum(parts),) if "join" in phrase.kinds and len(parts) == len(keys) else ()
    wholes = [
        *figures_of(report, "request", _request_keys()),
        *(one.number.value for one in earlier),
    ]
    possible = [100 * part / whole for part in parts for whole in wholes if whole]
    if not possible or any(near(text, share, one) for one in possible):
        return
    expected = round(possible[0], 2)
    message = msg(
        "“{phrase}”：按表中的数是 {expected}%，写的是 {actual}%。请核对。",
        phrase=text[clause : share.end],
        expected=plain(expected),
        actual=plain(share.value),
    )
    yield clause, share.end, message, plain(expected), plain(share.value)


def _request_keys() -> list[str]:
    return [key for key, one in vocabulary().quantities.items() if "request" in one.topics]


def _share(
    report: Report,
    text: str,
    share: Number,
    part: Count,
    bases: Sequence[Count],
    earlier: Sequence[Count],
) -> Iterator[Found]:
    wholes = [one.number.value for one in (*earlier, *bases)]
    known = totals(report)
    wholes += known if bases else figures_of(report, "request", _request_keys())
    wholes += (one for topic in REVIEWS for one in figures_of(report, topic, ("cases",)))
    parts = _together(part, bases)
    possible = [100 * one / whole for one in parts for whole in wholes if whole]
    if not possible or any(near(text, share, one) for one in possible):
        return
    likeliest = bases[-1].number.value if bases else known[0] if known else 0
    if not likeliest:
        return
    expected = round(100 * part.number.value / likeliest, 2)
    message = msg(
        "“{phrase}”：{actual}% 与这一句和表中的数都对不上，{part}占{whole}的 {expected}%。请核对。",
        phrase=text[part.start : share.end],
        actual=plain(share.value),
        expected=plain(expected),
        part=plain(part.number.value),
        whole=plain(likeliest),
    )
    yield part.start, share.end, message, plain(expected), plain(share.value)


def _grows(said: str) -> bool:
    """Whether a share is told to be a growth, from one figure to the other."""
    words = data("sums")
    told = any(word in said for word in (*words["up"], *words["down"]))
    return told and not any(word in said for word in words["average"])


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
    if near(text, share, expected):
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


def near(text: str, share: Number, value: float) -> bool:
    """Whether a percentage is that value, rounded or cut off at its last place."""
    written = text[share.start : share.end].rstrip("%")
    places = len(written.partition(".")[2])
    slack = 1.0 / 10**places
    if text[max(share.start - 1, 0)] in "约近":
        slack = max(slack, 0.1 * value)
    return bool(abs(share.value - value) < slack + 1e-9)
