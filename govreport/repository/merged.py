"""Organs that went into another one: what they carried over is looked for in the other's next report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from govreport.edition import organ_key
from govreport.figures import added
from govreport.report import OWN, ROLLED_UP
from govreport.repository.expected import own_names
from govreport.repository.ledger import Ledger
from govreport.repository.names import Names
from govreport.repository.roster import Roster
from govreport.rules.digest import YearReport, unpack


class Absorbed(NamedTuple):
    """The last reports of the organs that went into one; None for one that cannot be read or is not
    there. `founded`: that organ only came to be by it."""

    reports: tuple[YearReport | None, ...]
    founded: bool

    def with_own(self, own: YearReport | None) -> YearReport | None:
        """Their numbers and the organ's `own` of the same year in one, None where one is lacking."""
        if own is None and not self.founded:
            return None
        all_of_them = [*([own] if own is not None else []), *self.reports]
        there = [one for one in all_of_them if one is not None]
        first, *others = there
        if len(there) < len(all_of_them) or any(o.edition is not first.edition for o in others):
            return None
        for one in others:
            first = first._replace(
                values=tuple(added(first.values, one.values)),
                suspects={*first.suspects, *one.suspects},
                joined=(*first.joined, one.path),
            )
        return first


Mergers = Mapping[tuple[str, str], Mapping[int, Absorbed]]  # by the organ's key and scope, by year


def settled(roster: Roster, ledger: Ledger, names: Names) -> Roster:
    """The roster on which each organ that went into another has a last year: if need be, that of its
    last report."""

    def last(own: frozenset[str]) -> int | None:
        return max((digest.year for digest in ledger.find(own)), default=None)

    organs = tuple(
        replace(organ, last_year=last(own_names(roster, names, organ)))
        if organ.merged_into and organ.last_year is None
        else organ
        for organ in roster.organs
    )
    return replace(roster, organs=organs)


def mergers(roster: Roster, ledger: Ledger, names: Names) -> Mergers:
    """What organs absorbed, by the last year of those that they absorbed."""
    found: dict[tuple[str, str], dict[int, Absorbed]] = {}
    for organ in roster.organs:
        if not organ.merged_into or organ.last_year is None:
            continue
        year, heir = organ.last_year, roster.at[organ_key(organ.merged_into)]
        reports = ledger.find(own_names(roster, names, organ), year)
        for scope in (OWN, ROLLED_UP):
            digest = next((one for one in reports if one.scope == scope), None)
            if digest is None and scope == ROLLED_UP:
                continue  # it had none to add up
            report = unpack(digest) if digest is not None and digest.packed else None
            years = found.setdefault((names.current(heir.key), scope), {})
            before = years[year].reports if year in years else ()
            founded = heir.first_year is not None and heir.first_year > year
            years[year] = Absorbed((*before, report), founded)
    return found
