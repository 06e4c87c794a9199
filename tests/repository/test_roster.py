"""A roster says the same however it is written, and every complaint names its row."""

from __future__ import annotations

import datetime
import io
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from repository.command import govreport
from repository.test_across import made

from govreport.errors import GovreportError
from govreport.messages import Translator
from govreport.repository.roster import Organ, read_roster

CHINESE = ("机关", "种类", "上级", "起始年度", "终止年度", "曾用名", "齐全", "并入")
ENGLISH = (
    "organ",
    "kind",
    "parent",
    "first year",
    "last year",
    "aliases",
    "complete",
    "merged into",
)
ROWS: Sequence[Sequence[object]] = [
    ("青河县人民政府", "县级人民政府", None, 2019, None, None, "是", None),
    ("青河县水务局", "department", "青河县", 2019, None, "青河县水利局、青河县河务局", None, None),
    ("青河县林业局", "政府部门", "青河县人民政府", 2019, 2021, None, "否", "青河县水务局"),
]
WANTED = (
    Organ("青河县人民政府", 0, "county", "", 2019, None, (), True),
    Organ("青河县水务局", 0, "department", "青河县", 2019, None, ("青河县水利局", "青河县河务局")),
    Organ("青河县林业局", 0, "department", "青河县人民政府", 2019, 2021, (), False, "青河县水务局"),
)  # fmt: skip


def meant(path: Path) -> list[tuple[object, ...]]:
    return [
        (o.name, o.kind, o.parent, o.first_year, o.last_year, o.aliases, o.complete, o.merged_into)
        for o in read_roster(path).organs
    ]


def csv_text(header: Sequence[str], rows: Sequence[Sequence[object]] = ROWS) -> str:
    return "".join(",".join("" if one is None else str(one) for one in row) + "\r\n"
                   for row in (header, *rows))  # fmt: skip


def workbook(*rows: Sequence[Any], merged: str = "", first: Sequence[Sequence[Any]] = ()) -> bytes:
    book: Any = openpyxl.Workbook()
    if first:
        for row in first:
            book.worksheets[0].append(row)
        book.create_sheet("名册")
    for row in rows:
        book.worksheets[-1].append(row)
    if merged:
        book.worksheets[-1].merge_cells(merged)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


TOML = """
[[organs]]
organ = "青河县人民政府"
kind = "county"
first-year = 2019
complete = true

[[organs]]
organ = "青河县水务局"
kind = "department"
parent = "青河县"
"First Year" = 2019
aliases = ["青河县水利局", "青河县河务局"]

[[organs]]
"机关" = "青河县林业局"
"种类" = "政府部门"
parent = "青河县人民政府"
first_year = 2019
last_year = 2021
merged-into = "青河县水务局"
"""
FORMS: Mapping[str, tuple[str, bytes]] = {
    "toml": ("r.toml", TOML.encode()),
    "csv": ("r.csv", csv_text(ENGLISH).encode()),
    "csv with a byte order mark": ("r.csv", csv_text(CHINESE).encode("utf-8-sig")),
    "csv in Chinese": ("r.csv", csv_text(CHINESE).encode()),
    "csv in GB18030": ("r.csv", csv_text(CHINESE).encode("gb18030")),
    "other ending": ("名册.txt", csv_text(CHINESE).encode("gb18030")),
    "xlsx": ("r.xlsx", workbook(CHINESE, *ROWS)),
    "xlsx in English": ("r.xlsx", workbook(ENGLISH, *ROWS)),
    "xlsx under another ending": ("r.csv", workbook(CHINESE, *ROWS)),
    "title, blank row, remarks": (
        "r.xlsx",
        workbook(["青河县机关名册"], [], ["序号", *CHINESE, "备注"],
                 *([number, *row, "已核"] for number, row in enumerate(ROWS, 1))),
    ),
    "on the second sheet": ("r.xlsx", workbook(CHINESE, *ROWS, first=[["填表说明"], ["一、…"]])),
    "numbers and dates of a spreadsheet": (
        "r.xlsx",
        workbook(CHINESE, (*ROWS[0][:3], 2019.0, "至今", None, True, None),
                 (*ROWS[1][:3], datetime.datetime(2019, 1, 1), "/", " 青河县水利局,青河县河务局，", 0.0, ""),
                 (*ROWS[2][:3], datetime.date(2019, 7, 1), "2021年度", *ROWS[2][5:])),
    ),
    "full-width digits, years in words": (
        "r.csv",
        csv_text(CHINESE, [(*ROWS[0][:3], "２０１９", "—", "", "齐全", ""),
                           (*ROWS[1][:3], "2019年", "", '"青河县水利局\n青河县河务局"', "不齐", ""),
                           (*ROWS[2][:3], "2019/1/1", "2021-12-31", "；", "无", ROWS[2][7])]).encode(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_the_same(tmp_path: Path, form: str) -> None:
    name, data = FORMS[form]
    path = tmp_path / name
    path.write_bytes(data)
    wanted = tmp_path / "wanted.csv"
    wanted.write_text(csv_text(ENGLISH), "utf-8")
    assert meant(path) == meant(wanted)
    assert meant(path) == [
        (o.name, o.kind, o.parent, o.first_year, o.last_year, o.aliases, o.complete, o.merged_into)
        for o in WANTED
    ]


def test_a_cell_merged_over_rows_speaks_for_all_of_them(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    rows = [("机关", "上级"), ("青河县", None), ("甲局", "青河县"), ("乙局", None), ("丙局", None)]
    path.write_bytes(workbook(*rows, merged="B3:B4"))
    assert [one.parent for one in read_roster(path).organs] == ["", "青河县", "青河县", ""]


WRONG: Mapping[str, tuple[Sequence[Sequence[Any]], int, str]] = {
    "unknown column": ([("机关", "起始年渡"), ("甲局", 2019)], 1, "是不是“起始年度”"),
    "no such column at all": ([("姓名", "电话"), ("甲", 1)], 1, "不认识的列“姓名”"),
    "a column twice": ([("机关", "organ"), ("甲局", "乙局")], 1, "各列不能重复"),
    "no organ": ([("机关", "起始年度"), ("甲局", 2019), ("", 2020)], 3, "缺少机关名称"),
    "a year": ([("机关", "起始年度"), (), ("甲局", "去年")], 3, "起始年度 应是四位数的年份，不能是“去年”"),
    "a span of years": ([("机关", "起始年度"), ("甲局", "2019-2020")], 2, "应是四位数的年份"),
    "the wrong way round": ([("机关", "起始年度", "终止年度"), ("甲局", 2021, 2019)], 2, "早于"),
    "a kind": ([("机关", "种类"), ("甲局", "局")], 2, "没有“局”这种机关"),
    "yes or no": ([("机关", "齐全"), ("甲局", "大概")], 2, "不能是“大概”：齐全"),
    "beyond the header": ([("机关",), ("甲局",), ("乙局", "x")], 3, "多出几格"),
    "twice": ([("机关",), ("甲镇",), ("乙局",), ("甲镇人民政府",)], 4, "第 2 行已经写过"),
    "no such parent": ([("机关", "上级"), ("青河县", ""), ("甲局", "青何县")], 3, "上级机关“青何县”"),
    "into no organ": ([("机关", "并入"), ("甲局", "乙局")], 2, "并入的机关“乙局”不在名册里"),
    "into itself": ([("机关", "并入"), ("甲镇", "甲镇人民政府")], 2, "并入它自己"),
    "a circle": ([("机关", "上级"), ("甲镇", "乙局"), ("乙局", "甲镇人民政府")], 2, "甲镇 → 乙局 → 甲镇"),
}  # fmt: skip


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_with_its_row(tmp_path: Path, case: str, ending: str) -> None:
    rows, line, said = WRONG[case]
    path = tmp_path / f"r{ending}"
    if ending == ".csv":
        path.write_bytes(csv_text(rows[0], rows[1:]).encode("gb18030"))
    else:
        path.write_bytes(workbook(*rows))
    with pytest.raises(GovreportError) as caught:
        read_roster(path)
    message = Translator()(caught.value.message)
    assert f"第 {line} 行：" in message
    assert said in message


def _zip(**entries: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("r.xlsx", b"", "打不开"),
        ("r.xlsx", b"PK\x03\x04 broken", "打不开"),
        ("r.xlsx", _zip(a=b"x"), "打不开"),
        ("r.xlsx", _zip(a=b"0" * (70 * 1024 * 1024)), "太大"),
        ("r.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧的 Excel 格式"),
        ("r.csv", b"\xff\xff\xff\xff", "既不是 UTF-8 编码"),
        ("r.csv", '机关\n"甲局\n'.encode(), "引号没有闭合"),
    ],
)
def test_what_is_no_roster_is_said_to_be_none(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(GovreportError, match=said):
        read_roster(path)


def test_a_far_away_cell_costs_nothing(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["XFD1048576"] = "x"
    path = tmp_path / "r.xlsx"
    book.save(path)
    with pytest.raises(GovreportError, match="太大"):
        read_roster(path)


def test_the_library_may_be_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "r.xlsx"
    path.write_bytes(workbook(CHINESE, *ROWS))
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(GovreportError) as caught:
        read_roster(path)
    assert caught.value.hint is not None
    assert f"{sys.executable} -m pip install openpyxl" in str(caught.value.hint.values)


@pytest.mark.parametrize("form", ["csv in GB18030", "xlsx"])
def test_a_missing_report_is_shown_at_its_row(tmp_path: Path, form: str) -> None:
    name, data = FORMS[form]
    (tmp_path / name).write_bytes(data)
    (tmp_path / "govreport.toml").write_text(f'roster = "{name}"\n', "utf-8")
    (tmp_path / "0.toml").write_text(made(2022, organ="青河县")[0].text(), "utf-8")
    done = govreport("check", cwd=tmp_path)
    assert done.returncode == 1
    assert "GR801 青河县水务局没有 2022 年的报告" in done.stdout
    shown = [line for line in done.stdout.split("\n") if "│" in line and "水务局" in line]
    assert shown
    assert "河务局" in shown[0]
