"""The organ, the year, the date and the scope, from wherever a document says them.

The title first, then the signature, the name of the file, what the page says of itself, the period
in the preamble. What they disagree about is named.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from govreport.edition import editions
from govreport.importers.document import Paragraph
from govreport.matching.normal import plain, visible
from govreport.report import ROLLED_UP

_DIGITS = dict(zip("〇○零ОO一二三四五六七八九", "00000123456789", strict=True))
_CHINESE_YEAR = re.compile(r"二[〇○零ОO][〇○零ОO一二三四五六七八九]{2}(?=年)")
_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*(?:年度|年|度)?")
_PERIOD = re.compile(r"(?<!\d)(20\d\d)\s*年\s*1\s*月\s*1\s*日")
_DATE = re.compile(
    r"(?<!\d)(20\d\d)\s*(?:年|-|/|\.)\s*(\d{1,2})\s*(?:月|-|/|\.)\s*(\d{1,2})\s*(?:日|(?!\d))"
)
_CHINESE_DATE = re.compile(
    r"(二[〇○零ОO][〇○零ОO一二三四五六七八九]{2})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_BRACKETS = re.compile(r"\([^()]*\)|<[^<>]*>|[《》“”\"]")
_TITLE_LENGTH = 80


@cache
def words(name: str) -> tuple[str, ...]:
    """A list of the words by which published reports are read."""
    return editions()[-1].reading[name]


@dataclass
class Title:
    """What a title says; `taken`, the indices of the paragraphs that are it."""

    organization: str = ""
    year: int | None = None
    scope: str | None = None
    taken: set[int] = field(default_factory=set)


def is_title(text: str) -> bool:
    """Whether a line is a title of such a report, with or without the organ and the year."""
    shown = squeezed(text)
    return (
        len(shown) <= _TITLE_LENGTH
        and any(word in shown for word in words("subject"))
        and any(word in shown for word in words("report"))
        and not re.search(r"[。；;，,:]", _BRACKETS.sub("", visible(text)))
    )


def squeezed(text: str) -> str:
    """A text without blanks, in half width."""
    return re.sub(r"\s", "", visible(text))


def read_title(front: Sequence[Paragraph]) -> Title:
    """The title in what stands before the first section; an empty one when there is none."""
    found = Title()
    shown = [(at, one.text) for at, one in enumerate(front) if visible(one.text)]
    for place, (at, text) in enumerate(shown):
        lines = [(at, text)]
        if found.taken:
            if _again(text, found):
                found.taken.add(at)
            continue
        if not is_title(text):
            lines = shown[place : place + 2]
            if len(lines) < 2 or _long(lines) or not is_title("".join(t for _, t in lines)):
                continue
        whole = "".join(t for _, t in lines)
        above = shown[place - 1] if place else None
        year, organ = title_year(whole), organ_in(whole)
        if above is not None and (not organ or year is None) and is_name(above[1]):
            lines.insert(0, above)
            year, organ = year or title_year(above[1]), organ or organ_in(above[1])
        found.organization = found.organization or organ
        found.year = found.year or year
        if any(word in squeezed(whole) for word in words("rolled_up")):
            found.scope = ROLLED_UP
        found.taken.update(index for index, _ in lines)
    return found


def _again(text: str, found: Title) -> bool:
    """Whether a line repeats a title, or the organ of one, that was read before."""
    if squeezed(text) == found.organization:
        return True
    same_organ = is_title(text) and organ_in(text) in ("", found.organization)
    return same_organ and title_year(text) == found.year is not None


def _long(lines: Iterable[tuple[int, str]]) -> bool:
    return any(re.search(r"[。；;，,:：]", text) or len(squeezed(text)) > 40 for _, text in lines)


def is_name(text: str) -> bool:
    """Whether a line may be the name of an organ, with a year or without."""
    shown = squeezed(text)
    return 2 <= len(shown) <= 40 and not re.search(r"[。；;，,:：!?、]", visible(text))


def title_year(text: str) -> int | None:
    """The year that a title names; None when it names none or two."""
    text = _CHINESE_YEAR.sub(lambda m: "".join(_DIGITS[c] for c in _zeroed(m[0])), visible(text))
    years = {int(year) for year in _YEAR.findall(re.sub(r"(?<=\d)\s+(?=\d)", "", text))}
    return years.pop() if len(years) == 1 else None


def _zeroed(text: str) -> str:
    return "".join(c if c in _DIGITS else "0" for c in text)


def organ_in(text: str) -> str:
    """What is left of a title without its year and the words of every title."""
    rest = squeezed(text)
    rest = _CHINESE_YEAR.sub("", rest)
    rest = re.sub(r"20\d\d(?:年度|年|度)?|^年度?|(?<=[^\d])年度(?=政府|信息|政务)", "", rest)
    for name in ("subject", "report"):
        for word in words(name):
            if word in rest:
                before, _, after = rest.rpartition(word)
                if name == "subject" and before.endswith(words("cut_organ")[0]):
                    before += words("cut_organ")[1]
                rest = f"{before}\0{after}"
                break
    rest = re.sub(r"^(?:年度|年)|(?:年度|年)(?=\0|$)", "", rest)
    rest = _BRACKETS.sub(_second_name, rest)
    pieces = [_trimmed(piece) for piece in rest.split("\0")]
    kept = [piece for piece in pieces if piece]
    return kept[0] if len(kept) == 1 else ""


def _second_name(bracket: re.Match[str]) -> str:
    """What is left of something in brackets: the other name of an organ, right behind its own."""
    text, before = bracket[0], bracket.string[: bracket.start()]
    inside = text[1:-1]
    named = inside.endswith(tuple(words("second_names"))) and 2 <= len(inside) <= 20
    attached = before[-1:].isalpha() and text[0] == "("
    return f"（{inside}）" if named and attached and inside.isalpha() else ""


def _trimmed(piece: str) -> str:
    before = ""
    while piece != before:
        before = piece
        for word in (*words("fillers"), "年"):
            piece = piece.removeprefix(word).removesuffix(word)
    return piece.strip("·-—_.、,:()#*")


def date_in(text: str) -> datetime.date | None:
    """The one date that a text names; None when there is none, or several."""
    shown = visible(text)
    found = {(int(y), int(m), int(d)) for y, m, d in _DATE.findall(shown)}
    for year, month, day in _CHINESE_DATE.findall(shown):
        digits = int("".join(_DIGITS[c] for c in year))
        found.add((digits, _small(month), _small(day)))
    if len(found) != 1:
        return None
    try:
        return datetime.date(*found.pop())
    except ValueError:
        return None


def _small(word: str) -> int:
    """A Chinese numeral up to thirty-one."""
    tens, ten, ones = word.rpartition("十")
    units = int(_DIGITS.get(ones, "0")) if ones else 0
    return (int(_DIGITS.get(tens, "1")) if tens else 1) * 10 + units if ten else units


def only_date(text: str) -> datetime.date | None:
    """The date that a line is, and nothing else."""
    shown = squeezed(text)
    rest = _CHINESE_DATE.sub("", _DATE.sub("", shown))
    return date_in(shown) if not plain(rest) else None


def period_year(text: str) -> int | None:
    """The year whose 1 January a preamble names as the beginning of the period."""
    years = set(_PERIOD.findall(visible(text)))
    return int(years.pop()) if len(years) == 1 else None
