"""A user's template that goes too far is stopped, and the next one works."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import pytest

from govreport.errors import GovreportError
from govreport.rendering import Options, render, templates

if TYPE_CHECKING:
    from pathlib import Path

    from govreport.report import Report

pytestmark = pytest.mark.no_cover  # many cases of what other tests run as well

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
    monkeypatch.setattr(templates, "SECONDS", 0.1)
    begun = time.monotonic()
    with pytest.raises(GovreportError, match="时间太长"):
        render(report, format_name, own(tmp_path, format_name, LOOP))
    assert time.monotonic() - begun < 10
    monkeypatch.setattr(templates, "SECONDS", 10)
    again = render(report, format_name, own(tmp_path, format_name, "{{ title }} {{ title }}"))
    assert isinstance(again, str)
    assert again.startswith(report.edition.title.format(year=report.year))


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


# What goes on and on, each in another way: loops, macros, inclusions, lists, numbers, text.
ENDLESS = {
    "loops": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "the only loop, and much in it": (
        "{% for a in range(99999) %}{{ range(99999)|map('string')|join|length }}{% endfor %}"
    ),
    "a loop that knows its length": (
        "{% for a in range(99999) %}{% for b in range(99999) %}{{ loop.length and '' }}"
        "{% endfor %}{% endfor %}"
    ),
    "a loop with a condition": (
        "{% for a in range(99999) if a >= 0 %}{% for b in range(99999) if b < 0 %}"
        "{% endfor %}{% endfor %}"
    ),
    "a loop that calls itself": (
        "{% for a in range(9) recursive %}{% if loop.depth < 30 %}{{ loop(range(9)) }}{% endif %}"
        "{% endfor %}"
    ),
    "a macro": (
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(40) }}"
    ),
    "a block": (
        "{% set n = namespace(d=0) %}{% block b scoped %}{% set n.d = n.d + 1 %}"
        "{% if n.d < 99 %}{{ self.b() }}{{ self.b() }}{% endif %}{% set n.d = n.d - 1 %}{% endblock %}"
    ),
    "an inclusion of itself": (
        "{% set d = (d|default(0)) + 1 %}{% if d < 40 %}"
        "{% include 'report.txt.j2' %}{% include 'report.txt.j2' %}{% endif %}"
    ),
    "powers": "{{ 7 ** (10 ** 9) }}",
    "products": (
        "{% set n = namespace(i=9) %}{% for a in range(99) %}{% set n.i = n.i * n.i %}{% endfor %}"
    ),
}


@pytest.mark.parametrize("edition", ["2021"], indirect=True)
@pytest.mark.parametrize("source", ENDLESS.values(), ids=ENDLESS.keys())
def test_what_goes_on_and_on_is_stopped(
    report: Report, tmp_path: Path, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(templates, "SECONDS", 0.1)
    begun = time.monotonic()
    with pytest.raises(GovreportError, match="时间太长"):
        render(report, "text", own(tmp_path, "text", source))
    assert time.monotonic() - begun < 20


LARGE = {
    "a text times a number": "{{ 'x' * 300000000 }}",
    "a text that doubles": GROWING,
    "a long output": "{{ 'x' * 40000000 }}",
    "a wide line": "{{ title|center(900000000) }}",
    "a wide indent": "{{ title|indent(900000000, true) }}",
    "a method's width": "{{ title.ljust(900000000) }}",
    "a width in a form": "{{ '%900000000d' % 1 }}",
    "another width in a form": "{{ '{:>900000000}'.format(1) }}",
    "a text in place of each character": "{{ ('x' * 99999)|replace('x', 'y' * 99999) }}",
    "a text between many": "{{ range(99999)|join('x' * 99999) }}",
    "rows of many": "{{ [1]|batch(900000000, 'x')|list }}",
    "many columns": "{{ [title]|slice(900000000)|list }}",  # a constant is worked out more than once
    "an output that piles up": (
        "{% for a in range(99999) %}{{ 'x' * (99999 - a % 2) }}{% endfor %}"
    ),
    "a macro's output": (
        "{% macro m(s) %}{% for a in range(99999) %}{{ s ~ a }}{% endfor %}{% endmacro %}"
        "{{ m('x' * 99999)|length }}"
    ),
    "lists in lists": (
        "{% set n = namespace(l=[1]) %}{% for a in range(60) %}{% set n.l = [n.l, n.l] %}"
        "{% endfor %}{{ n.l }}"
    ),
    "lists that double": (
        "{% set n = namespace(l=[1]) %}{% for a in range(60) %}{% set n.l = n.l + n.l %}{% endfor %}"
    ),
}


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory is Linux's")
@pytest.mark.parametrize("edition", ["2021"], indirect=True)
@pytest.mark.parametrize("source", LARGE.values(), ids=LARGE.keys())
def test_what_takes_too_much_memory_is_stopped(
    report: Report, tmp_path: Path, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import resource

    monkeypatch.setattr(templates, "MEMORY", 32 * 1024 * 1024)  # sooner reached than the usual
    before = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(GovreportError, match="内存太多"):
        render(report, "text", own(tmp_path, "text", source))
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    assert render(report, "text", own(tmp_path, "text", "{{ title }}!"))


def test_large_things_of_the_usual_kind_are_made(report: Report, tmp_path: Path) -> None:
    source = (
        "{% for row in range(2000) %}{% for cell in range(10) %}{{ '%5d' % (row * cell) }}"
        "{% endfor %}\n{% endfor %}{{ 2 ** 40 }}{{ '=' * 80 }}"
    )
    found = render(report, "text", own(tmp_path, "text", source))
    assert len(found) > 2000 * 50
