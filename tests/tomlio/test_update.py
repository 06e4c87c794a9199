"""Changing a file in place: what differs is changed, every other byte stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import EDITIONS, consistent, text_of

from govreport.edition import load_edition
from govreport.errors import GovreportError
from govreport.report import Report
from govreport.tomlio import load, skeleton
from govreport.tomlio.update import update_file, updated

COMMENTED = """# 我的备注
#:schema x

edition = "2021"  # 版式

[report]
organization = "某县某乡人民政府"
year = 2024

# 申请
[requests.received]
natural_person = 3 # 三件
enterprise = 0

# 上年结转，见去年报告
[requests.carried_in]
# total =   # 合计
# 完
"""


def read(text: str) -> Report:
    report = load(text.encode()).report
    assert report is not None
    return report


def test_comments_and_order_stay() -> None:
    old = read(COMMENTED)
    new = old.with_numbers(
        {
            "requests.received.natural_person": 4,
            "requests.received.total": 4,
            "requests.carried_in.total": 0,
        }
    )
    expected = (
        COMMENTED.replace("natural_person = 3 # 三件", "natural_person = 4 # 三件")
        .replace("enterprise = 0\n", "enterprise = 0\ntotal = 4\n")
        .replace("# total =   # 合计", "total = 0  # 合计")
    )
    assert updated(COMMENTED, old, new) == expected


def test_a_table_that_is_absent_comes_in_its_place() -> None:
    old = read(COMMENTED)
    new = replace(
        old.with_numbers({"requests.carried_over.total": 1}),
        texts={"overview": '第一段\n第二段 """ \\ 完', "preamble": "前言"},
    )
    text = updated(COMMENTED, old, new)
    headers = [line for line in text.split("\n") if line.startswith("[")]
    assert headers == [
        "[report]",
        "[preamble]",
        "[overview]",
        "[requests.received]",
        "[requests.carried_in]",
        "[requests.carried_over]",
    ]
    for line in COMMENTED.splitlines():
        assert line in text.splitlines()


def test_a_note_comes_changes_and_goes() -> None:
    old = read(COMMENTED)
    new = replace(old, notes={"requests": "含网上申请。", "review": "没有。"})
    text = updated(COMMENTED, old, new)
    assert '\n\n[requests]\nnote = "含网上申请。"\n' in text
    assert [line for line in COMMENTED.splitlines() if line not in text.splitlines()] == []
    again = replace(new, notes={"requests": "一行\n二行"})
    assert read(updated(text, new, again)) == again
    blank = skeleton(Report(old.edition, old.about))
    filled = updated(blank, read(blank), replace(read(blank), notes=new.notes))
    assert len(filled.splitlines()) == len(blank.splitlines())  # where the skeleton waits for it


def test_line_ends_and_byte_order_mark_stay(tmp_path: Path) -> None:
    path = tmp_path / "r.toml"
    text = COMMENTED.replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    old = read(text)
    update_file(path, text, old, old.with_numbers({"requests.received.total": 3}))
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"total = 3\r\n" in data
    assert data.count(b"\r\n") == data.count(b"\n")


def test_a_file_that_changed_in_the_meantime_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "r.toml"
    path.write_text(COMMENTED + "# 别人的改动\n", "utf-8")
    old = read(COMMENTED)
    with pytest.raises(GovreportError, match="被别的程序改过"):
        update_file(path, COMMENTED, old, old.with_numbers({"requests.received.total": 3}))
    assert path.read_text("utf-8") == COMMENTED + "# 别人的改动\n"


def test_a_file_that_cannot_be_edited_is_refused() -> None:
    text = 'edition = "2021"\nreport = { organization = "某乡", year = 2024 }\n'
    text += "requests.received.total = 3\n"
    old = read(text)
    with pytest.raises(GovreportError, match="点号键"):
        updated(text, old, old.with_numbers({"requests.received.other": 4}))


@pytest.mark.no_cover  # many cases of what other tests run as well
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_any_change_of_a_skeleton_reads_back(data: st.DataObject) -> None:
    edition = load_edition(data.draw(st.sampled_from(EDITIONS)))
    old = Report(edition, {"organization": "某县某乡人民政府", "year": 2020})
    text = skeleton(old)
    for _ in range(3):
        addresses = data.draw(st.lists(st.sampled_from([c.address for c in edition.cells])))
        new = old.with_numbers({a: data.draw(st.none() | st.integers(0, 99)) for a in addresses})
        text = updated(text, old, new)
        assert read(text) == new
        assert text.count("# ── ") == 7
        old = new


def test_an_unchanged_report_leaves_the_bytes() -> None:
    for name in EDITIONS:
        text = text_of(consistent(name)).decode()
        assert updated(text, consistent(name), consistent(name)) == text
