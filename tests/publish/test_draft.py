"""A report with errors is printed as a draft, on every page; what somebody worked on is not lost."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from oracles import XHTML, parsed, text_of
from program import Outcome, call
from samples import EXAMPLES

from govreport.rendering import FORMATS
from govreport.rendering.office import as_made, packed, unpacked
from govreport.repository.published import load_file
from govreport.tomlio import load

DRAFT = "草稿"


def govreport(*arguments: str | Path) -> Outcome:
    return call(*arguments, environment={"LANG": "zh_CN.UTF-8"})


SOUND = EXAMPLES / "city-2025.toml"


@pytest.fixture(params=["tonggui-2020", "city-2025"])
def faulty(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A report with one wrong total."""
    text = (EXAMPLES / f"{request.param}.toml").read_text("utf-8")
    before, table, after = text.partition("[requests.carried_over]")
    after = re.sub(r"(?m)^total = \d+$", "total = 987654", after, count=1)
    path = tmp_path / "report.toml"
    path.write_text(before + table + after, "utf-8")
    return path


def rendered(path: Path, name: str, *options: str) -> tuple[bytes, Outcome]:
    out = path.with_name("out" + FORMATS[name].ending)
    done = govreport("render", path, "-o", out, *options)
    assert done.code == 0, done.err
    return out.read_bytes(), done


def pages_of(document: bytes) -> list[str]:
    """For every kind of page of a Word document what stands above its text."""
    file: Any = docx.Document(io.BytesIO(document))
    heads = []
    for section in file.sections:
        heads += [section.header, section.even_page_header]
    return ["".join(one.text for one in head.paragraphs) for head in heads]


def test_what_is_not_written_is_not_called_a_draft(faulty: Path) -> None:
    done = govreport("render", faulty, "-o", faulty.parent / "none" / "out.docx")
    assert done.code == 2
    assert "写不了" in done.err and "草稿" not in done.err


def test_the_way_to_a_pdf_is_told(faulty: Path) -> None:
    done = govreport("render", faulty, "-o", faulty.with_suffix(".pdf"))
    assert done.code == 2
    assert "WPS" in done.err


@pytest.mark.no_cover  # many cases of what other tests run as well
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_that_it_is_a_draft(faulty: Path, name: str) -> None:
    data, done = rendered(faulty, name)
    assert "这是草稿" in done.err
    assert "1 处错误" in done.err
    read = load_file(f"a{FORMATS[name].ending}", data).report
    meant = load(faulty.read_bytes()).report
    assert read is not None and meant is not None
    title = meant.edition.title.format(year=meant.year) + f"（{DRAFT}）"
    if name in ("text", "markdown"):
        assert title in data.decode()
    if name == "html":
        page = parsed(data.decode())
        assert text_of(next(page.iter(f"{XHTML}title"))) == meant.organization + title
        assert next(page.iter(f"{XHTML}body")).get("data-draft") == DRAFT
        assert "position: fixed" in data.decode()  # so that it is printed on every page
    if name == "docx":
        assert pages_of(data)
        assert all(head == DRAFT for head in pages_of(data))
        assert title in docx.Document(io.BytesIO(data)).core_properties.title
        assert all(
            b"v:textpath" in part for file, part in unpacked(data).items() if "header" in file
        )
    if name == "xlsx":
        sheets: Any = openpyxl.load_workbook(io.BytesIO(data)).worksheets
        for sheet in sheets:
            assert sheet.oddHeader.center.text == sheet.evenHeader.center.text == DRAFT
    assert (read.values, read.texts, read.organization, read.year) == (
        meant.values, meant.texts, meant.organization, meant.year,
    )  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_a_final_report_bears_no_mark_but_the_errors_are_told(faulty: Path, name: str) -> None:
    data, done = rendered(faulty, name, "--final")
    assert "1 处错误" in done.err
    assert DRAFT not in done.err
    texts = unpacked(data).values() if name in ("docx", "xlsx") else [data]
    assert not any(DRAFT.encode() in text for text in texts)


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_without_errors_is_no_draft_and_what_was_written_is_said(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / "report.toml"
    path.write_bytes(SOUND.read_bytes())
    data, done = rendered(path, name)
    assert done.err == f"已写 {(tmp_path / 'out').as_posix()}{FORMATS[name].ending}（{name}）。\n"
    texts = unpacked(data).values() if name in ("docx", "xlsx") else [data]
    assert not any(DRAFT.encode() in text for text in texts)
    assert govreport("render", path).err == ""


def touched(document: bytes) -> bytes:
    """A Word file as it is after somebody has changed a word in it."""
    parts = unpacked(document)
    return packed({**parts, "word/document.xml": parts["word/document.xml"] + b"<!-- -->"})


def test_a_word_file_that_was_worked_on_is_not_overwritten(tmp_path: Path) -> None:
    out = tmp_path / "a.docx"
    assert govreport("render", SOUND, "-o", out).code == 0
    made = out.read_bytes()
    assert as_made(made)
    assert govreport("render", SOUND, "-o", out).code == 0  # as it was: made again
    for other in (touched(made), saved_again(made)):
        out.write_bytes(other)
        done = govreport("render", SOUND, "-o", out)
        assert done.code == 2
        assert "--force" in done.err
        assert out.read_bytes() == other
    assert govreport("render", SOUND, "-o", out, "--force").code == 0
    assert out.read_bytes() == made
    out.write_bytes(b"no Word file")
    assert govreport("render", SOUND, "-o", out).code == 0


def saved_again(document: bytes) -> bytes:
    """As another program writes the same document, with properties of its own."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in unpacked(document).items():
            if name == "docProps/core.xml":
                start, end = data.index(b"<dc:identifier>"), data.index(b"</dc:identifier>")
                archive.writestr(name, data[:start] + data[end + len(b"</dc:identifier>") :])
            else:
                archive.writestr(name, data)
    return buffer.getvalue()


def test_a_build_leaves_a_word_file_that_was_worked_on_and_says_so(tmp_path: Path) -> None:
    command = ("build", SOUND, "--out", tmp_path, "--format", "docx,text")
    assert govreport(*command).code == 0
    out = tmp_path / "city-2025.docx"
    made = out.read_bytes()
    other = touched(made)
    out.write_bytes(other)
    (tmp_path / "city-2025.txt").write_text("nothing", "utf-8")  # this one is made again
    for _ in range(2):
        done = govreport(*command)
        assert done.code == 1
        assert "city-2025.docx" in done.err
        assert "--force" in done.err
        assert out.read_bytes() == other
    assert (tmp_path / "city-2025.txt").read_text("utf-8") != "nothing"
    assert govreport(*command, "--check").code == 1
    assert govreport(*command, "--force").code == 0
    assert out.read_bytes() == made
    assert govreport(*command).code == 0


def test_a_build_by_force_marks_drafts(faulty: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = govreport(
        "build", faulty, "--out", out, "--format", "docx,text,html,markdown", "--force"
    )
    assert DRAFT in done.err
    for name in ("report.txt", "report.md", "report.html"):
        assert f"（{DRAFT}）" in (out / name).read_text("utf-8")
    assert set(pages_of((out / "report.docx").read_bytes())) == {DRAFT}


def test_a_draft_in_the_users_own_template(faulty: Path, tmp_path: Path) -> None:
    template: Any = docx.Document()
    template.sections[0].header.paragraphs[0].text = "统一版头"
    template.save(tmp_path / "report.docx")
    (tmp_path / "report.txt.j2").write_text("{{ title }}|{{ draft }}", "utf-8")
    data, _ = rendered(faulty, "docx", "--templates", str(tmp_path))
    heads = pages_of(data)
    assert f"统一版头{DRAFT}" in heads
    text, _ = rendered(faulty, "text", "--templates", str(tmp_path))
    assert text.decode().strip().endswith(f"（{DRAFT}）|{DRAFT}")
