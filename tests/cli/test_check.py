"""`check` as it is called: exit codes, streams, files that are no good."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from samples import CITY, EXAMPLES, SEED, consistent, example, govreport, text_of, zeros

from govreport.cli.main import run
from govreport.edition import load_edition
from govreport.tomlio import load

GOOD = text_of(consistent("2021"))


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_clean(tmp_path: Path) -> None:
    done = govreport("check", write(tmp_path / "a.toml", GOOD))
    assert (done.code, done.err) == (0, "")
    assert done.out == "1 份报告，没有发现问题。\n"


@pytest.mark.parametrize("path", [SEED, CITY], ids=lambda path: path.stem)
def test_the_examples_are_clean(path: Path) -> None:
    assert govreport("check", path).code == 0


BAD: dict[str, tuple[bytes, str, int]] = {
    "broken TOML": (b"[report\n", "GR001", 1),
    "NUL": (GOOD.replace(b'kind = "city"', b'kind = "ci\0ty"'), "GR001", 8),
    "5000 brackets": (b"x = " + b"[" * 5000, "GR001", 1),
    "5000 closed brackets": (b"x = " + b"[" * 5000 + b"]" * 5000, "GR001", 1),
    "TOML 1.1": (GOOD.replace(b'kind = "city"', b'kind = "ci\\x74y"'), "GR001", 8),
    "GB18030": (GOOD.decode().encode("gb18030"), "GR002", 6),
    "unknown key": (GOOD.replace(b"issued = 3\n", b"isued = 3\n", 1), "GR003", 42),
    "missing key": (GOOD.replace(b"issued = 3\n", b"", 1), "GR004", 41),
    "text for a number": (GOOD.replace(b"issued = 3\n", b'issued = "3"\n', 1), "GR005", 42),
    "-1": (GOOD.replace(b"issued = 3\n", b"issued = -1\n", 1), "GR006", 42),
    "0.5": (GOOD.replace(b"issued = 3\n", b"issued = 0.5\n", 1), "GR006", 42),
    "NaN": (GOOD.replace(b"issued = 3\n", b"issued = nan\n", 1), "GR006", 42),
    "30 digits": (GOOD.replace(b"issued = 3\n", b"issued = " + b"7" * 30 + b"\n", 1), "GR006", 42),
    "2020 in 2021": (GOOD.replace(b"year = 2025", b"year = 2020"), "GR007", 3),
    "empty": (b"", "GR004", 1),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input(case: str, tmp_path: Path) -> None:
    data, code, line = BAD[case]
    path = write(tmp_path / "a.toml", data)
    structure = ["--ignore", "GR009,GR1"]  # the text and the date speak of 2025 too
    done = govreport("check", path, "--format", "json", *structure)
    assert done.code == 1
    (finding,) = json.loads(done.out)["findings"]
    shift = GOOD.decode().split("\n").index("issued = 3") + 1 - 42
    assert (finding["code"], finding["line"]) == (code, line + shift * (line > 40))
    text = govreport("check", path)
    assert text.code == 1
    assert code in text.out


def test_the_nearest_key_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.toml", BAD["unknown key"][0])
    assert "是不是“issued”" in govreport("check", path).out


@pytest.mark.parametrize("data", [GOOD.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + GOOD])
def test_line_ends_and_byte_order_mark_are_fine(data: bytes, tmp_path: Path) -> None:
    assert govreport("check", write(tmp_path / "a.toml", data)).code == 0


def test_what_cannot_be_run(tmp_path: Path) -> None:
    assert govreport("check", tmp_path / "none.toml").code == 2
    empty = govreport("check", tmp_path)
    assert (empty.code, empty.out) == (2, "")
    assert "没有找到报告" in empty.err
    for arguments in (["--format", "yaml"], ["--select", "XX9"], ["--nonsense"], ["--format"]):
        done = govreport("check", CITY, *arguments)
        assert done.code == 2, arguments
        assert done.out == ""
        assert done.err.startswith("govreport: ")
    assert govreport("chekc").code == 2


def test_a_folder_and_devnull(tmp_path: Path) -> None:
    write(tmp_path / "a.toml", GOOD)
    write(tmp_path / "pyproject.toml", b"[project]\n")
    (tmp_path / ".hidden").mkdir()
    write(tmp_path / ".hidden" / "b.toml", b"[report\n")
    done = govreport("check", tmp_path, "-v")
    assert (done.code, done.out) == (0, "1 份报告，没有发现问题。\n")
    assert "pyproject.toml" in done.err
    assert govreport("check", os.devnull).code == 1


def test_no_permission(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "a.toml", GOOD)
    if os.geteuid() == 0:  # root may read everything, so that the system has to say no for it

        def refuse(file: object, *_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied", str(file))

        monkeypatch.setattr("builtins.open", refuse)
    path.chmod(0)
    assert run(["check", str(path), "--lang", "zh"]) == 2
    assert "没有权限" in capsys.readouterr().err


def test_standard_input() -> None:
    assert govreport("check", "-", stdin=GOOD).code == 0
    done = govreport("check", "-", stdin=BAD["-1"][0])
    assert done.code == 1
    assert "<stdin>" in done.out


def test_select_and_ignore(tmp_path: Path) -> None:
    report = zeros(load_edition("2019")).with_numbers(
        {"requests.received.natural_person": 1, "review.reconsideration.upheld": 1}
    )
    path = write(tmp_path / "a.toml", text_of(report))

    def codes(*arguments: str) -> list[str]:
        done = govreport("check", path, "--format", "json", *arguments)
        return [finding["code"] for finding in json.loads(done.out)["findings"]]

    assert codes() == ["GR303", "GR402"]
    assert codes("--select", "GR3") == ["GR303"]
    assert codes("--select", "GR4,GR303") == ["GR303", "GR402"]
    assert codes("--ignore", "GR3") == ["GR402"]
    assert codes("--select", "row-total") == ["GR303"]
    assert govreport("check", path, "--exit-zero").code == 0


def test_fix_and_diff(tmp_path: Path) -> None:
    edition = load_edition("2019")
    blank = {
        f"{row.address}.total": None
        for row in edition.rows
        if row.keys[1] in ("outcome", "carried_over")
    }
    seed = example(SEED)
    path = write(tmp_path / "a.toml", text_of(seed.with_numbers(blank)))
    before = path.read_bytes()

    found = json.loads(govreport("check", path, "--format", "json").out)["findings"]
    assert [(f["code"], f["cell"], f["fixable"]) for f in found] == [
        ("GR004", cell, True) for cell in blank
    ]
    diff = govreport("check", path, "--diff")
    assert diff.code == 1
    added = [line for line in diff.out.split("\n") if line.startswith("+") and line[1] != "+"]
    assert added == ["+total = 0"] * 21
    assert path.read_bytes() == before

    fixed = govreport("check", path, "--fix")
    assert (fixed.code, fixed.out) == (0, "1 份报告，没有发现问题。\n")
    assert "21" in fixed.err
    assert path.read_bytes() == text_of(seed)
    assert govreport("check", path, "--diff").code == 0


def test_output_file_is_written_whole(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    done = govreport("check", CITY, "--format", "json", "--output-file", out)
    assert (done.code, done.out) == (0, "")
    assert json.loads(out.read_text("utf-8"))["summary"]["files"] == 1


def test_text_out_of_a_file_cannot_reach_the_terminal_raw(tmp_path: Path) -> None:
    evil = GOOD.replace(b"issued = 3\n", '"\\u001b[31m红" = 3  # \u202e\n'.encode(), 1)
    done = govreport("check", write(tmp_path / "a.toml", evil))
    assert done.code == 1
    assert "\x1b" not in done.out
    assert "\u202e" not in done.out


def test_no_color_without_a_terminal(tmp_path: Path) -> None:
    path = write(tmp_path / "a.toml", BAD["-1"][0])
    assert "\x1b" not in govreport("check", path).out


def test_english(tmp_path: Path) -> None:
    path = write(tmp_path / "a.toml", BAD["0.5"][0])
    for arguments, environment in (
        (["--lang", "en"], {}),
        ([], {"GOVREPORT_LANG": "en"}),
        ([], {"LANG": "en_US.UTF-8"}),
    ):
        done = govreport("check", path, *arguments, environment=environment)
        assert "should be a whole number" in done.out
    assert "应是整数" in govreport("check", path, environment={"LANG": "zh_CN.UTF-8"}).out
    assert "应是整数" in govreport("--lang=zh", "check", path, environment={"LANG": "en_US"}).out
    assert govreport("check", path, "--lang", "fr").code == 2


def test_examples_folder_by_itself() -> None:
    assert govreport("check", cwd=EXAMPLES).out == "2 份报告，没有发现问题。\n"


def test_loading_what_is_not_needed_is_not_paid_for() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from govreport.cli.main import run; "
        f"assert run(['check', {str(CITY)!r}]) == 0; print(*sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(out.stdout.split())
    for heavy in ("jinja2", "rich.console", "prompt_toolkit", "tree_sitter", "tomli_w", "gettext_",
                  "govreport.rendering.layout", "multiprocessing.pool", "difflib_"):  # fmt: skip
        assert heavy not in loaded


def test_the_report_is_unchanged_by_check(tmp_path: Path) -> None:
    path = write(tmp_path / "a.toml", GOOD)
    govreport("check", path)
    assert path.read_bytes() == GOOD
    assert load(GOOD).problems == ()


def test_the_right_format_under_the_wrong_edition_is_one_finding(tmp_path: Path) -> None:
    for old, new in (
        ('edition = "2019"', 'edition = "2021"'),
        ('edition = "2019"', 'edition = "2030"'),
    ):
        path = write(tmp_path / "a.toml", SEED.read_text("utf-8").replace(old, new).encode())
        findings = json.loads(govreport("check", path, "--format", "json").out)["findings"]
        assert [(f["code"], f["cell"]) for f in findings] == [("GR007", "edition")]


def test_findings_of_one_place_come_in_official_order(tmp_path: Path) -> None:
    path = tmp_path / "n.toml"
    govreport("new", path, "--organization", "某县某乡人民政府", "--year", "2024")
    findings = json.loads(govreport("check", path, "--format", "json").out)["findings"]
    numbers = [f["cell"] for f in findings if f["row"] and f["column_name"]]
    assert numbers == [cell.address for cell in load_edition("2021").cells]


@pytest.mark.parametrize("command", ["check", "render", "export", "rules", "--help", "--version"])
def test_closed_streams_are_no_error(command: str) -> None:
    import subprocess
    import sys

    path = f"'{SEED}'" if command in ("check", "render", "export") else ""
    for closed in (">&-", "<&-", "2>&-"):
        line = f"'{sys.executable}' -P -m govreport {command} {path} {closed}"
        done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
        assert "Traceback" not in done.stderr
        assert done.returncode == 0, (line, done.stderr)


def test_a_reader_that_has_seen_enough(tmp_path: Path) -> None:
    import subprocess
    import sys

    for number in range(40):
        write(tmp_path / f"{number}.toml", GOOD)
    line = f"set -o pipefail; '{sys.executable}' -P -m govreport export '{tmp_path}' | head -c 1 >/dev/null"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (141, "")


def test_links_that_go_round(tmp_path: Path) -> None:
    (tmp_path / "a.toml").symlink_to("b.toml")
    (tmp_path / "b.toml").symlink_to("a.toml")
    write(tmp_path / "c.toml", GOOD)
    assert "1 份报告" in govreport("check", tmp_path).out
    done = govreport("render", CITY, "-o", tmp_path / "a.toml", "--format", "text")
    assert done.code == 2


def test_control_characters_of_a_name_do_not_reach_the_terminal(tmp_path: Path) -> None:
    path = write(tmp_path / "a\x1b[31m\n.toml", b"")
    for command in ("render", "check", "export"):
        done = govreport(command, path)
        assert "\x1b" not in done.out + done.err


def test_bad_values_of_options_are_said_in_our_words() -> None:
    cases: list[list[str | Path]] = [
        ["render", CITY, "--width", "10"],
        ["new", "-", "--organization", "x", "--year", "z"],
    ]
    for arguments in cases:
        done = govreport(*arguments)
        assert done.code == 2
        assert "整数" in done.err
        assert "not" not in done.err
    assert "多出的参数：b。" in govreport("render", CITY, "b").err
