"""Which paragraphs are the headings of the six sections, numbered right or wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache

from govreport.edition import editions
from govreport.importers.document import Paragraph
from govreport.matching.label_words import is_row
from govreport.matching.normal import plain, unnumbered, visible

_TOP = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,2}\s*[、.,:]|第[一二三四五六七八九十][部分节章]+)\s*"
)
_DIGIT = re.compile(r"^\s*\d\s*[、.,]\s*(?!\d)")
_LONGEST = 40
_ALIKE, _MARGIN = 0.7, 0.12


@cache
def _names() -> dict[str, str]:
    """What the sections may be called, plain and without their number → key."""
    return {
        plain(unnumbered(name)): section.key
        for edition in editions()
        for section in edition.sections
        for name in (section.heading, *section.aliases)
    }


@cache
def part_names() -> dict[str, str]:
    """The sub-headings by which a section is known when its own heading is lost → its key."""
    return {
        plain(unnumbered(part.label)): section.key
        for edition in editions()
        for section in edition.sections
        for part in section.parts
    }


def heading_key(text: str, level: int = 0) -> str | None:
    """The section that a line is the heading of; None when it is none, or might be two."""
    shown = visible(text).lstrip("#* ").rstrip("* ")
    if not shown or len(shown) > _LONGEST or is_row(plain(shown)) or "|" in shown:
        return None
    top = _TOP.match(shown)
    bare = _TOP.sub("", shown) if top else _DIGIT.sub("", shown)
    name = plain(bare)
    if bare.startswith("("):
        return None
    if (key := _names().get(name)) is not None:
        return key
    if not (top or level > 1) or re.search(r"[。；;！？]", shown):
        return None
    ranked = sorted(
        ((SequenceMatcher(None, known, name, autojunk=False).ratio(), key)
         for known, key in _names().items()),
        reverse=True,
    )  # fmt: skip
    best, key = ranked[0]
    second = next((score for score, other in ranked if other != key), 0.0)
    return key if best >= _ALIKE and best - second >= _MARGIN else None


def split_heading(text: str) -> tuple[str, str] | None:
    """A heading and the text that goes on in the same paragraph, both as printed."""
    text = text.strip()
    top = _TOP.match(visible(text[:8]))
    if top is None or "。" not in text:
        return None
    for end in range(min(len(text) - 1, _LONGEST), 4, -1):
        if text[end] in " \u3000。：:，" and plain(unnumbered(visible(text[:end]))) in _names():
            return text[:end], text[end:].lstrip(" \u3000。：:，")
    return None


def find_headings(paragraphs: Sequence[Paragraph]) -> dict[int, tuple[str, int]]:
    """Where sections begin: index of the heading → its key and how many paragraphs it takes.

    A table of contents, where heading follows heading, is none of them.
    """
    found: dict[int, tuple[str, int]] = {}
    at = 0
    while at < len(paragraphs):
        one = paragraphs[at]
        key, taken = heading_key(one.text, one.level), 1
        if (joined := _over_two(paragraphs, at)) is not None:
            key, taken = joined
        if key is not None:
            found[at] = (key, taken)
        at += taken
    kept = _without_contents(paragraphs, found)
    _lost(paragraphs, kept)
    return dict(sorted(kept.items()))


def _over_two(paragraphs: Sequence[Paragraph], at: int) -> tuple[str, int] | None:
    """A heading that is broken over two paragraphs."""
    if _TOP.match(visible(paragraphs[at].text)) is None or at + 1 >= len(paragraphs):
        return None
    follow = paragraphs[at + 1].text
    if plain(unnumbered(visible(paragraphs[at].text))) in _names() or not plain(follow):
        return None
    if _TOP.match(visible(follow)) or not visible(follow):
        return None
    name = plain(unnumbered(visible(paragraphs[at].text + follow)))
    key = _names().get(name)
    return (key, 2) if key is not None else None


def _lost(paragraphs: Sequence[Paragraph], kept: dict[int, tuple[str, int]]) -> None:
    """Sections without a heading that begin with a sub-heading of their own, after the tables."""
    keys = {key for key, _ in kept.values()}
    order = [section.key for section in editions()[-1].sections]
    for at, one in enumerate(paragraphs):
        key = part_names().get(plain(unnumbered(visible(one.text))))
        if key is None or key in keys:
            continue
        before = [k for index, (k, _) in kept.items() if index < at]
        if before and order.index(before[-1]) == order.index(key) - 1:
            kept[at] = (key, 0)
            keys.add(key)


def _without_contents(
    paragraphs: Sequence[Paragraph], found: dict[int, tuple[str, int]]
) -> dict[int, tuple[str, int]]:
    kept: dict[int, tuple[str, int]] = {}
    found = _once(paragraphs, found)
    places = list(found)
    seen_later = {at: {found[other][0] for other in places if other > at} for at in places}
    taken: set[str] = set()
    for number, at in enumerate(places):
        key, count = found[at]
        if key in seen_later[at]:
            following = places[number + 1]
            between = paragraphs[at + count : following]
            if not any(visible(one.text) for one in between):
                continue  # a line of a table of contents
        if key not in taken:
            kept[at] = (key, count)
            taken.add(key)
    return kept


def _once(
    paragraphs: Sequence[Paragraph], found: dict[int, tuple[str, int]]
) -> dict[int, tuple[str, int]]:
    """A heading that is printed twice, the second time as the caption of its table, is one."""
    merged: dict[int, tuple[str, int]] = {}
    before = -1
    for at, (key, count) in found.items():
        if before >= 0 and merged[before][0] == key:
            between = paragraphs[before + merged[before][1] : at]
            if not any(visible(one.text) for one in between):
                merged[before] = (key, at + count - before)
                continue
        merged[at] = (key, count)
        before = at
    return merged
