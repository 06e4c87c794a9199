"""Where keys stand in a TOML file. Asked for only when there is something to report.

A file has hundreds of keys, and a finding mostly asks for a number: then only the lines of its table
are read. Otherwise the headers of all tables are, and the pairs of a table when a key in it is asked for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import rtoml
import tree_sitter
import tree_sitter_toml

from govreport.finding import START, Passage, Span
from govreport.tomlio.newer import like_older

MAX_DEPTH = 60  # nesting that a report can never need; deeper is not followed

# The lines of a table below its header that are a key and a number each and nothing more.
NUMBERS = re.compile(rb"(?:[A-Za-z0-9_-]+ = -?[0-9.]+\n)*")
# Where no line is a header, whatever it looks like; and comments, whose quotation marks begin nothing.
TEXTS = re.compile(
    rb"""(?s)\#[^\n]*+"""
    rb"""|\"\"\"(?:[^"\\]++|\\.|"{1,2}(?!"))*+"{3,5}|"(?:[^"\\\n]++|\\.)*+\""""
    rb"""|'''(?:[^']++|'{1,2}(?!'))*+'{3,5}|'[^'\n]*+'"""
)

Ends = tuple[tree_sitter.Node, tree_sitter.Node]  # a place: from one node's start to one's end


class Positions:
    """Spans by dotted address; items of an array of tables are numbered, `waivers[0].code`.

    Where two keys have the same address, the first in the file is meant.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._source = like_older(text).encode()
        self._unread: defaultdict[str, list[tree_sitter.Node]] = defaultdict(list)
        self._spans: dict[str, Ends] = {}
        self._values: dict[str, Ends] = {}
        self._headers: dict[str, Ends] = {}
        self._implied: dict[str, Ends] = {}  # tables without a header of their own
        self._characters: dict[str, list[int]] = {}  # of texts: where each stands
        self._alone: set[str] = set()  # tables that were looked for without the rest of the file
        self._complete = False

    def of(self, address: str | None) -> Span:
        """The span of that key; when it is not there, of its table's header; else the file's start.

        A table that only the headers of tables in it imply is where the first of these is.
        """
        if not self._complete and address:
            for table in (address.rpartition(".")[0], address):
                self._read_numbers(table)
                if found := self._find(self._spans, address):
                    return self._span(*found)
        self._read_headers()
        if address in self._implied and not self._find(self._spans, address):
            return self._span(*self._implied[address])
        while address:
            if found := self._find(self._spans, address):
                return self._span(*found)
            parent = address.rpartition(".")[0]
            address = address.partition("[")[0] if "[" in address and not parent else parent
        return START

    def value_of(self, address: str) -> Span | None:
        """The span of a key's value; None when the key is not there."""
        self._read_headers()
        found = self._find(self._values, address)
        return self._span(*found) if found else None

    def of_passage(self, passage: Passage, texts: Mapping[str, str]) -> Span:
        """The span of a piece of a narrative; of its key where the piece cannot be told in the file."""
        from govreport.tomlio.characters import line_and_column, offsets_in

        value = self.value_of(passage.address)
        places = self._characters.get(passage.address)
        if places is None and value is not None:
            text = texts.get(passage.address.partition(".")[0], "")
            places = offsets_in(self._text, value, text)
            self._characters[passage.address] = places
        if not places:
            return self.of(passage.address)
        line, column = line_and_column(self._text, places[passage.start])
        end_line, end_column = line_and_column(self._text, places[passage.end - 1])
        return Span(line, column, end_line, end_column + 1)

    def header_of(self, address: str) -> Span | None:
        """The span of a table's header `[…]`; None when the table has none."""
        self._read_headers()
        found = self._headers.get(address)
        return self._span(*found) if found else None

    def _read_numbers(self, table: str) -> None:
        """Read one table, as far as it is written like those of numbers are: a line for its header,
        and a line a number. Nothing is read of one written otherwise.
        """
        if table in self._alone:
            return
        self._alone.add(table)
        header = f"\n[{table}]\n".encode()
        start = self._source.find(header) + 1
        lines = NUMBERS.match(self._source, start + len(header) - 1)
        if not start or lines is None or self._in_text(start):
            return
        row = self._source.count(b"\n", 0, start)
        below = row + self._source.count(b"\n", start, lines.end())
        piece = tree_sitter.Range((row, 0), (below, 0), start, lines.end())
        for node in _parse(self._source, [piece]).named_children:
            self._header(node, {})

    def _in_text(self, place: int) -> bool:
        """Whether a place in the file is within a text."""
        for text in TEXTS.finditer(self._source):
            if text.end() > place:
                return text.start() < place
        return False

    def _read_headers(self) -> None:
        """Read the whole file, if that is not done yet."""
        if self._complete:
            return
        self._complete = True
        arrays: dict[str, int] = {}
        for node in _parse(self._source).named_children:
            if node.type == "pair":
                self._unread[""].append(node)
            elif node.type in ("table", "table_array_element"):
                self._header(node, arrays)

    def _find(self, places: dict[str, Ends], address: str) -> Ends | None:
        """What is known of an address once every table is read that it can stand in: a key may be
        dotted, so that each table around it is one.
        """
        table = address
        while self._unread:
            for node in self._unread.pop(table, ()):
                if node.type == "pair":
                    self._pair(node, table, 0)
                else:
                    for child in node.named_children:
                        if child.type == "pair":
                            self._pair(child, table, 0)
            if not table:
                break
            table = table.rpartition(".")[0]
        return places.get(address)

    def _header(self, node: tree_sitter.Node, arrays: dict[str, int]) -> None:
        """Takes note of a table. `arrays`: the number of the last item of each array of tables."""
        if node.child_count < 3:  # "[", key, "]" or "[[", key, "]]"
            return
        ends = node.child(0), node.child(2)
        place = ""
        for depth, part in enumerate(_key(node.child(1))):
            if depth:
                place += f"[{arrays[place]}]" if place in arrays else ""
                self._implied.setdefault(place, ends)
            place = f"{place}.{part}" if depth else part
        if node.type == "table_array_element":
            arrays[place] = arrays.get(place, -1) + 1
            self._spans.setdefault(place, ends)
            place += f"[{arrays[place]}]"
        self._spans.setdefault(place, ends)
        self._headers.setdefault(place, ends)
        self._unread[place].append(node)

    def _pair(self, node: tree_sitter.Node, place: str, depth: int) -> None:
        if node.named_child_count < 2 or depth > MAX_DEPTH:
            return
        value = node.named_child(1)
        for part in _key(node.named_child(0)):
            place = f"{place}.{part}" if place else part
            _keep(self._spans, place, (node, value))  # without a comment behind it
        _keep(self._values, place, (value, value))
        if value.type == "inline_table":
            for child in value.named_children:
                if child.type == "pair":
                    self._pair(child, place, depth + 1)

    def _span(self, first: tree_sitter.Node, last: tree_sitter.Node) -> Span:
        return Span(
            first.start_point.row + 1,
            self._column(first.start_byte),
            last.end_point.row + 1,
            self._column(last.end_byte),
        )

    def _column(self, place: int) -> int:
        """A column in characters; the grammar counts bytes."""
        start = self._source.rfind(b"\n", 0, place) + 1
        return len(self._source[start:place].decode("utf-8", "replace")) + 1


def _keep(places: dict[str, Ends], address: str, ends: Ends) -> None:
    """Tables are read in any order: of two places the one that stands first is kept."""
    if address not in places or ends[0].start_byte < places[address][0].start_byte:
        places[address] = ends


def _parse(source: bytes, pieces: Sequence[tree_sitter.Range] | None = None) -> tree_sitter.Node:
    language = tree_sitter.Language(tree_sitter_toml.language())
    return tree_sitter.Parser(language, included_ranges=pieces).parse(source).root_node


def _key(node: tree_sitter.Node) -> list[str]:
    """The parts of a bare, quoted or dotted key."""
    text = (node.text or b"").decode("utf-8", "replace")
    if '"' not in text and "'" not in text:
        return [part.strip() for part in text.split(".")]
    try:
        table: Any = rtoml.loads(f"{text} = 0")
    except rtoml.TomlParsingError:  # then the file is not TOML either
        return [text]
    keys: list[str] = []
    while isinstance(table, dict):
        key, table = next(iter(table.items()))
        keys.append(key)
    return keys
