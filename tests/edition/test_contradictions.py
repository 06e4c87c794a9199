"""An edition file that contradicts itself is refused, with the place."""

from __future__ import annotations

from pathlib import Path

import pytest
from samples import ROOT

from govreport.edition.load import read_edition
from govreport.errors import GovreportError

SOURCE = (ROOT / "govreport" / "editions" / "2021.toml").read_text("utf-8")

CASES = {
    "unknown row": ('left = ["received", "carried_in"]', 'left = ["recieved"]', "没有行“recieved”"),
    "unknown column": ('total = "total"', 'total = "totl"', "没有栏“totl”"),
    "total of itself": (
        'parts = ["upheld", "corrected", "other", "pending"]',
        'parts = ["upheld", "total"]',
        "含有它自己",
    ),
    "part twice": (
        'parts = ["upheld", "corrected", "other", "pending"]',
        'parts = ["upheld", "upheld"]',
        "重复",
    ),
    "same sides": ('right = ["outcome.total", "carried_over"]', 'right = ["received"]', "两边"),
    "unknown key": ('corner = "信息内容"', 'corner = "信息内容"\ncolour = "red"', "colour"),
    "missing key": ('title = "{year}年政府信息公开工作年度报告"', "", "缺少 title"),
    "wrong type": ("first_year = 2021", 'first_year = "2021"', "first_year 的类型不对"),
    "years": ("first_year = 2021", "first_year = 2021\nlast_year = 2020", "早于"),
    "narrow table": ("width = 4", "width = 3", "小于各栏需要的"),
    "too few label columns": ("label_columns = 3", "label_columns = 2", "label_columns 只有 2"),
    "unknown kind of number": ('value = "amount"', 'value = "money"', "money"),
    "blank label": ('label = "规章"', 'label = "规章 "', "空白"),
    "row twice": ('key = "coercive_measures"', 'key = "penalties"', "penalties"),
    "direction": ('orientation = "across"', 'orientation = "sideways"', "sideways"),
    "sum direction": ('over = "rows"', 'over = "diagonals"', "diagonals"),
    "heading and number": ('heading = "三、收到', 'heading = "参、收到', "不一致"),
    "block that is not there": ("blocks = [0]", "blocks = [9]", "没有第 9 块"),
    "section twice": ('key = "problems"\nnumber', 'key = "overview"\nnumber', "用了两次"),
    "column without key": ('{ key = "decisions", ', "{ ", "key"),
    "unknown kind of organ": (
        'kinds = ["county", "township"',
        'kinds = ["village", "township"',
        "village",
    ),
    "reminder of no row": (
        'row = "disclosure.regulations"',
        'row = "disclosure.rules"',
        "disclosure.rules",
    ),
    "reminder of something else": ('about = "row"', 'about = "colour"', "colour"),
    "words of a reminder": ("{kind}不能制定规章", "{organ}不能制定规章", "organ"),
    "not TOML": ('edition = "2021"', "edition = ", "读不出来"),
}


@pytest.mark.parametrize("case", CASES)
def test_refused(case: str, tmp_path: Path) -> None:
    old, new, says = CASES[case]
    assert old in SOURCE
    path = tmp_path / "2021.toml"
    path.write_text(SOURCE.replace(old, new), "utf-8")
    with pytest.raises(GovreportError) as caught:
        read_edition(path)
    assert says in str(caught.value)
    assert "2021.toml" in str(caught.value)


def test_a_new_format_is_a_new_file_and_no_new_code(tmp_path: Path) -> None:
    path = tmp_path / "2031.toml"
    path.write_text(
        SOURCE.replace('edition = "2021"\nfirst_year = 2021', 'edition = "2031"\nfirst_year = 2031')
        .replace('label = "科研机构"', 'label = "高校和科研机构"')
        .replace("本年收费金额（单位：万元）", "本年收费金额（单位：元）"),
        "utf-8",
    )
    edition = read_edition(path)
    assert edition.name == "2031"
    assert edition.covers(2040)
    assert "高校和科研机构" in {cell.column.name for cell in edition.cells}
    assert edition.size == 200
