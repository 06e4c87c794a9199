"""Narratives that nobody writes: a megabyte of one thing over and over takes no longer for its size.

Four times the text may take some four times as long; a pattern that goes back over it takes sixteen.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from rules.prose.test_corpus import Case, problems_in, report_of

from govreport.rules import check_bytes
from govreport.tomlio import dumps

SIZE = 1_000_000
LESS = 4  # so much less is read first, to compare
MORE = 10  # times as long that the whole may take, at most
FLOOR = 0.02  # seconds that are the clock's and not the text's
ALONE = (
    "一件0１9年月日，。；、（()）《“”<&_XＸ×我局无未均共收到申其占%.\t \u3000\n号令国〔办 \u200b?"
)
REPEATED = (
    "件1", "1件", "1,", "1.", "2023年", "收到申请1件", "收到申请1件。", "其中1件、", "（（", "《《", "“", "共主动公开", "年 ", "_ ",
    "共公开信息", "国办公开", "国办〔2021〕", "国务院令第", "现公布镇", "2022年，镇", "未收到申请，", "均已办结，", "十百千", "1至", "百分之", "占1%",
    "结转", "2022年1月1日至", "（ ", "<p ", "<span", "（一）", "一、", "我局", "全部", "无行政复议、", "收到其中", "1件，占2%，", "一是。", "问题。", "（二）改进\n",
    "条，", "年决", "2022年决", "周一例会，申请", "现公布《", "2022年，", "石县人民政府", "县人民政府", "XX.", "申请、",
)  # fmt: skip


FRAME = dumps(report_of(Case("", "bureau", "overview", "HERE"))).partition('"HERE"')


def seconds(read: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    read(text)
    return time.process_time() - start


def is_linear(read: Callable[[str], object], piece: str) -> bool:
    """Whether a megabyte takes about as much longer than a part of it as it is longer."""
    text = piece * (SIZE // len(piece.encode()))
    part = text[: len(text) // LESS]
    return seconds(read, text) < MORE * max(seconds(read, part), FLOOR)


@pytest.mark.parametrize("piece", [*ALONE, *REPEATED], ids=repr)
def test_a_megabyte_of_one_thing(piece: str) -> None:
    def read(text: str) -> object:
        return check_bytes("report.toml", f'{FRAME[0]}"""\n{text}"""{FRAME[2]}'.encode())

    assert is_linear(read, piece)


@pytest.mark.parametrize("piece", ["（二）改进\n", "问题。", "一是。", "\n", "。"], ids=repr)
def test_a_megabyte_of_problems(piece: str) -> None:
    assert is_linear(
        lambda text: problems_in(report_of(Case("", "bureau", "problems", text))), piece
    )
