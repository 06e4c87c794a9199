"""Which reports add up to a whole district, year by year: what `rollup` would add up, and nothing twice.

By the roster: for every organ that has none above it, the members of its roll-up, and what stands
alone. Without a roster, every organ's own report; roll-ups only where there is nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from govreport.edition import Edition, edition_for_year
from govreport.figures import Values, added_where_given
from govreport.report import OWN, Number
from govreport.repository.expected import own_names
from govreport.repository.ledger import Ledger
from govreport.repository.members import Member, members_of
from govreport.repository.names import Names
from govreport.repository.roster import Roster
from govreport.rules.digest import Digest, YearReport, unpack
from govreport.rules.rollup import MemberSum, trusted


@dataclass(frozen=True)
class DistrictYear:
    """A district on a year. `reports` are what is added up, in the order of the roster, of one edition.

    `missing`: organs whose own report is not there; `unsummed`: whose rolled-up one is not;
    `left_out`: whose report cannot be read, or is of another edition.
    """

    year: int
    reports: tuple[YearReport, ...]
    missing: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    unsummed: tuple[str, ...] = ()

    @property
    def edition(self) -> Edition | None:
        return self.reports[0].edition if self.reports else None

    @cached_property
    def totals(self) -> Values:
        """The sums, in official order; None where a member's number is not given or doubtful."""
        if self.edition is None:
            return ()
        total = MemberSum(self.edition)
        for report in self.reports:
            total.add(report)
        return total.values

    @cached_property
    def partial(self) -> Sequence[Number]:
        """The sums of what is given and not doubtful, in official order."""
        values: Sequence[Number] = [0] * (self.edition.size if self.edition is not None else 0)
        for report in self.reports:
            values = added_where_given(values, trusted(report))
        return values


def district_year(year: int, roster: Roster | None, ledger: Ledger, names: Names) -> DistrictYear:
    """The district on a year."""
    if roster is None:
        members = list(_all_there_are(year, ledger, names))
    else:
        members = list(_by_roster(year, roster, ledger, names))
    found = [
        (one, unpack(one.reports[0])) for one in members if one.reports and one.reports[0].packed
    ]
    right = edition_for_year(year)
    if found and all(report.edition is not right for _, report in found):
        right = found[0][1].edition
    taken = [(one, report) for one, report in found if report.edition is right]
    told = {id(one) for one, _ in taken}
    return DistrictYear(
        year,
        tuple(report._replace(organ=one.organ, pieces={}, waivers=()) for one, report in taken),
        tuple(one.organ for one in members if not one.reports and one.scope == OWN),
        tuple(one.organ for one in members if one.reports and id(one) not in told),
        tuple(one.organ for one in members if not one.reports and one.scope != OWN),
    )


def _by_roster(year: int, roster: Roster, ledger: Ledger, names: Names) -> Iterator[Member]:
    start = min((one.first_year for one in roster.organs if one.first_year), default=0)
    for organ in roster.organs:
        if organ.parent:
            continue
        if organ.key in roster.members:
            yield from members_of(organ, year, roster, ledger, names)
        elif organ.reports(year, start):
            reports = ledger.find(own_names(roster, names, organ), year)
            yield Member(organ.name, OWN, tuple(one for one in reports if one.scope == OWN))


def _all_there_are(year: int, ledger: Ledger, names: Names) -> Iterator[Member]:
    reports: dict[str, list[Digest]] = {}
    for _, digest in ledger.numbered(year):
        reports.setdefault(names.current(digest.key), []).append(digest)
    own = {key: _of(digests, {OWN}) for key, digests in reports.items()}
    only = own if any(own.values()) else {key: _of(some, None) for key, some in reports.items()}
    for _, digests in sorted(only.items()):
        if digests:
            yield Member(digests[0].organ, digests[0].scope, tuple(digests))


def _of(digests: Sequence[Digest], scopes: set[str] | None) -> list[Digest]:
    right = [one for one in digests if scopes is None or one.scope in scopes]
    return sorted(right, key=lambda one: one.path)
