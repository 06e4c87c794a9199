"""GR106 wrong-basis: a law that is no longer in force, a notice that is not this edition's or is none at
all, and sections that are not as many as the report says.

    bad   根据《中华人民共和国政府信息公开条例》（国务院令第492号）……
    good  自2008年起施行的国务院令第492号，2019年修订为国务院令第711号。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from govreport.edition import editions
from govreport.finding import Problem
from govreport.messages import msg
from govreport.rules.prose.narrative_texts import Narrative
from govreport.rules.prose.vocabulary import data

if TYPE_CHECKING:
    from govreport.rules.prose.sentences import Sentence

CODE = "GR106"
WORTH = r"令\s?第|号\s?令|国办|（试行|总体情况|概述|概况|总体工作|\(试行|报告有关事项"
ORDER = r"(?:国务院)?令第?(\d{3})号|国务院第?(\d{3})号令"
NOTICE = r"(国办[^\W\d_]{0,6}?)[（〔﹝](\d{4})[）〕﹞]第?(\d{1,4})号"
NEAR = 48  # characters before a number in which its title is looked for
LEAST_NAMED = 4


def bases(narrative: Narrative) -> Iterator[Problem]:
    """The laws, notices and outlines that are wrong."""
    if re.search(WORTH, narrative.whole) is None:
        return
    for written in narrative.texts:
        for sentence in written.worth(WORTH):
            for begin, stop, problem in (
                *_orders(sentence),
                *_notices(narrative, sentence),
                *_phrases(narrative, sentence),
                *_outline(sentence),
            ):
                passage = written.passage(sentence, begin, stop)
                yield written.problem(
                    CODE, problem.message, passage, problem.expected, problem.actual
                )


Found = tuple[int, int, Problem]


def _orders(sentence: Sentence) -> Iterator[Found]:
    """国务院令第492号, where the law has been revised since."""
    text = sentence.text
    numbers = {int(found[1] or found[2]) for found in re.finditer(ORDER, text)}
    for law in data("documents"):
        told = any(word in text for word in law.get("history", ()))
        if "order" not in law or (law["order"] in numbers and told):
            continue
        if _is_history(text, law):
            continue
        for found in re.finditer(ORDER, text):
            number = int(found[1] or found[2])
            titled = any(
                word in text[max(found.start() - 16, 0) : found.start()] for word in law["words"]
            )
            before = text[: found.start()]
            if number in law["former"] and before.endswith(tuple(law["former_before"])):
                continue
            if number in law["former"] or (
                number != law["order"]
                and titled
                and "《" not in text[found.start() - 3 : found.start()]
            ):
                message = msg(
                    "“{phrase}”不是现行的：政府信息公开条例现在是国务院令第{order}号。请改正。",
                    phrase=found[0],
                    order=law["order"],
                )
                yield *found.span(), Problem(CODE, message, expected=law["order"], actual=number)


def _is_history(text: str, law: Mapping[str, Any]) -> bool:
    """Whether a sentence tells when the former law came, and acts by none: 国务院令第492号颁布的2008年起."""
    told = any(year in text for year in law["former_years"])
    return told and not any(word in text for word in law["acts_by"])


def _notices(narrative: Narrative, sentence: Sentence) -> Iterator[Found]:
    text, basis = sentence.text, data("basis")
    own = str(narrative.edition.notice["number"])
    cited = [
        (found, f"{found[1]}〔{found[2]}〕{found[3]}号") for found in re.finditer(NOTICE, text)
    ]
    others: set[str] = set()
    if cited and all(number != own for _, number in cited):  # not both, the one after the other
        others = {str(one.notice["number"]) for one in editions()} - {own}
    told = own[own.find("〔") :] in text  # also behind another number of the same office
    known = {str(one.notice["number"]) for one in editions()} if told else set()
    for found, number in cited:
        if number != own and number in known:
            continue  # the one before this one is told of, too
        format_named = _titled_as_format(text, found.start(), basis["format"])
        if number == own or (number in basis["known"] and not format_named):
            right = _titled(text, found.start())
        elif (
            number in others
            or format_named
            or _mixed(number, own, others)
            or (_garbled(number, own) and _written_by(text, found.start()))
        ):
            right = own
        else:
            right = _titled(text, found.start())
        if right is not None and right != number:
            message = msg(
                "“{phrase}”不对：这里应是{number}。请核对文号。", phrase=found[0], number=right
            )
            yield *found.span(), Problem(CODE, message, expected=right, actual=number)


def _titled_as_format(text: str, place: int, titles: list[str]) -> bool:
    """Whether the title of a notice on the format stands before a number, and no other title since."""
    before = text[max(place - NEAR, 0) : place]
    at = max(before.rfind(title) for title in titles)
    return at >= 0 and "《" not in before[at:] and "号" not in before[at:]


def _titled(text: str, place: int) -> str | None:
    """The number of the document whose title stands before a place; None when it is none known."""
    before = text[max(place - NEAR, 0) : place]
    for document in data("documents"):
        for word in document["words"] if "number" in document else ():
            at = before.rfind(word)
            if at >= 0 and "号" not in before[at:] and "《" not in before[at:]:
                return str(document["number"])
    return None


def _mixed(number: str, own: str, others: set[str]) -> bool:
    """Whether a number is put together from those of two notices, or has lost a part of one."""
    prefix, _, rest = number.partition("〔")
    known = [one.partition("〔")[::2] for one in (own, *sorted(others))]
    years, orders = ({one[1].partition("〕")[place] for one in known} for place in (0, 2))
    for other_prefix, other_rest in known:
        if rest == other_rest and prefix != other_prefix and prefix.startswith(other_prefix[:4]):
            return True
    year, _, order = rest.partition("〕")
    return prefix == known[0][0] and year in years and order in orders


def _garbled(number: str, own: str) -> bool:
    """Whether only the name of the office differs: 国办发〔2021〕30号."""
    return number.partition("〔")[2] == own.partition("〔")[2]


def _written_by(text: str, place: int) -> bool:
    """Whether a report is said to be written by the document at a place, whose title is not told."""
    told = any(word in text[place:] for word in data("basis")["written"])
    return told and "》" not in text[max(place - 2, 0) : place]


def _phrases(narrative: Narrative, sentence: Sentence) -> Iterator[Found]:
    cited = re.search(NOTICE, sentence.text) is not None  # then its number is looked at
    for phrase in data("basis")["phrases"]:
        at = sentence.text.find(phrase["text"])
        if cited and phrase.get("uncited"):
            continue
        if at >= 0 and narrative.edition.name not in phrase["editions"]:
            message = msg(
                "“{phrase}”是另一版式的说法，本报告用的是 {edition} 版式。请核对依据。",
                phrase=phrase["text"],
                edition=narrative.edition.name,
            )
            yield at, at + len(phrase["text"]), Problem(CODE, message)


def _outline(sentence: Sentence) -> Iterator[Found]:
    """由……六部分组成, where five are named."""
    text, parts = sentence.text, data("parts")
    named = sum(any(word in text for word in words) for words in parts["sections"])
    if named < LEAST_NAMED or "报告" not in text:
        return
    for counter in parts["counters"]:
        at = text.find(counter)
        told = parts["numerals"].get(text[at - 1 : at]) if at > 0 else None
        if told is None:
            continue
        if told != named and text[at - 2 : at - 1] not in ("等", "十", "第"):
            message = msg(
                "“{phrase}”：这一句里点到的是 {named} 个部分。请补上或改正。",
                phrase=text[at - 1 : at + len(counter)],
                named=named,
            )
            yield at - 1, at + len(counter), Problem(CODE, message, expected=named, actual=told)
        return
