"""One notion of an organ: an ending that may be left out makes no other organ, in any comparison."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from repository.command import govreport
from repository.generate import series
from repository.planted import carry_in
from repository.test_across import CARRIED, ROSTER, check, codes, made
from repository.test_example import git

from govreport.edition import organ_key
from govreport.repository.close_names import are_close

LONG, SHORT = "青河县柳树镇人民政府", "青河县柳树镇"
SAME = [
    ("甲市人民政府", "甲市"),
    ("乙镇人民政府", " 乙 镇 "),
    ("某自治区人民政府", "某自治区"),
    ("丙州人民政府", "丙州"),
    ("丁盟行政公署", "丁盟"),
    ("戊街道办事处", "戊街道"),
    ("青河县城关民族乡人民政府", "青河县城关民族乡"),
]
DIFFERENT = [
    ("甲市人民政府", "甲市人民政府办公室"),
    ("甲市", "甲市人民政府办公室"),
    ("甲市", "乙市"),
    ("戊街道办事处", "戊街道人民政府"),
    ("某局人民政府", "某局"),
    ("水务局", "水务"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_an_ending_may_be_left_out(one: str, other: str) -> None:
    assert organ_key(one) == organ_key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_no_other_ending_may(one: str, other: str) -> None:
    assert organ_key(one) != organ_key(other)


@pytest.mark.parametrize("names", [(LONG, SHORT), (SHORT, LONG)])
def test_its_years_are_compared(tmp_path: Path, names: tuple[str, str]) -> None:
    reports = made(2021, 2022)
    for report, name in zip(reports, names, strict=True):
        report.about["organization"] = name
    carry_in(reports[1])
    assert codes(check(tmp_path, reports)) == [("1.toml", "GR701", CARRIED)]


def test_a_former_name_may_be_written_either_way(tmp_path: Path) -> None:
    reports = made(2021, 2022)
    reports[0].about["organization"] = "青河县杨树乡"
    reports[1].about |= {"organization": SHORT, "aliases": ["青河县杨树乡人民政府"]}
    carry_in(reports[1])
    assert codes(check(tmp_path, reports)) == [("1.toml", "GR701", CARRIED)]


def test_the_office_is_another_organ(tmp_path: Path) -> None:
    reports = made(2021, 2022)
    reports[0].about["organization"] = "青河县人民政府"
    reports[1].about["organization"] = "青河县人民政府办公室"
    carry_in(reports[1])
    assert codes(check(tmp_path, reports)) == []


def test_a_second_file_under_the_other_name_is_a_duplicate(tmp_path: Path) -> None:
    reports = [made(2022, organ=LONG)[0], made(2022, organ=SHORT)[0]]
    (found,) = check(tmp_path, reports).findings
    assert (found.code, found.organ) == ("GR802", SHORT)


def test_copies_between_organs_are_not_of_one_with_itself(tmp_path: Path) -> None:
    reports = [made(2022, organ=LONG)[0], made(2022, organ=SHORT)[0]]
    reports[1].about["scope"] = "rollup"
    reports[1].texts = reports[0].texts
    (tmp_path / "govreport.toml").write_text("[limits]\ncopied-narrative-others = true\n", "utf-8")
    check(tmp_path, reports)
    assert govreport("check", cwd=tmp_path).returncode == 0


def test_the_roster_and_roll_ups_know_either_name(tmp_path: Path) -> None:
    members = [made(2023, organ=name)[0] for name in (SHORT, "青河县水务局")]
    county = made(2023, organ="青河县")[0]
    county.about["scope"] = "rollup"
    county.values = {
        cell: round(sum(one.values[cell] for one in members), 6) for cell in county.values
    }
    roster = (
        f"{ROSTER}青河县人民政府,county,,2023,,,yes\n{LONG},,青河县,2023,,,\n"
        "青河县水务局,,青河县人民政府,2023,,,\n"
    )
    assert codes(check(tmp_path, [*members, county], roster=roster)) == []
    county.values["disclosure.regulations.in_force"] += 1
    wrong = check(tmp_path, [*members, county], roster=roster)
    assert {code for _, code, _ in codes(wrong)} == {"GR803"}
    (tmp_path / "0.toml").unlink()
    absent = check(tmp_path, [], roster=roster)
    assert [(one.code, one.organ) for one in absent.findings] == [("GR801", LONG)]


def test_an_organ_is_on_the_roster_once(tmp_path: Path) -> None:
    (tmp_path / "govreport.toml").write_text('roster = "roster.csv"\n', "utf-8")
    (tmp_path / "0.toml").write_text(made(2023)[0].text(), "utf-8")
    (tmp_path / "roster.csv").write_text(f"organ\n{LONG}\n{SHORT}\n", "utf-8")
    done = govreport("check", cwd=tmp_path)
    assert done.returncode == 2
    assert "第 2 行" in done.stderr


def _broken(folder: Path, name: str) -> Path:
    reports = list(series(name, [2021, 2022]))
    carry_in(reports[1])
    for number, report in enumerate(reports):
        (folder / f"{number}.toml").write_text(report.text(), "utf-8")
    return folder


@pytest.mark.parametrize("names", [(LONG, SHORT), (SHORT, LONG)])
def test_a_baseline_stands_when_the_name_is_written_otherwise(
    tmp_path: Path, names: tuple[str, str]
) -> None:
    _broken(tmp_path, names[0])
    arguments = ("check", "--baseline", "known.json")
    govreport(*arguments, "--write-baseline", cwd=tmp_path)
    old = json.loads((tmp_path / "known.json").read_text("utf-8"))
    old["findings"][0]["organ"] = names[0]  # as it was written before
    (tmp_path / "known.json").write_text(json.dumps(old), "utf-8")
    _broken(tmp_path, names[1])
    done = govreport(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_change_in_the_other_names_file_is_seen(tmp_path: Path) -> None:
    reports = made(2021, 2022)
    reports[0].about["organization"], reports[1].about["organization"] = "青河县松树镇", SHORT
    carry_in(reports[1])
    assert codes(check(tmp_path, reports)) == []
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    reports[0].about["organization"] = LONG
    (tmp_path / "0.toml").write_text(reports[0].text(), "utf-8")
    done = govreport("check", "--changed-since", "HEAD", "--format", "json", cwd=tmp_path)
    found = [(one["path"], one["code"]) for one in json.loads(done.stdout)["findings"]]
    assert found == [("1.toml", "GR701")]


def test_organs_are_called_as_they_call_themselves(tmp_path: Path) -> None:
    _broken(tmp_path, LONG)
    assert LONG in govreport("check", "--statistics", cwd=tmp_path).stdout


CLOSE = [
    ("青河县水务局", "水务局"),
    ("某省甲市人民政府", "甲市人民政府"),
    ("青河县发展和改革局", "青河县发展改革局"),
    ("青河县卫生健康委", "青河县卫生健康委员会"),
    ("青河县水务局", "青河县水利局"),
    ("青河县水务局", "青河县务水局"),
    ("青河县人民政府办公室", "青河县政府办公室"),
    ("青河县柳树镇", "柳树镇人民政府"),
    ("某市青河县档案馆", "青河县档案馆"),
]
APART = [
    ("甲镇", "乙镇"),
    ("青河县青山镇", "青河县青水镇人民政府"),
    ("大青山镇", "青山镇"),
    ("青河县大青山镇", "青河县青山镇"),
    ("青河县人民政府", "青河县人民政府办公室"),
    ("某某市水务局", "某某市东区水务局"),
    ("青河县水务局", "青山县水务局"),
    ("青河县第一中学", "青河县第二中学"),
    ("青河县水务局", "青河县教育局"),
    ("甲县城东街道", "甲县城西街道办事处"),
    ("某某市公安局", "某某市公安局东城分局"),
]


@pytest.mark.parametrize(("one", "other"), CLOSE)
def test_names_that_are_close(one: str, other: str) -> None:
    assert are_close(one, other)
    assert are_close(other, one)


@pytest.mark.parametrize(("one", "other"), APART)
def test_names_that_are_those_of_two_organs(one: str, other: str) -> None:
    assert not are_close(one, other)
    assert not are_close(other, one)


def _asked(folder: Path, *organs: tuple[str, int]) -> str:
    for number, (organ, year) in enumerate(organs):
        (folder / f"{number}.toml").write_text(made(year, organ=organ)[0].text(), "utf-8")
    for usual in ((), ("--format", "json")):
        assert "正好相反" not in govreport("check", *usual, cwd=folder).stderr
    found: str = govreport("check", "--statistics", cwd=folder).stderr
    assert found in govreport("check", "-v", cwd=folder).stderr
    return found


A, B = "青河县水务局", "青河县水利局"


def test_a_close_name_in_the_next_year_is_asked_about_when_asked(tmp_path: Path) -> None:
    said = _asked(tmp_path, (A, 2021), (A, 2022), (B, 2023), ("青河县教育局", 2022))
    assert said.count("\n") == 1
    assert f"“{A}”有 2022 年的报告，没有 2023 年的，“{B}”正好相反" in said


def test_a_slip_in_one_years_name_is_asked_about_once(tmp_path: Path) -> None:
    assert _asked(tmp_path, (A, 2021), (B, 2022), (A, 2023)).count("\n") == 1


@pytest.mark.parametrize(
    "organs",
    [
        [(A, 2021), (B, 2023)],  # not the next year
        [(A, 2021), (A, 2022), (B, 2022), (B, 2023)],  # both reported on 2022
        [(A, 2022), (B, 2023), ("青河县水力局", 2023)],  # which of the two?
        [("青河县青山镇", 2022), ("青河县青水镇", 2023)],
        [("青河县柳树镇", 2022), ("青河县柳树镇人民政府", 2023)],  # the same
    ],
)
def test_what_is_not_asked_about(tmp_path: Path, organs: list[tuple[str, int]]) -> None:
    assert _asked(tmp_path, *organs) == ""


def test_two_organs_on_the_roster_are_known_to_be_two(tmp_path: Path) -> None:
    (tmp_path / "govreport.toml").write_text('roster = "roster.csv"\n', "utf-8")
    (tmp_path / "roster.csv").write_text(f"organ,first year,last year\n{A},2022,2022\n{B},2023,\n")
    assert _asked(tmp_path, (A, 2022), (B, 2023)) == ""
