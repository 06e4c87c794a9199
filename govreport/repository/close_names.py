"""Names that are close and belong together most likely, but whose years nobody compares.

One has a report on a year and none on the next, the other just the reverse; never have both one on
the same year, and the roster knows them not as two. To be said as a question, to who asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from govreport.edition import editions, organ_key
from govreport.edition.load import kinds
from govreport.edition.organs import stems
from govreport.messages import Message, msg
from govreport.repository.ledger import Ledger
from govreport.repository.names import Names
from govreport.repository.roster import Roster
from govreport.tomlio.about import guess_kind

PAIRS = 10_000  # names to hold against each other: with more, the run is a selection of reports
LEFT_OUT = 3  # characters that a name may have more than the other, other than in front


def close_names(ledger: Ledger, names: Names, roster: Roster | None) -> Iterator[Message]:
    """A question for each two names that no third is as close to."""
    called: dict[str, str] = {}
    years: dict[str, set[int]] = {}
    for key, name, year in ledger.organs():
        current = names.current(key)
        called[current] = name
        years.setdefault(current, set()).add(year)
    asked: set[frozenset[str]] = set()
    for year in sorted({year for had in years.values() for year in had}):
        gone = [key for key, had in years.items() if year in had and year + 1 not in had]
        come = [key for key, had in years.items() if year not in had and year + 1 in had]
        if len(gone) * len(come) > PAIRS:
            continue
        found = [
            (old, new)
            for old in gone
            for new in come
            if years[old].isdisjoint(years[new])
            and not (roster and old in roster.at and new in roster.at)
            and are_close(called[old], called[new])
        ]
        for old, new in found:
            alone = sum(old in pair or new in pair for pair in found) == 1
            if alone and frozenset((old, new)) not in asked:
                asked.add(frozenset((old, new)))
                yield msg(
                    "“{old}”有 {year} 年的报告，没有 {next} 年的，“{new}”正好相反，名称又相近：这两年没有"
                    "互相核对。是同一机关的，请统一名称，或者写上曾用名（aliases）。",
                    old=called[old],
                    new=called[new],
                    year=year,
                    next=year + 1,
                )


def are_close(one: str, other: str) -> bool:
    """Whether two names are likely one organ's: a region in front of one of them, a few characters
    left out, or for a department one character other or two that changed places.

    What tells two places apart (甲区, 青山镇 and 青水镇) is no slip.
    """
    edition = editions()[-1]
    kind = guess_kind(edition, one)
    if kind != guess_kind(edition, other):
        return False
    short, long = sorted((organ_key(one), organ_key(other)), key=len)
    more = len(long) - len(short)
    before, after = _alike(short, long), _alike(short[::-1], long[::-1])
    place = any(word.key == kind and word.left_out for word in kinds())
    if more and after == len(short):
        return len(short) > 1 and long[:more].endswith(stems())
    if place or before + after < len(short) - 2 or not before > 2:
        return False
    if more:
        added = long[before : before + more]
        return before + after >= len(short) and more <= LEFT_OUT and not added.endswith(stems())
    middle = slice(before, len(short) - after)
    swapped = len(short[middle]) == 2 and short[middle] == long[middle][::-1]
    return kind is not None and (swapped or len(short[middle]) == 1)


def _alike(one: str, other: str) -> int:
    """How many characters two names begin with alike."""
    return sum(1 for _ in takewhile(lambda both: both[0] == both[1], zip(one, other, strict=False)))
