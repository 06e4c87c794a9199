"""Syntax that only TOML 1.1 has. The parser takes it; other tools, which know 1.0, do not.

Nothing here parses: in a text that is known to be TOML 1.1, pieces can be told apart by how they
begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from govreport.finding import Span

# Compiled when first used: the marks of what only 1.1 has, and more; then the pieces of a text.
MAYBE = r"\\[ex]|\d\d:\d\d(?!:)|[=\[,\n]\s*\{"
PIECES = r"""(?xs)
    (?P<escaped> "{3} (?: [^"\\]++ | \\. | "{1,2}(?!") )*+ "{3,5} | " (?: [^"\\\n]++ | \\. )*+ " )
  | (?P<comment> \# [^\r\n]*+ )
  | (?P<line_end> \r?\n )
  | (?P<mark> [][{},] )
  | (?P<time> (?: \d{4}-\d\d-\d\d[Tt\ ] )? \d\d:\d\d (?![:\d]) [-+:\w]* )
  | '{3} (?: [^']++ | '{1,2}(?!') )*+ '{3,5} | ' [^'\n]*+ '
  | [^]\s[{},="'\#]++
"""
ESCAPE = r"(?s)\\(?:(?P<newer>e|x..)|.)"


def maybe_newer(text: str) -> bool:
    """Whether a closer look is due, as the text may have syntax that only TOML 1.1 has.

    Most files have none of the marks, which is found out fast; the line for editors has one colon.
    """
    if "\\" in text or "{" in text or text.count(":") > text.startswith("#:"):
        return re.search(MAYBE, text) is not None
    return False


def newer_syntax(text: str) -> Span | None:
    """Where a text in TOML 1.1 first has what 1.0 does not allow; None when it has no such thing."""
    found = next(_places(text), None) if maybe_newer(text) else None
    if found is None:
        return None
    start, end = found
    line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    return Span(line, column, line, column + end - start)


def like_older(text: str) -> str:
    """A text that a grammar of TOML 1.0 can follow, every key and value where it was.

    Only the ends of lines in inline tables are left in it.
    """
    if not maybe_newer(text):
        return text
    parts, last = [], 0
    for start, end in sorted(_places(text)):
        if not text[start].isspace():
            parts += [text[last:start], "1" * (end - start)]  # in a string, as a number, behind one
            last = end
    return "".join([*parts, text[last:]])


def _places(text: str) -> Iterator[tuple[int, int]]:
    """From where to where: an escape, a time without seconds, and in an inline table the end of a
    line or a comma that nothing follows."""
    brackets: list[str] = []
    comma: int | None = None  # where the last one stands, while nothing but white space follows
    for piece in re.finditer(PIECES, text):
        kind, start = piece.lastgroup, piece.start()
        if kind == "comment":
            continue
        if kind == "line_end":
            if brackets[-1:] == ["{"]:
                yield start, start + 1
            continue
        if kind == "escaped":
            for escape in re.finditer(ESCAPE, piece[0]):
                if escape["newer"]:
                    yield start + escape.start(), start + escape.end()
        elif kind == "time":
            yield piece.span()
        elif piece[0] in ("[", "{"):
            brackets.append(piece[0])
        elif piece[0] in ("]", "}"):
            opened = brackets.pop() if brackets else ""
            if opened == "{" and comma is not None:
                yield comma, comma + 1
        comma = start if piece[0] == "," else None
