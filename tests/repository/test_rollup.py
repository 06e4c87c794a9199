"""`rollup`: random districts add up; whatever is wanting in a member is named, and never taken for 0."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from repository.command import govreport
from repository.generate import Made, organ_name, series

from govreport.report import Report
from govreport.tomlio import load

COUNTY, TOWN = "某县人民政府", "某县东镇人民政府"
OUT = "county.toml"
HEADER = "organ,kind,parent,first year,last year,aliases,complete\n"
QUIET = ("--select", "GR3,GR4,GR803")


def district(folder: Path, year: int, organs: int = 4, seed: int = 0) -> list[Made]:
    """Reports of so many organs of a county, with its roster; the last ones are under a town."""
    names = [organ_name(seed * 100 + number) for number in range(organs)]
    reports = [next(series(name, [year], seed)) for name in names]
    roster = f"{COUNTY},county,,{year},,,yes\n{TOWN},township,{COUNTY},{year},,,yes\n"
    (folder / "reports").mkdir()
    for number, one in enumerate(reports):
        parent = COUNTY if number < organs // 2 else TOWN
        roster += f"{names[number]},department,{parent},{year},,,\n"
        write(folder, number, one)
    office = next(series(TOWN, [year], seed, "township"))
    (folder / "reports" / "town-office.toml").write_text(office.text(), "utf-8")
    (folder / "roster.csv").write_text(HEADER + roster, "utf-8")
    (folder / "govreport.toml").write_text('roster = "roster.csv"\n', "utf-8")
    return [*reports, office]


def write(folder: Path, number: int, one: Made) -> None:
    (folder / "reports" / f"{number}.toml").write_text(one.text(), "utf-8")


def rollup(
    folder: Path, year: int, *more: str, name: str = COUNTY, out: str = OUT
) -> subprocess.CompletedProcess[str]:
    arguments = ("rollup", "--organization", name, "--year", str(year), "-o", out, *more)
    return govreport(*arguments, cwd=folder)


def read(path: Path) -> Report:
    report = load(path.read_bytes()).report
    assert report is not None
    return report


def sums(reports: list[Made]) -> dict[str, Decimal]:
    return {
        cell.address: sum((Decimal(str(one.values[cell.address])) for one in reports), Decimal())
        for cell in reports[0].edition.cells
    }


@pytest.mark.parametrize("year", [2020, 2023])
@pytest.mark.parametrize("seed", range(4))
def test_a_random_district_adds_up(tmp_path: Path, year: int, seed: int) -> None:
    reports = district(tmp_path, year, random.Random(seed).randint(2, 9), seed)
    half = (len(reports) - 1) // 2
    town = rollup(tmp_path, year, name=TOWN, out="reports/town.toml")
    assert town.returncode == 0, town.stderr
    done = rollup(tmp_path, year)
    assert done.returncode == 0, done.stderr
    for path, parts in (("reports/town.toml", reports[half:]), (OUT, reports)):
        made = read(tmp_path / path)
        assert made.scope == "rollup"
        for address, expected in sums(parts).items():
            assert Decimal(str(made[address])) == expected, address
    checked = govreport("check", *QUIET, cwd=tmp_path)
    assert checked.returncode == 0, checked.stdout
    again = (tmp_path / OUT).read_bytes()
    assert rollup(tmp_path, year, "--diff").stdout == ""
    assert rollup(tmp_path, year).returncode == 0
    assert (tmp_path / OUT).read_bytes() == again
    (tmp_path / "govreport.toml").unlink()
    bare = tmp_path / "bare"
    bare.mkdir()
    for number, one in enumerate(reports):
        (bare / f"{number}.toml").write_text(one.text(), "utf-8")
    for _ in range(2):  # every other organ, and not the sum that is there itself
        assert rollup(bare, year).returncode == 0
        assert read(bare / OUT).values == read(tmp_path / OUT).values


def _remove(path: Path, one: Made) -> str:
    path.unlink()
    return f"缺 {one.about['organization']} 2023 年"


def _blank(path: Path, one: Made) -> str:
    del one.values["requests.received.enterprise"]
    path.write_text(one.text(), "utf-8")
    return "「一、本年新收政府信息公开申请数量」商业企业没有填"


def _blank_all(path: Path, one: Made) -> str:
    one.values.clear()
    path.write_text(one.text(), "utf-8")
    return "一格也没有填"


def _break_total(path: Path, one: Made) -> str:
    one.values["requests.received.total"] += 1
    path.write_text(one.text(), "utf-8")
    return "的表格有错误："


def _break_file(path: Path, one: Made) -> str:
    path.write_text(one.text() + "=\n", "utf-8")
    return "读不出来，没有计入"


def _rename(path: Path, one: Made) -> str:
    path.write_text(one.text().replace("total = ", "totl = ", 1), "utf-8")
    return "的表格有错误："


def _double(path: Path, one: Made) -> str:
    path.with_name("zz.toml").write_text(one.text(), "utf-8")
    return "有两份报告，计入的是"


@pytest.mark.parametrize(
    "spoil", [_remove, _blank, _blank_all, _break_total, _break_file, _rename, _double]
)
def test_what_is_wanting_is_named(tmp_path: Path, spoil: Callable[[Path, Made], str]) -> None:
    reports = district(tmp_path, 2023)
    victim = reports[2]
    said = spoil(tmp_path / "reports" / "2.toml", victim)
    strict = rollup(tmp_path, 2023, "--strict", name=TOWN)
    assert (strict.returncode, (tmp_path / OUT).exists()) == (1, False)
    done = rollup(tmp_path, 2023, name=TOWN)
    assert done.returncode == 1
    for outcome in (strict, done):
        assert said in outcome.stderr
        assert str(victim.about["organization"]) in outcome.stderr
    made = read(tmp_path / OUT)
    parts = [one for one in reports[2:] if one is not victim or spoil is _double]
    for address, others in sums(parts).items():
        number, own = made[address], victim.values.get(address)
        if spoil in (_remove, _break_file, _double):
            assert Decimal(str(number)) == others
        elif number is not None and own is not None:
            assert Decimal(str(number)) == others + Decimal(str(own))
        else:
            assert number is None  # and never the sum of the others
    checked = govreport("check", OUT, "--select", "GR3,GR4,GR803", cwd=tmp_path)
    assert checked.returncode == 0, checked.stdout


def test_a_warning_keeps_no_number_out(tmp_path: Path) -> None:
    reports = district(tmp_path, 2023)
    reports[2].values["disclosure.regulations.in_force"] = 0
    reports[2].values["disclosure.regulations.issued"] = 4
    write(tmp_path, 2, reports[2])
    assert rollup(tmp_path, 2023, name=TOWN).returncode == 0
    assert read(tmp_path / OUT).missing == ()


def test_another_edition_is_refused_by_name(tmp_path: Path) -> None:
    district(tmp_path, 2023)
    old = next(series(organ_name(2), [2020]))
    old.about["year"] = 2023
    write(tmp_path, 2, old)
    done = rollup(tmp_path, 2023, name=TOWN)
    assert done.returncode == 2
    assert f"{organ_name(2)}（reports/2.toml，2019 版式）" in done.stderr
    assert not (tmp_path / OUT).exists()


def test_the_words_of_a_report_that_is_there_stay(tmp_path: Path) -> None:
    reports = district(tmp_path, 2023)
    assert rollup(tmp_path, 2023, name=TOWN).returncode == 0
    path = tmp_path / OUT
    text = path.read_text("utf-8")
    text = text.replace("[overview]", "# 县办注\n[overview]\ntext = '''全镇的情况。'''", 1)
    text += '\n[[waivers]]\ncode = "GR701"\nreason = "上年机构合并"\n'
    path.write_text(text, "utf-8")
    reports[2].values["disclosure.penalties.decisions"] += 5
    write(tmp_path, 2, reports[2])
    diff = rollup(tmp_path, 2023, "--diff", name=TOWN)
    assert diff.returncode == 1
    assert [line[0] for line in diff.stdout.splitlines() if "decisions" in line] == ["-", "+"]
    assert path.read_text("utf-8") == text
    assert rollup(tmp_path, 2023, name=TOWN).returncode == 0
    old, new = text.splitlines(), path.read_text("utf-8").splitlines()
    assert len([1 for a, b in zip(old, new, strict=True) if a != b]) == 1
    for name, year in ((COUNTY, 2023), (TOWN, 2022)):
        refused = rollup(tmp_path, year, name=name)
        assert refused.returncode == 2
        assert "不能写成" in refused.stderr
    refused = rollup(tmp_path, 2023, name=TOWN, out="reports/town-office.toml")
    assert refused.returncode == 2  # the office's own figures are not written over


@pytest.mark.parametrize(
    ("name", "year", "said"), [("某具人民政府", 2023, COUNTY), (organ_name(0), 2023, "下面没有")]
)
def test_there_must_be_members(tmp_path: Path, name: str, year: int, said: str) -> None:
    district(tmp_path, 2023)
    done = rollup(tmp_path, year, name=name)
    assert done.returncode == 2
    assert said in done.stderr
    assert rollup(tmp_path, 2023, "-").returncode == 2


def test_to_standard_output_and_without_any_report(tmp_path: Path) -> None:
    district(tmp_path, 2023)
    done = rollup(tmp_path, 2023, name=TOWN, out="-")
    assert load(done.stdout.encode()).report is not None
    for path in (tmp_path / "reports").iterdir():
        path.unlink()
    none = rollup(tmp_path, 2023)  # all are named as missing
    assert (none.returncode, (tmp_path / OUT).exists()) == (1, False)
    (tmp_path / "govreport.toml").unlink()
    assert rollup(tmp_path, 2023).returncode == 2  # and without a roster there is nothing to name
