"""A user's own templates: what they may do, and what they are told when they may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from govreport.errors import GovreportError
from govreport.rendering import Options, html, markdown, plain_text, render
from govreport.rendering.templates import about_unused, fill_template

if TYPE_CHECKING:
    from pathlib import Path

    from govreport.report import Report


def own(folder: Path, source: str, name: str = "report.txt.j2") -> Options:
    (folder / name).write_text(source, "utf-8")
    return Options(templates=folder)


def test_a_template_of_the_user_replaces_ours(report: Report, tmp_path: Path) -> None:
    options = own(tmp_path, "{% for s in sections %}{{ s.heading }}\n{% endfor %}")
    assert render(report, "text", options) == "".join(
        f"{section.heading}\n" for section in report.edition.sections
    )
    assert render(report, "markdown", options) == render(report, "markdown")


def test_a_part_of_a_page_can_be_replaced_alone(report: Report, tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    options = own(tmp_path, "h1 { color: #123; }\n", "parts/report.css.j2")
    page = str(render(report, "html", options))
    assert "<style>\nh1 { color: #123; }\n</style>" in page
    assert page[page.index("<body>") :] in str(render(report, "html"))
    assert list(about_unused(tmp_path)) == []


def test_only_plain_data_reaches_a_template(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    def only_plain(value: object) -> bool:
        if type(value) is dict:
            return all(only_plain(key) and only_plain(one) for key, one in value.items())
        if type(value) is list:
            return all(map(only_plain, value))
        return type(value) in (str, int)

    def caught(
        name: str, data: dict[str, object], folder: Path | None, *, autoescape: bool = False
    ) -> str:
        assert only_plain(data)
        return ""

    for module in (plain_text, markdown, html):
        monkeypatch.setattr(module, "fill_template", caught)
    for format_name in ("text", "markdown", "html"):
        render(report, format_name)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("\n{{ organisation }}", "第 2 行：用了没有的名称"),
        ("\n\n{% for x in %}", "第 3 行：语法不对"),
        ("{{ title.__class__.__mro__ }}", "第 1 行：用了模板里不允许的操作"),
        ("{{ sections.append(1) }}", "第 1 行：用了模板里不允许的操作"),
        ("{{ 1 // 0 }}", "第 1 行：运行出错"),
        ('{% include "no.j2" %}', "“no.j2”找不到"),
        ('{% include "../secret.j2" %}', "“../secret.j2”找不到"),
        ('{% include "link.j2" %}', "模板 link.j2 是通往模板文件夹之外的链接"),
        ('{% include "report.txt.j2" %}', "运行出错"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    report: Report, tmp_path: Path, source: str, said: str
) -> None:
    (tmp_path / "secret.j2").write_text("secret")
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "link.j2").symlink_to(tmp_path / "secret.j2")
    with pytest.raises(GovreportError) as caught:
        render(report, "text", own(folder, source))
    assert "report.txt.j2" in str(caught.value) or "link.j2" in said
    assert said in str(caught.value)


def test_a_template_that_is_a_link_out_is_named(report: Report, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.j2").write_text("secret")
    folder = tmp_path / "own"
    (folder / "inner").mkdir(parents=True)
    (folder / "report.txt.j2").symlink_to("../elsewhere.j2")
    with pytest.raises(GovreportError, match=r"模板 report\.txt\.j2 是通往模板文件夹之外的链接"):
        render(report, "text", Options(templates=folder))
    (folder / "report.txt.j2").unlink()
    (folder / "inner" / "real.j2").write_text("within")
    (folder / "report.txt.j2").symlink_to("inner/real.j2")
    assert render(report, "text", Options(templates=folder)) == "within\n"


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"report.txt.j2": "", "report.docx": "", "README.md": "", ".x.j2": "", "~$report.docx": ""}, []),
        ({"report.text.j2": ""}, ["report.text.j2"]),
        ({"Report.txt.j2": "", "report.html": ""}, ["Report.txt.j2", "report.html"]),
        ({"own/report.md.j2": "", "report.doc.docx": ""}, ["own/report.md.j2", "report.doc.docx"]),
        ({"report.txt.j2": "{% include 'own/part.j2' %}", "own/part.j2": "", "b.j2": ""}, ["b.j2"]),
        ({"report.md.j2": "{% extends 'base.j2' %}", "base.j2": "{% import 'm.j2' as m %}", "m.j2": ""}, []),
        ({"report.md.j2": "{% include name %}", "part.j2": ""}, []),
        ({"report.md.j2": "{% if", "part.j2": ""}, ["part.j2"]),
        ({"report.md.j2": None}, ["report.md.j2"]),
    ],
)  # fmt: skip
def test_a_template_that_replaces_nothing_is_named(
    tmp_path: Path, given: dict[str, str | None], named: list[str]
) -> None:
    for name, text in given.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        if text is None:
            path.symlink_to("nowhere")
        else:
            path.write_text(text, "utf-8")
    said = [message.values["names"] for message in about_unused(tmp_path) if message.values]
    assert said == ([named] if named else [])


def test_a_mistake_in_an_included_file_is_placed_there(report: Report, tmp_path: Path) -> None:
    (tmp_path / "part.j2").write_text("\n\n{{ nothing }}")
    with pytest.raises(GovreportError, match=r"模板 part\.j2 第 3 行"):
        render(report, "text", own(tmp_path, '{% include "part.j2" %}'))


def test_a_file_that_is_no_text(report: Report, tmp_path: Path) -> None:
    (tmp_path / "report.txt.j2").write_bytes("报告".encode("gb18030"))
    with pytest.raises(GovreportError, match="读不出来"):
        render(report, "text", Options(templates=tmp_path))


def test_a_folder_that_is_not_there(report: Report, tmp_path: Path) -> None:
    with pytest.raises(GovreportError, match="不存在"):
        render(report, "text", Options(templates=tmp_path / "no"))


def test_text_of_a_report_is_no_template(tmp_path: Path) -> None:
    (tmp_path / "x.j2").write_text("{{ text }}")
    assert fill_template("x.j2", {"text": "{{ 1 + 1 }}{% x %}"}, tmp_path) == "{{ 1 + 1 }}{% x %}\n"
