"""`import`, `check` of a document that is named, and `--from` a document: what a user gets."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from samples import CITY, EDITIONS, SEED, consistent, example, govreport, text_of

from govreport.rendering import render
from govreport.report import Report
from govreport.tomlio import load


def page(report: Report, path: Path, form: str = "html") -> Path:
    """The report as it would be published."""
    done = render(report, form)
    path.write_bytes(done.encode() if isinstance(done, str) else done)
    return path


def named(report: Report) -> Report:
    about = {"organization": "某县民政局", "year": report.year, "scope": report.scope}
    return replace(report, about=about)


@pytest.mark.parametrize("form", ["text", "html", "docx"])
@pytest.mark.parametrize("name", EDITIONS)
def test_a_published_report_comes_in_whole(name: str, form: str, tmp_path: Path) -> None:
    report = named(consistent(name))
    suffix = {"text": "txt"}.get(form, form)
    source, out = page(report, tmp_path / f"a.{suffix}", form), tmp_path / "a.toml"
    done = govreport("import", source, "-o", out)
    assert done.code == 0, done.err
    assert f"读出 {report.edition.size} 格" in done.err
    text = out.read_text("utf-8")
    assert text.split("\n")[2].endswith(source.name)
    loaded = load(text.encode()).report
    assert loaded is not None
    assert loaded.values == report.values
    assert loaded.texts == report.texts
    assert govreport("check", out).code == govreport("check", source).code


def test_what_was_printed_blank_is_left_out_or_by_decision_zero(tmp_path: Path) -> None:
    report = named(consistent("2021")).with_numbers({"requests.received.other": None})
    source = page(report, tmp_path / "a.html")
    done = govreport("import", source)
    assert done.code == 1
    assert "空 1 格" in done.err
    loaded = load(done.out.encode()).report
    assert loaded is not None
    assert loaded.missing == ("requests.received.other",)
    done = govreport("import", source, "--blanks", "zero")
    assert done.code == 0
    loaded = load(done.out.encode()).report
    assert loaded is not None
    assert loaded["requests.received.other"] == 0


def test_the_account_for_scripts(tmp_path: Path) -> None:
    source = page(named(consistent("2019")), tmp_path / "a.html")
    head, *rest = source.read_text("utf-8").rsplit(">0</td>", 1)
    source.write_text(">6-7</td>".join([head, *rest]), "utf-8")
    done = govreport("import", source, "--format", "json")
    assert done.code == 1
    (account,) = json.loads(done.out)["documents"]
    assert account["organization"] == "某县民政局"
    assert account["edition"] == "2019"
    (doubt,) = account["doubtful"]
    assert doubt["text"] == "6-7"
    assert set(doubt) >= {"cell", "row", "column", "text", "reason"}
    assert account["cells"] == 197
    assert govreport("import", source, "--lang", "en").code == 1


def test_a_person_has_the_last_word(tmp_path: Path) -> None:
    source = page(named(consistent("2019")), tmp_path / "a.html")
    done = govreport("import", source, "--organization", "某县某镇人民政府", "--year", "2020")
    loaded = load(done.out.encode()).report
    assert loaded is not None
    assert (loaded.organization, loaded.year, loaded.kind) == ("某县某镇人民政府", 2020, "township")
    assert govreport("import", source, "--edition", "1999").code == 2


def test_a_folder_becomes_a_folder(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    (folder / "below" / ".hidden").mkdir(parents=True)
    page(named(consistent("2021")), folder / "a.html")
    page(named(consistent("2021")), folder / "a.docx", "docx")
    page(named(consistent("2019")), folder / "below" / "b.txt", "text")
    page(named(consistent("2019")), folder / "below" / ".hidden" / "c.txt", "text")
    (folder / "bad.docx").write_bytes(b"no archive")
    done = govreport("import", folder, "-o", out)
    assert done.code == 1
    assert "bad.docx" in done.err
    names = sorted(path.relative_to(out).as_posix() for path in out.rglob("*.toml"))
    assert names == ["a.docx.toml", "a.html.toml", "below/b.toml"]
    again = govreport("import", folder, "-o", out)
    assert again.code == 2
    assert "已经存在" in again.err
    assert govreport("import", folder).code == 2


@pytest.mark.parametrize("out", [None, "-"])
def test_standard_input_and_output(out: str | None) -> None:
    report = named(consistent("2021"))
    data = render(report, "docx")
    assert isinstance(data, bytes)
    done = govreport("import", "-", *(["-o", out] if out else []), stdin=data)
    assert done.code == 0
    loaded = load(done.out.encode()).report
    assert loaded is not None
    assert loaded.values == report.values


def test_what_is_no_report_is_refused(tmp_path: Path) -> None:
    assert govreport("import", tmp_path / "none.docx").code == 2
    (tmp_path / "a.exe").write_bytes(b"MZ")
    done = govreport("import", tmp_path / "a.exe")
    assert done.code == 2
    assert ".docx" in done.err
    report = tmp_path / "a.toml"
    report.write_bytes(CITY.read_bytes())
    source = page(named(consistent("2021")), tmp_path / "a.html")
    assert govreport("import", source, "-o", report).code == 2
    assert report.read_bytes() == CITY.read_bytes()


def test_a_document_is_checked_where_it_stands(tmp_path: Path) -> None:
    report = named(consistent("2021"))
    cell = "requests.outcome.granted.natural_person"
    wrong = report.with_numbers(
        {cell: (report[cell] or 0) + 1, "review.reconsideration.other": None}
    )
    source = page(wrong, tmp_path / "a.txt", "text")
    done = govreport("check", source, "--format", "json")
    assert done.code == 1
    findings = [f for f in json.loads(done.out)["findings"] if f["code"][:3] != "GR1"]
    assert [(f["code"], f["cell"]) for f in findings] == [
        ("GR303", cell),
        ("GR004", "review.reconsideration.other"),
    ]
    lines = source.read_text("utf-8").split("\n")
    assert "予以公开" in lines[findings[0]["line"] - 1]
    assert not any(finding["fixable"] for finding in findings)
    before = source.read_bytes()
    govreport("check", source, "--fix")
    assert source.read_bytes() == before
    assert govreport("check", page(report, tmp_path / "good.docx", "docx")).code == 0


def test_what_could_not_be_read_is_told_with_its_reason(tmp_path: Path) -> None:
    source = page(named(consistent("2019")), tmp_path / "a.html")
    head, *rest = source.read_text("utf-8").rsplit(">0</td>", 1)
    source.write_text(">6-7</td>".join([head, *rest]), "utf-8")
    done = govreport("check", source)
    assert done.code == 1
    assert "6-7" in done.out
    assert "GR004" in done.out


def test_folders_are_walked_for_toml_only(tmp_path: Path) -> None:
    page(named(consistent("2021")), tmp_path / "a.html")
    (tmp_path / "b.toml").write_bytes(text_of(named(consistent("2021"))))
    assert "1 份报告" in govreport("check", tmp_path).out


def test_last_years_word_file_is_enough(tmp_path: Path) -> None:
    last = example(SEED).with_numbers({"requests.carried_over.natural_person": 2})
    last = replace(last, about=dict(last.about) | {"organization": "某县某乡人民政府"})
    source, new = page(last, tmp_path / "last.docx", "docx"), tmp_path / "new.toml"
    arguments: list[str | Path] = [
        "--organization",
        "某县某乡人民政府",
        "--year",
        "2021",
        "--from",
        source,
    ]
    assert govreport("new", new, *arguments).code == 0
    report = load(new.read_bytes()).report
    assert report is not None
    assert report["requests.carried_in.natural_person"] == 2
    data = ["--data", "year=2021", "--data", "organization=某县某乡人民政府"]
    done = govreport("interview", tmp_path / "i.toml", "--no-input", "--from", source, *data)
    assert done.code == 1
    report = load((tmp_path / "i.toml").read_bytes()).report
    assert report is not None
    assert report["requests.carried_in.natural_person"] == 2
