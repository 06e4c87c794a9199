"""What a build writes, and what it leaves alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from building import build, files, remembered, report, wrong

from govreport.publish import manifest, target
from govreport.rendering import FORMATS, Options, render
from govreport.tomlio import dumps

ALL = "text,markdown,html,docx,xlsx"


def test_every_report_in_every_format_at_its_place(folder: Path, out: Path) -> None:
    assert build(folder, "--out", out, "--format", ALL) == 0
    written = files(out)
    assert sorted(written) == sorted(
        stem + known.ending for stem in ("区/乙局", "甲镇") for known in FORMATS.values()
    )
    for stem in ("区/乙局", "甲镇"):
        for name, known in FORMATS.items():
            wanted = render(report(stem), name, Options(source=f"{stem}.toml"))
            given = wanted.encode() if isinstance(wanted, str) else wanted
            assert written[stem + known.ending] == given


def test_text_and_markdown_unless_told_otherwise(folder: Path, out: Path) -> None:
    assert build(folder / "甲镇.toml", "--out", out) == 0
    assert sorted(files(out)) == ["甲镇.md", "甲镇.txt"]


def test_styles_of_tables_are_taken_by_the_format_that_has_them(folder: Path, out: Path) -> None:
    assert build(folder, "--out", out, "--tables", "tab", "--tables", "pipe") == 0
    written = files(out)
    assert "\t" in written["甲镇.txt"].decode()
    assert "<table" not in written["甲镇.md"].decode()


@pytest.mark.no_cover  # many cases of what other tests run as well
def test_the_number_of_jobs_changes_nothing(tmp_path: Path) -> None:
    for number in range(10):  # more pieces than two processes are given at once
        (tmp_path / f"r{number}.toml").write_text(dumps(report(f"第{number}镇")), "utf-8")
    alone = tmp_path / "alone"
    assert build(tmp_path, "--out", alone, "--format", ALL, "--jobs", "1") == 0
    for jobs in ("1", "2", "4"):
        again = tmp_path / f"again{jobs}"
        assert build(tmp_path, "--out", again, "--format", ALL, "--jobs", jobs) == 0
        assert files(alone) == files(again)
        assert (alone / manifest.NAME).read_bytes() == (again / manifest.NAME).read_bytes()


def test_an_unchanged_build_touches_nothing(folder: Path, out: Path) -> None:
    build(folder, "--out", out, "--format", ALL)
    for path in out.rglob("*"):
        os.utime(path, (1, 1))
    for path in folder.rglob("*.toml"):  # a new time stamp is no change
        path.write_bytes(path.read_bytes())
    assert build(folder, "--out", out, "--format", ALL) == 0
    assert {path.stat().st_mtime for path in out.rglob("*") if path.is_file()} == {1}


def test_only_what_changed_is_made_again(folder: Path, out: Path) -> None:
    build(folder, "--out", out)
    for path in out.rglob("*"):
        os.utime(path, (1, 1))
    (folder / "甲镇.toml").write_text(dumps(report("丙镇")), "utf-8")
    assert build(folder, "--out", out) == 0
    touched = {p.name for p in out.rglob("*") if p.is_file() and p.stat().st_mtime != 1}
    assert touched == {"甲镇.txt", "甲镇.md", manifest.NAME}
    assert "丙镇" in (out / "甲镇.txt").read_text("utf-8")


@pytest.mark.parametrize("damage", ["edited", "deleted", "emptied", "linked"])
def test_an_output_that_somebody_touched_is_made_again(
    folder: Path, out: Path, tmp_path: Path, damage: str
) -> None:
    build(folder, "--out", out, "--format", ALL)
    before = files(out)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("not ours")
    for name in ("甲镇.txt", "甲镇.docx"):
        path = out / name
        if damage == "edited":
            path.write_bytes(path.read_bytes() + b"x")
        elif damage == "emptied":
            path.write_bytes(b"")
        else:
            path.unlink()
            if damage == "linked":
                path.symlink_to(elsewhere)
    assert build(folder, "--out", out, "--format", ALL) == 0
    assert files(out) == before
    assert not (out / "甲镇.txt").is_symlink()
    assert elsewhere.read_text() == "not ours"


def test_another_choice_or_program_is_a_change(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(folder, "--out", out)
    first = files(out)
    build(folder, "--out", out, "--tables", "ascii")
    assert files(out)["甲镇.txt"] != first["甲镇.txt"]
    keys = {entry["key"] for entry in remembered(out).values()}
    monkeypatch.setattr(manifest, "program_digest", lambda: b"another")
    build(folder, "--out", out)
    assert files(out) == first
    assert not keys & {entry["key"] for entry in remembered(out).values()}


def test_a_report_with_errors_is_not_made_and_the_others_are(
    folder: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "坏.toml").write_text(dumps(wrong("坏镇")), "utf-8")
    (folder / "更坏.toml").write_text('edition = "2021"\n[report]\nyear = ', "utf-8")
    (folder / "缺.toml").write_text('edition = "2021"\n[report]\nyear = 2021\n', "utf-8")
    assert build(folder, "--out", out) == 1
    assert sorted(files(out)) == ["区/乙局.md", "区/乙局.txt", "甲镇.md", "甲镇.txt"]
    said = capsys.readouterr().err
    assert "坏.toml 还有" in said
    assert "更坏.toml 读不出一份报告" in said
    assert build(folder, "--out", out) == 1  # nothing is forgotten the second time
    (folder / "更坏.toml").unlink()
    assert build(folder, "--out", out, "--force") == 0
    assert "坏.txt" in files(out)
    assert build(folder, "--out", out, "--force") == 0
    assert build(folder, "--out", out) == 1
    assert build(folder, "--out", out, "--check") == 1


def test_no_report_and_no_out_and_unknown_words(
    folder: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "empty").mkdir()
    assert build(folder / "empty", "--out", out) == 2
    assert "没有找到报告" in capsys.readouterr().err
    assert build(folder) == 2
    assert "--out" in capsys.readouterr().err
    assert build(folder, "--out", out, "--format", "pdf") == 2
    assert build(folder, "--out", out, "--tables", "round") == 2
    assert build(folder, "--out", out, "--templates", folder / "no") == 2
    assert build(folder / "no.toml", "--out", out) == 2
    assert not out.exists()


def test_two_reports_with_one_output_are_refused(
    tmp_path: Path, folder: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "more" / "甲镇.toml"
    other.parent.mkdir()
    other.write_text(dumps(report("甲镇")), "utf-8")
    assert build(folder, other.parent, "--out", out) == 2
    assert "同一个文件" in capsys.readouterr().err
    assert not out.exists()
    other.rename(other.parent / "丙.toml")
    assert build(folder, other.parent, "--out", out) == 0


def test_an_output_that_is_the_folder_of_another_is_refused(folder: Path, out: Path) -> None:
    inner = folder / "甲镇.txt" / "x.toml"
    inner.parent.mkdir()
    inner.write_text(dumps(report("甲镇")), "utf-8")
    assert build(folder, "--out", out) == 2
    assert not out.exists()


def test_the_configuration_is_asked_where_the_command_line_is_silent(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = folder / "govreport.toml"
    config.write_text('[build]\nout = "public"\nformats = ["html", "text"]\ntables = ["tab"]\n')
    assert build(folder / "区") == 0
    assert sorted(files(folder / "public")) == ["乙局.html", "乙局.txt"]
    assert "\t" in (folder / "public" / "乙局.txt").read_text("utf-8")
    assert build(folder / "区", "--format", "markdown") == 0
    assert "乙局.md" in files(folder / "public")
    config.write_text("[build]\nformat = 1\n")
    assert build(folder) == 2
    assert "“format”" in capsys.readouterr().err
    config.write_text("[build]\nformats = 1\n")
    assert build(folder) == 2
    config.write_text("[build\n")
    assert build(folder) == 2


def test_nothing_is_left_on_the_shelf(folder: Path, out: Path) -> None:
    (out / target.SHELF).mkdir(parents=True)
    (out / target.SHELF / "0-text").write_text("left by a kill")
    build(folder, "--out", out)
    assert not (out / target.SHELF).exists()
