"""`import(render(r)) == r`, for every format that is written, whatever the numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import CITY, SEED, consistent, example

from govreport.importers import import_document
from govreport.rendering import Options, render
from govreport.report import Number, Report

pytestmark = pytest.mark.no_cover  # many cases of what other tests run as well

REPORTS = (example(SEED), example(CITY), consistent("2019"))
FORMATS = {
    "html": ("html", Options()),
    "docx": ("docx", Options()),
    "xlsx": ("xlsx", Options()),
    "md": ("markdown", Options()),
    "pipes.md": ("markdown", Options(tables="pipe")),
}
"""A file's ending → the format and how it is written."""


def back(report: Report, ending: str) -> Report:
    """The report, written and read again."""
    name, options = FORMATS[ending]
    rendered = render(report, name, options)
    content = rendered.encode() if isinstance(rendered, str) else rendered
    return import_document(content, f"年报.{ending}")[0]


def assert_same(found: Report, report: Report) -> None:
    """Everything that a document shows of a report is what was written."""
    assert found.edition == report.edition
    assert found.values == report.values
    assert found.texts == report.texts
    assert (found.organization, found.year) == (report.organization, report.year)


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("report", REPORTS, ids=["seed", "city", "2019"])
def test_what_was_written_is_read(report: Report, ending: str) -> None:
    found = back(report, ending)
    assert_same(found, report)
    assert found.date == report.date or ending == "xlsx"  # a workbook has no signature


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A report with numbers of all sizes, some not given, of one of the editions."""
    report = draw(st.sampled_from(REPORTS))
    number = st.one_of(st.just(0), st.integers(0, 9), st.integers(0, 10**7))
    values: list[Number | None] = [draw(number) for _ in report.values]
    for cell in report.edition.cells:
        if not cell.column.value.whole and draw(st.booleans()):
            values[cell.number] = draw(st.integers(0, 10**6)) / 100
    for one in report.edition.sums:
        values[one.total] = sum(values[part] or 0 for part in one.parts)
    for blank in draw(st.sets(st.integers(0, len(values) - 1), max_size=12)):
        values[blank] = None
    return replace(report, values=tuple(values))


@pytest.mark.parametrize("ending", FORMATS)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(report=reports())
def test_no_number_is_ever_another(report: Report, ending: str) -> None:
    found = back(report, ending)
    assert found.edition == report.edition
    for one, other in zip(found.values, report.values, strict=True):
        assert one in (other, None)
    assert found.texts == report.texts
