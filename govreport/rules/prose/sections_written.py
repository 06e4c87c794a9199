"""GR101 empty-section, GR501 problems-incomplete, GR601 processing-fee: what a section must say.

bad   五、 无。                         (problems and improvements are both asked for)
good  五、 整改措施……存在的问题……       (in either order, under any heading)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from govreport.edition import Section
from govreport.finding import Passage, Problem
from govreport.messages import Message, msg
from govreport.rules.prose.narrative_texts import Narrative, Written
from govreport.rules.prose.vocabulary import data

EMPTY, INCOMPLETE, FEE = "GR101", "GR501", "GR601"
MEANINGLESS = dict.fromkeys(map(ord, "，。；：、（）().,;:!！?？“”\"'《》…·"))
LONGEST_NOTHING = 40  # characters: a longer text with a full stop in it says something
# A heading, and then nothing, or a word for nothing: only then it is worth looking at closely.
BLANK_PART = r"(?:问题|情况|措施|不足|方向|打算|计划)[。：:]?\s{0,9}(?:[无略/—–-]{1,3}|暂无|没有|不涉及)?[。\s]{0,9}(?:$|[（(]?[二三][）)、.])"
MUCH = 40  # characters: longer than any word for nothing
LONGEST_HEADING = 30
SURE = 400  # characters of a text in which it has said something, if it does
STOPS, COMMAS = r"[。；\n]", r"[。；，\n]"
HEADING = r"[（(]?[一二三四五六七八九十\d]{1,3}[）).、．]\s?[^。；\n]{2,20}$"
START = r"[（(]?[一二三四五六七八九十]{1,3}[）)、．.]"


def empty_sections(narrative: Narrative) -> Iterator[Problem]:
    """GR101: sections without a text, with 无 for one, or with headings and nothing under them."""
    for section, written in narrative.sections:
        text = written.text
        if len(text) > LONGEST_NOTHING and "。" in text:
            continue
        said = _said(text)
        last = section is narrative.edition.sections[-1]  # where nothing else need be reported
        if _is_nothing(said) and not (said and last):
            message = msg("「{heading}」没有写内容。请写本年度的情况。", heading=section.heading)
            yield _of_text(EMPTY, section, message, written)


def incomplete_problems(narrative: Narrative) -> Iterator[Problem]:
    """GR501: a section that has parts (problems, improvements), and one of them is not there."""
    for section, written in narrative.sections:
        if not section.parts or _is_nothing(_said(written.text[:SURE])):
            continue
        lacking = _lacking(section, written.text, data("sections"))
        if lacking:
            message = msg(
                "「{heading}」没有写{parts}。两样都要写。", heading=section.heading, parts=lacking
            )
            yield _of_text(INCOMPLETE, section, message, written)


def processing_fee(narrative: Narrative) -> Iterator[Problem]:
    """GR601: an edition that asks for the processing fee, and a report that does not speak of it."""
    words = data("processing_fee")
    for section, written in narrative.sections:
        if not any(prompt.label.key == words["prompt"] for prompt in section.prompts):
            continue
        said = written.text
        for word in words["not_it"]:
            said = said.replace(word, "")
        if _has(said, words["words"]) or _has(narrative.whole, words["elsewhere"]):
            continue
        message = msg(
            "「{heading}」没有说明收取信息处理费的情况；没有收取的也要写明。",
            heading=section.heading,
        )
        yield _of_text(FEE, section, message, written)


def _of_text(code: str, section: Section, message: Message, written: Written) -> Problem:
    size = len(written.text)
    passage = Passage(written.address, 0, size) if 0 < size <= 20 else None
    return Problem(code, message, written.address, section.heading, passage=passage)


def _has(text: str, words: Sequence[str]) -> bool:
    return any(word in text for word in words)


def _meant(text: str) -> str:
    """A text without what means nothing."""
    return "".join(text.split()).translate(MEANINGLESS)


def _said(text: str) -> str:
    """What a text says, without the lines that are headings alone; of one that says much, the beginning."""
    said = "\n".join([line for line in text.split("\n") if not _is_heading(line.strip())])
    begun = _meant(said[:MUCH])
    return begun if len(begun) > MUCH / 2 else _meant(said)


def _is_heading(line: str) -> bool:
    return len(line) <= LONGEST_HEADING and "。" not in line and bool(re.match(HEADING, line))


def _is_nothing(said: str) -> bool:
    return len(said) < data("sections")["shortest"] or said in data("sections")["nothing"]


def _lacking(section: Section, text: str, words: Mapping[str, Any]) -> list[str]:
    """The parts of a section that are not written, by their official names."""
    problems, improvements = words["problems"], words["improvements"]
    blank = re.search(BLANK_PART, text) is not None
    denied = _has(text, words["no_problems"]) and not _told_besides(text, words)
    lacking = []
    for part, known in zip(section.parts, (problems, improvements), strict=False):
        under = _under(text, known[:2]) if blank else None
        # What follows a comma may be what was done: 查找不便，镇里重新设计了目录
        signs, other = (
            (STOPS, improvements) if known is problems else (COMMAS, problems + words["also"])
        )
        if (
            (under is not None and _meant(under) in ("", *words["blank"]))
            or (denied and known is problems)
            or (not _written(text, known, words) and _all_hold(text, other, signs))
        ):
            lacking.append(re.sub(rf"^{START}", "", part.label))
    return lacking


def _told_besides(text: str, words: Mapping[str, Any]) -> bool:
    """Whether a text that denies problems names one all the same: 无重大问题，但解读形式单一."""
    for denial in words["no_problems"]:
        text = text.replace(denial, "")
    return _has(text, [word for word in words["problems"] if word != "问题"])


def _written(text: str, known: Sequence[str], words: Mapping[str, Any]) -> bool:
    """Whether a text has any of some words; some of improvements count for nothing in 有待加强."""
    word = next((one for one in known if one in text), None)
    if word is None or known is words["problems"] or word not in words["weak"]:
        return word is not None
    if not text[: text.find(word)].endswith((*words["wanting"], *words["weak"])):
        return True
    wanting, weak = "|".join(words["wanting"]), "|".join(words["weak"])
    return _has(re.sub(rf"(?:{wanting})(?:{weak})+", "", text), known)


def _all_hold(text: str, words: Sequence[str], signs: str) -> bool:
    """Whether every piece of a text between some signs holds one of some words: so it speaks of nothing
    else.
    """
    pieces = map(_meant, re.split(signs, text))
    return all(_has(piece, words) for piece in pieces if piece)


def _under(text: str, known: Sequence[str]) -> str | None:
    """What stands under the heading of a part; None when it has none.

    A heading is a line of its own, or ends at its full stop: （一）存在的主要问题。
    """
    lines = [
        piece for line in text.split("\n") for piece in re.split(r"(?<=。)", line) if piece.strip()
    ]
    headings = [
        n
        for n, line in enumerate(lines)
        if re.match(START, line.strip()) and len(_meant(line)) <= 16
    ]
    for place, n in enumerate(headings):
        if _has(lines[n], known):
            end = headings[place + 1] if place + 1 < len(headings) else len(lines)
            return "".join(lines[n + 1 : end])
    return None
