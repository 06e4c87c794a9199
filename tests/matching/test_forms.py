"""Tables in every form of text, in both editions: every number in its cell."""

from __future__ import annotations

import random

import pytest
from matching.forms import FORMS, Sheet, document, filled_report, sheets
from matching.reading import read
from samples import EDITIONS

from govreport.edition import load_edition
from govreport.report import Report

pytestmark = pytest.mark.no_cover  # many cases of what other tests run as well


@pytest.mark.parametrize("name", EDITIONS)
@pytest.mark.parametrize("form", FORMS)
def test_every_number_is_in_its_cell(form: str, name: str) -> None:
    for seed in range(4):
        report = filled_report(load_edition(name), random.Random(seed))
        matched = read(document(sheets(report), FORMS[form]))
        assert matched.edition is report.edition
        assert matched.values == report.values
        assert not matched.strays
        assert not [cell for cell in matched.cells if cell.doubt]


def changed(report: Report, old: str, new: str, form: str = "tabs_omitted") -> str:
    text = document(sheets(report), FORMS[form])
    assert old in text
    return text.replace(old, new)


VARIANTS = [
    ("规章", "规 章"),
    ("规章", "规\u200b章"),
    ("第二十条第（一）项", "第二十条 第(一)项"),
    ("行政规范性文件", "规范性文件"),
    ("行政事业性收费", "行政事业型收费"),
    ("（七）总计", "(七)总计"),
    ("（七）总计", "七、总计"),
    ("（七）总计", "办理结果总计"),
    ("（七）总计", "(七) 总 计"),
    ("（七）总计", "总计"),
    ("四、结转下年度继续办理", "四、结转下一年度继续办理"),
    ("二、上年结转政府信息公开申请数量", "二、上年结转政府信息公开数量"),
    ("3.其他\t", "3、其他\t"),
    ("3.其他\t", "其他\t"),
    ("1.属于国家秘密", "1、属于国家秘密"),
    ("1.属于国家秘密", "1．属于国家秘密"),
    ("1.属于国家秘密", "属于国家秘密"),
    ("1.属于国家秘密", "1.属于国家密秘"),
    ("危及“三安全一稳定”", "危及\"三安全一稳定\""),
    ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "1.逾期不补正"),
    ("（三）不予公开", "⼀（三）不予公开"),
    ("行政许可", "⾏政许可"),
    ("总计", "總計"),
    ("结果维持", "結果維持"),
    ("三、本年度办理结果\t", ""),
    ("（五）不予处理\t", ""),
    ("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "项目"),
    ("自然人", "自然人\u3000"),
    ("本年收费金额（单位：万元）", "本年收费金额"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), VARIANTS)
@pytest.mark.parametrize("form", ["tabs_omitted", "flat", "bars_full"])
def test_variants_of_labels(old: str, new: str, form: str) -> None:
    report = filled_report(load_edition("2021"), random.Random(3))
    separator = {"tabs_omitted": "\t", "flat": "\n", "bars_full": "|"}[form]
    old, new = old.replace("\t", separator), new.replace("\t", separator)
    if form == "bars_full" and not new:
        pytest.skip("a field cannot be left out here")
    matched = read(changed(report, old, new, form))
    assert matched.edition is report.edition
    assert matched.values == report.values


def with_parents(sheet: Sheet) -> str:
    """Every row with all its parents, as some sites write it."""
    lines: list[str] = []
    parents: list[str] = []
    for row in sheet.rows:
        labels = [box for box in row if box.role == "row_header"]
        if labels:
            keep = parents[: 3 - sum(min(box.width, 3) for box in labels)]
            parents = [*keep, *(box.text for box in labels)]
            values = [box.text for box in row if box.role == "value"]
            lines.append("\t".join([*parents, *values]))
        else:
            lines.append("\t".join(box.text for box in row))
    return "\n".join(lines)


@pytest.mark.parametrize("name", EDITIONS)
def test_parents_repeated(name: str) -> None:
    report = filled_report(load_edition(name), random.Random(5))
    matched = read(document(sheets(report), with_parents))
    assert matched.values == report.values


def test_words_of_the_header_broken_over_lines() -> None:
    report = filled_report(load_edition("2021"), random.Random(8))
    text = document(sheets(report), FORMS["flat"])
    for word in ("商业企业", "法律服务机构", "结果维持", "尚未审结", "社会公益组织"):
        text = text.replace(f"\n{word}\n", f"\n{word[:2]}\n{word[2:]}\n")
    assert read(text).values == report.values


def test_labels_broken_over_lines_with_the_numbers_behind_the_last_piece() -> None:
    report = filled_report(load_edition("2021"), random.Random(9))
    text = document(sheets(report), FORMS["single_spaced"])
    for label in ("2.没有现成信息需要另行制作", "5.要求行政机关确认或重新出具已获取信息"):
        assert label in text
        text = text.replace(label, f"{label[:9]}\n{label[9:]}")
    assert read(text).values == report.values


def test_a_header_run_together() -> None:
    report = filled_report(load_edition("2021"), random.Random(9))
    text = document(sheets(report), FORMS["single_spaced"])
    text = text.replace("总计\n商业企业 科研机构", "总计商 业 企\n业 科研机构")
    assert read(text).values == report.values


@pytest.mark.parametrize("name", EDITIONS)
def test_the_fifteen_numbers_alone(name: str) -> None:
    report = filled_report(load_edition(name), random.Random(2))
    found = sheets(report)
    text = document(found[:2], FORMS["tabs_compact"]) + "\n" + found[2].section + "\n\n"
    text += " ".join(box.text for box in found[2].rows[-1]) + "\n"
    matched = read(text)
    assert matched.values == report.values


def test_forms_mixed_in_one_document() -> None:
    rng = random.Random(1)
    report = filled_report(load_edition("2021"), rng)
    for _ in range(10):
        parts = [
            f"{sheet.section}\n\n{FORMS[rng.choice(list(FORMS))](sheet)}"
            for sheet in sheets(report)
        ]
        assert read("\n\n".join(parts)).values == report.values


@pytest.mark.parametrize("name", EDITIONS)
@pytest.mark.parametrize(
    "form", ["tabs_full", "tabs_compact", "tabs_omitted", "bars_full", "bars_omitted", "flat_blank"]
)
def test_zeros_left_blank(form: str, name: str) -> None:
    for seed in range(4):
        report = filled_report(load_edition(name), random.Random(seed))
        found = sheets(report)
        for sheet in found:
            for row in sheet.rows:
                for box in row:
                    box.text = "" if box.role == "value" and box.text == "0" else box.text
        matched = read(document(found, FORMS[form]))
        assert matched.edition is report.edition
        wrong = [
            (cell.address, got, want)
            for cell, got, want in zip(
                report.edition.cells, matched.values, report.values, strict=True
            )
            if got != (want or None)
        ]
        doubtful = {
            cell.address
            for cell, got in zip(report.edition.cells, matched.cells, strict=True)
            if got.doubt
        }
        assert [one for one in wrong if one[0] not in doubtful] == []
        assert len(doubtful) <= 21, doubtful


def test_no_separator_is_refused() -> None:
    report = filled_report(load_edition("2021"), random.Random(4))
    lines = ["".join(box.text for box in row) for sheet in sheets(report) for row in sheet.rows]
    matched = read("\n".join(lines))
    assert not any(matched.values[:50])
    assert all(cell.doubt for cell in matched.cells)


def test_equal_lines_merged_are_refused() -> None:
    report = filled_report(load_edition("2021"), random.Random(4))
    text = document(sheets(report), FORMS["flat"])
    merged = "\n".join(dict.fromkeys(text.split("\n")))
    matched = read(merged)
    wrong = [
        cell.address
        for cell, got, want in zip(report.edition.cells, matched.values, report.values, strict=True)
        if got is not None and got != want
    ]
    assert wrong == []
    assert not [cell for cell in matched.cells if cell.number is None and not cell.doubt]


def test_a_hybrid_is_read_and_its_rows_are_named() -> None:
    report = filled_report(load_edition("2021"), random.Random(6))
    text = document(sheets(report), FORMS["tabs_omitted"])
    old = "第二十条第（九）项\n信息内容\t采购项目数量\t采购总金额\n政府集中采购\t3\t5\n"
    matched = read(text.replace("\n\n三、", f"\n{old}\n三、"))
    assert matched.edition is report.edition
    assert matched.values == report.values
    assert [strip.labels[-1].text for strip, _ in matched.strays] == ["政府集中采购"]


def test_a_number_torn_over_two_cells_is_named() -> None:
    report = filled_report(load_edition("2021"), random.Random(0))
    row = report.edition.cell_at["requests.outcome.granted.natural_person"].row
    report = report.with_numbers(
        dict.fromkeys((f"{row.address}.{column.key}" for column in row.columns), 0)
        | {f"{row.address}.natural_person": 60, f"{row.address}.total": 60}
    )
    joined = changed(report, "\t60\t0\t0\t0\t0\t0\t60", "\t6\t0\t0\t0\t0\t0\t60")
    matched = read(joined)
    cell = matched.cells[row.first]
    assert cell.number is None
    assert cell.doubt
    split = changed(report, "\t60\t0\t0\t0\t0\t0\t60", "\t6\t0\t0\t0\t0\t0\t0\t60")
    assert all(cell.doubt for cell in read(split).cells[row.first : row.first + 7])
