"""The numbers of a row that has no positions → one slot for each column, or the reason why not.

Order alone places them, so their count must be right. A blank is a slot only where something was
printed for it: an empty field, or the blank lines that a cell takes in this text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from govreport.matching.normal import visible
from govreport.matching.piece import Piece, Slot, Strip
from govreport.matching.values import value_like
from govreport.messages import Message, msg
from govreport.text import display_width


@dataclass(frozen=True, slots=True)
class Style:
    """How the rows of one table keep their places, learnt from those that are complete.

    `offset`: whether spanning labels leave their empty fields before the numbers. `width`: the
    fields that every line has, where lines are filled up to one width. `lead`, `between`
    and `tail`: blank lines before, between and after single cells. `centres`: where the columns of
    an aligned text stand. `usual`: how many numbers most rows have.
    """

    offset: bool | None = None
    width: int | None = None
    lead: int | None = None
    between: int | None = None
    tail: int | None = None
    centres: tuple[float, ...] = ()
    usual: int | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """Slots in the order of the columns.

    `short`: fewer than columns, the rest is not there. `uneven`: what stands between them is not
    what stands between other numbers of the table.
    """

    slots: tuple[Slot, ...]
    short: bool = False
    uneven: bool = False


def learn(strips: Sequence[tuple[Strip, int, int]], width: int | None = None) -> Style:
    """The style of a table: `strips` with how many numbers each needs, and its label columns."""
    offsets: set[bool | None] = set()
    leads: Counter[int] = Counter()
    gaps: Counter[int] = Counter()
    tails: Counter[int] = Counter()
    centres: tuple[float, ...] = ()
    counts: Counter[int] = Counter()
    for strip, wanted, columns in strips:
        counts[len(_filled(strip))] += 1
        filled = _filled(strip)
        if strip.form == "fields" and strip.depth < columns and len(filled) == wanted:
            offsets.add({0: False, columns - strip.depth: True}.get(filled[0]))
        elif strip.form == "flat" and strip.gaps and len(strip.slots) == wanted and not strip.doubt:
            leads[strip.gaps[0]] += 1
            gaps.update(strip.gaps[1:-1])
            tails[strip.gaps[-1]] += 1
        elif strip.form == "spaced" and len(strip.slots) == wanted:
            centres = centres or tuple(_centre(slot.piece) for slot in strip.slots)
    return Style(
        offsets.pop() if len(offsets) == 1 else None,
        width, _most(leads), _most(gaps), _most(tails), centres, _most(counts),
    )  # fmt: skip


def usual_width(strips: Sequence[Strip]) -> int | None:
    """The number of fields that nearly all lines of a table have; None when they differ."""
    counted = Counter(s.depth + len(s.slots) for s in strips if s.form == "fields" and s.slots)
    width = _most(counted)
    enough = width is not None and counted[width] >= 0.7 * counted.total()
    return width if enough and counted.total() > 2 else None


def _most(counted: Counter[int]) -> int | None:
    return counted.most_common(1)[0][0] if counted else None


def place(strip: Strip, wanted: int, columns: int, style: Style) -> Placed | Message:
    """The slots of a strip, or why its numbers cannot be placed."""
    if strip.doubt is not None:
        return strip.doubt
    if not strip.slots and strip.form != "flat":
        return msg("行名后面没有数")
    if strip.form == "fields":
        return _fields(strip, wanted, columns, style)
    if len(strip.slots) == wanted:
        uneven = strip.form == "flat" and {*strip.gaps[1:-1]} - {style.between}
        return Placed(strip.slots, uneven=bool(uneven))
    if len(strip.slots) > wanted:
        return msg("这一行有 {count} 个数，应是 {wanted} 个，可能有一个数被拆开了",
                   count=len(strip.slots), wanted=wanted)  # fmt: skip
    return _flat(strip, wanted, style) if strip.form == "flat" else miscounted(strip, wanted)


def framed(strip: Strip, wanted: int) -> bool:
    """Whether a row has as many fields as numbers, the first and the last filled: none is moved."""
    ends = {0, wanted - 1} <= {*_filled(strip)}
    return strip.form == "fields" and len(strip.slots) == wanted and ends


def miscounted(strip: Strip, wanted: int) -> Message:
    """The reason for a row with too few numbers."""
    count = sum(value_like(slot.piece.text) for slot in strip.slots)
    if not count:
        return msg("行名后面没有数")
    return msg("这一行只有 {count} 个数，应是 {wanted} 个，分不清缺的是哪一个",
               count=count, wanted=wanted)  # fmt: skip


def _filled(strip: Strip) -> list[int]:
    return [at for at, slot in enumerate(strip.slots) if visible(slot.piece.text)]


def _fields(strip: Strip, wanted: int, columns: int, style: Style) -> Placed | Message:
    """Fields hold their places, once it is known how many of them a spanning label leaves empty.

    A row with all its numbers tells by itself; one with blanks goes by the others.
    """
    filled = _filled(strip)
    if len(filled) > wanted:
        return msg("这一行有 {count} 个数，应是 {wanted} 个，可能有一个数被拆开了",
                   count=len(filled), wanted=wanted)  # fmt: skip
    if len(filled) == wanted:
        if filled[-1] - filled[0] >= wanted:
            return msg("这一行的格子与表头对不上")
        return Placed(tuple(strip.slots[at] for at in filled))
    spare = max(columns - strip.depth, 0)
    starts = {0, spare}
    if style.offset is not None:
        starts = {spare if style.offset else 0}
    elif spare and filled and strip.slots and filled[0] > 0:
        return msg("空格子在哪一头分不清，这一行的数可能错开")
    possible = [
        start
        for start in starts
        if len(strip.slots) >= start + wanted
        and not set(filled) - set(range(start, start + wanted))
    ]
    fields = strip.depth + len(strip.slots)
    whole = style.width in (None, fields) or (
        fields > (style.width or 0) and len(strip.slots) == wanted
    )
    if possible and whole:
        if len(possible) == 1 or not filled:
            return Placed(strip.slots[possible[0] : possible[0] + wanted])
        return msg("空格子在哪一头分不清，这一行的数可能错开")
    begin = min(filled[0] if filled else 0, spare)
    rest = strip.slots[begin : (filled[-1] if filled else 0) + 1]
    if len(rest) > wanted:
        return msg("这一行的格子与表头对不上")
    return Placed(rest, short=True)


def _flat(strip: Strip, wanted: int, style: Style) -> Placed | Message:
    """Blank lines that are too many for one cell are blank cells, if they all fit exactly."""
    readings: set[tuple[int, ...]] = set()
    between = style.between if style.between is not None else _least(strip)
    for cost in dict.fromkeys((between + 1, 1)):
        blanks = _blanks(strip, style, between, cost)
        if blanks is not None and sum(blanks) + len(strip.slots) == wanted:
            readings.add(blanks)
    if len(readings) != 1:
        return miscounted(strip, wanted)
    slots: list[Slot] = []
    line = strip.line
    for before, slot in zip(readings.pop(), (*strip.slots, None), strict=True):
        slots += [Slot(Piece("", line))] * before
        if slot is not None:
            slots.append(slot)
    return Placed(tuple(slots))


def _least(strip: Strip) -> int:
    return min(strip.gaps[1:-1], default=min(strip.gaps, default=0))


def _blanks(strip: Strip, style: Style, between: int, cost: int) -> tuple[int, ...] | None:
    """How many blank cells stand before each number and after the last."""
    usual = [between] * len(strip.gaps)
    usual[0] = between if style.lead is None else style.lead
    usual[-1] = between if style.tail is None else style.tail
    found = []
    for gap, least in zip(strip.gaps, usual, strict=True):
        if gap < least or (gap - least) % cost:
            return None
        found.append((gap - least) // cost)
    return tuple(found)


def _centre(piece: Piece) -> float:
    return (piece.column or 0) + display_width(piece.text) / 2
