"""Word documents and workbooks with the features that people use."""

from __future__ import annotations

import time

import pytest
from importers.office import cell, paragraph, rows, sheets, word
from samples import CITY, SEED, example

from govreport.errors import GovreportError
from govreport.importers import import_document, read_document
from govreport.importers.document import ABSENT, Paragraph, Table
from govreport.rendering import render


def texts(content: bytes, name: str = "x.docx") -> list[str]:
    return [b.text for b in read_document(content, name).blocks if isinstance(b, Paragraph)]


def tables(content: bytes, name: str = "x.docx") -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row] for row in block.grid.matrix()]
        for block in read_document(content, name).blocks
        if isinstance(block, Table)
    ]


def test_a_paragraph_is_what_it_shows() -> None:
    run = (
        "<w:p><w:r><w:t>一、</w:t></w:r><w:ins><w:r><w:t>总体</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:hyperlink><w:r><w:t>情况</w:t><w:br/>"
        "<w:t>今年</w:t><w:tab/></w:r></w:hyperlink></w:p><w:p/>"
    )
    assert texts(word(run)) == ["一、总体情况\n今年\t", ""]


def test_text_boxes_and_content_controls_are_read_once() -> None:
    box = "<w:txbxContent>" + paragraph("题目") + "</w:txbxContent>"
    body = (
        f"<w:p><w:r><AlternateContent><Choice>{box}</Choice><Fallback>{box}</Fallback>"
        "</AlternateContent></w:r></w:p>"
        f"<w:sdt><w:sdtContent>{paragraph('正文')}</w:sdtContent></w:sdt>"
    )
    assert texts(word(body)) == ["", "题目", "正文"]


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>'
)


def test_numbers_that_word_sets_by_itself_are_part_of_the_text() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    below = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>'
    body = (
        paragraph("甲", '<w:pStyle w:val="a"/>') + paragraph("乙", below) + paragraph("丙", below)
        + paragraph("丁", '<w:pStyle w:val="b"/>') + paragraph("戊", below)
        + paragraph("己", '<w:pStyle w:val="a"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )  # fmt: skip
    made = word(body, styles=styles, numbering=NUMBERING)
    assert texts(made) == ["一、甲", "（一）乙", "（二）丙", "二、丁", "（一）戊", "己"]
    assert [b.level for b in read_document(made, "x.docx").blocks if isinstance(b, Paragraph)] == [
        2, 0, 0, 2, 0, 2,
    ]  # fmt: skip


def test_merged_split_and_nested_cells() -> None:
    restart, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide = '<w:gridSpan w:val="2"/>'
    inner = f"<w:tbl><w:tr>{cell('内')}{cell('里')}</w:tr></w:tbl>"
    body = (
        f"<w:tbl><w:tr>{cell('甲', restart)}{cell('乙', wide)}</w:tr>"
        f"<w:tr>{cell('', go_on)}{cell('丙')}{cell('丁')}</w:tr>"
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("戊")}'
        f"<w:tc>{paragraph('己')}{inner}{paragraph('庚')}</w:tc></w:tr></w:tbl>"
    )
    outer, nested = tables(word(body))
    assert outer == [["甲", "乙", "乙"], ["甲", "丙", "丁"], [ABSENT, "戊", "己\n庚"]]
    assert nested == [["内", "里"]]


def test_a_word_file_is_read_in_little_time() -> None:
    content = render(example(CITY), "docx")
    assert isinstance(content, bytes)
    import_document(content, "x.docx")
    start = time.process_time()
    import_document(content, "x.docx")
    assert time.process_time() - start < 0.2  # 60 ms on a machine with nothing else to do


def test_a_renamed_file_is_what_it_is() -> None:
    content = render(example(SEED), "docx")
    assert isinstance(content, bytes)
    page = render(example(SEED), "html")
    assert isinstance(page, str)
    for name, given in (("x.doc", content), ("x.txt", content), ("x.wps", page.encode())):
        assert import_document(given, name)[0].values == example(SEED).values


def test_sheets_are_tables_and_what_is_hidden_is_not_there() -> None:
    made = sheets(
        二=rows(["规章", 0, 2.5], [None, "=SUM(B1)", 1e3])
        + '<mergeCells><mergeCell ref="A1:A2"/></mergeCells>',
        x_hidden=rows(["藏", 1]),
    )
    assert tables(made, "x.xlsx")[-1] == [["规章", "0", "2.5"], ["规章", "=SUM(B1)", "1000"]]


def test_lines_above_a_table_are_lines_of_their_own() -> None:
    made = sheets(
        a=rows(["某县2021年政府信息公开工作年度报告"], [], ["甲", 1, 2], ["乙", 3, 4], ["注：本表不含所属单位，数字以统计年报为准，特此说明。"])
    )  # fmt: skip
    title, table, note = tables(made, "x.xlsx")
    assert title == [["某县2021年政府信息公开工作年度报告"]]
    assert table == [["甲", "1", "2"], ["乙", "3", "4"]]
    assert note[0][0].startswith("注")


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        ('<xf numFmtId="14"/>', "2023-01-02"),
        ('<xf numFmtId="9"/>', "%: 44928"),
        ('<xf numFmtId="0"/>', "44928"),
        ('<xf numFmtId="200"/>', "2023-01-02"),
    ],
)
def test_a_number_that_is_shown_as_something_else_is_no_count(style: str, shown: str) -> None:
    styles = (
        '<numFmts><numFmt numFmtId="200" formatCode="m&quot;月&quot;d&quot;日&quot;"/></numFmts>'
        f"<cellXfs>{style}</cellXfs>"
    )
    made = sheets(
        styles, a='<sheetData><row><c s="0"><v>44928</v></c><c><v>1</v></c></row></sheetData>'
    )
    assert tables(made, "x.xlsx")[-1][0][0] == shown


def test_a_locked_file_is_named_as_such() -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(GovreportError, match="密码"):
        import_document(locked, "x.docx")
