"""Configuration, roster, baseline and --changed-since, as a person meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from repository.command import govreport
from repository.generate import organ_name, series
from repository.planted import carry_in
from repository.test_example import git

YEARS = range(2021, 2024)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three organs over three years; the last report of the first does not follow from the second."""
    for number in range(3):
        for year, made in zip(YEARS, series(organ_name(number), YEARS), strict=True):
            if (number, year) == (0, 2023):
                carry_in(made)
            path = tmp_path / f"r{number}" / f"{year}.toml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(made.text(), "utf-8")
    return tmp_path


def found(folder: Path, *arguments: str) -> list[str]:
    done = govreport("check", *arguments, "--format", "json", cwd=folder)
    assert done.returncode in (0, 1), done.stderr
    return [f"{one['path']} {one['code']}" for one in json.loads(done.stdout)["findings"]]


def configure(folder: Path, text: str) -> None:
    (folder / "govreport.toml").write_text(text, "utf-8")


ONE = ["r0/2023.toml GR701"]


def test_configuration_is_found_upwards_and_the_command_line_wins(folder: Path) -> None:
    assert found(folder) == ONE
    configure(folder, 'ignore = ["GR7"]\n')
    assert found(folder) == []
    assert found(folder / "r0") == []
    configure(folder, 'select = ["GR3"]\n')
    assert found(folder) == []
    assert found(folder, "--select", "GR7") == ONE


@pytest.mark.parametrize(
    ("text", "arguments", "expected"),
    [
        ('ignore = ["GR701"]', ["--select", "GR701"], ONE),
        ('ignore = ["GR7"]', ["--select", "GR701"], ONE),
        ('ignore = ["GR701"]', ["--select", "GR7"], ONE),
        ('ignore = ["GR3"]', ["--ignore", "GR4"], ONE),
        ('ignore = ["GR701"]', ["--ignore", "GR4"], []),
        ('select = ["GR7"]', ["--ignore", "GR701"], []),
        ("", ["--select", "GR701", "--ignore", "GR7"], []),
        ('[per-file-ignores]\nr0 = ["GR701"]', ["--select", "GR701"], []),
    ],
)
def test_select_replaces_what_the_configuration_picks_and_ignore_adds_to_it(
    folder: Path, text: str, arguments: list[str], expected: list[str]
) -> None:
    configure(folder, text + "\n")
    assert found(folder, *arguments) == expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("r0/*.toml", []),
        ("r0", []),
        ("2023.toml", []),
        ("**/2023.toml", []),
        ("r1/**", ONE),
        ("2022.toml", ONE),
    ],
)
def test_per_file_ignores(folder: Path, pattern: str, expected: list[str]) -> None:
    configure(folder, f'[per-file-ignores]\n"{pattern}" = ["GR701"]\n')
    assert found(folder) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", 1),
        ('[severity]\nGR7 = "warning"\n', 1),
        ('fail-on = "error"\n', 1),
        ('fail-on = "error"\n[severity]\nGR7 = "warning"\n', 0),
        ('fail-on = "never"\n', 0),
    ],
)
def test_what_fails(folder: Path, text: str, code: int) -> None:
    configure(folder, text)
    assert govreport("check", cwd=folder).returncode == code
    assert govreport("check", "--exit-zero", cwd=folder).returncode == 0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("# 注释\nselct = []\n", "第 2 行：不认识的键“selct”，是不是“select”"),
        ("[limits]\ncopied-share = 1\n", "第 2 行"),
        ('select = "GR3"\n', "第 1 行"),
        ('select = ["GR999"]\n', "GR999"),
        ('[severity]\nGR7 = "fatal"\n', "severity.GR7 没有“fatal”；可以用：error、warning"),
        ('select = ["GR9"]\n', "没有编号为“GR9”的规则。\n  govreport rules 列出全部"),
        ("[limits]\ncopied-narrative-share = 2\n", "第 2 行"),
        ('fail-on = "errors"\n', "error、warning、never"),
        ('[build]\nformats = ["pdf"]\n', "pdf"),
        ("limits = 3\n", "limits"),
        ("a = \n", "第 1 行"),
        ('roster = "no.csv"\n', "no.csv"),
    ],
)
def test_a_wrong_configuration_stops_with_the_line(folder: Path, text: str, says: str) -> None:
    configure(folder, text)
    done = govreport("check", cwd=folder)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("r.csv", "organ\n某局\n".encode("utf-16"), "既不是 UTF-8 编码"),
        ("r.toml", '[[organs]]\norgan = "某局"\n'.encode("gbk"), "iconv"),
        ("r.csv", "organ,first yaer\n某局,2021\n".encode(), "first_year"),
        ("r.csv", "name\n某局\n".encode(), "organ"),
        ("r.csv", "organ,first year\n某局,21\n".encode(), "第 2 行"),
        ("r.csv", "organ,parent\n某局,某县政府\n".encode(), "上级机关"),
        ("r.csv", "organ\n某局\n某 局\n".encode(), "第 3 行"),
        ("r.csv", "organ,kind\n某局,departmnt\n".encode(), "departmnt"),
        (
            "r.csv",
            "organ,parent\n甲局,甲局\n".encode(),
            "第 2 行：机关“甲局”的上级机关写成了它自己",
        ),
        (
            "r.csv",
            "organ,parent\n丙局,甲局\n甲局,乙局\n乙局,甲局\n".encode(),
            "第 3 行：上级机关绕成了一个圈：甲局 → 乙局 → 甲局",
        ),
        ("r.csv", 'organ\n"某局\n'.encode(), "不是合法的 CSV：引号没有闭合"),
        (
            "r.csv",
            'organ\n"某"局\n'.encode(),
            "第 2 行：不是合法的 CSV：后一个引号的后面只能是逗号",
        ),
        ("r.csv", f"organ\n{'某' * 140_000}\n".encode(), "不是合法的 CSV：有一格太长"),
        ("r.toml", '[[organs]]\norgan = "某局"\nfrist_year = 2021\n'.encode(), "第 3 行"),
        ("r.toml", b"organs = 3\n", "organs"),
        ("r.toml", b"[[organs]]\n", "organ"),
    ],
)
def test_a_wrong_roster_stops_with_the_line(
    folder: Path, name: str, data: bytes, says: str
) -> None:
    (folder / name).write_bytes(data)
    configure(folder, f'roster = "{name}"\n')
    done = govreport("check", "r0", cwd=folder)
    assert done.returncode == 2
    assert says in done.stderr


def test_different_configurations_are_not_mixed(folder: Path) -> None:
    configure(folder / "r0", "")
    done = govreport("check", "r0", "r1", cwd=folder)
    assert done.returncode == 2
    assert "govreport.toml" in done.stderr


def test_the_baseline_goes_by_organ_year_code_and_cell(folder: Path) -> None:
    baseline = folder / "base.json"
    done = govreport("check", "--baseline", "base.json", "--write-baseline", cwd=folder)
    assert done.returncode == 0, done.stderr
    (entry,) = json.loads(baseline.read_text("utf-8"))["findings"]
    assert entry == {"organ": organ_name(0), "scope": "own", "year": 2023, "code": "GR701",
                     "cell": "requests.carried_in.enterprise"}  # fmt: skip
    path = folder / "r0" / "2023.toml"
    moved = folder / "r0" / "moved.toml"
    moved.write_text("# 上面多了一行\n" + path.read_text("utf-8"), "utf-8")
    path.unlink()
    assert found(folder, "--baseline", "base.json") == []
    other = folder / "r1" / "2022.toml"
    other.write_text(other.read_text("utf-8").replace("decisions = ", "decisions = -", 1), "utf-8")
    assert found(folder, "--baseline", "base.json") == ["r1/2022.toml GR006"]
    other.write_text(other.read_text("utf-8").replace("decisions = -", "decisions = ", 1), "utf-8")
    moved.write_text(next(iter(list(series(organ_name(0), YEARS))[2:])).text(), "utf-8")
    done = govreport("check", "--baseline", "base.json", cwd=folder)
    assert done.returncode == 0
    assert "可以用 --write-baseline 缩短" in done.stderr
    done = govreport("check", "r1", "--baseline", "base.json", cwd=folder)
    assert "缩短" not in done.stderr  # that report is not in this run
    govreport("check", "r1", "--baseline", "base.json", "--write-baseline", cwd=folder)
    assert json.loads(baseline.read_text("utf-8"))["findings"] == [entry]
    govreport("check", "--baseline", "base.json", "--write-baseline", cwd=folder)
    assert json.loads(baseline.read_text("utf-8"))["findings"] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"version": 9}',
        '{"version": 1, "findings": [{}]}',
        '{"version": 1, "findings": [{"code": "GR701", "year": "x"}]}',
    ],
)
def test_a_wrong_baseline_stops(folder: Path, text: str) -> None:
    (folder / "base.json").write_text(text, "utf-8")
    done = govreport("check", "--baseline", "base.json", cwd=folder)
    assert done.returncode == 2
    assert "base.json" in done.stderr


@pytest.fixture
def versioned(folder: Path) -> Path:
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "first")
    return folder


def test_changed_since_shows_what_the_change_bears_on(versioned: Path) -> None:
    done = govreport("check", "--changed-since", "HEAD", cwd=versioned)
    assert (done.returncode, "没有改动报告" in done.stderr) == (0, True)
    touched = versioned / "r0" / "2022.toml"  # next year's carried_in is held against it
    touched.write_text(touched.read_text("utf-8") + "# 改\n", "utf-8")
    assert found(versioned, "--changed-since", "HEAD") == ONE
    touched.write_text(touched.read_text("utf-8").replace("# 改\n", ""), "utf-8")
    other = versioned / "r1" / "2021.toml"
    other.write_text(other.read_text("utf-8") + "# 改\n", "utf-8")
    assert found(versioned, "--changed-since", "HEAD") == []  # old findings elsewhere stay quiet
    new = versioned / "r2" / "2022-again.toml"
    new.write_text((versioned / "r2" / "2022.toml").read_text("utf-8"), "utf-8")
    assert found(versioned, "--changed-since", "HEAD") == ["r2/2022.toml GR802"]


def test_a_deleted_report_is_missed(versioned: Path) -> None:
    rows = "".join(f"{organ_name(n)},2021\n" for n in range(3))
    (versioned / "roster.csv").write_text("organ,first year\n" + rows, "utf-8")
    configure(versioned, 'roster = "roster.csv"\n[limits]\nlatest-year = 2023\n')
    git(versioned, "add", "-A")
    git(versioned, "commit", "-qm", "roster")
    done = govreport("check", "--changed-since", "HEAD", cwd=versioned)
    assert (done.returncode, "没有改动报告" in done.stderr) == (0, True)
    assert "GR801" not in done.stdout
    (versioned / "r1" / "2022.toml").unlink()
    assert found(versioned, "--changed-since", "HEAD") == ["roster.csv GR801"]
    configure(versioned, 'roster = "roster.csv"\nfail-on = "error"\n')  # other rules: everything
    assert found(versioned, "--changed-since", "HEAD") == [*ONE, "roster.csv GR801"]


def test_revisions_that_are_none(versioned: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert found(versioned, "--changed-since", "0" * 40) == ONE  # a branch's first push
    for revision in ("nowhere", "--upload-pack=x", ""):
        done = govreport("check", "--changed-since", revision, cwd=versioned)
        assert done.returncode == 2
        assert "git" in done.stderr
    done = govreport("check", "--changed-since", "HEAD", cwd=tmp_path_factory.mktemp("plain"))
    assert done.returncode == 2


def test_statistics(folder: Path) -> None:
    (folder / "roster.csv").write_text(
        f"organ,first year\n{organ_name(0)},2020\n丁局,2023\n", "utf-8"
    )
    configure(folder, 'roster = "roster.csv"\n[limits]\nlatest-year = 2023\n')
    done = govreport("check", "--statistics", cwd=folder)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[0].startswith("      2  GR801  missing-report  丁局 1、")
    row = next(line for line in lines if line.startswith(organ_name(0)))
    assert row.split()[1:] == ["缺", "√", "√", "1"]
    document = json.loads(govreport("check", "--statistics", "--format", "json", cwd=folder).stdout)
    assert document["statistics"]["codes"] == {"GR801": 2, "GR701": 1}
    assert document["statistics"]["organs"]["丁局"] == {"2023": "missing"}
    assert document["statistics"]["clean_organs"] == 2
    most = document["statistics"]["most"]
    assert most["GR801"] == {"丁局": 1, organ_name(0): 1}
    assert list(most) == ["GR701", "GR801"]
