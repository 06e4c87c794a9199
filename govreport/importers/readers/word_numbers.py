"""The numbers that Word sets before paragraphs by itself, and the styles that ask for them.

They stand nowhere in the text: （一） before a heading is the third item of a list and its format.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from govreport.importers.readers.office_archive import attribute, child, local

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DIGITS = "〇一二三四五六七八九"
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"),
          (1, "i"))  # fmt: skip
_LEVELS = 9


class Style(NamedTuple):
    """What a paragraph's style says: how deep a heading it is (1 the title), which list it is in."""

    level: int = 0
    list: str = ""
    depth: int = 0


def styles(root: Element | None) -> dict[str, Style]:
    """The paragraph styles of a document by their id; a style has what the one below it has."""
    elements = {
        attribute(one, "styleId") or "": one
        for one in (root if root is not None else ())
        if local(one) == "style" and attribute(one, "type") in ("paragraph", None)
    }
    found: dict[str, Style] = {}
    for key in elements:
        trail: list[str] = []
        at = key
        while at in elements and at not in trail and at not in found and len(trail) < 50:
            trail.append(at)
            at = attribute(child(elements[at], "basedOn"), "val") or ""
        for one in reversed(trail):
            found[one] = _style(elements[one], found.get(at, Style()))
            at = one
    return found


def _style(element: Element, below: Style) -> Style:
    name = (attribute(child(element, "name"), "val") or "").lower()
    numbering = child(element, "pPr", "numPr")
    level = below.level
    if name == "title":
        level = 1
    elif (heading := re.fullmatch(r"heading (\d)", name)) is not None:
        level = int(heading[1]) + 1
    given = attribute(child(numbering, "numId"), "val")
    depth = _whole(attribute(child(numbering, "ilvl"), "val"))
    return Style(
        level, below.list if given is None else given, below.depth if depth is None else depth
    )


class _Level(NamedTuple):
    start: int = 1
    form: str = "decimal"
    text: str = ""


@dataclass
class _List:
    levels: dict[int, _Level]
    counts: list[int]


class Numbers:
    """The lists of a document, counted as its paragraphs come."""

    def __init__(self, root: Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._starts: dict[str, dict[int, int]] = {}
        abstract: dict[str, _List] = {}
        for one in root if root is not None else ():
            if local(one) == "abstractNum":
                levels = {
                    number: _level(level)
                    for level in one
                    if local(level) == "lvl"
                    and (number := _whole(attribute(level, "ilvl"))) is not None
                }
                abstract[attribute(one, "abstractNumId") or ""] = _List(levels, [0] * _LEVELS)
            elif local(one) == "num":
                key = attribute(one, "numId") or ""
                known = abstract.get(attribute(child(one, "abstractNumId"), "val") or "")
                if known is not None:
                    self._lists[key] = known
                    self._starts[key] = _overrides(one)

    def next(self, properties: Element | None, style: Style) -> str:
        """The number before the next paragraph; nothing when it has none."""
        numbering = child(properties, "numPr")
        given = attribute(child(numbering, "numId"), "val")
        depth = _whole(attribute(child(numbering, "ilvl"), "val"))
        key = style.list if given is None else given
        depth = min(style.depth if depth is None else depth, _LEVELS - 1)
        known = self._lists.get(key)
        if known is None or depth not in known.levels:
            return ""
        for at, start in self._starts.get(key, {}).items():
            known.counts[at] = start - 1  # this list begins anew
        self._starts[key] = {}
        for at in range(depth + 1):
            if not known.counts[at] or at == depth:
                start = known.levels.get(at, _Level()).start
                known.counts[at] = known.counts[at] + 1 if known.counts[at] else start
        known.counts[depth + 1 :] = [0] * (_LEVELS - depth - 1)
        level = known.levels[depth]
        if level.form in ("bullet", "none"):
            return ""
        return re.sub(
            r"%([1-9])",
            lambda match: _numeral(
                known.counts[int(match[1]) - 1],
                known.levels.get(int(match[1]) - 1, _Level()).form,
            ),
            level.text,
        )


def _level(element: Element) -> _Level:
    return _Level(
        _whole(attribute(child(element, "start"), "val")) or 1,
        attribute(child(element, "numFmt"), "val") or "decimal",
        (attribute(child(element, "lvlText"), "val") or "")[:40],
    )


def _overrides(element: Element) -> dict[int, int]:
    found = {}
    for one in element:
        at = _whole(attribute(one, "ilvl"))
        start = _whole(attribute(child(one, "startOverride"), "val"))
        if at is not None and start is not None and at < _LEVELS:
            found[at] = start
    return found


def _whole(text: str | None) -> int | None:
    digits = text is not None and text.isascii() and text.isdigit() and len(text) < 6
    return int(text) if digits and text is not None else None


def _numeral(number: int, form: str) -> str:
    """A number as a list writes it."""
    if "Counting" in form or form in ("ideographDigital", "chineseLegalSimplified"):
        return _chinese(number)
    if form == "decimalEnclosedCircle" and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if form in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr((97 if form == "lowerLetter" else 65) + number - 1)
    if form in ("lowerRoman", "upperRoman") and 0 < number < 400:
        text = ""
        for value, sign in _ROMAN:
            text, number = text + sign * (number // value), number % value
        return text if form == "lowerRoman" else text.upper()
    return str(number)


def _chinese(number: int) -> str:
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十") + (
        _DIGITS[ones] if ones else ""
    )
