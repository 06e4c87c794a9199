"""The Word document: GB/T 9704, real merged cells, clean properties, the same bytes on any day."""

from __future__ import annotations

import datetime
import io
import sys
import time
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt
from oracles import grids, matrix

from govreport.errors import GovreportError
from govreport.rendering import Options, render
from govreport.rendering.office import packed, same_archive, unpacked
from govreport.report import Report
from govreport.repository.published import load_file
from govreport.text import wrap

if TYPE_CHECKING:
    from pathlib import Path

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def data(report: Report, options: Options | None = None) -> bytes:
    rendered = render(report, "docx", options)
    assert isinstance(rendered, bytes)
    return rendered


def opened(report: Report, options: Options | None = None) -> Any:
    return docx.Document(io.BytesIO(data(report, options)))


def large(report: Report) -> Report:
    return replace(report, values=tuple(10**6 * n for n in range(report.edition.size)))


def test_the_tables_are_the_official_grid(report: Report) -> None:
    file = opened(report)
    read = [[[cell.text for cell in row.cells] for row in table.rows] for table in file.tables]
    assert read == [matrix(grid) for grid in grids(report)]


NAME = "某某省某某市某某区人民政府某某街道办事处综合行政执法和城市运行管理中心第一分中心"


@pytest.mark.no_cover  # many cases of what other tests run as well
@pytest.mark.parametrize("length", range(4, 61))
def test_no_title_ends_in_a_line_of_one_character(report: Report, length: int) -> None:
    name = (NAME * 2)[: length - 3] + "（某）"
    named = replace(report, about={**report.about, "organization": name})
    made = data(named)
    first = docx.Document(io.BytesIO(made)).paragraphs[0]
    sides = [
        one or 0
        for one in (first.paragraph_format.left_indent, first.paragraph_format.right_indent)
    ]
    room = (Mm(156) - sum(sides)) / Pt(11)  # half-width characters of 二号
    lines = wrap(first.text.split("\n")[0], int(room), 2)
    assert "".join(lines) == name
    assert len(lines) == -(-length // 20) or length % 20 in (19, 0)
    assert len(lines) == 1 or len(lines[-1]) >= len(lines[0]) - len(lines) - 1


def test_a_long_name_over_the_title_is_read_as_one(report: Report) -> None:
    named = replace(report, about={**report.about, "organization": NAME})
    read = load_file("x.docx", data(named)).report
    assert read is not None
    assert read.organization == NAME


def test_a_row_heading_breaks_between_words(report: Report) -> None:
    """In the official table （三）不予公开 stands on three lines, and not as 不予公|开."""
    table = opened(report).tables[-2]
    found = {
        cell.text: cell.paragraphs[0].paragraph_format
        for row in table.rows
        for cell in row.cells
        if cell.text in ("（三）不予公开", "（四）无法提供", "（五）不予处理")
    }
    assert len(found) == 3
    for one in found.values():  # the first line has room for （三）, the others for two characters
        assert one.left_indent == -one.first_line_indent > 0


def test_the_page_is_that_of_the_standard(report: Report) -> None:
    (section,) = opened(report).sections
    millimetre = Mm(1)
    measures = (section.page_width, section.page_height, section.top_margin, section.left_margin,
                section.bottom_margin, section.right_margin)  # fmt: skip
    assert [round(one / millimetre) for one in measures] == [210, 297, 37, 28, 35, 26]
    (grid,) = section._sectPr.iter(f"{W}docGrid")
    assert grid.get(f"{W}type") == "linesAndChars"
    assert 22 * int(grid.get(f"{W}linePitch")) / 20 <= 225 / 25.4 * 72
    assert section.footer.paragraphs[0].text.replace("1", "") == "—  —"
    assert section.even_page_footer.paragraphs[0].text.replace("1", "") == "—  —"
    assert section.footer.paragraphs[0].alignment == 2
    assert section.even_page_footer.paragraphs[0].alignment == 0
    assert opened(report).settings.odd_and_even_pages_header_footer


def test_headings_are_styles_of_three_levels(report: Report) -> None:
    report = replace(
        report, texts={"overview": "（一）主动公开\n1.网站\n正文。\n（二）依申请。正文。"}
    )
    found = [(p.style.name, p.text) for p in opened(report).paragraphs if p.text]
    assert found[0][0] == "Title"
    assert ("Heading 1", report.edition.sections[0].heading) in found
    assert ("Heading 2", "（一）主动公开") in found
    assert ("Heading 3", "1.网站") in found
    assert ("Body Text", "正文。") in found
    run_in = next(p for p in opened(report).paragraphs if p.text == "（二）依申请。正文。")
    assert [(run.text, run.style.name) for run in run_in.runs] == [
        ("（二）依申请。", "Run-in Heading"),
        ("正文。", "Default Paragraph Font"),
    ]


def test_fonts_are_named_for_chinese_text_with_others_to_fall_back_on(report: Report) -> None:
    parts = unpacked(data(report))
    styles, fonts = parts["word/styles.xml"].decode(), parts["word/fontTable.xml"].decode()
    for name in ("仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体", "宋体"):
        assert f'w:eastAsia="{name}"' in styles
        assert f'w:font w:name="{name}"' in fonts
    assert fonts.count("w:altName") >= 5


def test_rows_stay_whole_and_headings_come_again(report: Report) -> None:
    for table, grid in zip(opened(report).tables, grids(report), strict=True):
        rows = [row._tr for row in table.rows]
        assert all(list(row.iter(f"{W}cantSplit")) for row in rows)
        repeated = [bool(list(row.iter(f"{W}tblHeader"))) for row in rows]
        assert repeated == [number < grid.header_rows for number in range(grid.height)]


def test_a_table_that_does_not_fit_gets_a_page_on_its_side(report: Report) -> None:
    turned = [s.orientation for s in opened(large(report)).sections]
    assert WD_ORIENT.LANDSCAPE in turned
    assert turned[0] == turned[-1] == WD_ORIENT.PORTRAIT
    assert [one for one in turned if one == WD_ORIENT.LANDSCAPE] == turned[1:-1]


def test_properties_name_the_organ_and_the_day_of_the_report(report: Report) -> None:
    properties = opened(report).core_properties
    assert properties.author == properties.last_modified_by == report.organization
    assert report.date is not None
    assert properties.created.date() == properties.modified.date() == report.date
    everything = b"".join(unpacked(data(report)).values()).lower()
    assert b"python" not in everything
    assert b"openxml library" not in everything


def test_a_report_without_organ_year_or_date_has_a_fixed_day(report: Report) -> None:
    bare = replace(report, about={})
    properties = opened(bare).core_properties
    assert properties.created == datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)
    assert properties.author == ""


def test_the_same_report_gives_the_same_bytes(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = data(report)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert data(report) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_archives_are_compared_by_what_they_hold(report: Report) -> None:
    first = data(report)
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(first)) as given,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive,
    ):
        for entry in given.infolist():
            archive.writestr(entry, given.read(entry), zipfile.ZIP_STORED)
    assert buffer.getvalue() != first
    assert same_archive(buffer.getvalue(), first)
    assert not same_archive(b"PK", first)
    assert not same_archive(first + b"x", first)
    assert not same_archive(b"x" + first, first)
    assert not same_archive(first[:-200] + b"x" * 200, first)
    assert not same_archive(packed({"a": b""}), first)


def own_template(folder: Path) -> Options:
    file = docx.Document()
    file.add_paragraph("这里的文字要换掉")
    file.sections[0].page_width, file.sections[0].page_height = Mm(182), Mm(257)
    file.sections[0].header.paragraphs[0].text = "某某市统一版头"
    file.core_properties.comments = "留下的话"
    file.save(str(folder / "report.docx"))
    return Options(templates=folder)


def test_a_template_of_the_user_gives_the_style(report: Report, tmp_path: Path) -> None:
    file = opened(report, own_template(tmp_path))
    assert round(file.sections[0].page_width / Mm(1)) == 182
    assert file.sections[0].header.paragraphs[0].text == "某某市统一版头"
    assert "这里的文字要换掉" not in [p.text for p in file.paragraphs]
    assert file.core_properties.comments == ""
    assert file.core_properties.author == report.organization
    read = [[[cell.text for cell in row.cells] for row in table.rows] for table in file.tables]
    assert read == [matrix(grid) for grid in grids(report)]
    assert "Heading 1" in {p.style.name for p in file.paragraphs}
    turned = opened(large(report), own_template(tmp_path)).sections
    assert any(s.page_width > s.page_height for s in turned)


def test_a_template_that_is_none_is_refused(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_text("no archive")
    with pytest.raises(GovreportError, match="Word 模板"):
        data(report, Options(templates=tmp_path))
    path.write_bytes(packed({"word/document.xml": b"x" * (60 * 1024 * 1024)}))
    with pytest.raises(GovreportError, match="超过 50 MB"):
        data(report, Options(templates=tmp_path))
    path.unlink()
    path.symlink_to("/etc/passwd")
    with pytest.raises(GovreportError, match="链接"):
        data(report, Options(templates=tmp_path))
    with pytest.raises(GovreportError, match="不存在"):
        data(report, Options(templates=tmp_path / "no"))


@pytest.mark.parametrize(
    ("name", "module", "library"),
    [("docx", "docx", "python-docx"), ("xlsx", "openpyxl", "openpyxl")],
)
def test_without_the_library_the_person_is_told_what_to_install(
    report: Report, monkeypatch: pytest.MonkeyPatch, name: str, module: str, library: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(GovreportError) as caught:
        render(report, name)
    assert caught.value.hint is not None
    assert f"{sys.executable} -m pip install {library}" in str(caught.value.hint.values)
