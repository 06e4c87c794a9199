"""Sentences, and the words in them: a sentence cleaned, then cut into tokens and clauses.

A token is a word of the vocabulary, a number with its unit, a date, or something unknown. What a
sentence claims is worked out in `statements`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govreport.rules.prose.chinese_numbers import Number, numbers
from govreport.rules.prose.vocabulary import Meaning, vocabulary

LONGEST = 600  # characters of a sentence that is read; no person writes longer ones
SENTENCE = re.compile(r"[^。！？!?\n]+")
WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF5B))} | {
    ord("％"): "%", ord("．"): ".", ord(";"): "；", ord(":"): "：", ord("("): "（", ord(")"): "）",
    ord("【"): "（", ord("】"): "）", ord("["): "（", ord("]"): "）",
}  # fmt: skip
SPACES = re.compile(r"[\s\u3000\u200b-\u200d\ufeff\xa0]")
UNEVEN = frozenset(map(chr, WIDE)) | frozenset(
    " \t\r\u3000\u200b\u200c\u200d\ufeff\xa0\u2003\u2002\u2009\x0b\x0c"
)
BREAKS = "，；：,（）"
QUOTES = '“”"‘’「」'
DAY = re.compile(r"月(?:\d{1,2}日?|底|末|份)?")
OWN = "\ue000"  # stands for the organ's own name, character by character
SIGNS = frozenset(BREAKS + QUOTES + OWN + "《")
NOTHING = Meaning()
FILL = Meaning(kinds=frozenset(["fill"]))
SELF = Meaning(kinds=frozenset(["own"]))


class Token(NamedTuple):
    """A piece of a sentence. `meaning` is None for what is not known.

    `number` with `unit` is a count, with a `unit` of 年 or 月 a date.
    """

    start: int
    end: int
    text: str
    meaning: Meaning | None = None
    number: Number | None = None
    unit: str = ""
    kinds: frozenset[str] = frozenset()  # those of the meaning

    @property
    def is_count(self) -> bool:
        return self.number is not None and self.unit not in ("", "年", "月", "%")

    def is_of(self, kind: str) -> bool:
        """Whether it is a word of that list of the vocabulary."""
        return kind in self.kinds


class Sentence(NamedTuple):
    """A sentence as it is read: without white space and in half-width digits.

    `places` gives for each character, and the end, where it stands in the text.
    """

    text: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the text of a piece of the sentence."""
        return self.places[start], self.places[end - 1] + 1


def plain(text: str, start: int, end: int) -> Sentence:
    """The sentence at that place of a text that has nothing to be cleaned."""
    end = min(end, start + LONGEST)
    return Sentence(text[start:end], range(start, end + 1))


def clean(text: str, start: int, end: int) -> Sentence:
    """The sentence at that place of a text, as it is read."""
    end = min(end, start + LONGEST)
    piece = text[start:end].translate(WIDE)
    if SPACES.search(piece) is None:
        return Sentence(piece, range(start, end + 1))
    places = [start + place for place, c in enumerate(piece) if SPACES.match(c) is None]
    return Sentence(SPACES.sub("", piece), [*places, end])


def tokens(sentence: Sentence, names: Sequence[str]) -> list[Token]:
    """The tokens of a sentence, one after the other. `names` are those of the report's own organ."""
    text = sentence.text
    for name in names:
        if name in text:
            text = text.replace(name, OWN * len(name))
    counted = {one.start: one for one in numbers(text)}
    found: list[Token] = []
    place, unknown, end = 0, 0, len(text)
    known = vocabulary().lengths
    while place < end:
        first = text[place]
        if first not in known and first not in SIGNS and place not in counted:
            place += 1
            continue
        token = _token(text, place, counted)
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


def _token(text: str, place: int, counted: dict[int, Number]) -> Token | None:
    """The token that begins at a place; None when nothing known begins there."""
    first = text[place]
    if first in BREAKS:
        return Token(place, place + 1, first, NOTHING)
    if first in QUOTES:
        return Token(place, place + 1, first, FILL, None, "", FILL.kinds)
    if first == OWN:
        end = place
        while end < len(text) and text[end] == OWN:
            end += 1
        return Token(place, end, text[place:end], SELF, None, "", SELF.kinds)
    if first == "《":
        end = text.find("》", place) + 1
        return Token(place, end, text[place:end]) if end else None
    words = vocabulary()
    word = None
    for length in words.lengths.get(first, ()):
        if text[place : place + length] in words.meanings:
            word = text[place : place + length]
            break
    number = counted.get(place)
    if number is not None and (word is None or len(word) <= number.end - place):
        counted_token = _count(text, number)
        if counted_token.unit or word is None:
            return counted_token
    if word is None:
        return None
    meaning = words.meanings[word]
    return Token(place, place + len(word), word, meaning, None, "", meaning.kinds)


def _count(text: str, number: Number) -> Token:
    """A number with its unit; 年 and 月 (with the day) make it a date, no unit something unknown."""
    start, end = number.start, number.end
    if number.percent:
        return Token(start, end, text[start:end], NOTHING, number, "%")
    after = text[end : end + 2]
    if after[:1] == "年" and number.exact and end - start == 4:
        end += 2 if after == "年度" else 1
        return Token(start, end, text[start:end], NOTHING, number, "年")
    if after[:1] == "月":
        day = DAY.match(text, end)
        end = day.end() if day is not None else end
        return Token(start, end, text[start:end], NOTHING, number, "月")
    if after[:1] == "是":  # 一是
        return Token(start, end + 1, text[start : end + 1], FILL, None, "", FILL.kinds)
    data = vocabulary().data["words"]
    for unit in (*data["units"], *data["money"]):
        if text.startswith(unit, end):
            end += len(unit)
            return Token(start, end, text[start:end], NOTHING, number, unit)
    if (
        number.value == 0
        and text[start - 1 : start] in ("为", "是")
        and (after[:1] or "，") in BREAKS
    ):
        return Token(start, end, text[start:end], NOTHING, number, data["units"][1])  # 数量为0
    return Token(start, end, text[start:end], None, number)


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
