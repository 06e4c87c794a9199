"""`check --fix` and `--diff` in files: what a person wrote, waived or left out of the run stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from samples import consistent, govreport, text_of

from govreport.report import Waiver

TOTAL = "requests.received.total"
WRONG = consistent("2021").with_numbers({TOTAL: 14070})


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_a_total_that_is_waived_stays(tmp_path: Path) -> None:
    waivers = (Waiver("GR303", None, "已核实"),)
    path = write(tmp_path / "a.toml", text_of(replace(WRONG, waivers=waivers)))
    before = path.read_bytes()
    assert govreport("check", path).code == 0
    assert govreport("check", path, "--diff").out == ""
    assert govreport("check", path, "--fix").code == 0
    assert path.read_bytes() == before


@pytest.mark.parametrize("arguments", [["--select", "GR201"], ["--ignore", "GR3"]])
def test_what_is_not_looked_for_is_not_changed(arguments: list[str], tmp_path: Path) -> None:
    path = write(tmp_path / "a.toml", text_of(WRONG))
    assert govreport("check", path, "--diff").code == 1
    assert govreport("check", path, "--diff", *arguments).code == 0


@pytest.mark.parametrize("value", ['"790"', "-790", "790.5", "[790]", "99999999999"])
@pytest.mark.parametrize("row", ["review.reconsideration", "requests.received"])
def test_a_value_that_is_there_and_no_number_stays(row: str, value: str, tmp_path: Path) -> None:
    report = consistent("2021")
    total = f"total = {report[f'{row}.total']}\n"
    text = text_of(report).decode().replace(total, f"total = {value}\n")
    path = write(tmp_path / "a.toml", text.encode())
    done = govreport("check", path, "--fix")
    assert done.code == 1
    assert f"total = {value}\n" in path.read_text("utf-8")


def test_a_file_that_cannot_be_edited_does_not_stop_the_others(tmp_path: Path) -> None:
    bare = consistent("2021").with_numbers({TOTAL: None})
    dotted = text_of(bare).decode().replace("[requests.received]\n", "")
    for key in ("natural_person", "enterprise", "research_institute",
                "public_interest_organization", "legal_service", "other"):  # fmt: skip
        line = f"{key} = {bare[f'requests.received.{key}']}\n"
        dotted = dotted.replace(line, "", 1)
        dotted = dotted.replace("\n[report]", f"requests.received.{line}\n[report]", 1)
    for name, data in (("a", text_of(bare)), ("b", dotted.encode()), ("c", text_of(bare))):
        write(tmp_path / f"{name}.toml", data)
    done = govreport("check", tmp_path, "--fix")
    assert done.code == 1
    assert "b.toml" in done.err
    for name in ("a", "c"):
        assert (tmp_path / f"{name}.toml").read_bytes() == text_of(consistent("2021"))


def test_nothing_to_set_is_said(tmp_path: Path) -> None:
    path = write(tmp_path / "a.toml", text_of(consistent("2021")))
    done = govreport("check", path, "--diff")
    assert (done.code, done.out) == (0, "")
    assert "没有可以自动改的合计" in done.err


def test_a_total_that_follows_is_said(tmp_path: Path) -> None:
    path = write(tmp_path / "a.toml", text_of(consistent("2021").with_numbers({TOTAL: None})))
    assert "按各分项应为 14069" in govreport("check", path).out


def test_mixed_line_ends_stay(tmp_path: Path) -> None:
    text = text_of(consistent("2021").with_numbers({TOTAL: None})).decode()
    head, tail = text[:400], text[400:]
    path = write(tmp_path / "a.toml", (head.replace("\n", "\r\n") + tail).encode())
    before = path.read_bytes()
    assert govreport("check", path, "--fix").code == 0
    after = path.read_bytes()
    assert after.replace(b"total = 14069\n", b"", 1) == before


def test_standard_input_without_totals_to_set_is_checked_as_it_is() -> None:
    """It can be read only once."""
    good = govreport("check", "-", "--fix", stdin=text_of(consistent("2021")))
    assert (good.code, good.err) == (0, "")
    bad = govreport("check", "-", "--fix", "--ignore", "GR3", stdin=text_of(WRONG))
    assert "GR004" not in bad.out
    refused = govreport("check", "-", "--fix", stdin=text_of(WRONG))
    assert (refused.code, refused.out) == (2, "")
