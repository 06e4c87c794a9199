"""The list of formats, the choices a person has, and what is loaded when."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from govreport.errors import GovreportError
from govreport.rendering import FORMATS, Options, render

if TYPE_CHECKING:
    from govreport.report import Report


def test_every_format_exists_and_writes_every_style(report: Report) -> None:
    assert FORMATS["text"].ending == ".txt"
    assert FORMATS["markdown"].ending == ".md"
    for known in FORMATS.values():
        for tables in (None, *known.tables):
            assert known.load()(report, Options(tables=tables))


def test_the_first_style_is_the_default(report: Report) -> None:
    for name, known in FORMATS.items():
        default = known.tables[0] if known.tables else None
        assert render(report, name) == render(report, name, Options(tables=default))


def test_unknown_formats_and_styles_are_refused(report: Report) -> None:
    with pytest.raises(GovreportError, match="没有“pdf”这种输出格式"):
        render(report, "pdf")
    with pytest.raises(GovreportError, match="text 格式没有“html”这种表格样式") as caught:
        render(report, "text", Options(tables="html"))
    assert caught.value.hint is not None


def test_impossible_widths_are_refused() -> None:
    with pytest.raises(GovreportError, match="不能小于 20"):
        Options(width=3)
    with pytest.raises(GovreportError, match="1 列或 2 列"):
        Options(ambiguous=3)


def test_nothing_is_loaded_before_it_is_used() -> None:
    code = (
        "import sys, govreport.rendering\n"
        "print({'jinja2', 'wcwidth', 'govreport.rendering.plain_text'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "set()"


def test_escape_sequences_of_a_report_never_reach_the_terminal(report: Report) -> None:
    from dataclasses import replace

    hostile = replace(
        report,
        about={"organization": "\x1b]0;x\x07某镇\u202e", "year": 2021},
        texts={"overview": "\x1b[2J一\x00二\ud800三\x9b31m"},
    )
    for name in ("text", "markdown", "html"):
        rendered = render(hostile, name)
        assert isinstance(rendered, str)
        rendered.encode("utf-8")
        assert not set(rendered) & {"\x1b", "\x07", "\x00", "\x9b", "\u202e"}
