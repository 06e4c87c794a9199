"""Numbers of a district's year as its page shows them: sums, changes, shares."""

from __future__ import annotations

from govreport.figures import risen
from govreport.rendering.layout import number_text
from govreport.repository.district import Sum

OPEN = "—"
Data = dict[str, object]


def numbers(this: Sum, before: Sum) -> Data:
    """A number, that of the year before, and by how much it has changed."""
    by, percent = risen(before.value, this.value)
    return {
        "this": _number(this),
        "before": _number(before),
        "change": OPEN if by is None else _signed(number_text(by)),
        "percent": OPEN if percent is None else _signed(f"{percent:.1f}") + "%",
    }


def share(value: float | None) -> str:
    """A share in per cent."""
    return OPEN if value is None else f"{100 * value:.1f}%"


def _number(one: Sum) -> str:
    """A sum; in brackets where it lacks something."""
    if one.value is not None:
        return number_text(one.value)
    return OPEN if one.partial is None else f"({number_text(one.partial)})"


def _signed(text: str) -> str:
    """With a sign that can be seen; a hyphen is short."""
    if text.startswith("-"):
        return "−" + text[1:]
    return text if float(text) == 0 else "+" + text
