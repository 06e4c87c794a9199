"""A report in a format that people read: text, Markdown. The formats, and one function for all.

`layout` turns a report into a neutral document; one module a format turns the document into a
string; a template of `templates/` puts the parts together. Nothing here reads or writes a report
file, checks one, prints, or knows an official label: those come from the edition. Text of a report
is never read as Markdown, HTML, a template or a terminal's control sequence. A format's module, and
what it imports, is loaded when it is first used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from govreport.errors import GovreportError
from govreport.messages import msg
from govreport.rendering.options import Options

if TYPE_CHECKING:
    from govreport.report import Report

__all__ = ["FORMATS", "Format", "Options", "render"]

Renderer = Callable[["Report", Options], str | bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """An output format: its name, the ending of its files, where its function is.

    `tables` are the styles of table that it can write, the default first.
    """

    name: str
    ending: str
    module: str
    function: str
    tables: tuple[str, ...] = ()

    def load(self) -> Renderer:
        """The function `(report, options) -> str | bytes`; imports its module."""
        renderer: Renderer = getattr(import_module(self.module), self.function)
        return renderer


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        known.name: known
        for known in (
            Format("text", ".txt", "govreport.rendering.plain_text", "render_text",
                   ("drawn", "ascii", "tab")),
            Format("markdown", ".md", "govreport.rendering.markdown", "render_markdown",
                   ("html", "pipe")),
            Format("html", ".html", "govreport.rendering.html", "render_html"),
            Format("docx", ".docx", "govreport.rendering.docx", "render_docx"),
            Format("xlsx", ".xlsx", "govreport.rendering.xlsx", "render_xlsx"),
        )
    }
)  # fmt: skip


def render(report: Report, format_name: str, options: Options | None = None) -> str | bytes:
    """The whole report in one of `FORMATS`: str with LF and a final newline, or a file's bytes.

    Raises GovreportError for an unknown format, a style of table that it does not have, and for a
    user's template that does not work.
    """
    known = FORMATS.get(format_name)
    if known is None:
        raise GovreportError(
            msg("没有“{name}”这种输出格式。", name=format_name),
            msg("可用的格式：{names}。", names="、".join(FORMATS)),
        )
    options = options or Options()
    if options.tables is not None and options.tables not in known.tables:
        if not known.tables:
            raise GovreportError(msg("{name} 格式的表格没有样式可选。", name=known.name))
        raise GovreportError(
            msg("{name} 格式没有“{tables}”这种表格样式。", name=known.name, tables=options.tables),
            msg("可用的样式：{names}。", names="、".join(known.tables)),
        )
    return known.load()(report, options)
