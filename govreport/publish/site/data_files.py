"""Everything as CSV: all cells as `export` writes them, the state of every report, all findings, the sums."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from govreport.escape import unicode_text
from govreport.export import csv_header, csv_lines
from govreport.finding import Finding
from govreport.messages import Translator
from govreport.publish.site.survey import ABSENT, EXEMPT, NONE, Survey
from govreport.report import OWN
from govreport.text import clean
from govreport.tomlio import load
from govreport.tomlio.read import read

STATE_COLUMNS = ("organization", "scope", "year", "state", "errors", "warnings", "path")
FINDING_COLUMNS = (
    "path", "line", "code", "name", "severity", "organization", "scope", "year", "cell", "row",
    "column", "expected", "actual", "message",
)  # fmt: skip
TOTAL_COLUMNS = (
    "year", "edition", "section", "row", "column", "cell", "value", "partial", "reports",
)  # fmt: skip
Row = Iterable[object]


def cells_csv(files: Iterable[tuple[str, str]]) -> Iterator[str]:
    """All cells of the reports at these paths, each with how it is called, in this order, in parts."""
    yield csv_header()
    for path, shown in files:
        report = load(read(path), named=True).report
        if report is not None:
            yield unicode_text(csv_lines(shown, report))


def states_csv(survey: Survey) -> str:
    """A row a report, and one for each year of an organ without one that is missing or not required."""
    return _csv(STATE_COLUMNS, _states(survey))


def _states(survey: Survey) -> Iterator[Row]:
    for organ in survey.organs:
        for one in organ.entries:
            yield (
                organ.name, one.scope, one.year, one.state, one.errors, one.warnings, one.shown,
            )  # fmt: skip
        told = {year for _, year in organ.reports}
        for year in survey.years:
            if year in told:
                continue
            state = ABSENT if year in organ.missing else EXEMPT if year in organ.exempt else NONE
            if state != NONE:
                yield organ.name, OWN, year, state, 0, 0, ""
    for one in survey.strays:
        yield one.organ, one.scope, one.year or "", one.state, one.errors, one.warnings, one.shown


def totals_csv(survey: Survey) -> str:
    """A row a figure of the district's year. `value` is empty where a report's number is not given or
    doubtful; `partial` is the sum of the others; `reports`: how many were added up."""
    return _csv(TOTAL_COLUMNS, _totals(survey))


def _totals(survey: Survey) -> Iterator[Row]:
    for year in survey.years:
        one = survey.totals[year]
        for cell in one.edition.cells if one.edition is not None else ():
            assert one.edition is not None
            yield (
                year, one.edition.name, one.edition.section_at[cell.section].number, cell.row.name,
                cell.column.name, cell.address, one.totals[cell.number], one.partial[cell.number],
                len(one.reports),
            )  # fmt: skip


def findings_csv(findings: Iterable[Finding], translate: Translator) -> str:
    """A row a finding, as `check --format json` has it."""
    rows = (
        (
            one.path, one.span.line, one.code, one.name, one.severity, one.organ, one.scope,
            one.year, one.problem.cell, one.problem.row, one.problem.column,
            one.problem.expected, one.problem.actual, clean(translate(one.problem.message)),
        )
        for one in findings
    )  # fmt: skip
    return _csv(FINDING_COLUMNS, rows)


def _csv(columns: Row, rows: Iterable[Row]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return unicode_text(buffer.getvalue())
