"""What stands over the numbers of a row → which column each number is in."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from govreport.edition import Label
from govreport.matching.label_words import Target, Token, Vocabulary, kinds
from govreport.matching.normal import plain
from govreport.matching.piece import Slot, Strip
from govreport.matching.values import MONEY
from govreport.messages import Message, msg

_UNIT = re.compile("|".join(sorted(MONEY, key=len, reverse=True)))


class Header:
    """The headings of one block as its strips bring them along."""

    def __init__(self, target: Target, words: Vocabulary) -> None:
        self.words = words
        self.target = target
        self.block = words.blocks.index(target.block)
        self.official = tuple(column.key for column in target.columns)
        self.seen: tuple[str, ...] = ()
        self.level: tuple[str, ...] = ()
        self.groups: tuple[str, ...] = ()
        self.unknown = False
        self.foreign = False
        self.one_line = False
        self.other_unit = ""

    def take(self, strip: Strip, tokens: Sequence[Token]) -> None:
        """Note the headings among the labels of a strip; earlier ones are replaced."""
        if tokens and any(m.target == self.target.number for m in tokens[-1].of("row")):
            tokens = tokens[:-1]
        foreign = any("column" in kinds(token.text) for token in tokens if not token.meanings)
        marks = [self.key(token) or self.group(token) for token in tokens]
        columns = [at for at, mark in enumerate(marks) if mark and not mark.startswith("*")]
        if not columns:
            if foreign:
                self.foreign, self.seen = True, ()
            return
        self.foreign = foreign
        first, last = columns[0], columns[-1]
        self.unknown = any(not token.meanings for token in tokens[max(first - 1, 0) : last + 2])
        self.seen = _once([marks[at] for at in columns])
        self.level = _once([mark for mark in marks[first:] if mark])
        groups = [mark for mark in marks if mark.startswith("*") and mark[1:]]
        self.groups = tuple(dict.fromkeys(groups))
        lines = {piece.line for piece in strip.labels if self._heads(piece.text)}
        self.one_line = len(lines) == 1 and None not in lines
        self.other_unit = _other_unit(tokens, self)

    def _heads(self, text: str) -> bool:
        return any(self.key(token) for token in self.words.tokens(plain(text)))

    def key(self, token: Token) -> str:
        return next((m.key for m in token.of("column") if m.block == self.block), "")

    def group(self, token: Token) -> str:
        """A heading over columns (`*`), or of rows that lie across (`*` and its key)."""
        return next(("*" + m.key for m in token.of("over") if m.block == self.block), "")

    def order(self) -> tuple[str, ...] | Message:
        """The keys of the columns from left to right, as far as they were printed."""
        if self.foreign:
            return msg("各栏的标题是另一版格式的")
        if self.other_unit:
            return msg("标题里的单位是“{unit}”，与规定的不同", unit=self.other_unit)
        if not self.seen:
            return self.official
        if not self.target.names:
            return self._across()
        printed = _reading_order(self.target.block.column_labels)
        if self.seen in (self.official, printed):
            return self.official
        if len(set(self.seen)) < len(self.seen):
            return msg("同一栏的标题出现两次，分不清哪个数在哪一栏")
        if len(self.seen) < len(self.official):
            if _within(self.seen, self.official) or _within(self.seen, printed):
                return tuple(key for key in self.official if key in self.seen)
        elif self.one_line:
            return self.seen
        else:
            return self._by_level()
        return msg("各栏的次序与规定的不同，分不清哪个数在哪一栏")

    def _across(self) -> tuple[str, ...] | Message:
        cells = self.target.cells
        keys = dict.fromkeys(f"*{key}" for cell in cells for key in cell.row.keys[1:])
        times = len(cells) // len(self.official)
        if self.seen in (self.official, self.official * times) and _within(self.groups, (*keys,)):
            return self.official
        return msg("各栏的次序与规定的不同，分不清哪个数在哪一栏")

    def _by_level(self) -> tuple[str, ...] | Message:
        """Two rows of headings: what stands under the one heading that spans takes its place."""
        lowest = _lowest(self.target.block.column_labels)
        upper, lower = self.level[: len(self.level) - lowest], self.level[-lowest:]
        if upper.count("*") == 1 and "*" not in lower and len(upper) + lowest - 1 == len(self.seen):
            at = upper.index("*")
            return (*upper[:at], *lower, *upper[at + 1 :])
        return msg("各栏的次序与规定的不同，分不清哪个数在哪一栏")


def _once(keys: Sequence[str]) -> tuple[str, ...]:
    """A sequence that is printed several times over, once."""
    for length in range(1, len(keys) // 2 + 1):
        if len(keys) % length == 0 and [*keys[:length]] * (len(keys) // length) == [*keys]:
            return tuple(keys[:length])
    return tuple(keys)


def _within(some: Sequence[str], all_of: Sequence[str]) -> bool:
    rest = iter(all_of)
    return all(key in rest for key in some)


def _leaves(labels: Sequence[Label], level: int = 0) -> list[tuple[int, str]]:
    return [
        found
        for label in labels
        for found in (
            _leaves(label.children, level + 1) if label.children else [(level, label.key)]
        )
    ]


def _reading_order(labels: Sequence[Label]) -> tuple[str, ...]:
    """The innermost headings as they are met when a table is read row by row."""
    return tuple(key for _, key in sorted(_leaves(labels), key=lambda leaf: leaf[0]))


def _lowest(labels: Sequence[Label]) -> int:
    """How many headings stand in the last row of headings."""
    leaves = _leaves(labels)
    deepest = max(level for level, _ in leaves)
    return sum(level == deepest for level, _ in leaves)


def _other_unit(tokens: Sequence[Token], header: Header) -> str:
    """A unit printed behind a column's heading that is not the one the column counts in."""
    for token, after in itertools.pairwise(tokens):
        key = header.key(token)
        if key and not after.meanings and (found := _UNIT.search(after.text)):
            unit = next(c.label.unit for c in header.target.columns if c.key == key)
            if found[0] != unit:
                return found[0]
    return ""


def heads(slots: Sequence[Slot], target: Target, words: Vocabulary) -> list[int | None]:
    """For slots that stand under headings, the number of the cell in the target each fills.

    A misspelt heading is told by its place, when most others stand at theirs.
    """
    header = Header(target, words)
    found: list[int | None] = []
    sure = len(slots) == len(target.cells)
    for at, slot in enumerate(slots):
        text = "".join(plain(head) for head in slot.heads)
        tokens = words.tokens(text)
        cell = _cell(header, tokens)
        if _other_unit(tokens, header):
            cell, sure = None, False
        elif cell is None and "column" in kinds(text) and not _known(header, tokens):
            sure = False
        sure = sure and cell in (None, at)
        found.append(cell)
    if sure and sum(one is not None for one in found) * 2 >= len(slots):
        return list(range(len(slots)))
    return [one if found.count(one) == 1 else None for one in found]


def _known(header: Header, tokens: Sequence[Token]) -> bool:
    return any(header.key(token) for token in tokens)


def _cell(header: Header, tokens: Sequence[Token]) -> int | None:
    keys = [key for token in tokens if (key := header.key(token))]
    if not keys:
        return None
    groups = [group[1:] for token in tokens if (group := header.group(token)) and group[1:]]
    for at, cell in enumerate(header.target.cells):
        if cell.column.key != keys[-1]:
            continue
        if header.target.names or (groups and cell.row.keys[-1] == groups[-1]):
            return at
    return None
