"""Web pages: of our own, and as the sites of offices write them."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from importers.pages import SITES, page
from samples import CITY, SEED, consistent, example

from govreport.errors import GovreportError
from govreport.importers import import_document, read_document
from govreport.importers.document import ABSENT, Paragraph, Table
from govreport.rendering import render

REPORTS = {"2019": example(SEED), "2021": example(CITY), "numbers": consistent("2019")}


def texts(html: str | bytes) -> list[str]:
    content = html.encode() if isinstance(html, str) else html
    return [b.text for b in read_document(content, "页.html").blocks if isinstance(b, Paragraph)]


def matrix(html: str) -> list[list[str]]:
    (table,) = (b for b in read_document(html.encode(), "页.html").blocks if isinstance(b, Table))
    return [[cell.text for cell in row] for row in table.grid.matrix()]


@pytest.mark.no_cover  # many cases of what other tests run as well
@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("site", SITES)
def test_every_cell_and_every_paragraph_of_a_site_is_read(name: str, site: str) -> None:
    report = REPORTS[name]
    found, account = import_document(page(report, SITES[site]), "年报.html")
    assert found.edition == report.edition
    assert list(found.values) == list(report.values)
    assert found.texts == report.texts
    assert (found.organization, found.year) == (report.organization, report.year)
    assert not account.doubtful


@pytest.mark.parametrize("site", SITES)
def test_a_blank_cell_stays_blank(site: str) -> None:
    report = REPORTS["2021"]
    given = list(report.values)
    for cell in report.edition.cells:
        if cell.address.startswith("requests.") and cell.column.key == "total":
            given[cell.number] = None
    blank = replace(report, values=tuple(given))
    found, account = import_document(page(blank, SITES[site]), "年报.html")
    assert found.values == blank.values
    assert len(account.blank) == given.count(None)


def test_our_own_page_comes_back_and_its_title_from_two_lines() -> None:
    for report in REPORTS.values():
        rendered = render(report, "html")
        assert isinstance(rendered, str)
        found, _ = import_document(rendered.encode(), "x.html")
        assert (found.values, found.texts, found.date) == (report.values, report.texts, report.date)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"]
)
@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "gbk", "iso-8859-1", "nonsense"])
def test_an_encoding_is_what_it_is_and_not_what_it_says(encoding: str, declared: str) -> None:
    html = f'<meta charset="{declared}"><p>㐂镕朱某县一、总体情况。</p>'
    assert texts(html.encode(encoding)) == ["㐂镕朱某县一、总体情况。"]


def test_big5_is_read_where_it_is_declared() -> None:
    assert texts('<meta charset="big5"><p>總體情況，收費</p>'.encode("big5")) == ["總體情況，收費"]


def test_a_page_with_a_damaged_character_is_read() -> None:
    broken = "<meta charset=gb2312><p>总体情况，全年公开信息若干条，没有收到申请。</p>".encode(
        "gb18030"
    )
    assert texts(broken + b"<p>\xd7</p>")[0].startswith("总体情况")


def test_words_torn_over_elements_are_whole_and_lines_are_lines() -> None:
    assert texts("<p>一、总<b>体</b><span>情</span>况<br>今年</p><p>&nbsp;</p><p></p>") == [
        "一、总体情况\n今年", "\xa0", "",
    ]  # fmt: skip
    assert texts("<p>2021\n   年度\n报告 a\nb</p>") == ["2021 年度报告 a b"]
    assert texts("<pre>规章\t0\n  1\n</pre>") == ["规章\t0\n  1"]
    assert texts("<ol><li>甲<li>乙</ol><ul><li>丙</ul>") == ["1. 甲", "2. 乙", "丙"]


def test_spans_are_expanded_and_cut() -> None:
    assert matrix("<table><tr><td rowspan=9>a<td colspan=99999999>b<tr><td>c<td>d</table>") == [
        ["a", "b", "b"], ["a", "c", "d"],
    ]  # fmt: skip
    assert matrix("<table><tr><td>a<td>b<td>c<tr><td>d</table>") == [
        ["a", "b", "c"], ["d", ABSENT, ABSENT],
    ]  # fmt: skip
    head = "<table><thead><tr><td rowspan=5>a<td>b</thead><tbody><tr><td>c<td>d</table>"
    assert matrix(head) == [["a", "b"], ["c", "d"]]
    overlap = "<table><tr><td>a<td rowspan=2>b<td>c<tr><td colspan=3>d</table>"
    assert matrix(overlap) == [["a", "b", "c"], ["d", "b", ABSENT]]


def test_a_table_that_lays_out_a_page_is_no_table() -> None:
    inner = "<table><tr><td>规章<td>0<td>1</table>"
    blocks = read_document(
        f"<table><tr><td>导航<td><p>正文。</p>{inner}</table>".encode(), "x.html"
    ).blocks
    assert [type(one).__name__ for one in blocks] == ["Paragraph", "Paragraph", "Table"]


def test_what_is_not_shown_is_not_read() -> None:
    html = (
        '<p>甲</p><p style="display:none">乙</p><script>丙</script><!-- 丁 --><p hidden>戊</p>'
        "<table><tr><td>1<td>2<td>3<tr style='DISPLAY: none'><td>4</table>"
    )
    assert texts(html) == ["甲"]
    assert matrix(html) == [["1", "2", "3"]]


def test_a_saved_page_is_read_like_the_page() -> None:
    report = REPORTS["2021"]
    rendered = render(report, "html")
    assert isinstance(rendered, str)
    import base64

    mht = (
        b'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"'
        b"\r\n\r\n--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(rendered.encode())
        + b"\r\n--b\r\nContent-Type: image/png\r\n\r\n\r\n--b--\r\n"
    )
    assert import_document(mht, "x.mht")[0].values == report.values
    with pytest.raises(GovreportError):
        import_document(b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx", "x.mht")


def test_a_page_is_read_in_little_time() -> None:
    content = page(REPORTS["2021"], SITES["word"])
    read_document(content, "x.html")
    best = min(_seconds(content) for _ in range(5))
    assert best < 0.05  # 15 ms on a machine with nothing else to do


def _seconds(content: bytes) -> float:
    start = time.process_time()
    read_document(content, "x.html")
    return time.process_time() - start
