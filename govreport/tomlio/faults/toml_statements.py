"""A text that is no TOML, cut into what its author wrote: headers, keys with values, lines that are
neither.

Made for files laid out as report files are, a header or a key beginning a line. A text in quotation
marks that runs on over what can only be a header or a key was not closed, so that one fault does not
swallow the rest of the file. Goes over the text once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import Literal, NamedTuple

from govreport.tomlio.faults.expected_values import Wanted, known_keys, known_tables, wanted

Part = Literal["header", "pair", "stray", "comment"]
UNSEEN = (
    "\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff"  # spaces that are none in TOML
)
GAP = rf"[^\S\n]|[{UNSEEN}]"
KEY = r"[A-Za-z_][A-Za-z0-9_-]*(?:[ \t]*\.[ \t]*[A-Za-z0-9_-]+)*"
HEADER = re.compile(rf"(?:{GAP})*(?:\[|[【［]{{1,2}}\s*[A-Za-z_]|{KEY}\s*[\]】］]{{1,2}}\s*$)")
SPLIT = re.compile(
    rf"(?P<indent>(?:{GAP})*)(?P<key>{KEY}|\"[^\"\n]*\"|'[^'\n]*'|[Ａ-Ｚａ-ｚ＿A-Za-z_]+)(?P<gap>(?:{GAP})*)"
    rf"(?P<sign>[=＝]+|[:：，,、；;→](?!//))(?P<after>(?:{GAP})*)"
)
NO_SIGN = re.compile(
    rf"(?P<indent>(?:{GAP})*)(?P<key>[a-z_]+)(?P<gap>)(?P<sign>)(?P<after>(?:{GAP})+)(?=[^=＝#\s])"
)
CHINESE = re.compile(
    rf"(?P<indent>(?:{GAP})*)(?P<key>[\u4e00-\u9fff][\u4e00-\u9fff（）、：]{{0,29}})(?P<gap>(?:{GAP})*)"
    rf"(?P<sign>[=＝]+)(?P<after>(?:{GAP})*)"
)
TRIPLES = ('"""', "'''")
FULL_TRIPLE = re.compile(r"[“”„‟＂]{3}|[‘’＇]{3}")
QUOTES = "\"'“”„‟＂‘’＇"
ENDS = QUOTES + "`´″"
CLOSED = re.compile(r'(?s)"{3}(?:[^"\\]++|\\.|"(?!""))*+"{3,5}')
CLOSED_LITERAL = re.compile(r"(?s)'{3}(?:[^']++|'(?!''))*+'{3,5}")
MOST_LINES = 2000  # of an array that is not closed


class Statement:
    """A piece of a file. `start`: its place in the file, `line` the number of its first line;
    `table`: the header that it stands under.

    Of a pair, `head` is the match of everything before the value.
    """

    def __init__(self, part: Part, text: str, start: int, line: int, table: str) -> None:
        self.part, self.text, self.start = part, text, start
        self.line, self.table = line, table

    def with_text(self, text: str) -> Statement:
        """The same with its text corrected."""
        return Statement(self.part, text, self.start, self.line, self.table)

    @cached_property
    def head(self) -> re.Match[str] | None:
        return split_pair(self.text) if self.part == "pair" else None

    @cached_property
    def key(self) -> str:
        return self.head["key"] if self.head else ""

    @cached_property
    def value(self) -> tuple[int, str]:
        """Where the value begins, and the value with all that follows it, white space left out."""
        start = self.head.end() if self.head else 0
        return start, self.text[start:].rstrip()

    @property
    def wanted(self) -> Wanted:
        return wanted(self.table, self.key)


class _Lines(NamedTuple):
    text: str

    def end(self, start: int) -> int:
        """Where the line that begins at `start` ends, its line end left out."""
        end = self.text.find("\n", start)
        return len(self.text) if end < 0 else end


@cache
def structure() -> re.Pattern[str]:
    """What can only be the beginning of a statement, also in the middle of a text, and though it be
    broken."""
    keys, tables = (
        "|".join(map(re.escape, sorted(some))) for some in (known_keys(), known_tables())
    )
    return re.compile(
        rf"^(?:{GAP})*(?:[\[【［]{{1,2}}[ \t]*{KEY}[ \t]*[\]】］}}]{{0,2}}[ \t\r]*(?:\#.*)?$"
        rf"|\[{{1,2}}(?:{tables})\]|{KEY}[ \t]*(?:[=＝]|[\]】］]{{1,2}}[ \t\r]*$)|(?:{keys})[ \t]*(?:[：:，]|[ \t][ \t\d\"“]))",
        re.M | re.A,
    )


def split_pair(line: str) -> re.Match[str] | None:
    """A line of key and value taken apart; None when it is not one."""
    found = SPLIT.match(line)
    if found and (found["sign"][0] in "=＝" or found["key"] in known_keys()):
        return found
    found = NO_SIGN.match(line)
    if found and found["key"] in known_keys():
        return found
    return CHINESE.match(line)


def statements(text: str) -> Iterator[Statement]:
    """The statements in their order; blank lines and comments are left out, but for comments with
    characters that must not stand in one."""
    lines, at, table = _Lines(text), 0, ""
    number, counted = 1, 0
    while at < len(text):
        end = lines.end(at)
        line = text[at:end]
        bare = line.strip()
        number, counted = number + text.count("\n", counted, at), at
        if not bare or bare[0] == "#":
            if bare and not bare.isprintable():
                yield Statement("comment", line, at, number, table)
            at = end + 1
            continue
        part: Part = "stray"
        if HEADER.match(line):
            part, table = "header", header_name(line)
        elif split_pair(line):
            part = "pair"
            end = _end_of_pair(lines, at, end, table)
        else:
            end = _end_of_strays(lines, end)
        yield Statement(part, text[at:end], at, number, table)
        at = end + 1 if text.startswith("\n", end) else end


def header_name(line: str) -> str:
    """The dotted name in a header, however it is written."""
    name = line.partition("#")[0].strip(" \t\r[]【】［］{}\u3000\ufeff")
    return re.sub(r"\s*[.．。]\s*", ".", name).replace('"', "").replace("'", "")


def closing(value: str, quotes: str) -> int:
    """Where the text in three quotation marks that a value begins with ends; -1 when it does not."""
    found = (CLOSED if quotes[0] == '"' else CLOSED_LITERAL).match(value)
    return found.end() if found else -1


def _end_of_pair(lines: _Lines, at: int, end: int, table: str) -> int:
    """Where a pair ends that begins at `at`, its first line ending at `end`."""
    text = lines.text
    one = Statement("pair", text[at:end], at, 0, table)
    start, value = one.value
    if FULL_TRIPLE.match(value):
        return _before_structure(lines, end)
    if value.startswith(TRIPLES):
        limit = _before_structure(lines, end)
        closed = closing(text[at + start : limit], value[:3])
        if closed < 0:
            return limit
        end = lines.end(at + start + closed)
    elif value[:1] in ("[", "［", "{") and value[:1]:
        return _end_of_brackets(lines, at + start, end)
    open_quote = value[:1] in QUOTES and value[:1] != "" and value.count(value[0]) % 2 == 1
    if one.wanted == "text" or open_quote:
        return _end_of_strays(lines, end)
    return end


def _before_structure(lines: _Lines, end: int) -> int:
    """The end of the last line before the next statement, or of the text: blank lines and comments
    that lead over to that statement left out."""
    found = structure().search(lines.text, end + 1)
    stop = found.start() if found else len(lines.text)
    while stop > end + 1:
        begin = lines.text.rfind("\n", 0, stop - 1) + 1
        bare = lines.text[begin:stop].strip()
        if begin <= end or (bare and bare[0] != "#"):
            break
        stop = begin
    return max(end, stop - 1 if lines.text[stop - 1 : stop] == "\n" else stop)


def _end_of_strays(lines: _Lines, end: int) -> int:
    """The end of the last of the lines from `end` on that begin nothing; comments end them."""
    last, text = end, lines.text
    while end < len(text):
        begin, end = end + 1, lines.end(end + 1)
        line = text[begin:end]
        bare = line.strip()
        if not bare:
            continue
        if bare[0] == "#" or HEADER.match(line) or split_pair(line):
            break
        last = end
    return min(last, len(text))


def _end_of_brackets(lines: _Lines, start: int, end: int) -> int:
    """The end of the line in which an array or inline table is closed, or is given up."""
    text, depth, first = lines.text, 0, end
    begin = start
    for _ in range(MOST_LINES):
        bare = re.sub(r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|#.*", "", text[begin:end])
        depth += sum(bare.count(c) for c in "[{［") - sum(bare.count(c) for c in "]}］")
        if depth <= 0:
            return end
        begin, end = end + 1, lines.end(end + 1)
        if begin >= len(text) or structure().match(text, begin, end):
            break
    return first
