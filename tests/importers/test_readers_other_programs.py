"""Documents that other programs wrote: our files saved again, printed, converted."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from oracles import program, saved
from samples import CITY, consistent, example

from govreport.importers import import_document
from govreport.rendering import render
from govreport.report import Report

pytest.importorskip("pdfplumber")
REPORTS = {"2021": example(CITY), "2019": consistent("2019")}


def written(report: Report, folder: Path, ending: str, stem: str = "年报") -> Path:
    rendered = render(report, ending)
    path = folder / f"{stem}.{ending}"
    path.write_bytes(rendered.encode() if isinstance(rendered, str) else rendered)
    return path


def printed(page: Path) -> Path:
    """The page as Chromium prints it."""
    path = page.with_suffix(".pdf")
    subprocess.run(
        [program("chromium"), "--headless", "--no-sandbox", "--disable-gpu",
         f"--user-data-dir={page.parent / 'browser'}", "--no-pdf-header-footer",
         f"--print-to-pdf={path}", page.as_uri()],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return path


def assert_read(path: Path, report: Report, *, narrative: bool = True) -> None:
    found, account = import_document(path.read_bytes(), path.name)
    assert not account.doubtful
    assert found.edition == report.edition
    assert found.values == report.values
    assert not narrative or found.texts == report.texts


@pytest.mark.parametrize("ending", ["docx", "odt", "pdf", "html", "txt:Text", "doc"])
def test_our_word_files_saved_by_libreoffice(ending: str, tmp_path: Path) -> None:
    paths = [
        written(REPORTS[name], tmp_path, "docx", "年报甲" if name == "2021" else "年报乙")
        for name in REPORTS
    ]
    for report, path in zip(REPORTS.values(), saved(ending, tmp_path, *paths), strict=True):
        assert_read(path, report)


@pytest.mark.parametrize("ending", ["docx:MS Word 2007 XML", "html"])
def test_our_page_saved_by_libreoffice(ending: str, tmp_path: Path) -> None:
    report = REPORTS["2021"]
    (path,) = saved(ending, tmp_path, written(report, tmp_path, "html"))
    assert_read(path, report)


@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_our_workbook_saved_by_libreoffice(ending: str, tmp_path: Path) -> None:
    report = REPORTS["2021"]
    (path,) = saved(ending, tmp_path, written(report, tmp_path, "xlsx"))
    assert_read(path, report)


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("source", ["docx", "html"])
def test_our_files_converted_by_pandoc(name: str, source: str, tmp_path: Path) -> None:
    report = REPORTS[name]
    path = written(report, tmp_path, source)
    for target in ("html", "docx", "md"):
        made = tmp_path / f"pandoc.{target}"
        form = ["-t", "gfm"] if target == "md" else ["-s"]
        subprocess.run([program("pandoc"), str(path), *form, "-o", str(made)],
                       check=True, capture_output=True)  # fmt: skip
        assert_read(made, report)


@pytest.mark.parametrize("name", REPORTS)
def test_our_page_printed(name: str, tmp_path: Path) -> None:
    report = REPORTS[name]
    assert_read(printed(written(report, tmp_path, "html")), report)


ONCE = "thead { display: table-row-group }"
TALL = "tbody tr { height: 22mm }"  # merged cells that are open at the end of a page


@pytest.mark.parametrize("style", ["", ONCE, ONCE + TALL], ids=["repeated", "once", "open"])
def test_tables_over_the_end_of_a_page(style: str, tmp_path: Path) -> None:
    report = REPORTS["2021"]
    path = written(report, tmp_path, "html")
    low = "h2 { margin-top: 60mm } .whole, tr, td { break-inside: auto !important }"
    page = path.read_text("utf-8").replace("</style>", f"@media print {{ {low}{style} }}</style>")
    path.write_text(page, "utf-8")
    assert_read(printed(path), report, narrative=False)
