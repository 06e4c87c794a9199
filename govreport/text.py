"""How wide text is on a terminal, what may reach it, where a line may break, aligned columns.

The one place that knows display width and which characters are legible. Works on plain strings;
knows nothing of reports or tables.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

REPLACEMENT = "\ufffd"
BLANKS = "\t\u3000\xa0"  # not printable by Python's book, and harmless
SPACES = " \u3000"
_WORD, _CLOSING, _OPENING, _JOINED = 1, 2, 4, 8
# GB/T 15834: these may not begin a line, and those may not end one.
_NOT_FIRST = frozenset("。，、；：？！）》」』】〕〉〗｝］”’…—～·・％‰℃°々．›»%)]},.;:!?")
_NOT_LAST = frozenset("（《「『【〔〈〖｛［“‘￥¥＄№«‹([{$")
_NO_CHARACTERS = "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_UNSAFE = (  # a pattern, compiled when first used
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ud800-\udfff"
    f"{_NO_CHARACTERS}]"
)


def printable(
    text: str, instead: Callable[[str], str] = lambda _: REPLACEMENT, *, keep: str = BLANKS
) -> str:
    """Safe on a terminal: nothing in it moves the cursor, or changes colours or direction.

    `keep` are characters that stay although they are not printable by Python's book: blanks, and
    with `BLANKS + "\\n"` line ends too. `instead` gives what is written for any other.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in keep else instead(c) for c in text)


def legible(text: str) -> str:
    """Text that cannot steer a terminal; its lines stay, and a tab is four spaces."""
    return printable(text.replace("\t", "    "), keep=BLANKS + "\n")


def writable(text: str) -> bool:
    """Whether it can be written as UTF-8: it has no half of a character."""
    return not any("\ud800" <= c <= "\udfff" for c in text)


def clean(text: str) -> str:
    """`text` without characters that steer a terminal or cannot be written as UTF-8.

    Tabs and line ends become spaces, a byte order mark goes, other control characters become their
    visible pictures (␛), and what has none – C1, bidirectional overrides, lone surrogates, U+FFFE and
    its like – becomes U+FFFD. Idempotent.
    """
    return re.sub(_UNSAFE, _visible, text)


def _visible(match: re.Match[str]) -> str:
    character = match.group()
    if character in "\t\n\v\f\r\x85\u2028\u2029":
        return " "
    if character == "\ufeff":
        return ""
    if character == "\x7f":
        return "\u2421"
    return chr(0x2400 + ord(character)) if character < " " else "\ufffd"


@cache
def character_widths(ambiguous: int) -> Callable[[str], int]:
    """A function from one character to its width: 0, 1 or 2 columns. Remembers every character."""
    from wcwidth import wcwidth  # asked for only where something is laid out

    @cache
    def character_width(character: str) -> int:
        columns = wcwidth(character)
        if columns == 1 and unicodedata.east_asian_width(character) == "A":
            return ambiguous
        return max(columns, 0)

    return character_width


def display_width(text: str, ambiguous: int = 1) -> int:
    """Columns that `text` takes; characters of ambiguous width count as `ambiguous` (1 or 2)."""
    return sum(map(character_widths(ambiguous), text))


def pad(
    text: str, width: int, side: Literal["left", "right", "center"] = "left", ambiguous: int = 1
) -> str:
    """`text` at that side of `width` columns, spaces around it; as it is where it is wider."""
    free = max(width - display_width(text, ambiguous), 0)
    before = {"left": 0, "right": free, "center": free // 2}[side]
    return " " * before + text + " " * (free - before)


def shorten(text: str, width: int, mark: str = "…", ambiguous: int = 1) -> str:
    """`text` in at most `width` columns, with `mark` at its end where it was cut."""
    if display_width(text, ambiguous) <= width:
        return text
    while text and display_width(text + mark, ambiguous) > width:
        text = text[:-1]
    return text + mark


def shorten_apart(texts: Sequence[str], width: int) -> Sequence[str]:
    """Texts shortened to `width` columns, or as many more as they need to be told apart."""
    for columns in range(width, max(map(display_width, texts)) + 1):
        found = [shorten(text, columns, "~") for text in texts]
        if len(set(found)) == len(set(texts)):
            return found
    return texts


def fill_lines(text: str, width: int) -> list[str]:
    """The pieces of a text, which two blanks or more part, in as many lines as they need.

    Three blanks stand between pieces.
    """
    found: list[str] = []
    for piece in (piece.strip() for piece in text.split("  ") if piece.strip()):
        longer = f"{found[-1]}   {piece}" if found else piece
        if found and display_width(longer) <= width:
            found[-1] = longer
        else:
            found.append(piece)
    return found


def align(rows: Sequence[Sequence[str]], ambiguous: int = 1) -> list[str]:
    """Rows of equally many cells as lines: the first column to the left, the others to the right.

    Two spaces stand between columns.
    """
    widths = [
        max(display_width(cell, ambiguous) for cell in column) for column in zip(*rows, strict=True)
    ]
    return [
        "  ".join(
            pad(cell, width, "right" if place else "left", ambiguous)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]


@lru_cache(maxsize=4096)
def _traits(character: str) -> int:
    wide = unicodedata.east_asian_width(character) == "W"
    word = "!" <= character <= "~" or (character.isalnum() and not wide)
    joined = unicodedata.category(character) in ("Mn", "Me", "Mc", "Cf")
    return (
        (_WORD if word else 0)
        | (_CLOSING if character in _NOT_FIRST else 0)
        | (_OPENING if character in _NOT_LAST else 0)
        | (_JOINED if joined else 0)
    )


def _breaks(text: str, at: int, *, inside_words: bool = False) -> bool:
    """Whether a line may end before `text[at]`. `inside_words`: for words longer than a line."""
    left, right = at - 1, at
    while left >= 0 and text[left] in SPACES:
        left -= 1
    while right < len(text) and text[right] in SPACES:
        right += 1
    if left < 0 or right == len(text):
        return True
    before, after = _traits(text[left]), _traits(text[right])
    if before & _OPENING or after & _CLOSING:
        return False
    if right - left > 1:
        return True
    if after & _JOINED or text[left] == "\u200d":
        return False
    between_words = after & _WORD and (before & _WORD or text[left] == "’")
    return inside_words or not between_words


def _fill(text: str, start: int, room: int, measure: Callable[[str], int]) -> int:
    """The end of the longest piece from `start` that fits; one character at least."""
    stop = min(start + max(room // 2, 1), len(text))
    used = sum(map(measure, text[start:stop]))
    while stop < len(text) and (used := used + measure(text[stop])) <= room:
        stop += 1
    return stop


def _last_break(text: str, start: int, stop: int) -> int:
    for inside_words in (False, True):
        for at in range(stop, start, -1):
            if _breaks(text, at, inside_words=inside_words):
                return at
    return stop


def wrap(text: str, width: int, ambiguous: int = 1, indent: int = 0) -> list[str]:
    """`text` broken into lines of at most `width` columns, the first one shorter by `indent`.

    No line begins with a closing mark or ends with an opening one; numbers, Latin words and
    addresses are broken only where one is longer than a line. Spaces at both ends and at breaks go;
    no other character is lost or added. A line is wider than `width` only where a single character
    is. Returns at least one line.
    """
    text = text.strip(SPACES)
    lines: list[str] = []
    start = 0
    for stop in line_ends(text, width, ambiguous, indent):
        lines.append(text[start:stop].rstrip(SPACES))
        start = stop
    return lines or [""]


def line_ends(text: str, width: int, ambiguous: int = 1, indent: int = 0) -> Iterator[int]:
    """Where the lines of `wrap` end in a text; the spaces at a break stand at the end of a line."""
    measure = character_widths(ambiguous)
    start, room = 0, width - indent
    while start < len(text):
        stop = _fill(text, start, room, measure)
        if stop < len(text):
            stop = _last_break(text, start, stop)
        while stop < len(text) and text[stop] in SPACES:
            stop += 1
        yield stop
        start, room = stop, width


def wrap_lines(text: str, width: int, further: int = 0) -> list[str]:
    """Every line of `text` wrapped, for a terminal. A tab counts as four spaces.

    What goes on in a new line stands under the beginning of its line, `further` columns in; never
    more than a third of the width.
    """
    found: list[str] = []
    for line in text.replace("\t", "    ").split("\n"):
        before = len(line) - len(line.lstrip(" "))
        under = min(before + further, width // 3)
        first, *others = wrap(line, width - under, indent=before - under)
        found += [" " * before + first, *(" " * under + one for one in others)]
    return found


def narrowest(text: str, ambiguous: int = 1) -> int:
    """The width below which `text` cannot be wrapped without breaking a rule, in columns."""
    measure = character_widths(ambiguous)
    widest = used = 0
    for at, character in enumerate(text):
        if at and _breaks(text, at):
            used = 0
        used += measure(character)
        if character not in SPACES:
            widest = max(widest, used)
    return widest
