"""Strips → the cells of an edition: each right, blank, or doubtful with the reason.

Labels say which cell a number is in, structure where they are lost, the identities confirm. What
cannot be told apart is not taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from govreport.edition import Cell, Edition
from govreport.matching import audit
from govreport.matching.cells import NOT_FOUND, CellReading, Matched
from govreport.matching.column_names import Header, heads
from govreport.matching.label_words import Target, is_row, kinds, vocabulary
from govreport.matching.normal import plain, visible
from govreport.matching.piece import Piece, Slot, Strip
from govreport.matching.rows import Line, find_rows
from govreport.matching.slots import Style, framed, learn, miscounted, place, usual_width
from govreport.matching.values import read_value, value_like
from govreport.messages import Message, msg

MANY_BLANKS = 3  # blank cells elsewhere, before zeros count as left blank in a document
OTHER_EDITION = msg("这是另一版格式的行")


def match(strips: Sequence[Strip], edition: Edition, *, totals: bool = True) -> Matched:
    """The cells of `edition` that the strips give; without `totals`, rows have no numbers for sums
    over their columns."""
    return _Matching(strips, edition, totals=totals).result()


class _Matching:
    def __init__(self, strips: Sequence[Strip], edition: Edition, *, totals: bool) -> None:
        self.edition = edition
        sums = {one.total for one in edition.sums if one.over == "columns"}
        self.left_out: set[int] = set() if totals else sums
        self.words = vocabulary(edition)
        self.lines = find_rows(strips, self.words)
        self.cells = [NOT_FOUND] * edition.size
        self.strays: list[tuple[Strip, Message]] = []
        self.pending: list[tuple[Line, list[int]]] = []
        self.uneven: set[int] = set()
        self.totals = {one.total for one in edition.sums if one.over == "columns"}

    def result(self) -> Matched:
        styles = self._styles()
        headers: dict[int, Header] = {}
        for line in self.lines:
            target = line.target
            if target is None:
                if line.strip.slots and not line.repeats:
                    self.strays.append((line.strip, self._stray(line.strip)))
                continue
            number = self.words.blocks.index(target.block)
            header = headers.setdefault(number, Header(target, self.words))
            header.target = target
            header.take(line.strip, line.tokens)
            if line.again:
                self._doubt(target, line.strip, msg("同一行出现两次，数不相同"))
            elif self._misplaced(line, number):
                self._doubt(target, line.strip, msg("行名与它所在的项不符"))
            elif line.strip.form == "grid":
                self._under_heads(line, target)
            else:
                self._by_order(line, target, header, styles[number])
        self._left_over()
        self._confirm()
        self._blanks()
        self._audit()
        unknown = tuple(line.strip for line in self.lines if self._is_unknown(line))
        return Matched(self.edition, tuple(self.cells), tuple(self.strays), unknown)

    @staticmethod
    def _stray(strip: Strip) -> Message:
        if strip.labels and is_row(plain(strip.labels[-1].text)):
            return OTHER_EDITION
        return msg("不知道是哪一行")

    @staticmethod
    def _is_unknown(line: Line) -> bool:
        """Whether labels lead to no number, and are no heading of any edition's tables either."""
        text = "".join(plain(piece.text) for piece in line.strip.labels)
        return line.target is None and not line.strip.slots and bool(text) and not kinds(text)

    @staticmethod
    def _misplaced(line: Line, block: int) -> bool:
        """Whether the heading right above a row is that of another block."""
        above = [m.block for token in line.tokens for m in token.of("heading") if m.block >= 0]
        return bool(above) and above[-1] != block

    def _left_over(self) -> None:
        """Numbers without a label right behind a row: they may be its own, and others not."""
        filled = [line for line in self.lines if line.target or has_numbers(line.strip)]
        for before, line in pairwise(filled):
            alone = line.target is None and not line.strip.labels and has_numbers(line.strip)
            if alone and before.target is not None and before.strip.form != "grid":
                self._doubt(before.target, before.strip, msg("这一行后面还有数，分不清哪些是它的"))

    def _styles(self) -> dict[int, Style]:
        rows: dict[int, list[tuple[Strip, int, int]]] = {}
        for line in self.lines:
            if line.target is not None:
                number = self.words.blocks.index(line.target.block)
                cells = self._expected(line.target)
                wanted = (line.strip, len(cells), line.target.label_columns)
                rows.setdefault(number, []).append(wanted)
        widths = {
            section.key: usual_width([
                line.strip
                for line in self.lines
                if line.target is not None and line.target.cells[0].section == section.key
            ])
            for section in self.edition.sections
            if section.blocks
        }  # fmt: skip
        keys = [section.key for section in self.edition.sections for _ in section.blocks]
        return {number: learn(strips, widths[keys[number]]) for number, strips in rows.items()}

    def _expected(self, target: Target) -> list[Cell]:
        return [cell for cell in target.cells if cell.number not in self.left_out]

    def _under_heads(self, line: Line, target: Target) -> None:
        found = heads(line.strip.slots, target, self.words)
        if line.strip.doubt is not None or not line.strip.slots:
            self._doubt(target, line.strip, line.strip.doubt or msg("行名后面没有数"))
            return
        lost: list[Slot] = []
        for slot, at in zip(line.strip.slots, found, strict=True):
            if at is None:
                lost.append(slot)
            else:
                self._set(target.cells[at].number, slot)
        numbers = [cell.number for cell in target.cells]
        if line.structure:
            self.pending.append((line, numbers))
        if lost and any(visible(slot.piece.text) for slot in lost):
            shown = tuple(slot for slot in lost if visible(slot.piece.text))
            self.strays.append((line.strip._replace(slots=shown), msg("这一栏不是本版格式的")))
        for at, cell in enumerate(target.cells):
            if at not in found:
                self.cells[cell.number] = replace(NOT_FOUND, doubt=msg("没有找到这一栏"))

    def _by_order(self, line: Line, target: Target, header: Header, style: Style) -> None:
        order = header.order()
        if isinstance(order, Message):
            self._doubt(target, line.strip, order)
            return
        whole = len(order) == len(header.official) or header.unknown
        if whole:
            order = header.official if len(order) < len(header.official) else order
        expected = self._expected(target)
        if target.names and len(expected) < len(target.cells):
            keys = {cell.column.key for cell in expected}
            order = tuple(key for key in order if key in keys)
            whole = False
        wanted = len(expected) if whole or not target.names else len(order)
        if not whole and style.usual is not None and style.usual > wanted:
            self._doubt(target, line.strip, msg("表头的栏数与各行的数对不上"))
            return
        placed = place(line.strip, wanted, target.label_columns, style)
        if isinstance(placed, Message):
            self._doubt(target, line.strip, placed)
            return
        cells = expected
        if target.names:
            cells = [next(c for c in target.cells if c.column.key == key) for key in order]
        for slot, cell in zip(placed.slots, cells, strict=False):
            self._set(cell.number, slot)
        missing = [c for c in target.cells if c not in cells[: len(placed.slots)]]
        for cell in missing:
            self.cells[cell.number] = replace(NOT_FOUND, doubt=msg("没有找到这一栏"))
        if placed.uneven:
            self.uneven.add(id(line))
        last = self.cells[cells[-1].number]
        cut = last.is_blank and cells[-1].number in self.totals and target.names
        filled = any(self.cells[cell.number].number for cell in cells)
        if placed.short or line.structure or (cut and filled and whole):
            self.pending.append((line, [cell.number for cell in target.cells]))

    def _set(self, number: int, slot: Slot) -> None:
        column = self.edition.cells[number].column
        value = read_value(slot.piece.text, column.value, column.label.unit)
        doubt = slot.doubt or value.doubt
        given = None if doubt is not None else value.number
        self.cells[number] = CellReading(given, slot.piece, doubt, value.remark)

    def _doubt(self, target: Target, strip: Strip, reason: Message) -> None:
        """No cell of the row is taken."""
        text = " ".join(filter(None, (visible(slot.piece.text) for slot in strip.slots)))
        piece = Piece(text, strip.line, strip.slots[0].piece.row if strip.slots else None)
        for cell in target.cells:
            self.cells[cell.number] = CellReading(None, piece, reason)

    def _confirm(self) -> None:
        """Rows placed by order although a number was missing, or by their place alone."""
        if not self.pending:
            return
        values = [cell.number for cell in self.cells]
        asked = [number for _, numbers in self.pending for number in numbers]
        together = audit.confirmed(self.edition, values, asked)
        totals = self.totals
        for line, numbers in self.pending:
            given = [values[number] for number in numbers if values[number] is not None]
            zeros = not any(given) and len(given) >= len(numbers) - 1 and totals & {*numbers}
            odd = any(self.cells[n].doubt for n in numbers if self.cells[n].piece is not None)
            short = any(self.cells[n].piece is None for n in numbers)
            if ((together and totals & {*numbers}) or zeros) and not odd:
                for number in numbers:
                    if self.cells[number].piece is None and not line.structure:
                        self.cells[number] = CellReading(None, Piece("", line.strip.line))
                continue
            target = line.target
            assert target is not None
            reason = msg("没有行名，勾稽关系也不能证实是哪一行")
            if short or not line.structure:
                reason = miscounted(line.strip, len(numbers))
            self._doubt(target, line.strip, reason)

    def _blanks(self) -> None:
        """A blank in a row without positions must leave the row's sum right, or be one of many."""
        lines = [
            (line, line.target)
            for line in self.lines
            if line.target is not None and line.strip.form != "grid"
        ]
        blanks = [sum(map(self._unprinted, self._expected(target))) for _, target in lines]
        for (line, target), missing in zip(lines, blanks, strict=True):
            expected = self._expected(target)
            if missing in (0, len(expected)) and id(line) not in self.uneven:
                continue
            numbers = {cell.number for cell in expected}
            sums = [s for s in self.edition.sums if s.over == "columns" and s.total in numbers]
            reason = miscounted(line.strip, len(target.cells))
            if any(self.cells[number].doubt for number in numbers):
                self._doubt(target, line.strip, reason)
            elif not sums:
                few = missing and sum(blanks) - missing < MANY_BLANKS
                if few and not framed(line.strip, len(expected)):
                    self._doubt(target, line.strip, reason)
            elif not all(audit.holds(one, [cell.number for cell in self.cells]) for one in sums):
                self._doubt(target, line.strip, msg("这一行有空格，各数又与总计不符，可能错开了"))

    def _unprinted(self, cell: Cell) -> bool:
        """Whether nothing stands in a cell, not even a sign for nothing."""
        found = self.cells[cell.number]
        return found.is_blank and not (found.piece and visible(found.piece.text))

    def _audit(self) -> None:
        by_order = {
            cell.number
            for line in self.lines
            if line.target is not None and line.strip.form != "grid"
            for cell in line.target.cells
        }
        given = {n: cell.number for n, cell in enumerate(self.cells) if cell.number is not None}
        for number, other in audit.torn(self.edition, given).items():
            self._suspect(number, msg("与旁边的 {other} 合起来正好与总计相符，可能是一个数被拆开了",
                                      other=given.get(other, "")))  # fmt: skip
        values = [cell.number for cell in self.cells]
        for number in audit.displaced(self.edition, values) & by_order:
            self._suspect(number, msg("各行的总计都像是在另一栏，整张表的数可能错开了"))
        for number in audit.shifted(self.edition, values) & by_order:
            self._suspect(number, msg("这一行的数与各栏的总计都对不上，可能错开了"))

    def _suspect(self, number: int, reason: Message) -> None:
        self.cells[number] = replace(self.cells[number], number=None, doubt=reason)


def best(strips: Sequence[Strip], editions: Iterable[Edition], year: int | None = None) -> Matched:
    """The edition that the strips are of, by what is there; between equals, the year's."""
    found = [match(strips, edition) for edition in editions]
    return max(
        found,
        key=lambda one: (
            one.found, year is not None and one.edition.covers(year), one.edition.first_year
        ),
    )  # fmt: skip


def has_numbers(strip: Strip) -> bool:
    """Whether a strip has a place for a number with something in it."""
    return any(value_like(slot.piece.text) for slot in strip.slots)


def label_text(strip: Strip) -> str:
    """The labels of a strip as one string, for a person."""
    return " ".join(visible(piece.text) for piece in strip.labels if plain(piece.text))
