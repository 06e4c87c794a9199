"""The published copy of 2020, exactly: 177 numbers, 21 blanks named, its text, and back again."""

from __future__ import annotations

import re

import pytest
from samples import DATA

from govreport.importers import import_document
from govreport.messages import Translator
from govreport.rendering import Options, render

SEED = DATA / "tonggui-2020.txt"


@pytest.fixture(scope="module")
def seed() -> bytes:
    return SEED.read_bytes()


def test_numbers_blanks_organ_and_year(seed: bytes) -> None:
    report, account = import_document(seed, "tonggui-2020.txt")
    assert (account.edition, account.organization, account.year) == ("2019", "兴庆区通贵乡", 2020)
    assert account.cells == 177
    assert len(account.blank) == 21
    assert {one.cell.column.key for one in account.blank} == {"total"}
    assert account.doubtful == ()
    assert account.unplaced == ()
    assert not account.complete
    assert sum(value is not None for value in report.values) == 177
    assert report["disclosure.other_services.previous"] == 5
    shown = account.as_json(Translator("zh"))
    assert list(shown)[:8] == [
        "source", "organization", "year", "edition", "cells", "blank", "doubtful", "unplaced",
    ]  # fmt: skip
    assert (shown["cells"], shown["blank"], shown["doubtful"]) == (177, 21, [])


def test_the_narrative(seed: bytes) -> None:
    report, _ = import_document(seed, "tonggui-2020.txt")
    assert set(report.texts) == {"overview", "problems", "other"}
    overview = report.texts["overview"].split("\n")
    assert len(overview) == 3
    assert "抓好政府信息公开工作。" in overview[2]  # broken by the end of a page
    problems = report.texts["problems"].split("\n")
    assert [problems[0], problems[4]] == ["（一）存在的主要问题", "（二）改进情况"]
    assert len(problems) == 8
    assert report.texts["other"].endswith("请登陆查询。")


def squeezed(text: str) -> list[str]:
    """Lines without blanks, tabs at their ends and rules; brackets in one width."""
    narrow = str.maketrans("（），：", "(),:")
    lines = (
        re.sub("[ \u3000]", "", line.translate(narrow)).rstrip("\t") for line in text.split("\n")
    )
    return [line for line in lines if line and not line.startswith("---")]


def test_rendered_again_it_is_the_seed(seed: bytes) -> None:
    report, _ = import_document(seed, "tonggui-2020.txt")
    rendered = render(report, "text", Options(tables="tab"))
    assert isinstance(rendered, str)
    ours, theirs = squeezed(rendered), squeezed(seed.decode())
    torn = "第一项加申请人情况第二项之和,等于第三项加第四项之和)"  # by a rule in the copy
    whole = "第一项加第二项之和,等于第三项加第四项之和)申请人情况"
    assert "".join(ours).replace("\t", "") == "".join(theirs).replace("\t", "").replace(torn, whole)
    rows = [line for line in theirs if line.endswith("\t0")]
    assert len(rows) > 25
    assert [line for line in rows if line not in ours] == []
