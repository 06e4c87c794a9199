"""Sentences, and the words in them: a sentence cleaned, then cut into tokens and clauses.

A token is a word of the vocabulary, a number with its unit, a date, or something unknown. What a
sentence claims is worked out in `statements`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govreport.rules.prose.chinese_numbers import Number, numbers
from govreport.rules.prose.vocabulary import (
    BREAKS,
    FILL,
    NOTHING,
    OWN,
    SELF,
    UNKNOWN,
    Meaning,
    vocabulary,
)

LONGEST = 600  # characters of a sentence that is read; no person writes longer ones
WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF5B))} | {
    ord("％"): "%", ord("．"): ".", ord(";"): "；", ord(":"): "：", ord("("): "（", ord(")"): "）",
    ord("【"): "（", ord("】"): "）", ord("["): "（", ord("]"): "）",
}  # fmt: skip
INVISIBLE = "\u200b\u200c\u200d\ufeff"
NO_TEXT = frozenset(  # every character that is white space, and those that cannot be seen
    "\t\n\v\f\r\x1c\x1d\x1e\x1f\x20\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    f"\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000{INVISIBLE}"
)
UNEVEN = rf"[\s{INVISIBLE}０-９Ａ-ｚ％．;:()【】\[\]]"
WHOLE = (OWN, "《")  # what begins a token of any length
ONE = (1,)
DAY = r"月(?:\d{1,2}日?|底|末|份)?"
AMOUNTS = ("数为", "数量为", "数是", "数量是")
ENDINGS = ("人民政府", "政府", "街道办事处", "办事处", "")
OFFICES = ("办公室", "办公厅")
SHORTEST_NAME = 3


class Token:
    """A piece of a sentence. `meaning` is `UNKNOWN` for what is not known.

    `number` with `unit` is a count, with a `unit` of 年 or 月 a date, of % a share.
    """

    __slots__ = ("end", "meaning", "number", "start", "text", "unit")

    def __init__(
        self,
        start: int,
        end: int,
        text: str,
        meaning: Meaning = UNKNOWN,
        number: Number | None = None,
        unit: str = "",
    ) -> None:
        self.start, self.end, self.text = start, end, text
        self.meaning, self.number, self.unit = meaning, number, unit


class Sentence:
    """The sentence at a place of a text as it is read: without white space and in half-width digits.

    `places` gives for each character, and the end, where it stands in the text.
    """

    def __init__(self, text: str, start: int, end: int) -> None:
        end = min(end, start + LONGEST)
        self.text = text[start:end]
        self.places: Sequence[int] = range(start, end + 1)
        if re.search(UNEVEN, self.text) is not None:
            piece = self.text.translate(WIDE)
            kept = [place for place, c in enumerate(piece) if c not in NO_TEXT]
            self.text = "".join([piece[place] for place in kept])
            self.places = [*(start + place for place in kept), end]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the text of a piece of the sentence."""
        return self.places[start], self.places[end - 1] + 1


class OwnNames:
    """What an organ may call itself: its names from any place on, with or without 人民政府."""

    def __init__(self, full: Sequence[str]) -> None:
        forms = set()
        for name in ("".join(one.split()) for one in full):
            for ending in ENDINGS:
                if name.endswith(ending):
                    core = name.removesuffix(ending)
                    forms |= {(core, ""), (core, ending)}
                    forms |= {(core, "政府")} if "政府" in ending else set()
            for office in OFFICES:  # 区政府办公室, but 区政府 is another organ
                if name.endswith(ending := f"人民政府{office}"):
                    core = name.removesuffix(ending)
                    forms |= {(core, ending), (core, f"政府{office}"), (core, "政府办")}
        self._forms = sorted(forms, key=lambda form: (-len(form[1]), -len(form[0]), form))

    def hidden(self, text: str) -> str:
        """A text in which every character of the names is `OWN`."""
        for core, ending in self._forms:
            least = max(SHORTEST_NAME - len(ending), 1)
            tail = core[-least:] + ending
            at = text.find(tail) if len(core) >= least else -1
            while at >= 0:
                start, left, stop = at, len(core) - least, at + len(tail)
                while start and left and text[start - 1] == core[left - 1]:
                    start, left = start - 1, left - 1
                if ending.endswith(OFFICES) or not text.startswith(OFFICES, stop):
                    text = text[:start] + OWN * (stop - start) + text[stop:]
                at = text.find(tail, stop)
        return text

    def are(self, text: str) -> bool:
        """Whether a text is one of them."""
        return not self.hidden(text).strip(OWN)

    def begin(self, text: str) -> bool:
        """Whether a text begins with one of them."""
        return self.hidden(text).startswith(OWN)


def tokens(text: str) -> list[Token]:
    """The tokens of a sentence, one after the other; the organ's own name is written in `OWN`."""
    words, lengths = vocabulary().meanings, vocabulary().lengths
    counted = {one.start: one for one in numbers(text)}
    found: list[Token] = []
    place, unknown, end = 0, 0, len(text)
    while place < end:
        token = None
        for size in lengths.get(text[place : place + 2], ONE):
            word = text[place : place + size]
            if (meaning := words.get(word)) is not None:
                token = Token(place, place + len(word), word, meaning)
                break
        if place in counted and (token is None or token.end <= counted[place].end):
            count = _count(text, counted[place])
            token = count if count.unit or token is None else token
        elif token is None and text[place] in WHOLE:
            token = _of_any_length(text, place)
        if token is None:
            place += 1
            continue
        if unknown < place:
            found.append(Token(unknown, place, text[unknown:place]))
        found.append(token)
        place = unknown = token.end
    if unknown < end:
        found.append(Token(unknown, end, text[unknown:]))
    return found


def _of_any_length(text: str, place: int) -> Token | None:
    """The organ's own name, or a title, if it begins at that place."""
    if text[place] == OWN:
        end = place
        while text.startswith(OWN, end):
            end += 1
        return Token(place, end, text[place:end], SELF)
    end = text.find("》", place) + 1
    return Token(place, end, text[place:end]) if end else None


def _count(text: str, number: Number) -> Token:
    """A number with its unit; 年 and 月 (with the day) make it a date, no unit something unknown."""
    start, end, unit = number.start, number.end, ""
    after = text[end : end + 1]
    if number.percent:
        unit = "%"
    elif after == "年" and number.exact and end - start == 4:
        unit = "年"
        end += 2 if text.startswith("度", end + 1) else 1
    elif after == "月":
        unit = "月"
        day = re.compile(DAY).match(text, end)
        end = day.end() if day is not None else end
    elif after == "是":  # 一是
        return Token(start, end + 1, text[start : end + 1], FILL)
    else:
        units = vocabulary().units
        unit = next((one for one in (text[end : end + 2], after) if one in units), "")
        end += len(unit)
        if not unit:
            told = text.endswith(AMOUNTS, 0, start)  # 案件数量为3
            told = told or (number.value == 0 and text[start - 1 : start] in ("为", "是"))
            if not told or (after or "，") not in BREAKS:
                return Token(start, end, text[start:end], UNKNOWN, number)
            unit = units[0]
    return Token(start, end, text[start:end], NOTHING, number, unit)


def clauses(found: Sequence[Token]) -> Iterator[tuple[int, list[Token]]]:
    """The tokens between two breaks, with how many brackets are open around them."""
    depth, piece = 0, list[Token]()
    for token in found:
        if token.meaning is not NOTHING or token.number is not None:
            piece.append(token)
            continue
        if piece:
            yield depth, piece
            piece = []
        depth = max(depth + {"（": 1, "）": -1}.get(token.text, 0), 0)
    if piece:
        yield depth, piece
