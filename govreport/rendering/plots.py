"""Small plots as SVG: pure functions from numbers to text. Nothing in them is told by colour alone.

The numbers of a plot stand in the table that it is put into; what it says to who cannot see it is its
label. A number that is not given leaves a gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from govreport.escape import xml_text
from govreport.report import Number

WIDTH, HEIGHT, EDGE = 96, 24, 4  # of a course, in pixels
BAR, THICK = 160, 8  # of a pair of bars


def course(values: Sequence[Number | None], label: str) -> str:
    """How a figure went from year to year: a line from point to point, the last one filled."""
    given = [value for value in values if value is not None]
    if not given:
        return ""
    least, most = min(0, *given), max(0, *given)
    step = (WIDTH - 2 * EDGE) / max(len(values) - 1, 1)
    rise = (HEIGHT - 2 * EDGE) / ((most - least) or 1)
    at = [
        (EDGE + step * place, HEIGHT - EDGE - rise * (value - least)) if value is not None else None
        for place, value in enumerate(values)
    ]
    lines = "".join(
        f"M{one[0]:.4g} {one[1]:.4g}L{other[0]:.4g} {other[1]:.4g}"
        for one, other in pairwise(at)
        if one is not None and other is not None
    )
    last = ' class="last"'
    points = [one for one in at if one is not None]
    dots = "".join(
        f'<circle cx="{x:.4g}" cy="{y:.4g}" r="2"{last if n == len(points) else ""}/>'
        for n, (x, y) in enumerate(points, 1)
    )
    return (
        f'<svg class="spark" role="img" aria-label="{xml_text(label)}" width="{WIDTH}" '
        f'height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"><path d="{lines}"/>{dots}</svg>'
    )


def bars(this: Number | None, before: Number | None, most: Number) -> str:
    """This year's number as a full bar, last year's under it as an empty one; `most` is the longest.

    For the eye alone: both numbers stand beside it.
    """
    shown = "".join(
        f'<rect class="{name}" x=".5" y="{top + 0.5:g}" width="{_length(value, most):.4g}" '
        f'height="{THICK - 1}"/>'
        for name, top, value in (("this", 0, this), ("before", THICK + 1, before))
        if value
    )
    tall = 2 * THICK + 2
    return (
        f'<svg class="bars" aria-hidden="true" width="{BAR}" height="{tall}" '
        f'viewBox="0 0 {BAR} {tall}">{shown}</svg>'
    )


def _length(value: Number, most: Number) -> float:
    return max((BAR - 1) * abs(value) / (abs(most) or 1), 1)
