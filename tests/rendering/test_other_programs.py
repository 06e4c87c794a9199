"""Other people's programs read the outputs and give back every figure in the official grid."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from oracles import XHTML, grids, matrix, parsed, program, read, saved, squeezed, tables, text_of

from govreport.rendering import render
from govreport.rendering.layout import lay_out

if TYPE_CHECKING:
    from pathlib import Path

    from govreport.report import Report


def written(report: Report, folder: Path, ending: str) -> Path:
    rendered = render(report, ending)
    path = folder / f"报告.{ending}"
    path.write_bytes(rendered.encode() if isinstance(rendered, str) else rendered)
    return path


def official(report: Report) -> list[list[list[str]]]:
    return [[[squeezed(cell) for cell in row] for row in matrix(grid)] for grid in grids(report)]


def test_chromium_reads_the_page(report: Report, tmp_path: Path) -> None:
    browser = program("chromium")
    page = written(report, tmp_path, "html")
    done = subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu",
         f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", page.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert tables(parsed(done.stdout.decode())) == official(report)


def test_pandoc_reads_the_word_document(report: Report, tmp_path: Path) -> None:
    pandoc = program("pandoc")
    path = written(report, tmp_path, "docx")
    done = subprocess.run(
        [pandoc, "-f", "docx", "-t", "html", str(path)], check=True, capture_output=True
    )
    page = parsed(done.stdout.decode())
    assert tables(page) == official(report)
    headings = [text_of(one) for one in page.iter(f"{XHTML}h1")]
    assert headings == [section.heading for section in report.edition.sections]


@pytest.fixture
def both(report: Report, tmp_path: Path) -> list[Path]:
    """The report as a Word document and as a workbook."""
    word, book = (written(report, tmp_path, ending) for ending in ("docx", "xlsx"))
    return [word.rename(word.with_stem("word")), book.rename(book.with_stem("book"))]


def test_libreoffice_reads_the_word_document_and_the_workbook(
    report: Report, both: list[Path], tmp_path: Path
) -> None:
    word, book = map(read, saved("html", tmp_path, *both))
    assert tables(word) == official(report)
    first = next(book.iter(f"{XHTML}table"))
    found = [squeezed(text_of(cell)) for cell in first.iter(f"{XHTML}td")]
    wanted = [squeezed(cell.text) for grid in grids(report) for cell in grid.cells]
    headings = {squeezed(section.heading) for section in report.edition.sections}
    left_out = headings | {
        squeezed(note.text) for s in lay_out(report).sections for note in s.notes
    }
    assert [text for text in found if text and text not in left_out][2:] == wanted


def test_libreoffice_prints_every_figure(report: Report, both: list[Path], tmp_path: Path) -> None:
    reader = program("pdftotext")
    for path in saved("pdf", tmp_path, *both):
        done = subprocess.run([reader, str(path), "-"], check=True, capture_output=True)
        printed = done.stdout.decode().split()
        for grid in grids(report):
            for cell in grid.cells:
                if cell.role == "value":
                    assert cell.text in printed, path
