"""What there is to show: every report with its findings, by organ and year, as the run of `check` left it.

Holds no numbers and no texts of reports, so that it stays small however many there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from govreport.edition import organ_key
from govreport.finding import Finding
from govreport.publish.manifest import digest as hashed
from govreport.publish.site.page_files import organ_file, report_stem
from govreport.report import OWN
from govreport.reporters.summary import Run
from govreport.reporters.told_together import from_root, placed
from govreport.repository.district_members import DistrictYear, district_year
from govreport.repository.run import Whole
from govreport.rules.digest import Digest
from govreport.rules.presence import MISSING
from govreport.tomlio import load
from govreport.tomlio.read import read

OK, WARNED, WRONG, ABSENT, EXEMPT, NONE = "ok", "warned", "wrong", "missing", "exempt", "none"


class Entry(NamedTuple):
    """A file that holds a report. `path` is where it is read, `shown` how pages call it.

    `organ` is its name in the report, empty where it tells none; `content` stands for its bytes.
    `page`: its page and files below OUT, without ending; empty when no report can be read from it.
    """

    path: str
    shown: str
    organ: str
    scope: str
    year: int
    content: str
    page: str
    findings: tuple[Finding, ...] = ()

    @property
    def errors(self) -> int:
        return sum(one.severity == "error" for one in self.findings)

    @property
    def warnings(self) -> int:
        return len(self.findings) - self.errors

    @property
    def state(self) -> str:
        return WRONG if self.errors else WARNED if self.findings else OK


@dataclass
class SiteOrgan:
    """An organ: the reports by scope and year (usually one), and the years without any.

    `page` is its page below OUT. `group` is the organ above it; `listed`: it is on the roster.
    """

    name: str
    group: str = ""
    listed: bool = True
    page: str = ""
    reports: dict[tuple[str, int], list[Entry]] = field(default_factory=dict)
    missing: dict[int, Finding] = field(default_factory=dict)
    exempt: frozenset[int] = frozenset()

    @property
    def scopes(self) -> list[str]:
        """Those in which it has reported, its own first; `own` when it never has."""
        found = sorted({scope for scope, _ in self.reports}, key=lambda one: (one != OWN, one))
        return found or [OWN]

    @property
    def entries(self) -> Iterator[Entry]:
        """All its reports, by scope and year."""
        for key in sorted(self.reports, key=lambda one: (one[0] != OWN, *one)):
            yield from self.reports[key]


@dataclass
class Survey:
    """All of it. `strays` are files that do not tell whose they are or on which year; `elsewhere`
    `findings` that are about no report (in the roster). `district`: whose district it is, if one's;
    `totals`: what adds up to it, by year. `walked`: the place of every path among all of them."""

    organs: list[SiteOrgan] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    strays: list[Entry] = field(default_factory=list)
    elsewhere: list[Finding] = field(default_factory=list)
    findings: Sequence[Finding] = ()
    district: str = ""
    totals: dict[int, DistrictYear] = field(default_factory=dict)
    with_roster: bool = False
    walked: Mapping[str, int] = field(default_factory=dict)

    @property
    def entries(self) -> Iterator[Entry]:
        """All reports, in the order of the pages."""
        for organ in self.organs:
            yield from organ.entries
        yield from self.strays


def take_stock(whole: Whole, root: Path) -> Survey:
    """The survey of a run. `root`: the folder from which pages tell paths.

    Raises GovreportError for a file that has gone in the meantime.
    """
    return _Stock(whole, root).survey()


class _Stock:
    def __init__(self, whole: Whole, root: Path) -> None:
        run = Run(whole.result.files, whole.result.findings, root=root)
        self.whole, self.place = whole, from_root(run)
        findings = [one._replace(path=_told(one.path)) for one in placed(run)]
        walked = {path: place for place, path in enumerate(whole.result.checked)}
        self.found = Survey(with_roster=whole.roster is not None, findings=findings, walked=walked)
        self.by_path: dict[str, list[Finding]] = defaultdict(list)
        for one in findings:
            self.by_path[one.path].append(one)

    def shown(self, path: str) -> str:
        """A file as pages call it."""
        return _told(self.place(path))

    def survey(self) -> Survey:
        found, roster = self.found, self.whole.roster
        by_key: dict[str, SiteOrgan] = {}
        for one in roster.organs if roster is not None else ():
            above = roster.at.get(organ_key(one.parent)) if roster is not None else None
            by_key[one.key] = SiteOrgan(one.name, above.name if above is not None else "")
        told = self._enter_reports(by_key)
        found.strays = [self._stray(path) for path in self.whole.result.checked if path not in told]
        years = set(self.whole.ledger.count_by_year())
        if self.whole.result.years is not None:
            first, last = self.whole.result.years
            years |= set(range(first, last + 1))
        found.years = sorted(years)
        self._enter_missing(by_key)
        listed = [one for one in by_key.values() if one.listed]
        strangers = sorted((one for one in by_key.values() if not one.listed), key=lambda o: o.name)
        found.organs = [*_in_groups(listed), *strangers]
        for organ in found.organs:
            organ.page = organ_file(organ.name)
        found.totals = {
            year: district_year(year, roster, self.whole.ledger, self.whole.names)
            for year in found.years
        }
        found.district = self._district()
        return found

    def _enter_reports(self, by_key: dict[str, SiteOrgan]) -> set[str]:
        """Put every report to its organ; returns the paths of those that have one."""
        roster, names = self.whole.roster, self.whole.names
        at = roster.at if roster is not None else {}
        told: set[str] = set()
        for group in self.whole.ledger.groups(names):
            for one in group:
                key = one.key if one.key in at else names.current(one.key)
                organ = by_key.setdefault(key, SiteOrgan(one.organ, listed=False))
                if not organ.listed and one.key == key:
                    organ.name = one.organ  # as it is called today
                same = organ.reports.setdefault((one.scope, one.year), [])
                same.append(self._entry(one, bool(same)))
                told.add(one.path)
        return told

    def _entry(self, one: Digest, again: bool) -> Entry:
        shown = self.shown(one.path)
        page = report_stem(one.organ, one.year, one.scope, shown if again else "")
        return Entry(
            one.path, shown, one.organ, one.scope, one.year, hashed(read(one.path)),
            page if one.packed else "", self._findings(shown),
        )  # fmt: skip

    def _stray(self, path: str) -> Entry:
        data, shown = read(path), self.shown(path)
        report = load(data, named=True).report
        organ, year = (report.organization, report.year or 0) if report is not None else ("", 0)
        page = report_stem("", 0, OWN, shown) if report is not None else ""
        return Entry(path, shown, organ, OWN, year, hashed(data), page, self._findings(shown))

    def _findings(self, path: str) -> tuple[Finding, ...]:
        return tuple(self.by_path.pop(path, ()))

    def _enter_missing(self, by_key: Mapping[str, SiteOrgan]) -> None:
        roster, years = self.whole.roster, self.whole.result.years
        by_name = {one.name: one for one in by_key.values() if one.listed}
        for some in self.by_path.values():
            for one in some:
                if one.code == MISSING and one.year is not None and one.organ in by_name:
                    by_name[one.organ].missing[one.year] = one
                else:
                    self.found.elsewhere.append(one)
        if roster is None or years is None:
            return
        for organ in roster.organs:
            by_key[organ.key].exempt = frozenset(
                year for year in self.found.years if not organ.reports(year, years[0])
            )

    def _district(self) -> str:
        roster = self.whole.roster
        heads = [one for one in roster.organs if not one.parent] if roster is not None else []
        return heads[0].name if len(heads) == 1 else ""


def _told(path: str) -> str:
    """A path from the root; of a file elsewhere (a roster may be) no more than its name."""
    return Path(path).name if Path(path).is_absolute() else path


def _in_groups(organs: Sequence[SiteOrgan]) -> list[SiteOrgan]:
    """The organs of the roster in its order, each with those under it right behind it."""
    under: dict[str, list[SiteOrgan]] = defaultdict(list)
    names = {one.name for one in organs}
    for one in organs:
        under[one.group if one.group in names else ""].append(one)
    found: list[SiteOrgan] = []
    ahead = under[""][::-1]
    while ahead:
        one = ahead.pop()
        found.append(one)
        ahead += under[one.name][::-1]
    return found
