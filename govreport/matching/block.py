"""A block pasted from a spreadsheet → the numbers of as many rows as it has, or why not.

Nothing is taken here: the result says where each number would go, and which totals disagree.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from govreport.edition import Edition, Row, Section
from govreport.matching.line import SEPARATORS
from govreport.matching.numbers import COUNTED, MONEY, NOTHING, parse_number
from govreport.messages import Message, msg
from govreport.report import Number
from govreport.tomlio.structure import brief

NUMBERED = re.compile(r"^(?:[（(]?[一二三四五六七八九十]+[）)]?|\d+)[.．、]?")
LIKE_NUMBER = re.compile(rf"[+\-－−]?\d[\d,]*(?:[.．]\d+)?(?:{'|'.join((*COUNTED, *MONEY))})?")

Pasted = tuple[int, list[str], list[str]]  # the line's number, its labels, its number words


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the block and the row it goes to: a number (None: left blank) for each column."""

    row: Row
    numbers: tuple[Number | None, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A pasted total that is not the sum of the pasted parts."""

    row: Row
    column: str
    total: Number
    sum: Number


@dataclass(frozen=True, slots=True)
class Block:
    """What a paste would fill. `lines` are in official order."""

    lines: tuple[Line, ...]
    disagreements: tuple[Disagreement, ...]

    def cells(self, edition: Edition) -> dict[str, Number | None]:
        """The numbers by address, without those that are totals."""
        totals = {one.total for one in edition.sums}
        return {
            edition.cells[line.row.first + place].address: value
            for line in self.lines
            for place, value in enumerate(line.numbers)
            if line.row.first + place not in totals
        }


def read_block(text: str, edition: Edition, section: Section, start: Row) -> Block | Message:
    """The block that begins at row `start`, or where its labels say."""
    rows = next(list(block.rows) for block in section.blocks if start in block.rows)
    totals = {one.total for one in edition.sums}
    typed = [
        column for place, column in enumerate(start.columns) if start.first + place not in totals
    ]
    found = _table(text, len(start.columns))
    if isinstance(found, Message):
        return found
    if not found:
        return msg("粘贴的内容里没有数字。")
    wanted = (len(typed), len(start.columns))
    for number, _, words in found:
        if len(words) not in wanted:
            return msg(
                "粘贴的第 {line} 行有 {count} 个数，应是 {fewer} 个（不含总计）或 {more} 个。整块没有采用。",
                line=number, count=len(words), fewer=wanted[0], more=wanted[-1],
            )  # fmt: skip
    placed = _place(found, rows, rows.index(start), totals)
    if isinstance(placed, Message):
        return placed
    lines: list[Line] = []
    for (number, _, words), row in zip(found, placed, strict=True):
        numbers = _numbers(number, words, row)
        if isinstance(numbers, Message):
            return numbers
        lines.append(Line(row, numbers))
    return Block(tuple(lines), tuple(_disagreements(edition, lines)))


def _table(text: str, most: int) -> list[Pasted] | Message:
    """The lines that have numbers. Cells of a spreadsheet are aligned by the block as a whole."""
    raw: list[tuple[int, list[str], int]] = []
    for number, line in enumerate(text.split("\n"), 1):
        cells = _cells(line)
        label = max((i for i, cell in enumerate(cells) if cell and not _like(cell)), default=-1)
        if any(_like(cell) for cell in cells[label + 1 :]):
            raw.append((number, cells, label))
    tabbed = "\t" in text or "|" in text
    widths = {len(cells) for _, cells, _ in raw}
    start = -1
    if tabbed and len(widths) == 1:
        width = widths.pop()
        start = max(label for _, _, label in raw) + 1
        while width - start > most and all(not cells[start] for _, cells, _ in raw):
            start += 1
    found: list[Pasted] = []
    for number, cells, label in raw:
        words = cells[label + 1 if start < 0 else start :]
        if start < 0 and label >= 0 and not words[0]:
            return msg("粘贴的第 {line} 行行名后面有空格子，分不清数从哪一栏开始。整块没有采用。",
                       line=number)  # fmt: skip
        while len(words) > most and not words[-1]:
            del words[-1]
        found.append((number, [cell for cell in cells[: label + 1] if cell], words))
    return found


def _cells(line: str) -> list[str]:
    if "\t" in line or "|" in line:
        cells = [cell.strip() for cell in re.split(r"\t|\|+", line)]
        return cells[not cells[0] : len(cells) - (not cells[-1])] if "|" in line else cells
    return [word for word in SEPARATORS.split(line) if word]


def _like(word: str) -> bool:
    """Whether a word stands where a number should: one, or a sign for none."""
    return LIKE_NUMBER.fullmatch(word) is not None or word in NOTHING


def _place(
    found: Sequence[Pasted], rows: list[Row], first: int, totals: set[int]
) -> list[Row] | Message:
    labelled = [bool(labels) for _, labels, _ in found]
    if any(labelled) and not all(labelled):
        line = found[labelled.index(False)][0]
        return msg(
            "粘贴的第 {line} 行没有行名，别的行有，分不清它是哪一行。整块没有采用。", line=line
        )
    if any(labelled):
        return _by_label(found, rows)
    below = rows[first:]
    typed = [row for row in below if row.first not in totals]
    if len(found) == len(typed) and len(typed) != len(below):
        return typed  # the whole table without its sums
    if len(found) > len(below):
        return msg(
            "粘贴了 {count} 行，从「{row}」往下只有 {left} 行。整块没有采用。",
            count=len(found), row=rows[first].path[-1], left=len(below),
        )  # fmt: skip
    return below[: len(found)]


def _by_label(found: Sequence[Pasted], rows: list[Row]) -> list[Row] | Message:
    placed: list[Row] = []
    at = -1
    for number, labels, _ in found:
        label = labels[-1] if len(labels) == 1 or len(_plain(labels[-1])) > 1 else "".join(labels)
        fitting = [i for i, row in enumerate(rows) if _means("".join(labels), label, row)]
        after = [i for i in fitting if i > at]
        if not after:
            reason = msg("顺序不对或者重复") if fitting else msg("表里没有这个行名")
            return msg("粘贴的第 {line} 行“{label}”：{reason}。整块没有采用。",
                       line=number, label=brief(label), reason=reason)  # fmt: skip
        at = after[0]
        placed.append(rows[at])
    return placed


def _means(whole: str, last: str, row: Row) -> bool:
    own = row.labels[-1]
    names = {_plain(name) for name in (own.label, *own.aliases)}
    names |= {_plain(NUMBERED.sub("", name)) for name in (own.label, *own.aliases)}
    return _plain(last) in names or _plain(whole) in names


def _plain(label: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", label) if c.isalnum())


def _numbers(number: int, words: list[str], row: Row) -> tuple[Number | None, ...] | Message:
    values: list[Number | None] = [None] * len(row.columns)
    for place, word in enumerate(words):
        if not word:
            continue
        column = row.columns[place]
        cleaned = word.replace(",", "") if re.fullmatch(r"\d{1,3}(,\d{3})+", word) else word
        value = parse_number(cleaned, column.value, column.label.unit)
        if isinstance(value, Message):
            return msg("粘贴的第 {line} 行「{row}」「{column}」{reason}整块没有采用。",
                       line=number, row=row.path[-1], column=column.name, reason=value)  # fmt: skip
        values[place] = value
    return tuple(values)


def _disagreements(edition: Edition, lines: Sequence[Line]) -> list[Disagreement]:
    pasted = {
        line.row.first + place: value
        for line in lines
        for place, value in enumerate(line.numbers)
        if value is not None
    }
    found = []
    for one in edition.sums:
        if one.total in pasted and all(part in pasted for part in one.parts):
            added = sum(pasted[part] for part in one.parts)
            if added != pasted[one.total]:
                cell = edition.cells[one.total]
                found.append(Disagreement(cell.row, cell.column.name, pasted[one.total], added))
    return found
