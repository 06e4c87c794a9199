"""Where each key of a TOML file stands. Asked for only when there is something to report."""

from __future__ import annotations

from collections.abc import Iterator

import rtoml
import tree_sitter
import tree_sitter_toml

from govreport.finding import START, Span
from govreport.tomlio.newer import like_older

MAX_DEPTH = 60  # nesting that a report can never need; deeper is not followed


class Positions:
    """Spans by dotted address; items of an array of tables are numbered, `waivers[0].code`."""

    def __init__(self, text: str) -> None:
        self._source = like_older(text).encode()
        self._lines = self._source.split(b"\n")
        self._spans: dict[str, Span] = {}
        self._values: dict[str, Span] = {}
        self._headers: dict[str, Span] = {}
        self._implied: dict[str, Span] = {}  # tables without a header of their own
        self._arrays: dict[str, int] = {}
        for node in _parse(self._source).named_children:
            if node.type == "pair":
                self._pair(node, "", 0)
            elif node.type in ("table", "table_array_element"):
                self._table(node)

    def of(self, address: str | None) -> Span:
        """The span of that key; when it is not there, of its table's header; else the file's start.

        A table that only the headers of tables in it imply is where the first of these is.
        """
        if address in self._implied and address not in self._spans:
            return self._implied[address]
        while address:
            if address in self._spans:
                return self._spans[address]
            parent = address.rpartition(".")[0]
            address = address.partition("[")[0] if "[" in address and not parent else parent
        return START

    def value_of(self, address: str) -> Span | None:
        """The span of a key's value; None when the key is not there."""
        return self._values.get(address)

    def header_of(self, address: str) -> Span | None:
        """The span of a table's header `[…]`; None when the table has none."""
        return self._headers.get(address)

    def _table(self, node: tree_sitter.Node) -> None:
        children = node.named_children
        if not children:
            return
        keys = self._numbered(list(_key(children[0])))
        place = ".".join(keys)
        if node.type == "table_array_element":
            number = self._arrays.get(place, -1) + 1
            self._arrays[place] = number
            self._spans.setdefault(place, self.span_of(node.children[0], node.children[2]))
            place = f"{place}[{number}]"
        head = node.children  # "[", key, "]" or "[[", key, "]]"
        span = self.span_of(head[0], head[2] if len(head) > 2 else head[0])
        self._spans.setdefault(place, span)
        self._headers.setdefault(place, span)
        for depth in range(1, len(keys)):
            self._implied.setdefault(".".join(keys[:depth]), span)
        for child in children[1:]:
            if child.type == "pair":
                self._pair(child, place, 0)

    def _numbered(self, keys: list[str]) -> list[str]:
        """The keys of a header, with the number of the array item that it continues."""
        found: list[str] = []
        for key in keys[:-1]:
            place = ".".join([*found, key])
            found.append(f"{key}[{self._arrays[place]}]" if place in self._arrays else key)
        return found + keys[-1:]

    def _pair(self, node: tree_sitter.Node, place: str, depth: int) -> None:
        children = node.named_children
        if len(children) < 2 or depth > MAX_DEPTH:
            return
        span = self.span_of(node, children[1])  # without a comment behind it
        for key in _key(children[0]):
            place = f"{place}.{key}" if place else key
            self._spans.setdefault(place, span)
        self._values.setdefault(place, self.span_of(children[1]))
        if children[1].type == "inline_table":
            for child in children[1].named_children:
                if child.type == "pair":
                    self._pair(child, place, depth + 1)

    def span_of(self, first: tree_sitter.Node, last: tree_sitter.Node | None = None) -> Span:
        """From the beginning of one node to the end of another, or of itself."""
        start, end = first.start_point, (last or first).end_point
        return Span(
            start.row + 1,
            self._characters(start.row, start.column) + 1,
            end.row + 1,
            self._characters(end.row, end.column) + 1,
        )

    def _characters(self, row: int, byte_column: int) -> int:
        """A column in characters; the grammar counts bytes."""
        line = self._lines[row] if row < len(self._lines) else b""
        return len(line[:byte_column].decode("utf-8", "replace"))


def _parse(source: bytes) -> tree_sitter.Node:
    language = tree_sitter.Language(tree_sitter_toml.language())
    return tree_sitter.Parser(language).parse(source).root_node


def _key(node: tree_sitter.Node) -> Iterator[str]:
    """The parts of a bare, quoted or dotted key."""
    if node.type == "dotted_key":
        for child in node.named_children:
            yield from _key(child)
        return
    text = (node.text or b"").decode("utf-8", "replace")
    if node.type == "quoted_key":
        text = _unescaped(text) if "\\" in text else text[1:-1]
    yield text


def _unescaped(key: str) -> str:
    """What a key in quotation marks says."""
    try:
        return next(iter(rtoml.loads(f"{key} = 0")))
    except rtoml.TomlParsingError:  # then the file is not TOML either
        return key[1:-1]
