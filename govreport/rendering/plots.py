"""Small plots as SVG: pure functions from numbers to text. Nothing in them is told by colour alone.

The numbers of a plot stand in the table that it is put into; what it says to who cannot see it is its
label. A number that is not given leaves a gap.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from govreport.escape import xml_text
from govreport.report import Number

WIDTH, HEIGHT, EDGE = 96, 24, 4  # of a course, in pixels
CROSS = 3  # half of what marks a doubtful point
BAR, THICK = 160, 8  # of a pair of bars
TALL = 26  # of a stack
LEGIBLE = 12  # per cent: room for its number in the stack, on a telephone too
PATTERNS = (  # drawn in one colour, each different from its neighbours
    '<rect width="8" height="8" fill="#1b4f8a"/>',
    '<path d="M0 8L8 0M-2 2L2 -2M6 10L10 6" stroke="#1b4f8a" stroke-width="1.5"/>',
    '<circle cx="2" cy="2" r="1.2" fill="#1b4f8a"/><circle cx="6" cy="6" r="1.2" fill="#1b4f8a"/>',
    '<path d="M0 2H8M0 6H8" stroke="#1b4f8a" stroke-width="1.2"/>',
    '<path d="M0 0L8 8M0 8L8 0" stroke="#1b4f8a"/>',
    '<path d="M2 0V8M6 0V8" stroke="#1b4f8a" stroke-width="1.8"/>',
    '<path d="M0 4H8M4 0V8" stroke="#1b4f8a" stroke-width=".7"/>',
)


def course(values: Sequence[Number | None], label: str, doubtful: Collection[int] = ()) -> str:
    """How a figure went from year to year: a line from point to point, the last one filled.

    `doubtful`: the places of values with which something is wrong; a cross stands on them.
    """
    given = [value for value in values if value is not None]
    if not given:
        return ""
    least, most = min(0, *given), max(0, *given)
    step = (WIDTH - 2 * EDGE) / max(len(values) - 1, 1)
    rise, span = HEIGHT - 2 * EDGE, (most - least) or 1
    at = [
        (EDGE + step * place, HEIGHT - EDGE - rise * ((value - least) / span))
        if value is not None
        else None
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
    crosses = "".join(
        f"M{one[0] - CROSS:.4g} {one[1] - CROSS:.4g}l{2 * CROSS} {2 * CROSS}m0 {-2 * CROSS}l{-2 * CROSS} {2 * CROSS}"
        for place, one in enumerate(at)
        if one is not None and place in doubtful
    )
    if crosses:
        dots += f'<path class="doubt" d="{crosses}"/>'
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


def patterns() -> str:
    """What the fillings of stacks look like; once on each page that has one."""
    several = "".join(
        f'<pattern id="filling-{n}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="#fff"/>{drawn}</pattern>'
        for n, drawn in enumerate(PATTERNS)
    )
    return f'<svg class="fillings" aria-hidden="true" width="0" height="0"><defs>{several}</defs></svg>'


def stack(parts: Sequence[Number], label: str) -> str:
    """Parts of a whole, one beside the other over the whole width, each with its filling.

    In per cent of the width that there is, so that neither fillings nor words are squeezed.
    """
    whole = sum(parts) or 1
    at, pieces, words = 0.0, [], []
    for number, part in enumerate(parts):
        width = 100 * part / whole
        if part:
            pieces.append(
                f'<rect x="{at:.4g}%" width="{width:.4g}%" height="{TALL}" {_filled(number)}/>'
            )
        if width >= LEGIBLE:
            words.append(f'<text x="{at + width / 2:.4g}%" y="18">{width:.0f}%</text>')
        at += width
    return (
        f'<svg class="stack" role="img" aria-label="{xml_text(label)}" width="100%" '
        f'height="{TALL}">{"".join(pieces)}{"".join(words)}</svg>'
    )


def swatch(number: int) -> str:
    """The filling of the part of that number, for a legend."""
    box = f'<rect x=".5" y=".5" width="17" height="13" {_filled(number)}/>'
    return f'<svg class="swatch" aria-hidden="true" width="18" height="14">{box}</svg>'


def _filled(number: int) -> str:
    return f'fill="url(#filling-{number % len(PATTERNS)})" stroke="#1b1f24"'
