"""Reports → one row a cell, as CSV or JSON Lines, in the order of the official tables."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from govreport.report import Number, Report

COLUMNS = (
    "path",
    "organization",
    "year",
    "edition",
    "scope",
    "section",
    "row",
    "column",
    "cell",
    "value",
)
# In a workbook: the same columns for people, and those of the narrative.
HEADINGS = tuple(
    f"{name} {key}"
    for key, name in zip(
        COLUMNS,
        ("文件", "机关", "年度", "版式", "范围", "部分", "行", "列", "填报项", "数"),
        strict=True,
    )
)
TEXT_COLUMNS = ("部分", "内容")


def export_rows(path: str, report: Report) -> Iterator[tuple[str | Number | None, ...]]:
    """A row for each number of the report, given or not; `section` is its number, 二, 三 or 四."""
    edition = report.edition
    head = (path, report.organization, report.year, edition.name, report.scope)
    for cell in edition.cells:
        section = edition.section_at[cell.section].number
        value = report.values[cell.number]
        yield (*head, section, cell.row.name, cell.column.name, cell.address, value)


def csv_header() -> str:
    """The first line of a CSV export."""
    return ",".join(COLUMNS) + "\n"


def csv_lines(path: str, report: Report) -> str:
    """A report's rows as CSV (RFC 4180 quoting, LF); a number not given is an empty field."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(export_rows(path, report))
    return buffer.getvalue()


def json_lines(path: str, report: Report) -> str:
    """A report's rows as one JSON object a line; a number not given is null."""
    return "".join(
        json.dumps(dict(zip(COLUMNS, row, strict=True)), ensure_ascii=False) + "\n"
        for row in export_rows(path, report)
    )
