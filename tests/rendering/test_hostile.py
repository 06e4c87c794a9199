"""Text of a report is text in every format, whatever it looks like."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import docx
import openpyxl
import pytest
from markdown_it import MarkdownIt
from oracles import XHTML, parsed, squeezed, text_of

from govreport.edition import editions
from govreport.rendering import FORMATS, Options, render
from govreport.report import Report
from govreport.text import clean

pytestmark = pytest.mark.no_cover  # many cases of what other tests run as well

HOSTILE = {
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>&amp;&lt;</style>]]>",
    "attribute": "\" onmouseover='alert(1)' x=\"",
    "markdown": "# 标题 **粗** [链](javascript:alert(1)) ![图](x) `代码` | 列 | ~~删~~ <b>",
    "rich": "[bold red]红[/] [/附件] :smile: [link=x]y[/link]",
    "jinja": "{{ 7 * 7 }}{% for x in y %}{# 注 #}{{ ''.__class__ }}",
    "formula": "=1+1",
    "command": '=cmd|\'/C calc\'!A0+HYPERLINK("http://x","y")',
    "plus": "+1+1",
    "minus": "-2+3",
    "at": "@SUM(A1)",
    "error": "#N/A",
    "escape": "_x0041__x000D_\\u0041%s%d%(a)s{0}{organization}",
    "control": "一\x00二\x1b[2J三\x07四\x7f五\x9b31m六\x0b七",
    "direction": "甲\u202e乙\u200f丙\u2066丁\u200e",
    "surrogate": "前\ud800中\udfff后\ufffe末\uffff",
    "long": "长" * 40_000,  # more than a cell of a workbook may hold
    "xml": "<w:p/>&#0;<!-- --><![CDATA[ ]]><?php ?>",
    "field": "PAGE \\* MERGEFORMAT {PAGE}",
}
TEXTS = ("preamble", "overview", "problems", "other")
NOTES = ("disclosure", "review")
FIELDS = ("organization", *TEXTS, *NOTES)


def hostile(report: Report, text: str) -> Report:
    return replace(
        report,
        about={**report.about, "organization": text},
        texts=dict.fromkeys(TEXTS, text),
        notes=dict.fromkeys(NOTES, text),
    )


def shown(text: str) -> list[str]:
    """The paragraphs that are to be read, without white space."""
    return [squeezed(clean(line)) for line in text.splitlines() if clean(line).strip()]


@pytest.fixture(params=list(HOSTILE.values()), ids=list(HOSTILE))
def text(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture
def plain() -> Report:
    edition = editions()[-1]
    return Report(edition, {"year": edition.first_year}, {}, (0,) * edition.size)


def rendered(report: Report, name: str) -> Any:
    return render(report, name, Options(source=report.organization))


@pytest.mark.parametrize("tables", FORMATS["text"].tables)
def test_text(plain: Report, text: str, tables: str) -> None:
    found = render(hostile(plain, text), "text", Options(tables=tables))
    assert isinstance(found, str)
    found.encode("utf-8")
    for line in shown(text):
        assert squeezed(found).count(line) >= len(FIELDS)
    assert not set(found) & set("\x00\x1b\x07\x7f\x9b\u202e\u2066")


def test_markdown(plain: Report, text: str) -> None:
    found = rendered(hostile(plain, text), "markdown")
    page = parsed(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(found))
    assert not [one for one in page.iter() if one.tag in (f"{XHTML}script", f"{XHTML}img")]
    assert not [one for one in page.iter(f"{XHTML}a") if "javascript" in one.get("href", "")]
    for line in shown(text):
        assert squeezed(text_of(page)).count(line) >= len(FIELDS)


def test_html(plain: Report, text: str) -> None:
    found = rendered(hostile(plain, text), "html")
    found.encode("utf-8")
    page = parsed(found, strict=True)
    allowed = {"html", "head", "meta", "title", "style", "body", "main", "h1", "span", "p", "h2",
               "h3", "section", "div", "table", "caption", "colgroup", "col", "thead", "tbody",
               "tr", "th", "td"}  # fmt: skip
    assert {str(one.tag).removeprefix(XHTML) for one in page.iter()} <= allowed
    assert not [name for one in page.iter() for name in one.attrib if name.startswith("on")]
    for line in shown(text):
        assert squeezed(text_of(page)).count(line) >= len(FIELDS) + 1  # in the title once more


def test_docx(plain: Report, text: str) -> None:
    file = docx.Document(io.BytesIO(rendered(hostile(plain, text), "docx")))
    paragraphs = squeezed("".join(paragraph.text for paragraph in file.paragraphs))
    for line in shown(text):
        assert paragraphs.count(line) >= len(FIELDS)
    assert file.core_properties.author == (clean(text).strip()[:254] + "…" if len(text) > 255
                                           else clean(text).strip())  # fmt: skip
    assert not list(file.element.iter("{*}instrText", "{*}fldSimple", "{*}hyperlink"))


def unescaped(value: object) -> str:
    """As Excel and LibreOffice read it (ECMA-376, ST_Xstring)."""
    return str(value).replace("_x005F_", "_")


def test_xlsx(plain: Report, text: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(rendered(hostile(plain, text), "xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n"}
    assert all(cell.hyperlink is None for cell in cells)
    read = squeezed("".join(unescaped(cell.value) for cell in book.worksheets[2]["B"]))
    title = squeezed(
        "".join(unescaped(row[0].value) for row in book.worksheets[0].iter_rows(max_row=6))
    )
    for line in shown(text):
        assert read.count(line) == len(FIELDS) - 1
        assert line in title
    organs = {row[1].value for row in book.worksheets[1].iter_rows(min_row=2)}
    (organ,) = organs
    assert squeezed(unescaped(organ)).rstrip("…") in squeezed(clean(text))
