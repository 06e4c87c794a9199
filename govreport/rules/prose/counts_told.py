"""The counts and percentages of a sentence, whatever they count: what sums and shares are made of."""

from __future__ import annotations

from typing import NamedTuple

from govreport.messages import Message
from govreport.rules.prose.chinese_numbers import Number, numbers
from govreport.rules.prose.vocabulary import data

INEXACT = ("约", "近", "超", "逾", "过", "达", "到")
EXACT = ("收到", "接到")
# Where something that does not come out begins and ends, how it is said, what is right, what is written.
Found = tuple[int, int, Message, int | float, int | float]


class Count(NamedTuple):
    """A number with the unit behind it."""

    number: Number
    unit: str
    end: int

    @property
    def start(self) -> int:
        return self.number.start


def counts_told(text: str) -> tuple[list[Count], list[Number]]:
    """The counts of a sentence, and its percentages."""
    units = data("sums")["units"]
    counts, shares = [], []
    for number in numbers(text):
        if number.percent:
            shares.append(number)
        elif text[number.end : number.end + 1] in units and text[number.end : number.end + 1]:
            inexact = text.endswith(INEXACT, 0, number.start)
            inexact = inexact and not text.endswith(EXACT, 0, number.start)
            told = number._replace(low=0.0) if inexact else number
            counts.append(Count(told, text[number.end], number.end + 1))
    return counts, shares
