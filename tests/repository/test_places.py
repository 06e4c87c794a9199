"""Where a result of `check` goes: to no place that cannot be, through pipes, and never onto a report."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from repository.command import govreport
from repository.test_outputs import broken

from govreport.cli.main import run

RESULTS = [["--format", "json:{}"], ["--output-file", "{}"]]
BASELINE = ["--baseline", "{}", "--write-baseline"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "r").mkdir()
    broken(tmp_path / "r", 2)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOVREPORT_LANG", "zh")
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return tmp_path


def at(place: str, arguments: list[str]) -> list[str]:
    return [one.format(place) for one in arguments]


def test_folders_may_be_nested_deeper_than_calls(folder: Path) -> None:
    """1,500 of them: made one in the other, since no system takes such a path at once."""
    place = os.open(folder, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("d", dir_fd=place)
        inner = os.open("d", os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = inner
    file = os.open("deep.toml", os.O_WRONLY | os.O_CREAT, dir_fd=place)
    os.write(file, (folder / "r" / "00.toml").read_bytes())
    os.close(file)
    os.close(place)
    try:
        done = govreport("check", "--format", "json", cwd=folder)
    finally:  # nothing that removes temporary folders goes so far down
        subprocess.run(["rm", "-rf", str(folder / "d")], check=True)
    assert json.loads(done.stdout)["summary"]["files"] == 3
    assert "d/d/deep.toml" in done.stdout


def reports(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "r").iterdir()}


@pytest.mark.parametrize("arguments", [*RESULTS, BASELINE])
@pytest.mark.parametrize(
    ("place", "said"),
    [("no/out", "没有这个文件或文件夹"), ("r/00.toml/out", "不是文件夹"), ("other", "是文件夹"),
     ("round", "绕成了圈"), ("to-nowhere", "没有这个文件或文件夹"), ("x" * 300, "文件名太长")],
)  # fmt: skip
def test_a_place_that_cannot_be(
    folder: Path, arguments: list[str], place: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "other").mkdir()
    (folder / "round").symlink_to("round")
    (folder / "to-nowhere").symlink_to("no/out")
    before, reported = sorted(folder.iterdir()), reports(folder)
    assert run(["check", "r", *at(place, arguments)]) == 2
    assert said in capsys.readouterr().err
    assert (sorted(folder.iterdir()), reports(folder)) == (before, reported)


@pytest.mark.parametrize("arguments", [*RESULTS, BASELINE])
@pytest.mark.parametrize("place", ["r/00.toml", "r/../r/00.toml", "link", "r/named"])
def test_a_report_is_never_written_over(
    folder: Path, arguments: list[str], place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "link").symlink_to("r/00.toml")
    (folder / "r" / "named").write_bytes((folder / "r" / "01.toml").read_bytes())
    before = reports(folder)
    for paths in (["r", "r/named"], ["r/named"]):
        assert run(["check", *paths, *at(place, arguments)]) == 2
        assert place in capsys.readouterr().err
        assert reports(folder) == before


@pytest.mark.parametrize("arguments", [["export", "r", "-o", "r/00.toml"],
                                       ["render", "r/named", "--format", "text", "-o", "r/named"],
                                       ["check", "r", "--fix", "--output-file", "r/00.toml"]])  # fmt: skip
def test_no_command_writes_over_its_reports(folder: Path, arguments: list[str]) -> None:
    text = (folder / "r" / "00.toml").read_text("utf-8").replace("total", "# total", 1)
    for name in ("00.toml", "named"):
        (folder / "r" / name).write_text(text, "utf-8")
    before = reports(folder)
    assert run(arguments) == 2
    assert reports(folder) == before


@pytest.mark.parametrize("arguments", [*RESULTS, BASELINE])
def test_interrupted_while_it_is_written(
    folder: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    def stopped(_handle: int) -> None:
        raise KeyboardInterrupt

    old = '{"version": 1, "findings": []}'
    (folder / "out").write_text(old, "utf-8")
    before = sorted(folder.iterdir())
    monkeypatch.setattr(os, "fsync", stopped)
    assert run(["check", "r", *at("out", arguments)]) == 130
    assert capsys.readouterr().err == "govreport: 已中断。\n"
    assert (folder / "out").read_text("utf-8") == old
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize("first", ["old", None])
def test_two_results_in_one_place(folder: Path, first: str | None) -> None:
    (folder / "link").symlink_to("a")
    if first is not None:
        (folder / "a").write_text('{"version": 1, "findings": []}', "utf-8")
    before = sorted(folder.iterdir())
    assert run(["check", "r", "--format", "json:a", "--format", "sarif:link"]) == 2
    assert run(["check", "r", "--output-file", "link", *at("a", BASELINE)]) == 2
    assert sorted(folder.iterdir()) == before


def test_a_link_stays_a_link(folder: Path) -> None:
    (folder / "elsewhere").mkdir()
    (folder / "out").symlink_to("elsewhere/out")
    for arguments in RESULTS:
        assert run(["check", "r", *at("out", arguments)]) == 1
        assert (folder / "out").is_symlink()
        assert "GR401" in (folder / "elsewhere" / "out").read_text("utf-8")
    assert [path.name for path in (folder / "elsewhere").iterdir()] == ["out"]


@pytest.mark.parametrize("arguments", RESULTS)
def test_a_named_pipe(folder: Path, arguments: list[str]) -> None:
    os.mkfifo("out")
    end = os.open("out", os.O_RDONLY | os.O_NONBLOCK)
    assert run(["check", "r", *at("out", arguments)]) == 1
    assert b"GR401" in os.read(end, 65536)
    os.close(end)
    assert (folder / "out").is_fifo()


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="there is no /dev/fd")
def test_the_pipes_of_a_shell(folder: Path) -> None:
    """`--format json:>(…)` and `--baseline <(…)`: names of pipes that are nowhere in a folder."""
    assert run(["check", "r/00.toml", *at("known", BASELINE)]) == 0
    (out_end, out), (end, start) = os.pipe(), os.pipe()
    os.write(start, (folder / "known").read_bytes())
    os.close(start)
    line = ["check", "r", "--format", f"json:/dev/fd/{out}", "--baseline", f"/dev/fd/{end}"]
    done = subprocess.run(
        [sys.executable, "-m", "govreport", *line],
        cwd=folder, pass_fds=(out, end), timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    (finding,) = json.loads(os.read(out_end, 65536))["findings"]
    assert finding["path"] == "r/01.toml"
    for handle in (out_end, out, end):
        os.close(handle)


@pytest.mark.parametrize("arguments", RESULTS)
def test_standard_output_by_its_other_name(folder: Path, arguments: list[str]) -> None:
    """It may be a file that others write to as well."""
    (folder / "log").write_text("earlier\n", "utf-8")
    line = [sys.executable, "-m", "govreport", "check", "r", *at("/dev/stdout", arguments)]
    script = 'exec >> log; "$@"; echo later'
    subprocess.run(["sh", "-c", script, "sh", *line], cwd=folder, check=True)
    text = (folder / "log").read_text("utf-8")
    assert text.startswith("earlier\n")
    assert text.endswith("later\n")
    assert text.count("GR401") == 2
    assert "GR401" in govreport("check", "r", *at("/dev/stdout", arguments), cwd=folder).stdout


def test_the_summary_of_a_job_that_cannot_be_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    places = ["no/summary", "r", *(["/dev/full"] if Path("/dev/full").exists() else [])]
    for place in places:
        monkeypatch.setenv("GITHUB_STEP_SUMMARY", place)
        assert run(["check", "r", "--format", "github"]) == 2
        said = capsys.readouterr()
        assert f"写不了 {place}：" in said.err
        assert "::error" in said.out  # the findings are not lost for it
