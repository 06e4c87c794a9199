"""Makes the files of a site, in this process or in several: what it is given can be sent between them.

Every task names what it makes, and for each a key that stands for everything it depends on. Puts nothing
in its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import NamedTuple

from govreport.messages import Translator
from govreport.publish.product import Product, product, product_in_parts
from govreport.publish.site.data_files import cells_csv
from govreport.publish.site.organ_page import TEMPLATE as ORGAN
from govreport.publish.site.organ_page import OrganFacts, organ_page
from govreport.publish.site.report_page import TEMPLATE as REPORT
from govreport.publish.site.report_page import Around, report_page
from govreport.publish.site.survey import Entry
from govreport.publish.target import Target
from govreport.rendering import FORMATS, Options, render
from govreport.rendering.html import fill_page
from govreport.tomlio import load
from govreport.tomlio.read import read

OFFICE = ("docx", "xlsx")
PAGE, SOURCE = ".html", ".toml"

Wanted = Mapping[str, str]  # outputs, each with its key


class ReportTask(NamedTuple):
    """A report's page and the files beside it, those of them that are wanted."""

    wanted: Wanted
    entry: Entry
    around: Around


class OrganTask(NamedTuple):
    """An organ's page."""

    wanted: Wanted
    facts: OrganFacts


class PageTask(NamedTuple):
    """A page whose data are there."""

    wanted: Wanted
    template: str
    data: Mapping[str, object]


class CellsTask(NamedTuple):
    """All cells of all reports: the files, and how each is called."""

    wanted: Wanted
    files: tuple[tuple[str, str], ...]


class TextTask(NamedTuple):
    """A file whose text is there."""

    wanted: Wanted
    text: str


SiteTask = ReportTask | OrganTask | PageTask | CellsTask | TextTask


def office_formats() -> tuple[str, ...]:
    """Those formats of offices that this installation can write."""
    return tuple(name for name in OFFICE if find_spec(FORMATS[name].optional) is not None)


@dataclass(frozen=True)
class SiteWork:
    """Does tasks. `write`: shelve what differs; else say how it does."""

    target: Target
    language: str
    write: bool

    def __call__(self, tasks: Sequence[SiteTask]) -> list[list[Product]]:
        """What came of each. Raises GovreportError for a file that has gone in the meantime."""
        translate = Translator(self.language)
        return [self._done(task, translate) for task in tasks]

    def _done(self, task: SiteTask, translate: Translator) -> list[Product]:
        if isinstance(task, CellsTask):
            return [
                product_in_parts(self.target, output, key, cells_csv(task.files), write=self.write)
                for output, key in task.wanted.items()
            ]
        return [
            product(self.target, output, task.wanted[output], made, write=self.write)
            for output, made in _made(task, translate).items()
        ]


def _made(
    task: ReportTask | OrganTask | PageTask | TextTask, translate: Translator
) -> dict[str, str | bytes]:
    """The contents of every output that a task is to make."""
    if isinstance(task, ReportTask):
        return _report(task, translate)
    if isinstance(task, OrganTask):
        reports = {one.path: load(read(one.path), named=True).report for one in task.facts.entries}
        text = fill_page(ORGAN, organ_page(task.facts, reports, translate))
    elif isinstance(task, PageTask):
        text = fill_page(task.template, task.data)
    else:
        text = task.text
    return dict.fromkeys(task.wanted, text)


def _report(task: ReportTask, translate: Translator) -> dict[str, str | bytes]:
    data = read(task.entry.path)
    report = load(data, named=True).report
    found: dict[str, str | bytes] = {}
    for output in task.wanted if report is not None else ():
        ending = output[len(task.entry.page) :]
        if ending == PAGE and report is not None:
            page = report_page(report, task.entry, task.around, translate)
            found[output] = fill_page(REPORT, page)
        elif ending == SOURCE:
            found[output] = data
        elif report is not None:
            name = ending.removeprefix(".")
            found[output] = render(report, name, Options(source=task.entry.shown))
    return found
