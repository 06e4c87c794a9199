"""What our own text says is read back as it was: import(render(r)) == r."""

from __future__ import annotations

import datetime
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import EDITIONS

from govreport.edition import Edition, load_edition
from govreport.importers import import_document
from govreport.rendering import FORMATS, Options, render
from govreport.report import Number, Report

pytestmark = pytest.mark.no_cover  # many cases of what other tests run as well

SENTENCES = [
    "一年来，本机关按照上级部署推进政务公开，群众满意度有了提高。",
    "全年主动公开信息1311条，其中门户网站公开1200条、新媒体公开111条。",
    "（一）主动公开情况",
    "（二）依申请公开情况",
    "1.修订公开目录，逐项写明公开的主体、内容和时限。",
    "一是少数干部认识不到位；二是公开的内容不够及时、不够全面。",
    "网址为http://www.example.gov.cn/col/col1229.html，欢迎查阅。",
    "对涉及群众切身利益的重大事项，做到事前征求意见、事中公布进展、事后公开结果，同时通过公示栏、广播和微信群等方式让不上网的群众也看得到、听得懂、能监督，并把意见建议逐条登记、限时答复。",
]
ORGANS = ["某某区某某镇人民政府", "某市财政局", "某某街道办事处", "某县人民政府办公室", "某乡"]


def whole(edition: Edition, place: int, number: int) -> Number:
    kind = edition.cells[place].column.value
    return number if kind.whole else number / 100 if number % 100 else number // 100


def random_report(name: str, rng: random.Random, *, blanks: bool) -> Report:
    edition = load_edition(name)
    numbers = rng.choices([0, 0, 0, 1, 2, 7, 10, 35, 118, 1204, 99999], k=edition.size)
    values: list[Number | None] = [whole(edition, at, one) for at, one in enumerate(numbers)]
    for one in edition.sums:
        values[one.total] = sum(values[part] or 0 for part in one.parts)
    if blanks:
        for at in rng.sample(range(edition.size), rng.randrange(30)):
            values[at] = None
    texts = {
        key: "\n".join(rng.sample(SENTENCES, rng.randrange(1, 6)))
        for key in ("overview", "problems", "other")
    }
    texts["preamble"] = rng.choice(SENTENCES[:2])
    texts["problems"] = "（一）存在的主要问题\n" + texts["problems"]
    year = rng.randrange(edition.first_year, (edition.last_year or edition.first_year + 4) + 1)
    about: dict[str, object] = {"organization": rng.choice(ORGANS), "year": year}
    if rng.random() < 0.5:
        about["date"] = datetime.date(year + 1, rng.randrange(1, 13), 20)
    return Report(edition, about, texts, tuple(values))


def same(report: Report, tables: str) -> None:
    rendered = render(report, "text", Options(tables=tables))
    assert isinstance(rendered, str)
    imported, account = import_document(rendered.encode(), "报告.txt")
    assert imported.edition is report.edition
    assert imported.about == report.about
    assert imported.texts == report.texts
    doubtful = {one.cell.number for one in account.doubtful}
    for cell in report.edition.cells:
        got, want = imported.values[cell.number], report.values[cell.number]
        assert got == want or (cell.number in doubtful and got is None), cell.address
    if None not in report.values or tables != "tab":
        assert imported == report


@pytest.mark.parametrize("tables", ["drawn", "ascii", "tab"])
@pytest.mark.parametrize("name", EDITIONS)
@pytest.mark.parametrize("blanks", [False, True])
def test_text_is_read_back(name: str, tables: str, *, blanks: bool) -> None:
    @settings(max_examples=15, deadline=None, derandomize=True)
    @given(st.integers(0, 2**32))
    def check(seed: int) -> None:
        same(random_report(name, random.Random(seed), blanks=blanks), tables)

    check()


@pytest.mark.parametrize("name", EDITIONS)
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("noted", ["disclosure", "requests", "review"])
def test_a_note_under_a_table_stays_there(name: str, form: str, noted: str) -> None:
    """Also in a workbook, where it stands below its table and in the sheet of text."""
    report = random_report(name, random.Random(7), blanks=False)
    report = replace(report, notes={noted: "注：本表含下属单位的数字。"})
    made = render(report, form)
    content = made.encode() if isinstance(made, str) else made
    imported, account = import_document(content, "报告" + FORMATS[form].ending)
    assert imported.notes == report.notes
    assert imported.texts == report.texts
    assert account.unplaced == ()
