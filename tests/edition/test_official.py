"""The editions against the official tables, typed in here a second time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from samples import DATA, EDITIONS, ROOT

from govreport.edition import edition_for_year, edition_names, editions, load_edition

SECTIONS = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
]
COLUMNS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
OUTCOME = "三、本年度办理结果"
BEFORE = ["一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"]
COMMON = [
    "（一）予以公开",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "（三）不予公开/1.属于国家秘密",
    "（三）不予公开/2.其他法律行政法规禁止公开",
    "（三）不予公开/3.危及“三安全一稳定”",
    "（三）不予公开/4.保护第三方合法权益",
    "（三）不予公开/5.属于三类内部事务信息",
    "（三）不予公开/6.属于四类过程性信息",
    "（三）不予公开/7.属于行政执法案卷",
    "（三）不予公开/8.属于行政查询事项",
    "（四）无法提供/1.本机关不掌握相关政府信息",
    "（四）无法提供/2.没有现成信息需要另行制作",
    "（四）无法提供/3.补正后申请内容仍不明确",
    "（五）不予处理/1.信访举报投诉类申请",
    "（五）不予处理/2.重复申请",
    "（五）不予处理/3.要求提供公开出版物",
    "（五）不予处理/4.无正当理由大量反复申请",
    "（五）不予处理/5.要求行政机关确认或重新出具已获取信息",
]
OTHER = {
    "2019": ["（六）其他处理"],
    "2021": [
        "（六）其他处理/1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "（六）其他处理/2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "（六）其他处理/3.其他",
    ],
}
DISCLOSURE = {
    "2019": [
        ("第二十条第（一）项/规章", ["本年新制作数量", "本年新公开数量", "对外公开总数量"]),
        ("第二十条第（一）项/规范性文件", ["本年新制作数量", "本年新公开数量", "对外公开总数量"]),
        ("第二十条第（五）项/行政许可", ["上一年项目数量", "本年增/减", "处理决定数量"]),
        (
            "第二十条第（五）项/其他对外管理服务事项",
            ["上一年项目数量", "本年增/减", "处理决定数量"],
        ),
        ("第二十条第（六）项/行政处罚", ["上一年项目数量", "本年增/减", "处理决定数量"]),
        ("第二十条第（六）项/行政强制", ["上一年项目数量", "本年增/减", "处理决定数量"]),
        ("第二十条第（八）项/行政事业性收费", ["上一年项目数量", "本年增/减"]),
        ("第二十条第（九）项/政府集中采购", ["采购项目数量", "采购总金额"]),
    ],
    "2021": [
        ("第二十条第（一）项/规章", ["本年制发件数", "本年废止件数", "现行有效件数"]),
        ("第二十条第（一）项/行政规范性文件", ["本年制发件数", "本年废止件数", "现行有效件数"]),
        ("第二十条第（五）项/行政许可", ["本年处理决定数量"]),
        ("第二十条第（六）项/行政处罚", ["本年处理决定数量"]),
        ("第二十条第（六）项/行政强制", ["本年处理决定数量"]),
        ("第二十条第（八）项/行政事业性收费", ["本年收费金额（单位：万元）"]),
    ],
}
RESULTS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
REVIEW = ["行政复议", "行政诉讼/未经复议直接起诉", "行政诉讼/复议后起诉"]


def official(name: str) -> list[tuple[str, str]]:
    """(row, column) of every number in official order."""
    found = [(row, column) for row, columns in DISCLOSURE[name] for column in columns]
    outcomes = [f"{OUTCOME}/{row}" for row in [*COMMON, *OTHER[name], "（七）总计"]]
    for row in [*BEFORE, *outcomes, "四、结转下年度继续办理"]:
        found += [(row, column) for column in COLUMNS]
    return found + [(row, column) for row in REVIEW for column in RESULTS]


@pytest.mark.parametrize("name", EDITIONS)
def test_every_label_is_the_official_one_in_the_official_order(name: str) -> None:
    edition = load_edition(name)
    assert [s.heading for s in edition.sections] == SECTIONS
    assert [s.number for s in edition.sections] == list("一二三四五六")
    assert [(c.row.name, c.column.name) for c in edition.cells] == official(name)


def test_sizes_of_the_tables() -> None:
    assert [(e.name, e.size) for e in editions()] == [("2019", 198), ("2021", 200)]
    rows = {e.name: [r for r in e.rows if r.keys[1] == "outcome"] for e in editions()}
    assert {name: len(found) for name, found in rows.items()} == {"2019": 20, "2021": 22}


def test_city_figures_have_the_same_names() -> None:
    path = DATA / "city-2025.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [(row["row"], row["column"]) for row in rows] == official("2021")


@pytest.mark.parametrize(
    ("year", "name"),
    [(2018, None), (2019, "2019"), (2020, "2019"), (2021, "2021"), (2025, "2021"), (2099, "2021")],
)
def test_the_edition_follows_from_the_year(year: int, name: str | None) -> None:
    edition = edition_for_year(year)
    assert (edition.name if edition else None) == name


def test_identities_of_each_edition() -> None:
    for edition in editions():
        rows = len([r for r in edition.rows if r.keys[0] == "requests"])
        by_rule = {rule: sum(one.rule == rule for one in edition.sums)
                   for rule in ("GR302", "GR303", "GR401")}  # fmt: skip
        assert by_rule == {"GR302": 7, "GR303": rows, "GR401": 3}
        assert [len(b.left + b.right) for b in edition.balances] == [4] * 7


def test_names_are_those_of_the_files() -> None:
    folder = ROOT / "govreport" / "editions"
    assert edition_names() == tuple(
        sorted(Path(p).stem for p in folder.glob("*.toml") if not p.name.startswith("_"))
    )


def test_every_row_and_column_is_explained() -> None:
    for edition in editions():
        for cell in edition.cells:
            assert cell.column.label.guidance, cell.address
            assert cell.row.labels[-1].guidance, cell.address
            assert cell.row.labels[-1].english, cell.address
            assert any(label.source for label in cell.row.labels) or cell.row.keys[-1] == "total"
