"""`interview --no-input`: everything from the command line and a file, all that is missing at once."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from repository.command import govreport

from govreport.edition import load_edition
from govreport.report import Report
from govreport.tomlio import dumps, load

DATA = Path(__file__).parent / "data"
PROSE = {
    "overview": "一年来按条例公开了政府信息。",
    "problems.problems": "有问题。",
    "problems.improvements": "在改。",
}


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return govreport("interview", *arguments, cwd=folder)


def written(path: Path) -> Report:
    report = load(path.read_bytes()).report
    assert report is not None
    return report


def test_without_a_terminal_the_other_way_is_named(tmp_path: Path) -> None:
    done = run(tmp_path, "x.toml")
    assert done.returncode == 2
    assert "--no-input" in done.stderr and "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_all_given(tmp_path: Path) -> None:
    data = {
        "report": {"organization": "某某乡人民政府", "year": 2025, "kind": "township"},
        **PROSE,
        "other.processing_fee": "0",
        "disclosure": {"fees": {"amount": "251000元"}},
        "disclosure.regulations": 0,
    }
    (tmp_path / "data.json").write_text(json.dumps(data), "utf-8")
    done = run(
        tmp_path, "x.toml", "--no-input", "--data-file", "data.json", "--data", "requests=0",
        "--data", "review=0", "--data", "disclosure=0", "--data", "scope=own",
        "--data", "requests.received.natural_person=2", "--data", "requests.carried_over.natural_person=２",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    report = written(tmp_path / "x.toml")
    assert report.missing == ()
    assert report["requests.received.total"] == 2 and report["disclosure.fees.amount"] == 25.1
    assert report.texts["problems"] == "（一）存在的主要问题\n有问题。\n（二）改进情况\n在改。"
    assert (tmp_path / "x.toml").read_text("utf-8") == dumps(report)


def test_what_is_missing_is_listed_at_once_and_the_rest_is_there(tmp_path: Path) -> None:
    done = run(tmp_path, "x.toml", "--no-input", "--data", "organization=某某局", "--data",
               "year=2025", "--data", "requests=0")  # fmt: skip
    assert done.returncode == 1
    for key in ("overview", "problems.improvements", "review.reconsideration.upheld",
                "disclosure.fees.amount", "other.processing_fee"):  # fmt: skip
        assert f"  {key}\n" in done.stderr
    assert "requests." not in done.stderr
    assert written(tmp_path / "x.toml").organization == "某某局"


def test_what_is_wrong_is_listed_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    done = run(tmp_path, "x.toml", "--no-input", "--data", "organization=某某局",
               "--data", "year=2025", "--data", "requests.recieved.natural_person=1",
               "--data", "requests.received.enterprise=-1", "--data", "date=昨天")  # fmt: skip
    assert done.returncode == 2
    assert "requests.received.natural_person" in done.stderr
    assert "负数" in done.stderr and "不是日期" in done.stderr and "overview" in done.stderr
    assert not (tmp_path / "x.toml").exists()


@pytest.mark.parametrize("data", [["nonsense"], ["=1"]])
def test_data_that_is_no_pair(tmp_path: Path, data: list[str]) -> None:
    done = run(tmp_path, "x.toml", "--no-input", "--data", *data)
    assert done.returncode == 2 and "KEY=VALUE" in done.stderr


def test_a_data_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("a = [", "utf-8")
    for name in ("bad.toml", "none.toml"):
        done = run(tmp_path, "x.toml", "--no-input", "--data-file", name)
        assert done.returncode == 2 and "Traceback" not in done.stderr


def test_an_unbalanced_report_is_written_and_said_to_be_one(tmp_path: Path) -> None:
    pairs = {"organization": "某某局", "year": "2025", "requests": "0", "review": "0",
             "disclosure": "0", "requests.received.enterprise": "1", "other.processing_fee": "0",
             **PROSE}  # fmt: skip
    arguments = [part for key, value in pairs.items() for part in ("--data", f"{key}={value}")]
    done = run(tmp_path, "--no-input", *arguments)
    assert done.returncode == 1
    assert "GR30" in done.stderr
    assert written(tmp_path / "某某局-2025.toml")["requests.received.total"] == 1


def test_last_year_gives_what_follows_from_it_and_says_so(tmp_path: Path) -> None:
    edition = load_edition("2021")
    last = Report(edition, {"organization": "某某局", "year": 2024, "kind": "department"})
    last = last.with_numbers({"requests.carried_over.enterprise": 3})
    (tmp_path / "last.toml").write_text(dumps(last), "utf-8")
    done = run(tmp_path, "x.toml", "--from", "last.toml", "--no-input")
    assert done.returncode == 1
    assert "requests.carried_in.enterprise = 3" in done.stderr
    report = written(tmp_path / "x.toml")
    assert report["requests.carried_in.enterprise"] == 3
    assert (report.organization, report.year, report.kind) == ("某某局", 2025, "department")
    wrong = run(tmp_path, "y.toml", "--from", "last.toml", "--no-input", "--data", "year=2030")
    assert wrong.returncode == 2 and "2024" in wrong.stderr
    late = run(tmp_path, "x.toml", "--from", "x.toml", "--no-input")
    assert late.returncode == 2
