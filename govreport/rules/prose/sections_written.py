"""GR101 empty-section, GR501 problems-incomplete, GR601 processing-fee: what a section must say.

bad   五、 无。                         (problems and improvements are both asked for)
good  五、 整改措施……存在的问题……       (in either order, under any heading)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from govreport.edition import Section
from govreport.finding import Passage, Problem
from govreport.messages import msg
from govreport.report import TEXT
from govreport.rules.prose.narrative_texts import Narrative
from govreport.rules.prose.vocabulary import vocabulary

EMPTY, INCOMPLETE, FEE = "GR101", "GR501", "GR601"
MEANINGLESS = re.compile(r"[\s\u3000，。；：、（）().,;:!！?？“”\"'《》…·]+")
LONGEST_NOTHING = 40  # characters: a longer text with a full stop in it says something
# A heading, and then nothing, or a word for nothing: only then it is worth looking at closely.
BLANK_PART = re.compile(
    r"(?:问题|情况|措施|不足|方向|打算|计划)[。：:]?\s{0,9}(?:[无略/—–-]{1,3}|暂无|没有|不涉及)?[。\s]{0,9}(?:$|[（(]?[二三][）)、.])"
)
SURE = 400  # characters of a text in which it has said something, if it does
HEADING = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[）).、．]\s?[^。；\n]{2,20}$")
START = re.compile(r"^[（(]?[一二三四五六七八九十]{1,3}[）)、．.]")


def empty_sections(narrative: Narrative) -> Iterator[Problem]:
    """GR101: sections without a text, with 无 for one, or with headings and nothing under them."""
    data = vocabulary().data["sections"]
    for section, text in _narrative(narrative):
        if len(text) > LONGEST_NOTHING and "。" in text:
            continue
        said = MEANINGLESS.sub("", _body(text))
        last = section is narrative.edition.sections[-1]  # where nothing else need be reported
        if (said in data["nothing"] or len(said) < data["shortest"]) and not (said and last):
            message = msg("「{heading}」没有写内容。请写本年度的情况。", heading=section.heading)
            yield _of_text(EMPTY, section, message, text)


def incomplete_problems(narrative: Narrative) -> Iterator[Problem]:
    """GR501: a section that has parts (problems, improvements), and one of them is not there."""
    data = vocabulary().data["sections"]
    for section, text in _narrative(narrative):
        if not section.parts:
            continue
        said = MEANINGLESS.sub("", _body(text[:SURE]))
        if len(said) < data["shortest"] or said in data["nothing"]:
            continue
        lacking = _lacking(section, text, data)
        if lacking:
            message = msg(
                "「{heading}」没有写{parts}。两样都要写。", heading=section.heading, parts=lacking
            )
            yield _of_text(INCOMPLETE, section, message, text)


def processing_fee(narrative: Narrative) -> Iterator[Problem]:
    """GR601: an edition that asks for the processing fee, and a report that does not speak of it."""
    data = vocabulary().data["processing_fee"]
    for section, text in _narrative(narrative):
        if not any(prompt.label.key == data["prompt"] for prompt in section.prompts):
            continue
        said = text
        for word in data["not_it"]:
            said = said.replace(word, "")
        told = any(word in said for word in data["words"])
        if told or any(w in one.text for one in narrative.texts for w in data["elsewhere"]):
            continue
        message = msg(
            "「{heading}」没有说明收取信息处理费的情况；没有收取的也要写明。",
            heading=section.heading,
        )
        yield _of_text(FEE, section, message, text)


def _narrative(narrative: Narrative) -> Iterator[tuple[Section, str]]:
    texts = {written.key: written.text for written in narrative.texts}
    for section in narrative.edition.sections:
        if section.narrative and section.key in texts:
            yield section, texts[section.key]


def _of_text(code: str, section: Section, message: Any, text: str) -> Problem:
    address = f"{section.key}.{TEXT}"
    passage = Passage(address, 0, len(text)) if 0 < len(text) <= 20 else None
    return Problem(code, message, address, section.heading, passage=passage)


def _body(text: str) -> str:
    """A text without the lines that are headings alone."""
    lines = text.split("\n")
    return "\n".join(line for line in lines if HEADING.match(line.strip()) is None)


def _lacking(section: Section, text: str, data: dict[str, Any]) -> list[str]:
    """The parts of a section that are not written, by their official names."""
    words = (data["problems"], data["improvements"])
    blank = BLANK_PART.search(text) is not None
    denied = any(word in text for word in data["no_problems"])
    lacking = []
    for part, known in zip(section.parts, words, strict=False):
        name = START.sub("", part.label)
        under = _under(text, known) if blank else None
        other = words[1] if known is words[0] else words[0]
        if (
            (under is not None and MEANINGLESS.sub("", under) in ("", *data["blank"]))
            or (denied and known is words[0])
            or (not any(word in text for word in known) and _all_hold(text, other))
        ):
            lacking.append(name)
    return lacking


def _all_hold(text: str, words: list[str]) -> bool:
    """Whether every clause of a text holds one of some words: so it speaks of nothing else."""
    pieces = [MEANINGLESS.sub("", piece) for piece in re.split(r"[。；\n]", text)]
    return all(any(word in piece for word in words) for piece in pieces if piece)


def _under(text: str, known: list[str]) -> str | None:
    """What stands under the heading of a part; None when it has none.

    A heading is a line of its own, or ends at its full stop: （一）存在的主要问题。
    """
    lines = [
        piece for line in text.split("\n") for piece in re.split(r"(?<=。)", line) if piece.strip()
    ]
    headings = [
        n for n, line in enumerate(lines)
        if START.match(line.strip()) and len(MEANINGLESS.sub("", line)) <= 16
    ]  # fmt: skip
    for place, n in enumerate(headings):
        if any(word in lines[n] for word in known[:2]):
            end = headings[place + 1] if place + 1 < len(headings) else len(lines)
            return "".join(lines[n + 1 : end])
    return None
