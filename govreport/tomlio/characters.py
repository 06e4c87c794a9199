"""Where each character of a text stands in the TOML file that it was read from: escapes, line ends and
what a string leaves out are followed. Asked for only when a piece of a text is to be shown.
"""

from __future__ import annotations

import re

from govreport.finding import Span

ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\", "e": "\x1b"}
CODE_LENGTHS = {"x": 2, "u": 4, "U": 8}
LEFT_OUT = re.compile(r"[ \t]*\r?\n\s*")  # behind a backslash at the end of a line


def offsets_in(source: str, value: Span, text: str) -> list[int]:
    """Where in `source` every character of `text` stands, whose string is at `value`.

    Empty when the string does not say that text as it is understood here.
    """
    start = _offset(source, value.line, value.column)
    end = _offset(source, value.end_line, value.end_column)
    literal = source[start:end]
    for quotes in ('"""', "'''", '"', "'"):
        if literal.startswith(quotes) and literal.endswith(quotes):
            break
    else:
        return []
    inside = literal[len(quotes) : len(literal) - len(quotes)]
    first = start + len(quotes)
    if len(quotes) == 3:
        skipped = 2 if inside.startswith("\r\n") else 1 if inside.startswith("\n") else 0
        inside, first = inside[skipped:], first + skipped
    characters = _characters(inside, escaped=quotes[0] == '"')
    if characters is None or "".join(one for one, _ in characters) != text:
        return []
    return [first + place for _, place in characters]


def _characters(inside: str, *, escaped: bool) -> list[tuple[str, int]] | None:
    """The characters that a string says, each with its place; None for an escape that is none."""
    found: list[tuple[str, int]] = []
    place = 0
    while place < len(inside):
        character, start = inside[place], place
        place += 1
        if character == "\r" and inside.startswith("\n", place):
            continue
        if character == "\\" and escaped:
            mark = inside[place : place + 1]
            if left_out := LEFT_OUT.match(inside, place):
                place = left_out.end()
                continue
            place += 1
            if mark in CODE_LENGTHS:
                digits = inside[place : place + CODE_LENGTHS[mark]]
                place += CODE_LENGTHS[mark]
                try:
                    character = chr(int(digits, 16))
                except (ValueError, OverflowError):
                    return None
            elif mark in ESCAPES:
                character = ESCAPES[mark]
            else:
                return None
        found.append((character, start))
    return found


def _offset(source: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = source.index("\n", start) + 1
    return start + column - 1


def line_and_column(source: str, offset: int) -> tuple[int, int]:
    """The place of a character in a file, as a person counts: both from 1."""
    return source.count("\n", 0, offset) + 1, offset - source.rfind("\n", 0, offset)
