"""Reports to render: all zeros in the old edition, consistent figures of all sizes in the new."""

from __future__ import annotations

import datetime

import pytest

from govreport.edition import Edition, editions, load_edition
from govreport.report import Number, Report

TEXTS = {
    "preamble": "本报告依据《中华人民共和国政府信息公开条例》编制，"
    "统计期限为2021年1月1日至12月31日。\n"
    "如有疑问，请与我镇党政办公室联系（电话：0951-1234567）。",
    "overview": "（一）主动公开\n2021 年，我镇通过“某某区人民政府”网站"
    "公开信息 1,311 条，比上年增长 12.5%；"
    "网址：<http://www.example.gov.cn/a_b?c=1&d=2>，微信公众号发布*重点*信息 26 条……\n\n"
    "(二)依申请公开\n全年收到申请的情况见第三部分。",
    "problems": "（一）存在的主要问题\n1. 公开的内容不够全面；2.更新不及时。\n"
    "（二）改进情况\n1. 加强学习。\n- 加强督查——抓实抓细。",
    "other": "无其他需要报告的事项。",
}
NOTES = {
    "disclosure": "现行有效件数按清理后的目录统计，不含<已废止>的 *3* 件。\n"
    "备注以我镇公布的目录为准，目录见“某某区人民政府”网站的政府信息公开专栏，逐件列明文号、标题和施行日期。",
    "review": "注:含上年未审结的。",
}


def consistent(edition: Edition) -> tuple[Number | None, ...]:
    """Figures for which every identity of the edition holds, made by a rule."""
    values: list[Number] = []
    for cell in edition.cells:
        number = cell.number
        if not cell.column.value.whole:
            values.append(160.5964 + number)
        else:
            values.append((number * 7) % 5 * 10 ** (number % 4) if number % 3 else 0)
    for _ in range(2):
        for one in edition.sums:
            values[one.total] = sum(values[part] for part in one.parts)
        for balance in edition.balances:
            first, *others = balance.left
            right = sum(values[cell] for cell in balance.right)
            values[first] = right - sum(values[cell] for cell in others)
    for one in edition.sums:
        assert values[one.total] == sum(values[part] for part in one.parts)
    assert min(values) >= 0
    return tuple(values)


@pytest.fixture(params=["2019", "2021"])
def edition(request: pytest.FixtureRequest) -> Edition:
    return load_edition(request.param)


@pytest.fixture
def report(edition: Edition) -> Report:
    """Zeros for the oldest edition, figures for the others."""
    oldest = edition is editions()[0]
    return Report(
        edition,
        {
            "organization": "某某区某某镇人民政府",
            "year": edition.first_year,
            "date": datetime.date(edition.first_year + 1, 1, 9),
        },
        TEXTS,
        (0,) * edition.size if oldest else consistent(edition),
        notes=NOTES,
    )
