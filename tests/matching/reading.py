"""Text → the cells of the edition that it is of."""

from __future__ import annotations

from govreport.edition import editions
from govreport.matching.cells import Matched
from govreport.matching.match import best
from govreport.matching.piece import Piece, Strip
from govreport.matching.text_lines import text_strips


def strips(text: str) -> list[Strip]:
    """The strips of a text."""
    lines = [Piece(line, number) for number, line in enumerate(text.split("\n"), 1)]
    return [one for one in text_strips(lines) if isinstance(one, Strip)]


def read(text: str) -> Matched:
    """The cells that a text gives."""
    return best(strips(text), editions())
