"""Sections, titles, dates, encodings: what stands around the tables."""

from __future__ import annotations

import datetime
import random
import re

import pytest
from matching.forms import FORMS, document, filled_report, sheets
from oracles import filled
from samples import EXAMPLES, consistent

from govreport.edition import load_edition
from govreport.errors import GovreportError
from govreport.importers import import_document
from govreport.importers.assemble import assemble
from govreport.importers.document import Document, Paragraph, Table
from govreport.messages import Translator
from govreport.rendering import Options, render
from govreport.rendering.layout import lay_out
from govreport.tomlio import load

BEFORE = """某某区某某镇人民政府2021年政府信息公开工作年度报告

本报告依据《中华人民共和国政府信息公开条例》编制，统计期限为2021年1月1日至12月31日。

一、总体情况

2021年，我镇公开信息311条。

"""
AFTER = """
五、存在的主要问题及改进情况

（一）存在的主要问题
人手不足，更新不够及时。
（二）改进情况
增加人手，每月检查一次。

六、其他需要报告的事项

2021年，本机关没有收取信息处理费。
"""


@pytest.fixture(scope="module")
def text() -> str:
    report = filled_report(load_edition("2021"), random.Random(1))
    return BEFORE + document(sheets(report), FORMS["tabs_omitted"]) + AFTER


def whole(
    text: str, name: str = "报告.txt", encoding: str = "utf-8"
) -> tuple[dict[str, object], dict[str, str]]:
    report, account = import_document(text.encode(encoding), name)
    assert account.cells == 200, account.doubtful[:2]
    return dict(report.about), dict(report.texts)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"]
)
def test_encodings(text: str, encoding: str) -> None:
    about, texts = whole(text, encoding=encoding)
    assert about == {"organization": "某某区某某镇人民政府", "year": 2021}
    assert texts["overview"] == "2021年，我镇公开信息311条。"


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends(text: str, ends: str) -> None:
    assert whole(text.replace("\n", ends)) == whole(text)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(GovreportError):
        import_document(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "a.txt")
    with pytest.raises(GovreportError, match="exe"):
        import_document(b"", "a.exe")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("六、其他需要报告的事项", "六、其进他需要报告"),
        ("六、其他需要报告的事项", "五、其他需要报告的事项"),
        ("六、其他需要报告的事项", "6.其他需要报告的事项"),
        ("五、存在的主要问题及改进情况", "五、存在的主要问题\n及改进情况"),
        ("五、存在的主要问题及改进情况", "五、存在问题及改进措施"),
        ("五、存在的主要问题及改进情况", ""),
        ("一、总体情况", "一、 总 体 情 况"),
        ("一、总体情况\n\n", "一、总体情况。"),
        ("二、主动公开政府信息情况", "二、 主动公开政府信息情况："),
        ("四、政府信息公开行政复议、行政诉讼情况", "四、政府信息公开行政复议、\n行政诉讼情况"),
    ],
)  # fmt: skip
def test_headings_mistyped(text: str, old: str, new: str) -> None:
    assert old in text
    assert whole(text.replace(old, new)) == whole(text)


def test_a_table_of_contents_is_no_heading(text: str) -> None:
    edition = load_edition("2021")
    contents = "目录\n" + "\n".join(section.heading for section in edition.sections) + "\n\n"
    _, texts = whole(text.replace("本报告依据", contents + "本报告依据"))
    assert texts["overview"] == "2021年，我镇公开信息311条。"
    assert texts["problems"].startswith("（一）")


TITLES = [
    ("某某区某某镇人民政府2021年政府信息公开工作年度报告", "某某区某某镇人民政府"),
    ("某某区某某镇人民政府\n2021 年政府信息公开工作年度报告", "某某区某某镇人民政府"),
    ("某某镇关于2021年度政府信息公开工作的年度报告", "某某镇"),
    ("某某镇政府信息公开工作2021年度报告", "某某镇"),
    ("2021年度某某区民政局政府信息公开工作年度报告", "某某区民政局"),
    ("某市财政局2021年政府信息公开年报", "某市财政局"),
    ("某镇2021年政府信息公开工作年度报告\n\n某镇2021年政府信息公开工作年度报告", "某镇"),
    ("二〇二一年某某县政府信息公开工作年度报告", "某某县"),
    ("某某县卫生健康局\n2021年政府信息公开\n工作年度报告", "某某县卫生健康局"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "organ"), TITLES)
def test_titles(text: str, title: str, organ: str) -> None:
    about, texts = whole(text.replace("某某区某某镇人民政府2021年政府信息公开工作年度报告", title))
    assert about == {"organization": organ, "year": 2021}
    assert texts["preamble"].startswith("本报告依据")


def test_a_title_without_a_year_goes_by_the_period_and_the_file(text: str) -> None:
    bare = text.replace("镇人民政府2021年政府", "镇人民政府")
    assert whole(bare)[0]["year"] == 2021
    assert whole(bare.replace("2021年1月1日", "上一年"), "某镇2021年.txt")[0]["year"] == 2021


def test_what_disagrees_is_named(text: str) -> None:
    signed = text + "\n某某区另一镇人民政府\n2022年1月20日\n"
    report, account = import_document(signed.encode(), "2020年年报.txt")
    assert report.date == datetime.date(2022, 1, 20)
    said = [Translator("zh")(one) for one in account.disagreements]
    assert any("另一镇" in one for one in said)
    assert any("2020" in one and "2021" in one for one in said)
    assert not account.complete
    assert "另一镇" not in report.texts["other"]


def test_what_has_no_home_is_listed(text: str) -> None:
    noted = text.replace(
        "\n五、存在", "\n注：本表为本机关数据。\n\n本部分说明如下文。\n\n五、存在", 1
    )
    dated = noted.replace("本报告依据", "发布时间：2022-01-19 来源：某某镇\n\n本报告依据", 1)
    report, account = import_document(dated.encode(), "a.txt")
    assert account.notes == ("注：本表为本机关数据。",)
    assert "本部分说明如下文。" in account.unplaced
    assert "发布时间:2022-01-19 来源:某某镇" in account.unplaced
    assert report.date == datetime.date(2022, 1, 19)


@pytest.mark.parametrize("added", ["本表由某科统计", "填表人:张三"])
@pytest.mark.parametrize("spanning", [True, False])
def test_a_label_of_no_number_is_listed(added: str, spanning: bool) -> None:
    page = render(consistent("2021"), "html")
    assert isinstance(page, str)
    blanks = "" if spanning else "<td></td>" * 3
    row = f"<tr><td{' colspan=4' if spanning else ''}>{added}</td>{blanks}</tr>"
    for at in (match.start() for match in re.finditer("</tbody>", page)):
        _, account = import_document(f"{page[:at]}{row}{page[at:]}".encode(), "a.html")
        assert account.complete
        assert added in account.unplaced + account.notes


def test_tables_with_positions_are_read_under_their_headings() -> None:
    original = filled_report(load_edition("2021"), random.Random(7))
    blocks: list[Paragraph | Table] = [Paragraph("某镇2021年政府信息公开工作年度报告")]
    for section in lay_out(original).sections:
        blocks.append(Paragraph(section.heading))
        blocks += [Table(grid) for grid in map(filled, section.tables)]
        blocks += [Paragraph("一段话。")] if not section.tables else []
    report, account = assemble(Document(tuple(blocks)), "x")
    assert report.values == original.values
    assert account.complete
    assert set(report.texts.values()) == {"一段话。"}


@pytest.mark.parametrize(
    ("title", "organ"),
    [
        ("某市教育局（某市语言文字工作委员会）2023年政府信息公开工作年度报告", "某市教育局（某市语言文字工作委员会）"),
        ("某区卫生健康局（区疾控中心）\n2023年政府信息公开工作年度报告", "某区卫生健康局（区疾控中心）"),
        ("某市教育局2023年政府信息公开工作年度报告（修订稿）", "某市教育局"),
        ("某市教育局2023年政府信息公开工作年度报告（某市语委）", "某市教育局"),
        ("某市教育局（本级）2023年政府信息公开工作年度报告", "某市教育局"),
    ],
)  # fmt: skip
def test_a_second_name_in_brackets_is_part_of_the_organs(title: str, organ: str) -> None:
    report = load((EXAMPLES / "city-2025.toml").read_bytes()).report
    assert report is not None
    text = render(report, "text", Options(tables="tab"))
    assert isinstance(text, str)
    start = text.index("本报告依据")
    read, _ = import_document(f"{title}\n\n{text[start:]}".encode(), "a.txt")
    assert read.organization == organ
