"""The official tables position by position, and what becomes of texts and numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
from oracles import grids

import govreport.rendering
from govreport.edition import Edition, Label, load_edition
from govreport.rendering.layout import (
    BODY,
    ITEM,
    SUBHEADING,
    Document,
    frames,
    lay_out,
    number_text,
    paragraphs,
)
from govreport.report import Report

Spot = tuple[int, int, int, int, str]
PROCEDURES = [
    (0, "（一）予以公开", 1, []),
    (1, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", 1, []),
    (2, "（三）不予公开", 8, ["1.属于国家秘密", "2.其他法律行政法规禁止公开",
        "3.危及“三安全一稳定”", "4.保护第三方合法权益", "5.属于三类内部事务信息",
        "6.属于四类过程性信息", "7.属于行政执法案卷", "8.属于行政查询事项"]),
    (10, "（四）无法提供", 3, ["1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作",
        "3.补正后申请内容仍不明确"]),
    (13, "（五）不予处理", 5, ["1.信访举报投诉类申请", "2.重复申请", "3.要求提供公开出版物",
        "4.无正当理由大量反复申请", "5.要求行政机关确认或重新出具已获取信息"]),
]  # fmt: skip
OTHERWISE = [
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "3.其他",
]
OUTCOMES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]


def spots(edition: Edition, key: str) -> list[Spot]:
    place = [section.key for section in edition.sections].index(key)
    frame = frames(edition)[place]
    assert frame is not None
    return [
        (c.row, c.column, c.rowspan, c.colspan, c.text)
        for c in frame.grid.cells
        if c.role != "value"
    ]


def requests(name: str) -> list[Spot]:
    found: list[Spot] = [
        (0, 0, 3, 3, "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"),
        (0, 3, 1, 7, "申请人情况"),
        (1, 3, 2, 1, "自然人"),
        (1, 4, 1, 5, "法人或其他组织"),
        (1, 9, 2, 1, "总计"),
        *[(2, column, 1, 1, name) for column, name in enumerate(
            ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"], 4)],
        (3, 0, 1, 3, "一、本年新收政府信息公开申请数量"),
        (4, 0, 1, 3, "二、上年结转政府信息公开申请数量"),
    ]  # fmt: skip
    height = 20 if name == "2019" else 22
    body: list[tuple[int, str, int, list[str]]] = [
        *PROCEDURES,
        (18, "（六）其他处理", 1, []) if name == "2019" else (18, "（六）其他处理", 3, OTHERWISE),
        (height - 1, "（七）总计", 1, []),
    ]
    found.append((5, 0, height, 1, "三、本年度办理结果"))
    for row, label, rows, below in body:
        found.append((5 + row, 1, rows, 1 if below else 2, label))
        found += [(5 + row + place, 2, 1, 1, text) for place, text in enumerate(below)]
    found.append((5 + height, 0, 1, 3, "四、结转下年度继续办理"))
    return sorted(found, key=lambda spot: spot[:2])


def test_section_three(edition: Edition) -> None:
    assert spots(edition, "requests") == requests(edition.name)


def test_section_four(edition: Edition) -> None:
    assert spots(edition, "review") == [
        (0, 0, 1, 5, "行政复议"),
        (0, 5, 1, 10, "行政诉讼"),
        *[(1, column, 2, 1, name) for column, name in enumerate(OUTCOMES)],
        (1, 5, 1, 5, "未经复议直接起诉"),
        (1, 10, 1, 5, "复议后起诉"),
        *[(2, 5 + column, 1, 1, name) for column, name in enumerate(OUTCOMES * 2)],
    ]


def test_section_two() -> None:
    assert spots(load_edition("2021"), "disclosure") == [
        (0, 0, 1, 4, "第二十条第（一）项"),
        *[(1, column, 1, 1, name) for column, name in enumerate(
            ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"])],
        (2, 0, 1, 1, "规章"),
        (3, 0, 1, 1, "行政规范性文件"),
        (4, 0, 1, 4, "第二十条第（五）项"),
        (5, 0, 1, 1, "信息内容"),
        (5, 1, 1, 3, "本年处理决定数量"),
        (6, 0, 1, 1, "行政许可"),
        (7, 0, 1, 4, "第二十条第（六）项"),
        (8, 0, 1, 1, "信息内容"),
        (8, 1, 1, 3, "本年处理决定数量"),
        (9, 0, 1, 1, "行政处罚"),
        (10, 0, 1, 1, "行政强制"),
        (11, 0, 1, 4, "第二十条第（八）项"),
        (12, 0, 1, 1, "信息内容"),
        (12, 1, 1, 3, "本年收费金额（单位：万元）"),
        (13, 0, 1, 1, "行政事业性收费"),
    ]  # fmt: skip
    older = spots(load_edition("2019"), "disclosure")
    assert older[-5:] == [
        (15, 0, 1, 4, "第二十条第（九）项"),
        (16, 0, 1, 1, "信息内容"),
        (16, 1, 1, 1, "采购项目数量"),
        (16, 2, 1, 2, "采购总金额"),
        (17, 0, 1, 1, "政府集中采购"),
    ]


def test_numbers_stand_where_their_addresses_say(report: Report) -> None:
    shown = {
        cell.address: cell.text
        for grid in grids(report)
        for cell in grid.cells
        if cell.role == "value"
    }
    assert list(shown) == [cell.address for cell in report.edition.cells]
    assert all(text == number_text(report[address or ""]) for address, text in shown.items())


def test_a_number_not_given_is_empty(edition: Edition) -> None:
    for grid in grids(Report(edition)):
        assert {cell.text for cell in grid.cells if cell.role == "value"} == {""}


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"), (12345678901, "12345678901"), (-2, "-2"), (25.1, "25.1"), (25.10, "25.1"),
        (160.5964, "160.5964"), (3.0, "3"), (1e-7, "0.0000001"), (1e16, "10000000000000000"),
        (-0.0, "0"), (100.0, "100"), (None, ""), (float("nan"), "nan"),
    ],
)  # fmt: skip
def test_numbers(number: float | None, text: str) -> None:
    assert number_text(number) == text


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("（一）存在的主要问题", SUBHEADING),
        ("(十二) 改进情况", SUBHEADING),
        ("（一）全年共公开信息 12 条。", BODY),
        ("（一）问题如下：", BODY),
        ("（一）" + "很" * 28, BODY),
        ("一、概况", BODY),
        ("1. 加强学习", ITEM),
        ("1.5倍", BODY),
    ],
)
def test_subheadings(line: str, level: int) -> None:
    (found,) = paragraphs(line)
    assert (found.text, found.level) == (line, level)


def test_paragraphs_are_lines_without_control_characters() -> None:
    assert [one.text for one in paragraphs("　　甲\x1b[31m乙\t丙 \r\n\n \n丁\ud800")] == [
        "甲\u241b[31m乙 丙",
        "丁\ufffd",
    ]


def test_what_is_not_given_is_left_out(edition: Edition) -> None:
    document = lay_out(Report(edition))
    assert document == Document("", "____年政府信息公开工作年度报告", (), document.sections, ())


def test_no_official_label_stands_in_the_code(edition: Edition) -> None:
    folder = Path(govreport.rendering.__file__).parent
    code = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))

    def labels(several: tuple[Label, ...]) -> set[str]:
        return {one.label for one in several}.union(*(labels(one.children) for one in several))

    official = {section.heading for section in edition.sections}
    for section in edition.sections:
        for block in section.blocks:
            official |= labels(block.column_labels) | labels(block.row_labels)
    assert {label for label in official if label in code} == set()


@pytest.mark.parametrize(
    ("note", "printed"),
    [
        ("口径有调整。", ["注：口径有调整。"]),
        (" 口径有调整。\n\n另见附件。\n", ["注：口径有调整。", "另见附件。"]),
        ("注：口径有调整。", ["注：口径有调整。"]),
        ("注: 口径有调整。", ["注: 口径有调整。"]),
        ("注1：口径。\n注2：附件。", ["注1：口径。", "注2：附件。"]),
        ("备注：口径有调整。", ["备注：口径有调整。"]),
        ("（注：口径有调整。）", ["（注：口径有调整。）"]),
        ("注销的文件不计在内。", ["注：注销的文件不计在内。"]),
        ("（一）只计一次。", ["注：（一）只计一次。"]),
        (" \n", []),
    ],
)
def test_a_note_says_what_it_is(edition: Edition, note: str, printed: list[str]) -> None:
    report = Report(edition, notes={"requests": note})
    sections = {section.key: section for section in lay_out(report).sections}
    assert [one.text for one in sections["requests"].notes] == printed
    assert not sections["disclosure"].notes
