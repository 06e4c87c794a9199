"""Whole reports as they are printed. Rewrite with --rewrite-golden, then read them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from govreport.rendering import FORMATS, Options, render
from govreport.text import display_width

if TYPE_CHECKING:
    from govreport.report import Report

GOLDEN = Path(__file__).parent / "golden"
CASES = [
    ("text", Options(), "drawn"),
    ("text", Options(ambiguous=2), "drawn-ambiguous-2"),
    ("text", Options(tables="ascii", width=80), "ascii-80"),
    ("text", Options(tables="tab"), "tab"),
    ("markdown", Options(subheadings=True), "html"),
    ("markdown", Options(tables="pipe"), "pipe"),
    ("html", Options(), "page"),
]


@pytest.mark.parametrize(("format_name", "options", "name"), CASES, ids=[c[2] for c in CASES])
def test_whole_report(
    report: Report,
    format_name: str,
    options: Options,
    name: str,
    request: pytest.FixtureRequest,
) -> None:
    rendered = render(report, format_name, options)
    assert isinstance(rendered, str)
    path = GOLDEN / f"{report.edition.name}-{name}{FORMATS[format_name].ending}"
    if request.config.getoption("--rewrite-golden"):
        path.write_bytes(rendered.encode())
    assert rendered == path.read_bytes().decode()
    assert rendered.endswith("\n")
    assert not rendered.endswith("\n\n")
    assert "\n\n\n" not in rendered
    if options.tables != "tab":
        assert [line for line in rendered.split("\n") if line != line.rstrip()] == []


@pytest.mark.parametrize("ambiguous", [1, 2])
@pytest.mark.parametrize("width", [100, 120])
def test_no_line_is_wider_than_asked(report: Report, width: int, ambiguous: int) -> None:
    rendered = render(report, "text", Options(width=width, ambiguous=ambiguous))
    assert isinstance(rendered, str)
    assert max(display_width(line, ambiguous) for line in rendered.split("\n")) <= width
