"""How much of one text stands in another: a fast guess from pieces, then the exact passages.

Figures and white space are left aside: last year's text with this year's figures put in, or wrapped
otherwise, is still last year's text. Knows nothing of reports.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple
from zlib import crc32

PASSAGE = 10  # characters in a row that must agree to be a passage
GUESS = 0.5  # what part of the exact share the guess comes to, at the least
SPACE, FIGURES = r"\s+", r"\d[\d.,%]*"
ASIDE = b"0123456789.,%:;!?()\"'- \t\r\n"
# A piece ends at certain bytes: a twelfth of those that Chinese text is made of, and those with which
# its punctuation begins. So a change of a character changes the piece that it is in and no other.
ENDS = (0x85, 0xA1, 0xB1, 0xB5, 0xBE, 0xE3, 0xEF)
BREAKS = bytes(ord("\n") if byte in ENDS else byte for byte in range(256))
SHORT = 7  # bytes; pieces of two characters stand in every text
FIGURE = "#"


class Sameness(NamedTuple):
    """The share (0 to 1) of a text's characters in passages of another, and the longest of those."""

    share: float
    passages: tuple[str, ...]


def fingerprint(text: str) -> tuple[int, ...]:
    """The pieces of a text as 32-bit numbers, the same in every process."""
    raw = text.encode("utf-8", "replace").translate(None, ASIDE).translate(BREAKS)
    return tuple(map(crc32, [piece for piece in raw.split(b"\n") if len(piece) >= SHORT]))


def guess(this: Collection[int], last: Collection[int]) -> float:
    """The share of this text's pieces that the other has too, from their fingerprints."""
    mine = frozenset(this)
    return len(mine.intersection(last)) / len(mine) if mine else 0.0


def likely(this: Collection[int], last: Collection[int], limit: float) -> bool:
    """Whether the exact share may reach `limit`, so that it is worth working out."""
    return guess(this, last) >= limit * GUESS


def compare(this: str, last: str, shown: int = 2) -> Sameness:
    """The exact share, and the `shown` longest passages in the order in which they stand."""
    mine, other = _plain(this), _plain(last)
    if len(mine) < PASSAGE:
        return Sameness(float(bool(mine) and mine in other), (mine,) if mine in other else ())
    known = {other[i : i + PASSAGE] for i in range(len(other) - PASSAGE + 1)}
    runs: list[tuple[int, int]] = []  # from, to
    for start in range(len(mine) - PASSAGE + 1):
        if mine[start : start + PASSAGE] in known:
            end = start + PASSAGE
            if runs and start <= runs[-1][1]:
                runs[-1] = (runs[-1][0], end)
            else:
                runs.append((start, end))
    longest = sorted(sorted(runs, key=lambda run: (run[0] - run[1], run[0]))[:shown])
    share = sum(end - start for start, end in runs) / len(mine)
    written = re.findall(FIGURES, re.sub(SPACE, "", this))
    shown_as = (_with_figures(mine[a:b], written[mine.count(FIGURE, 0, a) :]) for a, b in longest)
    return Sameness(share, tuple(shown_as))


def _with_figures(passage: str, figures: Sequence[str]) -> str:
    """A passage as it was written, with its figures."""
    for figure in figures[: passage.count(FIGURE)]:
        passage = passage.replace(FIGURE, figure, 1)
    return passage


def _plain(text: str) -> str:
    return re.sub(FIGURES, FIGURE, re.sub(SPACE, "", text))
