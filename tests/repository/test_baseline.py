"""A baseline: what counts as gone, what its paths count from, and what is wrong with a bad one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from repository.command import govreport
from repository.generate import organ_name, series
from repository.planted import bump, carry_in
from repository.test_example import EXAMPLE, git

GONE = "已经没有了"
BASE = ("--baseline", "base.json")
JIAOYU = "reports/jiaoyu/2022.toml"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The example repository with a baseline of its three findings."""
    folder = tmp_path / "clone"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("output"))
    assert write(folder) == ["GR702", "GR702", "GR801"]
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "reports")
    return folder


def write(folder: Path, *arguments: str) -> list[str]:
    """Write the baseline, and give the codes that it has then."""
    done = govreport("check", *arguments, *BASE, "--write-baseline", cwd=folder)
    assert done.returncode in (0, 2), done.stderr
    return codes(folder)


def codes(folder: Path) -> list[str]:
    document = json.loads((folder / "base.json").read_text("utf-8"))
    return sorted(one["code"] for one in document["findings"] for _ in range(one.get("count", 1)))


def says(folder: Path, *arguments: str) -> str:
    return govreport("check", *arguments, *BASE, cwd=folder).stderr


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def set_in_force(folder: Path, value: int) -> None:
    """The stock that does not follow in the report of 2022."""
    edit(folder / JIAOYU, "in_force = 4", f"in_force = {value}")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--changed-since", "HEAD"],
        [JIAOYU],
        ["reports/jiaoyu/2021.toml", "reports/xian/2022.toml"],
        ["reports/shuiwu"],
        ["--select", "GR3"],
        ["--ignore", "GR702,GR801"],
    ],
)
def test_a_run_over_a_part_says_nothing_and_loses_nothing(
    clone: Path, arguments: list[str]
) -> None:
    edit(clone / "reports/jiaoyu/2020.toml", "edition", "\n# 改\nedition")
    before = (clone / "base.json").read_bytes()
    assert GONE not in says(clone, *arguments)
    write(clone, *arguments)
    assert (clone / "base.json").read_bytes() == before


def test_a_baseline_of_selected_rules_is_refused(clone: Path) -> None:
    before = (clone / "base.json").read_bytes()
    done = govreport("check", "--select", "GR7", *BASE, "--write-baseline", cwd=clone)
    assert done.returncode == 2
    assert "--select" in done.stderr
    assert (clone / "base.json").read_bytes() == before
    done = govreport("check", "--select", "GR7", *BASE, cwd=clone)
    assert (done.returncode, GONE in done.stderr) == (0, False)


def test_a_report_that_is_piped_says_nothing_of_the_year_before(clone: Path) -> None:
    before = (clone / "base.json").read_bytes()
    for more in ([], ["--write-baseline"]):
        text = (clone / JIAOYU).read_text("utf-8")
        done = govreport("check", "-", *BASE, *more, cwd=clone, given=text)
        assert done.returncode == 0, done.stderr
        assert GONE not in done.stderr
    assert (clone / "base.json").read_bytes() == before


def test_what_a_run_over_everything_does_not_find_is_gone(clone: Path) -> None:
    set_in_force(clone, 2)
    assert GONE not in says(clone, JIAOYU)
    assert GONE not in says(clone, "--changed-since", "HEAD")
    assert write(clone, JIAOYU) == ["GR702", "GR702", "GR801"]
    assert "1 个问题已经没有了" in says(clone)
    assert "1 个问题已经没有了" in says(clone, "reports/jiaoyu")  # last year's report is in it
    edit(clone / "roster.csv", "2022,,,", "2023,,,")  # that organ need not report yet
    assert "1 个问题已经没有了" in says(clone, "reports/jiaoyu")
    assert "2 个问题已经没有了" in says(clone)
    assert write(clone, "reports/jiaoyu") == ["GR702", "GR801"]
    assert write(clone) == ["GR702", "GR803"]  # now that all members have reported
    (clone / "reports/xian/2022.toml").unlink()
    assert write(clone, "reports/jiaoyu") == ["GR702", "GR803"]
    assert write(clone) == ["GR801"]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (JIAOYU, "in_force = 4", "in_force ="),  # no TOML
        ("reports/jiaoyu/2021.toml", "edition = ", "edition "),
        (JIAOYU, "in_force = 4", "in_farce = 4"),
        ("reports/jiaoyu/2021.toml", "in_force = ", "in_farce = "),
        (JIAOYU, 'organization = "', 'organisation = "'),
    ],
)
def test_what_a_new_finding_may_hide_is_not_gone(
    clone: Path, file: str, old: str, new: str
) -> None:
    edit(clone / file, old, new)
    for paths in ([], ["reports/jiaoyu"]):
        assert GONE not in says(clone, *paths)
        assert set(write(clone, *paths)) >= {"GR702", "GR801"}
        git(clone, "checkout", "-q", "base.json")


def test_what_is_ignored_for_a_file_is_not_gone(clone: Path) -> None:
    edit(clone / "govreport.toml", '"reports/xian/**" = [', '"reports/**" = ["GR702", ')
    assert GONE not in says(clone)
    assert write(clone) == ["GR702", "GR702", "GR801"]


def test_a_waiver_of_a_rule_that_could_not_speak_stays_known(clone: Path) -> None:
    """That it waives nothing can only be said when last year's report is in the run."""
    with (clone / "reports/shuiwu/2022.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[waivers]]\ncode = "GR701"\nreason = "机构合并。"\n')
    assert write(clone) == ["GR008", "GR702", "GR702", "GR801"]
    assert GONE not in says(clone, "reports/shuiwu/2022.toml")
    git(clone, "checkout", "-q", "reports")
    assert "1 个问题已经没有了" in says(clone, "reports/shuiwu/2022.toml")


def test_other_findings_in_the_same_report_do_not_keep_what_is_gone(tmp_path: Path) -> None:
    (report,) = series(organ_name(1), [2023])
    path = tmp_path / "a.toml"
    bump(report, "review.reconsideration.total")
    path.write_text(report.text(), "utf-8")
    assert write(tmp_path) == ["GR401"]
    (report,) = series(organ_name(1), [2023])
    bump(report, "requests.received.total")
    path.write_text(report.text(), "utf-8")
    assert "GR3" in govreport("check", cwd=tmp_path).stdout
    assert "GR401" not in write(tmp_path)


def test_a_figure_taken_away_does_not_answer_for_what_was_wrong_with_it(tmp_path: Path) -> None:
    (report,) = series(organ_name(1), [2023])
    path = tmp_path / "a.toml"
    bump(report, "review.reconsideration.total")
    path.write_text(report.text(), "utf-8")
    assert write(tmp_path) == ["GR401"]
    del report.values["review.reconsideration.total"]
    path.write_text(report.text(), "utf-8")
    assert write(tmp_path, "--select", "GR4") == ["GR401"]
    assert write(tmp_path, "--ignore", "GR004") == ["GR401"]
    assert write(tmp_path) == ["GR004", "GR401"]


def test_a_changed_figure_of_last_years_report_hides_under_any_name(tmp_path: Path) -> None:
    """A rule across years passes over what another finding speaks about."""
    old, new = series(organ_name(1), [2022, 2023])
    carry_in(new)
    new.about["aliases"] = ["旧名局"]
    old.about["organization"] = "旧名局"
    for report in (old, new):
        (tmp_path / f"{report.about['year']}.toml").write_text(report.text(), "utf-8")
    assert write(tmp_path) == ["GR701"]
    for column in ("enterprise", "total"):
        bump(old, f"requests.carried_over.{column}")
    (tmp_path / "2022.toml").write_text(old.text(), "utf-8")
    assert "GR701" not in govreport("check", cwd=tmp_path).stdout
    assert GONE not in says(tmp_path)


def broken(folder: Path) -> Path:
    path = folder / "reports" / "坏.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text("edition =\n", "utf-8")
    return path


@pytest.mark.parametrize("configured", [True, False])
def test_paths_count_from_the_configuration_else_from_the_baseline(
    tmp_path: Path, configured: bool
) -> None:
    if configured:
        (tmp_path / "govreport.toml").write_text("", "utf-8")
    path = broken(tmp_path)
    base = str(tmp_path / "base.json")
    (tmp_path / "link").symlink_to(tmp_path / "reports")
    for cwd, argument in (
        (tmp_path, "."), (tmp_path, str(path)), (tmp_path, "reports/../reports/坏.toml"),
        (path.parent, "."), (path.parent, "坏.toml"), (path.parent, ".."), (tmp_path, "link/坏.toml"),
    ):  # fmt: skip
        done = govreport("check", argument, "--baseline", base, "--write-baseline", cwd=cwd)
        assert done.returncode == 0, done.stderr
        (entry,) = json.loads((tmp_path / "base.json").read_text("utf-8"))["findings"]
        assert entry == {"code": "GR001", "path": "reports/坏.toml"}
        assert GONE not in govreport("check", argument, "--baseline", base, cwd=cwd).stderr
    for written in ("./reports/坏.toml", str(path), "reports/坏.toml"):  # as older ones have it
        entry = {"code": "GR001", "path": written}
        (tmp_path / "base.json").write_text(
            json.dumps({"version": 1, "findings": [entry]}), "utf-8"
        )
        assert govreport("check", "reports", *BASE, cwd=tmp_path).returncode == 0


def test_a_file_that_reads_again_is_gone_and_one_that_is_not_in_the_run_is_not(
    tmp_path: Path,
) -> None:
    (tmp_path / "govreport.toml").write_text("", "utf-8")
    path = broken(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    (report,) = series(organ_name(1), [2023])
    (other / "a.toml").write_text(report.text(), "utf-8")
    (tmp_path / "b.toml").write_text(report.text().replace("局", "司"), "utf-8")
    assert write(tmp_path) == ["GR001"]
    (report,) = series(organ_name(2), [2023])
    path.write_text(report.text(), "utf-8")
    assert GONE not in says(tmp_path, "other")
    assert GONE in says(tmp_path, "reports")
    assert GONE in says(tmp_path)
    path.unlink()
    assert GONE not in says(tmp_path, "other")
    assert GONE in says(tmp_path)
    path.write_bytes(report.text().encode("gb18030"))  # unreadable in another way: wait and see
    assert GONE not in says(tmp_path)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "第 1 行第 1 列不合 JSON 的写法"),
        ('{"version": 1,\n x}', "第 2 行第 2 列不合 JSON 的写法"),
        ("[" * 100_000, "有一个数太长，或嵌套太深"),
        ('{"version": ' + "1" * 5000 + "}", "有一个数太长，或嵌套太深"),
        ("[]", "最外层应是对象，有 version 和 findings"),
        ("{}", "最外层应是对象，有 version 和 findings"),
        ('{"findings": []}', "最外层应是对象，有 version 和 findings"),
        ('{"version": 9}', "不认识的版本，应是 1"),
        ('{"version": 1}', "findings 应是列表"),
        ('{"version": 1, "findings": {}}', "findings 应是列表"),
        (
            '{"version": 1, "findings": [{"code": "GR701"}, 3]}',
            '第 2 个问题：应是对象，如 {"path": "a.toml", "code": "GR001"}',
        ),
        ('{"version": 1, "findings": [{}]}', "第 1 个问题：缺少 code"),
        ('{"version": 1, "findings": [{"code": 3}]}', "第 1 个问题：code 应是文字"),
        (
            '{"version": 1, "findings": [{"code": "GR701", "year": "x"}]}',
            "第 1 个问题：year 应是整数",
        ),
        (
            '{"version": 1, "findings": [{"code": "GR701", "year": true}]}',
            "第 1 个问题：year 应是整数",
        ),
        (
            '{"version": 1, "findings": [{"code": "GR701", "count": 0}]}',
            "第 1 个问题：count 应是大于 0 的整数",
        ),
        (
            '{"version": 1, "findings": [{"code": "GR701", "cel": "x"}]}',
            "第 1 个问题：不认识的“cel”",
        ),
        (
            '{"version": 1, "findings": [{"code": "GR001", "path": "a\\u0000"}]}',
            "第 1 个问题：path 不是文件名",
        ),
    ],
)
def test_what_is_wrong_with_a_baseline(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "base.json").write_text(text, "utf-8")
    done = govreport("check", *BASE, cwd=tmp_path)
    assert done.returncode == 2
    first = done.stderr.splitlines()[0]
    assert first == f"govreport: base.json 不是基线文件：{reason}。"
    done = govreport("check", "--lang", "en", *BASE, cwd=tmp_path)
    assert done.stderr.isascii() or "“" in done.stderr
    assert done.stderr.splitlines()[0] != first


def test_statistics_leave_out_what_is_known_and_say_how_many(clone: Path) -> None:
    done = govreport("check", "--statistics", *BASE, cwd=clone)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[:2] == ["11 份报告，没有发现问题。", "另有 3 个问题在基线里，没有算进来。"]
    assert "各年都没有问题的机关：5 个" in lines
    edit(clone / JIAOYU, "enterprise = 0", "enterprise = 77")
    done = govreport("check", "--statistics", *BASE, "--format", "json", cwd=clone)
    document = json.loads(done.stdout)
    new = len(document["findings"])
    assert new
    assert document["summary"]["baseline"] == 3
    assert sum(document["statistics"]["codes"].values()) == new
    organs = document["statistics"]["organs"]
    assert organs == {"云麓县教育局": {**dict.fromkeys(("2020", "2021"), 0), "2022": new}}
    assert document["statistics"]["clean_organs"] == 4
    lines = govreport("check", "--statistics", *BASE, cwd=clone).stdout.splitlines()
    assert "另有 3 个问题在基线里，没有算进来。" in lines
    done = govreport("check", "--statistics", *BASE, "--write-baseline", cwd=clone)
    assert done.stdout.splitlines()[0] == "11 份报告，没有发现问题。"


def test_statistics_are_of_what_is_shown(clone: Path) -> None:
    edit(clone / "reports/jiaoyu/2020.toml", "edition", "\n# 改\nedition")
    arguments = ("check", "--statistics", "--changed-since", "HEAD", "--format", "json")
    document = json.loads(govreport(*arguments, cwd=clone).stdout)
    assert document["findings"] == []
    assert document["statistics"]["organs"] == {}
