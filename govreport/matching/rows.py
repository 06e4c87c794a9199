"""Strips → the rows of an edition that they are, by their labels and the order of the table.

A label is taken when it is an official one or an alias; a misspelt one when among the rows that
are still free at its place it is the nearest by a margin. Where two rows are possible, none is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from govreport.matching.label_words import Target, Token, Vocabulary, is_row
from govreport.matching.normal import plain, unnumbered
from govreport.matching.piece import Strip
from govreport.matching.values import value_like

ALIKE, MARGIN, ONLY = 0.7, 0.15, 0.45  # a misspelt label; the lead it needs; the only free row
_SHORTEST = 6  # characters of a label that was cut off and still tells which it is


@dataclass
class Line:
    """A strip and what became of it.

    `structure`: its row was told by its place alone; `again`: another strip says that it is the
    same row, with other numbers; `repeats`: the same row was there before, with the same numbers.
    """

    strip: Strip
    tokens: tuple[Token, ...] = ()
    target: Target | None = None
    structure: bool = False
    again: bool = False
    repeats: bool = False


def find_rows(strips: Sequence[Strip], words: Vocabulary) -> list[Line]:
    """For every strip the row that it is, or none."""
    lines = [Line(strip, _tokens(strip, words)) for strip in _mended(strips, words)]
    for line in lines:
        line.target = _exact(line, words)
    _misspelt(lines, words)
    _unlabelled(lines, words)
    _doubled(lines)
    return lines


def _mended(strips: Sequence[Strip], words: Vocabulary) -> list[Strip]:
    """Strips whose label had been taken for two, the first of them a whole label by itself."""
    found: list[Strip] = []
    for strip in strips:
        if found and not found[-1].slots and found[-1].form == "flat" and strip.labels:
            joined = found[-1]._replace(labels=(*found[-1].labels, *strip.labels))
            last = _tokens(joined, words)[-1]
            alone = "".join(plain(piece.text) for piece in strip.labels)
            if last.of("row") and len(last.text) > len(alone):
                found[-1] = strip._replace(labels=joined.labels)
                continue
        found.append(strip)
    return found


def _tokens(strip: Strip, words: Vocabulary) -> tuple[Token, ...]:
    return words.tokens("".join([plain(piece.text) for piece in strip.labels]))


def _exact(line: Line, words: Vocabulary) -> Target | None:
    """The row whose label stands right before the numbers."""
    if not line.tokens:
        return None
    across = _across(line.tokens, words)
    if across is not None:
        return across
    last = line.tokens[-1]
    rows = last.of("row")
    if len(rows) != 1:
        return None
    if last.of("column") and len(line.tokens) > 1:
        before = line.tokens[-2]
        if before.of("column") or (before.of("over") and not before.of("over")[0].key):
            return None  # the end of a header, and the label of the row is lost
    return words.targets[rows[0].target]


def _across(tokens: Sequence[Token], words: Vocabulary) -> Target | None:
    """The table that is one row of numbers, when its headings stand right before the numbers."""
    tail: list[Token] = []
    for token in reversed(tokens):
        if token.of("row") and not token.of("column"):
            break
        tail.append(token)
    for target in words.targets:
        if target.names or target.block.orientation != "across":
            continue
        number = words.blocks.index(target.block)
        keys = {
            meaning.key
            for token in tail
            if not token.of("row")
            for meaning in token.of("column")
            if meaning.block == number
        }
        if len(keys) >= 2:
            return target
    return None


def _tails(line: Line) -> list[str]:
    """What the label of the row may be, without its number: the last pieces, joined or not."""
    pieces = line.strip.labels
    found = []
    joined = ""
    for piece in reversed(pieces[-4:]):
        joined = piece.text + joined
        found.append(plain(unnumbered(joined)))
    return [text for text in found if text]


def _alike(line: Line, target: Target) -> float:
    best = 0.0
    for tail in _tails(line):
        for name in target.names:
            if len(tail) >= _SHORTEST and name.startswith(tail):
                best = max(best, 0.9)
            elif abs(len(tail) - len(name)) <= max(len(name), 4):
                best = max(best, SequenceMatcher(None, tail, name, autojunk=False).ratio())
    return best


def _misspelt(lines: list[Line], words: Vocabulary) -> None:
    """Rows whose label is none that is known, by likeness among the free rows at their place."""
    unknown = [at for at, line in enumerate(lines) if _is_unknown(line)]
    taken = {line.target.number for line in lines if line.target}
    for at in unknown:
        line = lines[at]
        free = [one for one in _between(lines, at, words) if one.number not in taken]
        ranked = sorted(((_alike(line, one), one.number) for one in free), reverse=True)
        if not ranked:
            continue
        score, number = ranked[0]
        target = words.targets[number]
        rivals = [_alike(lines[other], target) for other in unknown if other != at]
        second = max([score for score, _ in ranked[1:2]] + rivals, default=0.0)
        enough = ONLY if len(free) == 1 else ALIKE
        if score >= enough and score - second >= MARGIN:
            line.target = target
            taken.add(number)


def _is_unknown(line: Line) -> bool:
    """Whether a row's label is none of this edition, and none of another."""
    if line.target is not None or not line.strip.labels or not line.strip.slots:
        return False
    known = bool(line.tokens and line.tokens[-1].meanings)
    return not known and not is_row(plain(line.strip.labels[-1].text))


def _between(lines: Sequence[Line], at: int, words: Vocabulary) -> list[Target]:
    """The rows that may stand at a place: after the row before it and before the row after it."""
    before = next((one.target.number for one in reversed(lines[:at]) if one.target), -1)
    after = next((one.target.number for one in lines[at + 1 :] if one.target), len(words.targets))
    return [one for one in words.targets if before < one.number < after]


def _unlabelled(lines: list[Line], words: Vocabulary) -> None:
    """Rows of numbers alone: as many as there are free rows at their place, each complete."""
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _bare(lines[end]):
            end += 1
        if end > at:
            group = lines[at:end]
            free = _between(lines, at, words)
            taken = {line.target.number for line in lines if line.target}
            free = [one for one in free if one.number not in taken]
            fitting = _fitting(group, free)
            for line, target in zip(group, fitting, strict=False):
                line.target, line.structure = target, True
        at = max(end, at + 1)


def _bare(line: Line) -> bool:
    if line.target is not None or not line.strip.slots:
        return False
    return not line.tokens or bool(line.tokens[-1].meanings)


def _fitting(group: Sequence[Line], free: Sequence[Target]) -> list[Target]:
    """Free rows that have as many numbers as the group's, one for one; none when it is not sure."""
    counts = [len(line.strip.slots) for line in group]
    filled = [sum(value_like(slot.piece.text) for slot in line.strip.slots) for line in group]
    if counts != filled:
        return []
    if len(group) == 1:
        fitting = [one for one in free if len(one.cells) == counts[0]]
        whole = [one for one in fitting if not one.names]
        return whole if len(whole) == 1 else (fitting if len(fitting) == 1 else [])
    fitting = [one for one in free if one.names and len(one.cells) == counts[0]]
    if len(fitting) == len(group) and len(set(counts)) == 1:
        return fitting
    return list(free) if [len(one.cells) for one in free] == counts else []


def _doubled(lines: list[Line]) -> None:
    """A row that is there twice counts once when both say the same, else both are doubtful."""
    first: dict[int, Line] = {}
    for line in lines:
        if line.target is None:
            continue
        number = line.target.number
        other = first.setdefault(number, line)
        if other is line:
            continue
        if not line.strip.slots or _said(other) == _said(line):
            line.target = None
            line.repeats = True
        elif not other.strip.slots:
            other.target = None
            other.repeats = True
            first[number] = line
        else:
            line.again = other.again = True


def _said(line: Line) -> list[str]:
    return [plain(slot.piece.text) for slot in line.strip.slots]
