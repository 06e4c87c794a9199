"""Every file that a site consists of, and for those that are not as they should be the task that makes it.

A key stands for all that a file depends on: the reports' contents, what was found in them, the names and
links around it, the language, and the program.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from govreport.messages import Translator
from govreport.publish.manifest import digest
from govreport.publish.site import index_page, page_files
from govreport.publish.site.data_files import findings_csv, states_csv, totals_csv
from govreport.publish.site.frame import report_name
from govreport.publish.site.organ_page import OrganFacts
from govreport.publish.site.report_page import Around
from govreport.publish.site.site_tasks import (
    PAGE,
    SOURCE,
    CellsTask,
    OrganTask,
    PageTask,
    ReportTask,
    SiteTask,
    TextTask,
)
from govreport.publish.site.survey import Entry, SiteOrgan, Survey
from govreport.publish.site.year_page import TEMPLATE as YEAR
from govreport.publish.site.year_page import year_data
from govreport.publish.standing import Standing
from govreport.rendering.html import fill_page

STYLES = {
    page_files.STYLE: "site/style.css.j2",
    page_files.REPORT_STYLE: "site/report.css.j2",
}


class SitePlan(NamedTuple):
    """All outputs of the site, and the tasks for those that have to be made."""

    outputs: set[str]
    tasks: list[SiteTask]


def plan_site(
    survey: Survey,
    office: Sequence[str],
    translate: Translator,
    program: bytes,
    standing: Standing,
) -> SitePlan:
    """What there is to be, and what is to be done for it. `office`: formats that can be written."""
    return _Plan(survey, office, translate, program, standing).all()


class _Plan:
    def __init__(
        self,
        survey: Survey,
        office: Sequence[str],
        translate: Translator,
        program: bytes,
        standing: Standing,
    ) -> None:
        self.survey, self.translate, self.standing = survey, translate, standing
        self.endings = (*(f".{name}" for name in office), SOURCE)
        self.base = digest(program, translate.language.encode())
        self.program = digest(program)
        self.outputs: set[str] = set()
        self.content = {one.path: one.content for one in survey.entries}

    def all(self) -> SitePlan:
        tasks = [*self._shared(), *self._years(), *self._organs(), *self._reports()]
        return SitePlan(self.outputs, tasks)

    def _wanted(self, parts: Mapping[str, object], base: str = "") -> dict[str, str]:
        """Those of some outputs, each with what it depends on, that have to be made, with their keys."""
        self.outputs |= parts.keys()
        keys = {
            output: digest(
                (base or self.base).encode(), repr(part).encode("utf-8", "surrogatepass")
            )
            for output, part in parts.items()
        }
        return {out: key for out, key in keys.items() if not self.standing.is_fresh(out, key)}

    def _shared(self) -> Iterator[SiteTask]:
        for output, template in STYLES.items():
            if wanted := self._wanted({output: template}, self.program):
                yield TextTask(wanted, fill_page(template, {}))
        everything = self._skeleton()
        if wanted := self._wanted({page_files.INDEX: everything}):
            data = index_page.index_page(self.survey, self.translate)
            yield PageTask(wanted, index_page.TEMPLATE, data)
        if wanted := self._wanted({page_files.STATES: everything}):
            yield TextTask(wanted, states_csv(self.survey))
        districts = [self._district(year) for year in self.survey.years]
        if wanted := self._wanted({page_files.TOTALS: (self.survey.years, districts)}):
            yield TextTask(wanted, totals_csv(self.survey))
        if wanted := self._wanted({page_files.FINDINGS: self.survey.findings}):
            yield TextTask(wanted, findings_csv(self.survey.findings, self.translate))
        walked = self.survey.walked  # as `export` has them
        files = sorted(self.survey.entries, key=lambda one: walked.get(one.path, 0))
        depends = [(one.shown, one.content) for one in files]
        if wanted := self._wanted({page_files.CELLS: depends}, self.program):
            yield CellsTask(wanted, tuple((one.path, one.shown) for one in files))

    def _skeleton(self) -> object:
        """All that the first page goes by."""
        survey = self.survey
        organs = [
            (one.name, one.group, one.listed, sorted(one.missing), sorted(one.exempt),
             [_known(entry) for entry in one.entries])
            for one in survey.organs
        ]  # fmt: skip
        strays = [_known(one) for one in survey.strays]
        totals = [self._district(year) for year in survey.years]
        return organs, strays, survey.elsewhere, survey.years, survey.with_roster, totals

    def _district(self, year: int) -> object:
        """All that a year's figures go by."""
        of_year = self.survey.totals.get(year)
        if of_year is None:
            return None
        reports = [
            (one.organ, self.content.get(one.path), sorted(one.suspects)) for one in of_year.reports
        ]
        return of_year.missing, of_year.unsummed, of_year.left_out, reports

    def _years(self) -> Iterator[SiteTask]:
        organs = {organ.name: organ.page for organ in self.survey.organs}
        everything = {year: self._district(year) for year in self.survey.years}
        for year in self.survey.years:
            output = page_files.year_file(year)
            depends = (everything, self.survey.district, self.survey.years, organs)
            if wanted := self._wanted({output: depends}):
                yield PageTask(wanted, YEAR, year_data(self.survey, year, self.translate))

    def _organs(self) -> Iterator[SiteTask]:
        for organ in self.survey.organs:
            facts = OrganFacts(
                self.survey.district,
                organ.name,
                organ.page,
                organ.group,
                tuple(organ.entries),
                tuple(
                    (year, self.translate(organ.missing[year].problem.message))
                    for year in sorted(organ.missing)
                ),
            )
            depends = facts._replace(entries=tuple(map(_unplaced, facts.entries)))
            if wanted := self._wanted({organ.page: depends}):
                yield OrganTask(wanted, facts)

    def _reports(self) -> Iterator[SiteTask]:
        for organ in self.survey.organs:
            for entry in organ.entries:
                yield from self._report(entry, self._around(organ, entry))
        for entry in self.survey.strays:
            yield from self._report(entry, Around(self.survey.district, None, (), self.endings))

    def _around(self, organ: SiteOrgan, entry: Entry) -> Around:
        others = tuple(
            (report_name(one, self.translate), one.page)
            for one in organ.entries
            if one.scope == entry.scope
        )
        return Around(self.survey.district, (organ.name, organ.page), others, self.endings)

    def _report(self, entry: Entry, around: Around) -> Iterator[SiteTask]:
        if not entry.page:
            return
        page = self._wanted({entry.page + PAGE: (_unplaced(entry), around)})
        files = {entry.page + ending: (entry.content, entry.shown) for ending in self.endings}
        wanted = page | self._wanted(files, self.program)
        if wanted:
            yield ReportTask(wanted, entry, around)


def _unplaced(entry: Entry) -> Entry:
    """Without where it is read, which depends on how it was typed."""
    return entry._replace(path="")


def _known(entry: Entry) -> object:
    """What the first page tells of a report."""
    return entry._replace(path="", findings=()), entry.errors, entry.warnings
