"""Narratives that nobody writes: a megabyte of one thing over and over is read in no time."""

from __future__ import annotations

import time

import pytest
from rules.prose.test_corpus import Case, problems_in, report_of

from govreport.rules import check_bytes
from govreport.tomlio import dumps

SIZE = 1_000_000
LIMIT = 1.0  # seconds
ALONE = (
    "一件0１9年月日，。；、（()）《“”<&_XＸ×我局无未均共收到申其占%.\t \u3000\n号令国〔办 \u200b?"
)
REPEATED = (
    "件1", "1件", "1,", "1.", "2023年", "收到申请1件", "收到申请1件。", "其中1件、", "（（", "《《", "“", "共主动公开", "年 ", "_ ",
    "共公开信息", "国办公开", "国办〔2021〕", "国务院令第", "现公布镇", "2022年，镇", "未收到申请，", "均已办结，", "十百千", "1至", "百分之", "占1%",
    "结转", "2022年1月1日至", "（ ", "<p ", "<span", "（一）", "一、", "我局", "全部", "无行政复议、", "收到其中", "1件，占2%，", "一是。", "问题。", "（二）改进\n",
)  # fmt: skip


FRAME = dumps(report_of(Case("", "bureau", "overview", "HERE"))).partition('"HERE"')


@pytest.mark.parametrize("piece", [*ALONE, *REPEATED], ids=repr)
def test_a_megabyte_of_one_thing(piece: str) -> None:
    text = piece * (SIZE // len(piece.encode()))
    data = f'{FRAME[0]}"""\n{text}"""{FRAME[2]}'.encode()
    start = time.process_time()
    check_bytes("report.toml", data)
    assert time.process_time() - start < LIMIT


@pytest.mark.parametrize("piece", ["（二）改进\n", "问题。", "一是。", "\n", "。"], ids=repr)
def test_a_megabyte_of_problems(piece: str) -> None:
    report = report_of(Case("", "bureau", "problems", piece * (SIZE // len(piece.encode()))))
    start = time.process_time()
    problems_in(report)
    assert time.process_time() - start < LIMIT
