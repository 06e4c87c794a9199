"""A user's template that goes too far is stopped, and the next one works."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import pytest

from govreport.errors import GovreportError
from govreport.rendering import Options, confined, render

if TYPE_CHECKING:
    from pathlib import Path

    from govreport.report import Report

LOOP = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
GROWING = (
    "{% set n = namespace(s='x' * 999) %}"
    "{% for a in range(30) %}{% set n.s = n.s ~ n.s %}{% endfor %}{{ n.s }}"
)
ENDINGS = {"text": "txt", "markdown": "md", "html": "html"}


@pytest.fixture(params=ENDINGS)
def format_name(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def own(folder: Path, format_name: str, source: str) -> Options:
    (folder / f"report.{ENDINGS[format_name]}.j2").write_text(source, "utf-8")
    return Options(templates=folder)


def test_a_loop_without_end(
    report: Report, tmp_path: Path, format_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confined, "SECONDS", 1.5)
    begun = time.monotonic()
    with pytest.raises(GovreportError, match="时间太长"):
        render(report, format_name, own(tmp_path, format_name, LOOP))
    assert time.monotonic() - begun < 10
    monkeypatch.setattr(confined, "SECONDS", 10)
    again = render(report, format_name, own(tmp_path, format_name, "{{ title }} {{ title }}"))
    assert isinstance(again, str)
    assert again.startswith(report.edition.title.format(year=report.year))


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory is Linux's")
@pytest.mark.parametrize("source", ["{{ 'x' * 300000000 }}", GROWING, "{{ 'x' * 40000000 }}"])
def test_too_much_memory(report: Report, tmp_path: Path, source: str) -> None:
    with pytest.raises(GovreportError, match="内存太多"):
        render(report, "text", own(tmp_path, "text", source))
    assert render(report, "text", own(tmp_path, "text", "{{ title }}!"))


def test_a_template_for_the_page_escapes_whatever_it_puts_in(
    report: Report, tmp_path: Path
) -> None:
    (tmp_path / "part.j2").write_text("{{ preamble[0].text }}{{ title }}<br>")
    options = own(tmp_path, "html", '{% include "part.j2" %}{{ sections[0].paragraphs[1].text }}')
    found = render(report, "html", options)
    assert isinstance(found, str)
    assert "<http://" not in found
    assert "&lt;http://" in found
    assert "<br>" in found


def test_packaged_templates_need_no_process(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confined, "COMMAND", ("-c", "raise SystemExit"))
    for format_name in ENDINGS:
        assert render(report, format_name)
