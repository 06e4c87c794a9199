"""The other commands as they are called."""

from __future__ import annotations

import csv
import io
import json
import sys
from dataclasses import replace
from pathlib import Path

import pexpect  # type: ignore[import-untyped]
import pytest
from samples import (
    CITY,
    DATA,
    EDITIONS,
    EXAMPLES,
    ROOT,
    SEED,
    consistent,
    example,
    govreport,
    text_of,
)

from govreport import __version__
from govreport.edition import load_edition
from govreport.rules import RULES
from govreport.text import printable
from govreport.tomlio import load

COLUMNS = [
    "path",
    "organization",
    "year",
    "edition",
    "scope",
    "section",
    "row",
    "column",
    "cell",
    "value",
]


def test_version_and_help() -> None:
    assert govreport("--version").out == f"govreport {__version__}\n"
    for arguments in ([], ["--help"], ["-h"]):
        done = govreport(*arguments)
        assert done.code == 0
        assert "命令：" in done.out
    english = govreport("--lang", "en", "--help").out
    assert "Commands:" in english
    assert not any("一" <= c <= "鿿" for c in english)


COMMANDS = [
    line.split()[0]
    for line in (ROOT / "govreport" / "cli" / "app.py").read_text("utf-8").split("COMMANDS = ")[1]
    .partition(")")[0].replace("(", "").replace('"', "").replace(",", "\n").splitlines()
    if line.strip()
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_each_command_in_both_languages(command: str) -> None:
    assert "选项：" in govreport(command, "--help").out
    english = govreport(command, "--help", "--lang", "en").out
    assert "Options:" in english
    assert not any("一" <= c <= "鿿" for c in english), english


def test_rules() -> None:
    listed = govreport("rules").out.splitlines()
    assert [line.split()[0] for line in listed] == [rule.code for rule in RULES]
    for code in ("GR301", "gr301", "request-identity"):
        done = govreport("rules", code)
        assert done.code == 0
        assert "GR301 request-identity" in done.out
    unknown = govreport("rules", "GR310")
    assert unknown.code == 2
    assert "最接近的是 GR30" in unknown.err


def test_the_beginning_of_a_code_lists_those_rules() -> None:
    lines = govreport("rules", "GR3").out.splitlines()
    assert [line[:5] for line in lines] == ["GR301", "GR302", "GR303", "GR304"]
    assert govreport("rules", "row-total").out.startswith("GR303 ")


@pytest.mark.parametrize(
    ("code", "nearest"), [("GR9", ""), ("GR", "GR0"), ("XX", ""), ("GR310", "GR3"), ("row-totals", "row-total")]
)  # fmt: skip
def test_the_nearest_rule_is_named_where_it_is_near(code: str, nearest: str) -> None:
    done = govreport("rules", code)
    if code == "GR":
        assert done.code == 0
        return
    assert done.code == 2
    assert ("最接近" in done.err) == bool(nearest)
    assert nearest in done.err


def test_new(tmp_path: Path) -> None:
    path = tmp_path / "新 报告.toml"
    done = govreport("new", path, "--organization", "某县某镇人民政府", "--year", "2024")
    assert (done.code, done.out) == (0, "")
    report = load(path.read_bytes()).report
    assert report is not None
    assert (report.edition.name, report.year, report.kind, report.scope) == (
        "2021", 2024, "township", "own",
    )  # fmt: skip
    assert len(report.missing) == 200
    check = govreport("check", path, "--format", "json")
    codes = [finding["code"] for finding in json.loads(check.out)["findings"]]
    assert codes == ["GR004"] * 203
    again = govreport("new", path, "--organization", "别的", "--year", "2024")
    assert again.code == 2
    assert "已经存在" in again.err


def test_new_from_last_year(tmp_path: Path) -> None:
    last = tmp_path / "2024.toml"
    last.write_bytes(text_of(example(CITY)))
    path = tmp_path / "2026.toml"
    done = govreport(
        "new", path, "--organization", "某市人民政府", "--year", "2026", "--from", last
    )
    assert done.code == 0, done.err
    report = load(path.read_bytes()).report
    assert report is not None
    row = [report[f"requests.carried_in.{c.key}"] for c in report.edition.rows[-4].columns]
    assert row == [783, 6, 0, 2, 25, 3, 819]
    assert len(report.missing) == 193
    assert (report.kind, report.scope) == ("city", "rollup")
    wrong = govreport("new", tmp_path / "x.toml", "--organization", "某市", "--year", "2030",
                      "--from", last)  # fmt: skip
    assert wrong.code == 2
    assert not (tmp_path / "x.toml").exists()


def test_new_in_the_old_edition_carries_items(tmp_path: Path) -> None:
    last = tmp_path / "2019.toml"
    seed = example(SEED).with_numbers({"disclosure.licensing.change": -1})
    last.write_bytes(text_of(seed).replace(b"year = 2020", b"year = 2019"))
    done = govreport("new", "-", "--organization", "兴庆区通贵乡", "--year", "2020", "--from", last)
    report = load(done.out.encode()).report
    assert report is not None
    assert report["disclosure.licensing.previous"] == 3
    assert report["disclosure.penalties.previous"] == 4
    assert report["requests.carried_in.total"] == 0


@pytest.mark.parametrize(
    ("year", "edition"), [("2019", "2019"), ("2020", "2019"), ("2021", "2021"), ("2030", "2021")]
)
def test_the_edition_of_a_new_report_follows_from_its_year(year: str, edition: str) -> None:
    out = govreport("new", "-", "--organization", "某局", "--year", year).out
    assert f'edition = "{edition}"' in out
    assert govreport("new", "-", "--organization", "某局", "--year", "2018").code == 2
    other = govreport("new", "-", "--organization", "某局", "--year", year, "--edition", "2019")
    assert 'edition = "2019"' in other.out
    assert ("GR007" in other.err) == (edition != "2019")


def test_export_csv_and_jsonl(tmp_path: Path) -> None:
    done = govreport("export", CITY)
    assert done.code == 0
    rows = list(csv.reader(io.StringIO(done.out)))
    assert rows[0] == COLUMNS
    assert len(rows) == 201
    report = example(CITY)
    assert [row[9] for row in rows[1:]] == [str(value) for value in report.values]
    objects = [
        json.loads(line) for line in govreport("export", CITY, "--format", "jsonl").out.splitlines()
    ]
    assert [list(o) for o in objects] == [COLUMNS] * 200
    assert [o["value"] for o in objects] == list(report.values)
    first = objects[0]
    assert (first["section"], first["row"], first["column"], first["cell"]) == (
        "二", "第二十条第（一）项/规章", "本年制发件数", "disclosure.regulations.issued",
    )  # fmt: skip
    assert (first["year"], first["edition"], first["scope"]) == (2025, "2021", "rollup")
    out = tmp_path / "all.csv"
    assert govreport("export", CITY, SEED, "-o", out).code == 0
    assert len(out.read_text("utf-8").splitlines()) == 1 + 200 + 198


def test_export_says_first_what_is_not_there_and_writes_whole_or_nothing(tmp_path: Path) -> None:
    for paths in ([CITY, tmp_path / "no"], ["-", tmp_path / "no"]):
        done = govreport("export", *paths, stdin=CITY.read_bytes())
        assert (done.code, done.out) == (2, "")
    out = tmp_path / "all.csv"
    out.write_text("earlier", "utf-8")
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "0.toml").write_bytes(CITY.read_bytes())
    (tmp_path / "r" / "1.toml").symlink_to("1.toml")
    assert govreport("export", tmp_path / "r", "-o", out).code == 2
    assert out.read_text("utf-8") == "earlier"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.csv", "r"]
    assert govreport("export", CITY, "-o", "-").out == govreport("export", CITY).out


def test_what_is_exported_is_raw_but_on_a_terminal(tmp_path: Path) -> None:
    name = "=1+1\x1b]0;x\x07\x9b31m\u202e,局"
    report = consistent("2021")
    report = replace(report, about={**report.about, "organization": name})
    (tmp_path / "r.toml").write_bytes(text_of(report))
    rows = csv.DictReader(io.StringIO(govreport("export", tmp_path).out))
    assert {row["organization"] for row in rows} == {name}
    for form in ("csv", "jsonl"):
        line = ["-m", "govreport", "export", "r.toml", "--format", form]
        with pexpect.spawn(sys.executable, line, cwd=tmp_path, encoding="utf-8") as terminal:
            shown = terminal.read().replace("\r\n", "\n")
        assert printable(shown, keep="\n") == shown
        assert "\\x9b31m\\u202e" in shown


@pytest.mark.parametrize(
    "arguments",
    [["build", "--out", "-"], ["build", "-", "--out", "out"], ["build", "--out", "out", "--templates", "-"],
     ["check", "--baseline", "-"], ["check", "--baseline", "-", "--write-baseline"],
     ["render", "-", "--templates", "-"], ["interview", "-", "--data-file", "-"],
     ["interview", "a.toml", "--from", "-", "--no-input"],
     ["new", "a.toml", "--organization", "某局", "--year", "2024", "--from", "-"]],
)  # fmt: skip
def test_a_dash_where_it_makes_no_sense(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "r.toml").write_bytes(CITY.read_bytes())
    done = govreport(*arguments, cwd=tmp_path, stdin=CITY.read_bytes())
    assert done.code == 2
    assert "不能是 -" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["r.toml"]


def test_the_exported_city_is_the_published_one() -> None:
    path = DATA / "city-2025.jsonl"
    keys = ("section", "row", "column", "value")
    published = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    exported = [
        json.loads(x) for x in govreport("export", CITY, "--format", "jsonl").out.splitlines()
    ]
    assert [{k: row[k] for k in keys} for row in exported] == published


def test_a_number_not_given_is_exported_as_nothing() -> None:
    report = consistent("2021").with_numbers({"requests.received.total": None})
    lines = govreport("export", "-", stdin=text_of(report)).out.splitlines()
    assert [line for line in lines if line.endswith(",")] == [
        "<stdin>,某市人民政府,2025,2021,rollup,三,一、本年新收政府信息公开申请数量,总计,"
        "requests.received.total,"
    ]
    jsonl = govreport("export", "-", "--format", "jsonl", stdin=text_of(report)).out
    assert sum(json.loads(line)["value"] is None for line in jsonl.splitlines()) == 1


def test_export_of_what_is_no_report(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("[report\n", "utf-8")
    (tmp_path / "good.toml").write_bytes(CITY.read_bytes())
    done = govreport("export", tmp_path)
    assert done.code == 1
    assert len(done.out.splitlines()) == 201
    assert "bad.toml" in done.err


@pytest.mark.parametrize("name", EDITIONS)
def test_schema(name: str) -> None:
    done = govreport("schema", "--edition", name)
    committed = ROOT / "schemas" / f"govreport-{name}.schema.json"
    assert done.out == committed.read_text("utf-8")
    assert govreport("schema", "--edition", "2030").code == 2


def test_schema_without_an_edition_is_that_in_force() -> None:
    assert govreport("schema").out == govreport("schema", "--edition", "2021").out


def test_render_goes_by_the_ending(tmp_path: Path) -> None:
    for name, begins in (("a.txt", " "), ("a.md", "# 某市人民政府")):
        out = tmp_path / name
        assert govreport("render", CITY, "-o", out).code == 0
        assert out.read_text("utf-8").startswith(begins)
    assert govreport("render", CITY, "-o", tmp_path / "a.xyz").code == 2
    assert govreport("render", CITY).out == (tmp_path / "a.txt").read_text("utf-8")
    assert govreport("render", "-", stdin=CITY.read_bytes()).out == govreport("render", CITY).out


def test_render_of_a_draft_says_so_and_leaves_what_is_missing_empty() -> None:
    report = consistent("2021").with_numbers({"review.reconsideration.total": None})
    done = govreport("render", "-", "--tables", "tab", stdin=text_of(report))
    assert done.code == 0
    assert "草稿" in done.err
    assert "376\t97\t196\t121\t\t16" in done.out
    assert govreport("render", "-", stdin=b"[report\n").code == 2


@pytest.mark.parametrize(
    "arguments",
    [["--tables", "pipe"], ["--format", "pdf"], ["--width", "3"], ["--ambiguous-width", "3"],
     ["--templates", "/nowhere"]],
)  # fmt: skip
def test_render_with_bad_options(arguments: list[str]) -> None:
    done = govreport("render", CITY, *arguments)
    assert done.code == 2
    assert done.out == ""


def test_the_seed_is_figure_for_figure_the_published_report() -> None:
    path = DATA / "tonggui-2020-tables.txt"
    rendered = govreport("render", SEED, "--tables", "tab").out

    def rows(text: str) -> list[list[str]]:
        brackets = str.maketrans("(),", "（），")
        found = []
        for line in text.split("\n"):
            if "\t" in line:
                cells = [c.replace(" ", "").translate(brackets) for c in line.split("\t")]
                found.append([cell for cell in cells if cell])
        return [row for row in found if row and not row[0].startswith("（本列")]

    published = rows(path.read_text("utf-8"))
    ours = rows(rendered)
    at = next(i for i, row in enumerate(published) if "自然人" in row)
    published[at] = published[at][1:]  # the corner's text runs over two lines there
    published = [row for row in published if row != ["申请人情况"] and not set(row[0]) <= {"-"}]
    ours = [row for row in ours if row != ["申请人情况"]]
    blank = 0
    for theirs, mine in zip(published, ours, strict=True):
        if theirs != mine:
            assert [*theirs, "0"] == mine  # the total that the published report leaves blank
            blank += 1
    assert blank == 21
    assert load_edition("2019").size == 198


@pytest.mark.no_cover  # many cases of what other tests run as well
def test_the_outputs_beside_the_examples_are_up_to_date(tmp_path: Path) -> None:
    done = govreport("build", EXAMPLES, "--check")
    assert done.code == 0, done.out + done.err
    out = EXAMPLES.parent / "output"
    names = {f"{path.stem}{ending}" for path in (SEED, CITY)
             for ending in (".txt", ".md", ".html", ".docx", ".xlsx")}  # fmt: skip
    assert {path.name for path in out.iterdir()} - {".govreport-build.json"} == names
    for path in (SEED, CITY):
        for ending in (".txt", ".md"):
            rendered = tmp_path / f"out{ending}"
            assert govreport("render", path, "-o", rendered).code == 0
            assert rendered.read_bytes() == (out / f"{path.stem}{ending}").read_bytes()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shell_completion(shell: str) -> None:
    shown = govreport(
        "--show-completion",
        shell,
        environment={"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"},
    )
    assert shown.code == 0
    assert "_GOVREPORT_COMPLETE" in shown.out
    asked = {
        "_GOVREPORT_COMPLETE": "complete_bash",
        "COMP_WORDS": "govreport che",
        "COMP_CWORD": "1",
    }
    assert govreport(environment=asked).out.split() == ["check"]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_the_same_each_time(command: str) -> None:
    assert "\n  -h, --help " in govreport(command, "--help").out


def test_jobs_is_a_ceiling(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(text_of(example(CITY)))
    done = govreport("build", tmp_path, "--out", tmp_path / "out", "--jobs", "100000")
    assert done.code == 0, done.err
    assert govreport("check", tmp_path, "--jobs", "100000").code == 0
