"""The reports of one organ over the years: which one is last year's, and what the rules then say."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from govreport.finding import Problem
from govreport.report import Number, Waiver
from govreport.rules.copied import CopyLimits, candidates, copied_problems
from govreport.rules.digest import Digest, YearReport, unpack
from govreport.rules.presence import duplicate
from govreport.rules.waivers import waives
from govreport.rules.years import CARRY_OVER, continuity_problems

if TYPE_CHECKING:
    from govreport.repository.merged import Absorbed

Texts = Callable[[str, Sequence[str]], Mapping[str, str]]  # path, sections → their texts


class Compared(NamedTuple):
    """What the rules say about one report; `with_last`: whether last year's was there to compare."""

    digest: Digest
    problems: Sequence[Problem] = ()
    with_last: bool = False


def series(
    group: Sequence[Digest],
    limits: CopyLimits | None,
    texts: Texts,
    today: str,
    others: Collection[str] = (),
    absorbed: Mapping[int, Absorbed] = MappingProxyType({}),
) -> Iterator[Compared]:
    """One organ's reports of one scope, given by year and path, each compared with last year's.

    `limits` None: narratives are not compared. A second file for the same year is named as such and
    compared with nothing; `today` is the organ's name now, `others` are names that organs on the
    roster go by; `absorbed`: by year, the last reports of organs that went into this one.
    """
    last: dict[str, YearReport] = {}  # last year's, by the key of the name in the report
    last_year = 0
    mistaken: dict[str, dict[str, Number]] = {}  # by path: what its figures should have been
    for year, digests in groupby(group, key=lambda one: one.year):
        before, last = (last if year == last_year + 1 else {}), {}
        of_year = list(digests)
        names = {one.key for one in of_year}
        renamed = len(names) > 1 and _renamed(names, today, others)
        first: dict[str, str] = {}
        for digest in of_year:
            name = today if renamed else digest.key
            if name in first:
                yield Compared(digest, (duplicate(digest.organ, digest.scope, year, first[name]),))
                continue
            first[name] = digest.path
            more = absorbed.get(year - 1) if digest.key == today or len(names) == 1 else None
            if (len(group) == 1 and more is None) or not digest.packed:
                yield Compared(digest)
                continue
            this = last[digest.key] = unpack(digest)
            former = _last(digest.key, before, names)
            carried = former if more is None else more.with_own(former)
            if former is None and carried is None:
                yield Compared(digest)
                continue
            found: list[Problem] = []
            if carried is not None:
                found += continuity_problems(this, carried, mistaken.get(carried.path, {}))
            if more is not None:  # documents may be counted anew after a merger, requests are not
                found = [one for one in found if one.code == CARRY_OVER]
            if found:
                mistaken[this.path] = _mistaken(found, this.waivers)
            if (
                former is not None
                and limits is not None
                and (sections := candidates(this, former, limits))
            ):
                mine, theirs = texts(this.path, sections), texts(former.path, sections)
                found += copied_problems(this, former, mine, theirs, limits)
            yield Compared(digest, found, with_last=True)
        last_year = year


def _mistaken(found: Iterable[Problem], given: Sequence[Waiver]) -> dict[str, Number]:
    """By cell, what a figure should have been; one that a waiver stands by is no mistake."""
    return {
        p.cell: p.expected
        for p in found
        if p.cell is not None
        and isinstance(p.expected, int | float)
        and not any(waives(waiver, p) for waiver in given)
    }


def _renamed(names: set[str], today: str, others: Collection[str]) -> bool:
    """Whether the names of a year are today's and one former one: two names for the same report.

    Several former names are organs that were merged, and each of them reported.
    """
    former = names - {today}
    return today in names and len(former) == 1 and former.isdisjoint(others)


def _last(key: str, before: Mapping[str, YearReport], names: set[str]) -> YearReport | None:
    """Last year's report: under the same name, else under the one former name that is out of use."""
    if key in before:
        return before[key]
    others = [report for name, report in before.items() if name not in names]
    return others[0] if len(others) == 1 else None
