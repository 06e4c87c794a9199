"""Waivers: each with a reason, each of something."""

from __future__ import annotations

from dataclasses import replace

import pytest
from samples import consistent, text_of

from govreport.report import Waiver
from govreport.rules import check_bytes, select_rules
from govreport.rules.runner import Options

CELL = "review.reconsideration.total"
WRONG = consistent("2021").with_numbers({CELL: 791})


def verdict(*waivers: Waiver, rules: tuple[str, ...] = ()) -> tuple[list[str], int]:
    data = text_of(replace(WRONG, waivers=waivers))
    found = check_bytes("r.toml", data, Options(select_rules(rules)))
    return [f.code for f in found.findings], found.waived


@pytest.mark.parametrize("cell", [CELL, None])
def test_a_waiver_takes_the_finding_away(cell: str | None) -> None:
    assert verdict(Waiver("GR401", cell, "已与法院核实。")) == ([], 1)


@pytest.mark.parametrize("reason", [None, "", "  "])
def test_without_a_reason_it_has_no_effect_and_is_a_finding(reason: str | None) -> None:
    assert verdict(Waiver("GR401", CELL, reason)) == (["GR401", "GR008"], 0)


def test_of_another_cell_or_code_it_waives_nothing() -> None:
    assert verdict(Waiver("GR401", "review.litigation.direct.total", "理由")) == (
        ["GR401", "GR008"],
        0,
    )
    assert verdict(Waiver("GR303", None, "理由")) == (["GR401", "GR008"], 0)


def test_of_a_rule_that_did_not_run_it_is_left_alone() -> None:
    assert verdict(Waiver("GR303", None, "理由"), rules=("GR401", "GR008")) == (["GR401"], 0)


def test_a_bad_waiver_cannot_be_waived() -> None:
    waivers = (Waiver("GR401", CELL), Waiver("GR008", None, "理由"))
    assert verdict(*waivers)[0].count("GR008") == 2


def test_the_place_of_a_bad_waiver() -> None:
    data = text_of(
        replace(WRONG, waivers=(Waiver("GR401", CELL, "对"), Waiver("GR303", None, "错")))
    )
    (finding,) = check_bytes("r.toml", data).findings
    lines = data.decode().split("\n")
    assert lines[finding.span.line - 1] == "[[waivers]]"
    assert finding.problem.cell == "waivers[1]"
    assert "GR303" in lines[finding.span.line]
