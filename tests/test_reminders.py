"""Reminders: what may be wrong is pointed out with its source; what is usual is left alone."""

from __future__ import annotations

import datetime
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from samples import CITY, EDITIONS, SEED, example, govreport, text_of, zeros

from govreport.edition import load_edition
from govreport.interview.marks import Marks
from govreport.interview.questions.closing import SummaryQuestion
from govreport.interview.state import State
from govreport.messages import Translator
from govreport.reminders import reminders
from govreport.report import Report
from govreport.repository.look_again import look_again
from govreport.repository.walk import Candidate
from govreport.rules.runner import check_bytes

TODAY = datetime.date(2030, 6, 1)
TRANSLATE = Translator("zh")


def report(edition: str, *, numbers: dict[str, int] | None = None, **about: object) -> Report:
    """A report with nothing wrong in it, but for what is given."""
    base = zeros(load_edition(edition))
    return replace(base, about={**base.about, **about}).with_numbers(dict(numbers or {}))


def said(one: Report, today: datetime.date = TODAY) -> list[str]:
    checked = check_bytes("a.toml", text_of(one))
    told = tuple(finding.problem for finding in checked.findings)
    return [TRANSLATE(message) for message in reminders(one, today, told)]


def rules_made(edition: str, **about: object) -> Report:
    stock = next(
        cell.address
        for cell in load_edition(edition).cells
        if cell.row.address == "disclosure.regulations"
    )
    row = stock.rpartition(".")[0]
    last = [c.address for c in load_edition(edition).cells if c.row.address == row][-1]
    return report(edition, numbers={last: 3}, **about)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(
    ("kind", "organization"),
    [
        ("township", "某县某乡人民政府"),
        ("county", "某县人民政府"),
        ("street", "某街道办事处"),
        ("department", "某市水务局"),
        (None, "某县某镇人民政府"),
    ],
)
def test_rules_of_an_organ_that_makes_none(
    edition: str, kind: str | None, organization: str
) -> None:
    about: dict[str, Any] = {"organization": organization} | ({"kind": kind} if kind else {})
    (says,) = said(rules_made(edition, **about))
    assert "不能制定规章" in says and "3" in says and "立法法" in says
    assert said(report(edition, **about)) == []


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(
    ("kind", "organization"),
    [
        ("city", "某市人民政府"),
        ("province", "某省人民政府"),
        ("city", "某自治州人民政府"),
        ("ministry", "某部"),
        ("other", "某开发区管理委员会"),
        (None, "某市人民政府"),
        (None, "某某中心"),
    ],
)
def test_rules_of_who_may_make_them(edition: str, kind: str | None, organization: str) -> None:
    about: dict[str, Any] = {"organization": organization} | ({"kind": kind} if kind else {})
    assert said(rules_made(edition, **about)) == []


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(
    ("kind", "organization"),
    [
        ("city", "某县某镇人民政府"),
        ("county", "某县某乡人民政府"),
        ("department", "某县某镇人民政府"),
        ("township", "某县人民政府"),
        ("city", "某省人民政府"),
        ("township", "某区某街道办事处"),
        ("township", "某县水务局"),
    ],
)
def test_a_kind_against_the_name(edition: str, kind: str, organization: str) -> None:
    (says,) = said(report(edition, organization=organization, kind=kind))
    assert organization in says and "宪法" in says


@pytest.mark.parametrize(
    ("kind", "organization"),
    [
        ("township", "某县某镇人民政府"),
        ("township", "某县 某镇人民政府 "),
        ("province", "某市人民政府"),  # 直辖市
        ("county", "某市人民政府"),  # 县级市
        ("city", "某区人民政府"),  # 直辖市的区
        ("province", "某自治区人民政府"),
        ("county", "某自治旗人民政府"),
        ("ministry", "某总局"),
        ("ministry", "某部"),
        ("other", "某镇综合服务中心"),
        ("township", "某镇人民政府办公室"),
        ("department", "某市人民政府办公厅"),
        ("street", "某街道"),
        ("county", "某新区管理委员会"),
    ],
)
def test_a_kind_that_the_name_allows(kind: str, organization: str) -> None:
    assert said(report("2021", organization=organization, kind=kind)) == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_year_that_is_not_over(edition: str) -> None:
    year = load_edition(edition).first_year
    one = report(edition)
    (says,) = said(one, datetime.date(year, 12, 31))
    assert str(year) in says and "第四十九条" in says
    assert said(one, datetime.date(year + 1, 1, 1)) == []
    assert said(one, datetime.date.min) == []  # nobody says what day it is


def test_a_report_dated_in_its_own_year_is_a_finding_and_said_once() -> None:
    one = report("2021", date=datetime.date(2021, 11, 1))
    assert [f.code for f in check_bytes("a.toml", text_of(one)).findings] == ["GR009"]
    assert said(one, datetime.date(2021, 11, 26)) == []


def with_text(section: str, text: str) -> Report:
    base = report("2021")
    return replace(base, texts={**base.texts, section: text})


STRAY = ["123", "<", "0 0 0 3", "１２", "①", "- 3 -", "----", "12.5%", "3\t0\t0", "。", "1、"]


@pytest.mark.parametrize("line", STRAY)
def test_a_line_of_figures_or_signs_in_a_text(line: str) -> None:
    (says,) = said(with_text("overview", f"一年来的工作。\n{line}\n平稳有序。"))
    assert "「一、总体情况」" in says and f"“{line.strip()}”" in says.replace("\\t", "\t")
    assert "第五十条" in says
    (says,) = said(with_text("preamble", f"本报告按规定编制。\n{line}"))
    assert "前言" in says


@pytest.mark.parametrize(("text", "count"), [("123", 1), ("<", 0), ("无", 0), ("", 0), ("____", 0)])
def test_a_text_that_is_no_more_than_that_is_said_once(text: str, count: int) -> None:
    one = with_text("overview", text)
    found = [f.code for f in check_bytes("a.toml", text_of(one)).findings]
    assert (len(said(one)), len(found)) == (count, 1 - count)


@pytest.mark.parametrize(
    "line",
    ["0951-8012345", "（010）66001234", "750001", "2026-01-20", "2026.1.20", "2021-2025", "（一）",
     "http://a.gov.cn/1", "1. 公开 3 件", "A", "  ", "13 件"],
)  # fmt: skip
def test_lines_that_are_usual(line: str) -> None:
    assert said(with_text("preamble", f"本报告按规定编制。\n{line}")) == []


def test_the_examples_have_none() -> None:
    for path in (CITY, SEED):
        assert said(example(path)) == []


def odd(tmp_path: Path) -> Path:
    """A report that has no findings and three reminders."""
    one = rules_made("2021", organization="某县某乡人民政府", kind="township", year=2021)
    one = replace(one, texts={**one.texts, "overview": "一年来的工作。\n3\n平稳有序。"})
    path = tmp_path / "a.toml"
    path.write_bytes(text_of(one))
    return path


def test_check_tells_of_them_and_changes_nothing(tmp_path: Path) -> None:
    path = odd(tmp_path)
    done = govreport("check", path.name, cwd=tmp_path)
    assert (done.code, done.out) == (0, "1 份报告，没有发现问题。\n")
    assert [line.partition("：")[0] for line in done.err.splitlines()] == ["请看一下 a.toml"] * 2
    assert done.err == govreport("check", cwd=tmp_path).err.replace("./", "")
    as_json = govreport("check", "a.toml", "--format", "json", cwd=tmp_path)
    assert (as_json.code, as_json.err) == (0, "")
    assert json.loads(as_json.out)["findings"] == []
    english = govreport("check", "a.toml", cwd=tmp_path, environment={"GOVREPORT_LANG": "en"})
    assert "cannot make rules" in english.err


def test_a_run_over_many_reports_is_silent_unless_asked(tmp_path: Path) -> None:
    one = odd(tmp_path).read_bytes()
    for year in range(2021, 2027):
        text = one.replace(b"year = 2021", b"year = %d" % year)
        (tmp_path / f"{year}.toml").write_bytes(text)
    (tmp_path / "a.toml").unlink()
    quiet = govreport("check", "--select", "GR3", cwd=tmp_path)
    assert (quiet.code, quiet.err) == (0, "")
    told = govreport("check", "--select", "GR3", "-v", cwd=tmp_path)
    assert told.err.count("不能制定规章") == 6


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_what_can_be_read_once_is_read_once(tmp_path: Path) -> None:
    """A pipe holds the run for ever when it is opened again; standard input is kept."""
    one = odd(tmp_path).read_bytes()
    done = govreport("check", "-", stdin=one, cwd=tmp_path)
    assert "不能制定规章" in done.err
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    assert list(look_again([Candidate(pipe, True, pipe)], {}, [], TODAY, every=True)) == []


def test_new_tells_of_a_kind_and_of_a_year(tmp_path: Path) -> None:
    year = str(datetime.date.today().year)
    done = govreport(
        "new", "a.toml", "--organization", "某县某镇人民政府", "--year", year, "--kind", "city",
        cwd=tmp_path,
    )  # fmt: skip
    assert done.code == 0
    assert "还没有结束" in done.err and "机关种类" in done.err
    done = govreport(
        "new", "b.toml", "--organization", "某县某镇人民政府", "--year", "2021", cwd=tmp_path
    )
    assert "注意" not in done.err


def test_the_interview_tells_of_them_at_its_end() -> None:
    one = rules_made("2021", kind="township")
    state = State(one, Marks(), None, TODAY)
    assert any("不能制定规章" in str(line) for line in SummaryQuestion().show(state))
    state = State(report("2021", kind="township"), Marks(), None, TODAY)
    assert not any("请看一下" in str(line) for line in SummaryQuestion().show(state))
