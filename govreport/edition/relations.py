"""What must hold between the numbers of a report, as an edition states it: frozen values.

Cells are meant by their numbers in the official order. Nothing is calculated here.
"""

from typing import Literal, NamedTuple


class Sum(NamedTuple):
    """`total` = sum of `parts`, which are columns of its row or rows of its column (`over`).

    `zero_rule` speaks when one side is zero and the other is not.
    """

    rule: str
    zero_rule: str
    total: int
    parts: tuple[int, ...]
    over: Literal["columns", "rows"]
    source: str

    @property
    def left(self) -> tuple[int, ...]:
        return (self.total,)

    @property
    def right(self) -> tuple[int, ...]:
        return self.parts


class Balance(NamedTuple):
    """Sum of `left` = sum of `right`, in one column of a table."""

    rule: str
    zero_rule: str
    left: tuple[int, ...]
    right: tuple[int, ...]
    source: str


Identity = Sum | Balance  # either says that what is `left` adds up to what is `right`


class Bound(NamedTuple):
    """Sum of `stock` ≥ sum of `added` − sum of `removed`, in one row."""

    rule: str
    stock: tuple[int, ...]
    added: tuple[int, ...]
    removed: tuple[int, ...]
    source: str


class Continuity(NamedTuple):
    """A figure that follows from last year's report: `cell` = last year's + this year's terms.

    Terms are addresses with a sign; where last year's edition lacks one, nothing follows.
    `at_most`: the figure may also be smaller.
    """

    rule: str
    cell: int
    last: tuple[tuple[int, str], ...]
    this: tuple[tuple[int, str], ...]
    at_most: bool
    source: str
