"""Reading outputs back as other programs do: tables of HTML expanded, the cells of a report."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import html5lib
import pytest

from govreport.grid import Grid
from govreport.rendering.layout import Table, lay_out
from govreport.report import Report

XHTML = "{http://www.w3.org/1999/xhtml}"


def parsed(html: str, *, strict: bool = False) -> Any:
    """The page as a browser builds it; with `strict`, anything that is not valid syntax fails."""
    return html5lib.HTMLParser(strict=strict).parse(html)


def text_of(element: Any) -> str:
    return "".join(element.itertext()).strip()


def grids(report: Report) -> list[Grid]:
    """The official tables of a report with its numbers."""
    return [filled(table) for section in lay_out(report).sections for table in section.tables]


def filled(table: Table) -> Grid:
    """A table's grid with its numbers in it."""
    texts = iter(table.texts)
    empty = table.frame.grid
    cells = [replace(c, text=next(texts)) if c.role == "value" else c for c in empty.cells]
    return replace(empty, cells=tuple(cells))


def matrix(grid: Grid) -> list[list[str]]:
    """What stands at every position of a grid."""
    return [[cell.text for cell in row] for row in grid.matrix()]


def tables(page: Any) -> list[list[list[str]]]:
    """Every table of a page, its merged cells written into each position that they cover."""
    return [_expanded(table) for table in page.iter(f"{XHTML}table")]


def _expanded(table: Any) -> list[list[str]]:
    filled: dict[tuple[int, int], str] = {}
    rows = list(table.iter(f"{XHTML}tr"))
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            if cell.tag not in (f"{XHTML}td", f"{XHTML}th"):
                continue
            while (number, column) in filled:
                column += 1
            for down in range(int(cell.get("rowspan", "1"))):
                for across in range(int(cell.get("colspan", "1"))):
                    filled[number + down, column + across] = squeezed(text_of(cell))
    width = 1 + max((column for _, column in filled), default=-1)
    return [[filled.get((row, column), "") for column in range(width)] for row in range(len(rows))]


def squeezed(text: str) -> str:
    """Text without white space, which other programs put in where they break lines."""
    return "".join(text.split())


def program(name: str) -> str:
    """The path of another program; the test is skipped where it is not installed."""
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"{name} is not installed")
    return path


def saved(ending: str, folder: Path, *paths: Path) -> list[Path]:
    """The files saved by LibreOffice in another format; its start takes longer than a document."""
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [program("soffice"), f"-env:UserInstallation={profile}", "--headless", "--convert-to",
         ending, "--outdir", str(folder / "saved"), *map(str, paths)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return [folder / "saved" / f"{path.stem}.{ending.partition(':')[0]}" for path in paths]


def read(path: Path) -> Any:
    return parsed(path.read_text("utf-8", "replace"))
