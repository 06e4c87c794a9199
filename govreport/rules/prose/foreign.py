"""GR107 foreign-text: the prose speaks as another organ, or of another's work as its own.

bad   我局认真贯彻落实《条例》。              (in a township's report)
good  县教育局、公安局等部门配合我镇开展工作。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from govreport.finding import Passage, Problem
from govreport.messages import Message, msg
from govreport.rules.prose.narrative_texts import Narrative, Written
from govreport.rules.prose.vocabulary import data, pattern

CODE = "GR107"
YEAR = r"(?:（?[一二三四五六七八九十]+[）、.])?\d{4}年(?:度)?，?"
LONGEST = 40  # characters from the year on in which its subject ends
NEAR_BEHIND = 12  # characters behind 推动全省政务公开
PLACES, SHARED = "县市区州旗省", 4
SELVES = ("我", "本", "全", "各", "该")
QUOTED = r"“[^”\n]{0,60}$|《[^》\n]{0,60}$"
Found = tuple[int, int, Message]


def foreign(narrative: Narrative) -> Iterator[Problem]:
    """The places where another organ speaks; one of each kind in a text."""
    selves, organs = _worth()
    if any(one.search(narrative.whole) is not None for one in selves):
        for written in narrative.texts:
            for found in _selves(narrative, written.text):
                yield _problem(written, found)
    if organs.search(narrative.whole) is not None:
        for written in narrative.texts:
            for sentence in map(written.sentence, written.having(organs)):
                for begin, stop, message in _organs(narrative, sentence.text):
                    yield _problem(written, (*sentence.span(begin, stop), message))


def _problem(written: Written, found: Found) -> Problem:
    passage = Passage(written.address, found[0], found[1])
    return written.problem(CODE, found[2], passage)


@cache
def _worth() -> tuple[list[re.Pattern[str]], re.Pattern[str]]:
    """Where an organ may speak of itself (a search for each character that such a word begins with, which
    is quick), and what a sentence holds that names another as one of ours.
    """
    organs = data("foreign")["organs"]
    applied = (f"向{one}" for one in organs["applied_to"])
    words = sorted(one["word"] for one in data("foreign")["selves"])
    return (
        [pattern(group) for _, group in groupby(words, itemgetter(0))],
        pattern([*organs["author"], *organs["leads"], *applied, "年，", "上级", "报告由"]),
    )


# ── 我局 ────────────────────────────────────────────────────────────────────────────────────────


def _selves(narrative: Narrative, text: str) -> Iterator[Found]:
    """我局 and the like, in a report whose organ is none; the first of each."""
    full = "".join((narrative.report.organization, *narrative.report.aliases))
    organ = "".join(narrative.report.organization.split())
    for one in data("foreign")["selves"]:
        word = one["word"]
        if word not in text or any(name in full for name in one["names"]):
            continue
        if narrative.report.kind not in one["kinds"] and not organ.endswith(tuple(one["endings"])):
            continue
        if narrative.report.kind in (None, "other") and not organ.endswith(tuple(one["endings"])):
            continue
        at = text.find(word)
        while at >= 0:
            before, after = text[max(at - 1, 0) : at], text[at + len(word) : at + len(word) + 1]
            quoted = re.search(QUOTED, text[max(at - 60, 0) : at]) is not None
            if (
                before not in tuple(data("foreign")["before"])
                and after not in tuple(one["not_before"])
                and not quoted
            ):
                message = msg(
                    "“{phrase}”不像是{organ}对自己的称呼，可能是从别的机关的报告里抄来的。请核对。",
                    phrase=word,
                    organ=organ,
                )
                yield at, at + len(word), message
                break
            at = text.find(word, at + 1)


# ── other organs ────────────────────────────────────────────────────────────────────────────────


def _organs(narrative: Narrative, text: str) -> Iterator[Found]:
    organs = data("foreign")["organs"]
    yield from _author(narrative, text, organs)
    yield from _applied(narrative, text, organs)
    yield from _leading(narrative, text, organs)
    yield from _superior(narrative, text, organs)


def _author(narrative: Narrative, text: str, organs: Mapping[str, Any]) -> Iterator[Found]:
    credo = any(word in text for word in organs["credo"])
    for places, sure in (
        (_published(text, organs), True),
        (_subject(text, organs), credo),
        (_authored(text, organs), False),
    ):
        found = next((p for p in places if _core(text[slice(*p)], organs) is not None), None)
        if found is not None and not sure and any(one in text for one in organs["selves"]):
            continue  # 市局认真贯彻，对我局开展检查
        if found is None or _is_own(text[slice(*found)], narrative, organs, sure=sure):
            continue
        message = msg(
            "“{phrase}”不是本报告的机关（{organ}），可能是从别的机关的报告里抄来的。请核对。",
            phrase=text[slice(*found)],
            organ=narrative.report.organization,
        )
        yield *found, message


def _published(text: str, organs: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    """What may be a name between 现公布 and the year of the report."""
    for author in re.finditer("|".join(organs["author"]), text):
        begin = author.end() + text.startswith("《", author.end())
        year = re.compile(r"(?:关于)?\d{4}年").search(text, begin)
        if year is not None:
            yield begin, year.start()


def _authored(text: str, organs: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    """What may be a name in 本报告由……编制; an office is none, which may be the organ's own."""
    for found in re.finditer(rf"报告由([一-龥]{{3,30}}?)(?:{'|'.join(organs['authored'])})", text):
        if not found[1].endswith("办公室"):
            yield found.span(1)


def _subject(text: str, organs: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    """What may be a name between the year at the beginning of a sentence and what was done."""
    year = re.match(YEAR, text)
    if year is not None and not text.startswith(SELVES, begin := year.end()):
        done = re.compile("|".join(organs["subject"]))
        for found in done.finditer(text, begin, begin + LONGEST):
            yield begin, found.start()


def _core(name: str, organs: Mapping[str, Any]) -> str | None:
    """The name of an organ without what such names end with; None where it is no such name."""
    endings = (e for e in organs["endings"] if name.endswith(e))
    core = name[: len(name) - max(map(len, endings), default=len(name))]
    return core if re.fullmatch(r"[一-龥]{2,24}", core) else None


def _is_own(name: str, narrative: Narrative, organs: Mapping[str, Any], *, sure: bool) -> bool:
    """Whether a name may be the organ's own, in full, shortened, or with its office's added.

    Of an organ of another kind it is not told, unless it is `sure` that the author is named.
    """
    core, same = _core(name, organs) or "", sure
    ending = name.removeprefix(core)
    for full in (narrative.report.organization, *narrative.report.aliases):
        own = "".join(full.split())
        if _inside(core, own) or _inside(own.removesuffix("人民政府"), name):
            return True
        same = same or own.endswith((ending, f"{ending}人民政府"))
    return not same or core.startswith(SELVES) or (not sure and _renamed(core, narrative))


def _renamed(core: str, narrative: Narrative) -> bool:
    """Whether a name without its place may be a longer or an older one of the organ: 县自然资源和规划局."""
    own = "".join((narrative.report.organization, *narrative.report.aliases))
    shared = (core[at : at + SHARED] for at in range(len(core) - SHARED + 1))
    return core[0] in PLACES and any(piece in own for piece in shared)


def _inside(short: str, long: str) -> bool:
    """Whether the characters of one stand in the other in this order."""
    rest = iter(long)
    return all(character in rest for character in short)


def _applied(narrative: Narrative, text: str, organs: Mapping[str, Any]) -> Iterator[Found]:
    """受理……向市政府提出的申请 in a street's report."""
    for organ in organs["applied_to"]:
        at = text.find(f"向{organ}")
        if (
            at < 0
            or narrative.names.are(organ)
            or narrative.report.kind in ("city", "province", "county")
        ):
            continue
        clause = text[max(text.rfind(sign, 0, at) for sign in "，；。") + 1 : at]
        behind = text[at : at + 32]
        told = any(word in clause for word in organs["received"]) and re.search(
            r"提[出交]的", behind
        )
        if told and "申请" in behind and re.search(r"\d", behind):
            message = msg(
                "“{phrase}”：向别的机关提出的申请不在本机关（{organ}）的报告里统计，可能是抄来的。请核对。",
                phrase=f"向{organ}",
                organ=narrative.report.organization,
            )
            yield at, at + 1 + len(organ), message
            return


def _leading(narrative: Narrative, text: str, organs: Mapping[str, Any]) -> Iterator[Found]:
    if narrative.report.kind not in ("township", "street"):
        return
    for phrase in organs["leads"]:
        at = text.find(phrase)
        behind = text[at + len(phrase) :][:NEAR_BEHIND]
        excused = any(word in behind for word in organs["led_behind"])
        if at >= 0 and not excused and not any(word in text[:at] for word in organs["led"]):
            message = msg(
                "“{phrase}”不像是{organ}的职责，可能是从上级机关的报告里抄来的。请核对。",
                phrase=phrase,
                organ=narrative.report.organization,
            )
            yield at, at + len(phrase), message
            return


def _superior(narrative: Narrative, text: str, organs: Mapping[str, Any]) -> Iterator[Found]:
    """上级审计机关, spoken of as the superior in matters of openness by another organ than an audit office."""
    if "上级" not in text or any(word in text for word in organs["field_excuses"]):
        return
    if not all(
        any(word in text for word in organs[one]) for one in ("field_topics", "field_leads")
    ):
        return
    for field in organs["fields"]:
        at = text.find(f"上级{field}")
        if at >= 0 and field not in narrative.report.organization:
            phrase = f"上级{field}"
            message = msg(
                "“{phrase}”不是{organ}的上级，可能是从别的机关的报告里抄来的。请核对。",
                phrase=phrase,
                organ=narrative.report.organization,
            )
            yield at, at + len(phrase), message
            return
