"""A report in a format that people read: the registry that all else asks, and one function for all.

`layout` turns a report into a neutral document; one module a format turns the document into
text or the bytes of a file, most through a template of `templates/`. Nothing here reads or writes a report
file, checks one, prints, or knows an official label: those come from the edition. Text of a report
is never read as Markdown, HTML, a template or a terminal's control sequence. A format's module, and
what it imports, is loaded when it is first used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from govreport.errors import GovreportError
from govreport.libraries import require
from govreport.messages import msg

if TYPE_CHECKING:
    from pathlib import Path

    from govreport.report import Report

__all__ = ["FORMATS", "USUAL", "WORD", "Format", "Options", "render", "template_folder"]

Renderer = Callable[["Report", "Options"], str | bytes]
NARROWEST = 20
WORD = "docx"  # what people go on working on by hand


@dataclass(frozen=True)
class Options:
    """Choices for one rendering.

    `tables`: a style of table that the format has, None for its default. `width`: columns of a line
    of text, at least 20. `ambiguous`: columns that “ ” — … ① and lines of tables take, 1 or 2,
    which depends on the reader's terminal and font. `templates`: a folder whose files replace the
    packaged templates of the same name. `source`: what a long form calls the report's file.
    `subheadings`: lines such as （一）… of the narrative become headings in Markdown. `draft`: the
    title and every page say so. Raises GovreportError for a width or an ambiguous width that cannot
    be.
    """

    tables: str | None = None
    width: int = 100
    ambiguous: int = 1
    templates: Path | None = None
    source: str = ""
    subheadings: bool = False
    draft: bool = False

    def __post_init__(self) -> None:
        if self.width < NARROWEST:
            raise GovreportError(
                msg("行宽不能小于 {least} 列，现为 {width}。", least=NARROWEST, width=self.width)
            )
        if self.ambiguous not in (1, 2):
            raise GovreportError(
                msg("宽度不定的字符只能算 1 列或 2 列，现为 {width}。", width=self.ambiguous)
            )


def template_folder(options: Options) -> Path | None:
    """The person's folder of templates, if there is to be one. Raises GovreportError where it is not."""
    folder = options.templates
    if folder is not None and not folder.is_dir():
        raise GovreportError(
            msg("模板文件夹 {folder} 不存在。", folder=str(folder)),
            msg("请核对 --templates 或配置里写的文件夹。"),
        )
    return folder


class Format(NamedTuple):
    """An output format: its name, the ending of its files, the module and function that write it.

    `libraries`: what it writes with, as installed packages are called. `tables`: the styles of
    table that it can write, the default first. `usual`: it is built where nobody says which.
    `optional`: the module of the first library, where that may not be installed.
    """

    name: str
    ending: str
    module: str
    function: str
    libraries: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    usual: bool = False
    optional: str = ""

    def load(self) -> Renderer:
        """The function `(report, options) -> str | bytes`; imports its module.

        Raises GovreportError, saying what to install, where a library is not there.
        """
        if self.optional:
            require(self.optional, self.name, self.libraries[0])
        module = import_module(f"govreport.rendering.{self.module}")
        renderer: Renderer = getattr(module, self.function)
        return renderer


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        known.name: known
        for known in (
            Format("text", ".txt", "plain_text", "render_text", ("jinja2", "wcwidth"),
                   ("drawn", "ascii", "tab"), usual=True),
            Format("markdown", ".md", "markdown", "render_markdown", ("jinja2",),
                   ("html", "pipe"), usual=True),
            Format("html", ".html", "html", "render_html", ("jinja2", "wcwidth")),
            Format(WORD, ".docx", "docx", "render_docx", ("python-docx", "wcwidth"), optional="docx"),
            Format("xlsx", ".xlsx", "xlsx", "render_xlsx", ("openpyxl", "wcwidth"), optional="openpyxl"),
        )
    }
)  # fmt: skip

USUAL = tuple(known.name for known in FORMATS.values() if known.usual)


def render(report: Report, format_name: str, options: Options | None = None) -> str | bytes:
    """The whole report in one of `FORMATS`: str with LF and a final newline, or a file's bytes.

    Raises GovreportError for an unknown format, a style of table that it does not have, and for a
    user's template that does not work.
    """
    known = FORMATS.get(format_name)
    if known is None:
        raise GovreportError(
            msg("没有“{name}”这种输出格式。", name=format_name),
            msg("可用的格式：{names}。", names=tuple(FORMATS)),
        )
    options = options or Options()
    if options.tables is not None and options.tables not in known.tables:
        if not known.tables:
            raise GovreportError(msg("{name} 格式的表格没有样式可选。", name=known.name))
        raise GovreportError(
            msg("{name} 格式没有“{tables}”这种表格样式。", name=known.name, tables=options.tables),
            msg("可用的样式：{names}。", names=known.tables),
        )
    return known.load()(report, options)
