"""The words of an edition's tables, made findable in text: which labels a string consists of.

A string is cut into known labels, longest first, so that it does not matter whether labels were
cells of their own, broken over lines or run together.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal, NamedTuple

from govreport.edition import Block, Cell, Column, Edition, Label, Row, editions
from govreport.matching.normal import plain, unnumbered

Kind = Literal["row", "column", "over", "corner", "heading"]
_NUMERALS = frozenset("一二三四五六七八九十0123456789")


class Target(NamedTuple):
    """What one strip of numbers fills: a row, or the whole of a table that is one row of numbers.

    `names` are the official label and its aliases, plain, with and without their number; `over`
    the labels above it, plain. `cells` in official order, `width` of them to one set of columns.
    """

    number: int
    block: Block
    label: str
    names: tuple[str, ...]
    over: tuple[str, ...]
    cells: tuple[Cell, ...]
    label_columns: int

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.block.columns


class Meaning(NamedTuple):
    """What a label may be: a row (`target`), a column (`key`), a heading over rows or columns."""

    kind: Kind
    target: int = -1
    key: str = ""
    block: int = -1


class Token(NamedTuple):
    """A known label in a string, or (no meanings) what stood between known labels."""

    text: str
    meanings: tuple[Meaning, ...] = ()

    def of(self, kind: Kind) -> tuple[Meaning, ...]:
        return tuple([one for one in self.meanings if one.kind == kind])


class Vocabulary:
    """All labels of an edition's tables."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.blocks = tuple(block for section in edition.sections for block in section.blocks)
        self.targets: list[Target] = []
        self._meanings: dict[str, list[Meaning]] = {}
        for number, block in enumerate(self.blocks):
            self._add_block(number, block)
        for section in edition.sections:
            self._learn((section.heading, *section.aliases), Meaning("heading"))
        self.longest = max(map(len, self._meanings))
        self._known: dict[str, tuple[Token, ...]] = {}

    def meanings(self, text: str) -> tuple[Meaning, ...]:
        """What a plain text as a whole may be."""
        return tuple(self._meanings.get(text, ()))

    def tokens(self, text: str) -> tuple[Token, ...]:
        """The labels that a plain text consists of; numerals before a label belong to it."""
        if text not in self._known:
            if len(self._known) > 20_000:
                self._known.clear()
            self._known[text] = tuple(self._cut(text))
        return self._known[text]

    def _cut(self, text: str) -> list[Token]:
        found: list[Token] = []
        start = at = 0
        while at < len(text):
            for end in range(min(len(text), at + self.longest), at + 1, -1):
                meanings = self._meanings.get(text[at:end])
                if meanings is not None:
                    rest = text[start:at]
                    if rest and not (len(rest) <= 2 and _NUMERALS.issuperset(rest)):
                        found.append(Token(rest))
                    found.append(Token(text[at:end], tuple(meanings)))
                    start = at = end
                    break
            else:
                at += 1
        if start < len(text):
            found.append(Token(text[start:]))
        return found

    def _learn(self, labels: tuple[str, ...], meaning: Meaning) -> None:
        for label in labels:
            for name in {plain(label), plain(unnumbered(label))}:
                known = self._meanings.setdefault(name, [])
                if len(name) > 1 and meaning not in known:
                    known.append(meaning)

    def _add_block(self, number: int, block: Block) -> None:
        if block.heading:
            self._learn((block.heading,), Meaning("heading", block=number))
        if block.corner:
            self._learn((block.corner,), Meaning("corner", block=number))
        self._columns(number, block.column_labels)
        width = block.label_columns
        if block.orientation == "across":
            cells = tuple(cell for row in block.rows for cell in _cells(self.edition, row))
            self.targets.append(Target(len(self.targets), block, "", (), (), cells, 0))
            for row in block.rows:
                for label in row.labels:
                    self._learn(_names(label), Meaning("over", block=number, key=label.key))
            return
        for row in block.rows:
            label, over = row.labels[-1], row.labels[:-1]
            names = tuple(dict.fromkeys(
                name for one in _names(label) for name in (plain(one), plain(unnumbered(one)))
            ))  # fmt: skip
            above = tuple(plain(unnumbered(one.label)) for one in over)
            target = Target(len(self.targets), block, label.label, names, above,
                            _cells(self.edition, row), width)  # fmt: skip
            self.targets.append(target)
            self._learn(_names(label), Meaning("row", target=target.number, block=number))
            for one in over:
                self._learn(_names(one), Meaning("over", block=number, key=one.key))

    def _columns(self, number: int, labels: tuple[Label, ...]) -> None:
        for label in labels:
            if label.children:
                self._learn(_names(label), Meaning("over", block=number))
                self._columns(number, label.children)
            else:
                self._learn(_names(label), Meaning("column", key=label.key, block=number))


def _names(label: Label) -> tuple[str, ...]:
    return (label.label, *label.aliases)


def _cells(edition: Edition, row: Row) -> tuple[Cell, ...]:
    return edition.cells[row.first : row.first + len(row.columns)]


@cache
def vocabulary(edition: Edition) -> Vocabulary:
    """The words of an edition, made once."""
    return Vocabulary(edition)


@lru_cache(maxsize=8192)
def kinds(text: str) -> frozenset[Kind]:
    """What the labels in a plain text are, in any edition."""
    return frozenset(
        meaning.kind
        for edition in editions()
        for token in vocabulary(edition).tokens(text)
        for meaning in token.meanings
    )


@lru_cache(maxsize=8192)
def is_row(text: str) -> bool:
    """Whether a plain text is, as a whole, the label of a row in some edition."""
    return any(
        meaning.kind == "row"
        for edition in editions()
        for meaning in vocabulary(edition).meanings(text)
    )
