"""A report as plain text: centred titles, wrapped paragraphs, tables drawn or tab-separated.

Prepares strings for the template `report.txt.j2`; escapes nothing, since text has no syntax.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govreport.rendering.columns import Ruling
from govreport.rendering.drawn import draw_table
from govreport.rendering.layout import Document, Paragraph, Table, lay_out
from govreport.rendering.tabbed import tab_table
from govreport.rendering.templates import fill_template
from govreport.text import display_width, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govreport.rendering import Options
    from govreport.report import Report

TEMPLATE = "report.txt.j2"
INDENT = "\u3000\u3000"


def render_text(report: Report, options: Options) -> str:
    """The report as text with LF and a final newline.

    `options.tables`: `drawn` (default), `ascii` or `tab`. With `tab` a paragraph is one line and
    nothing is centred, as in published text copies; otherwise lines are at most `options.width`
    columns. Raises GovreportError for a user's template that does not work.
    """
    return fill_template(TEMPLATE, _data(lay_out(report), options), options.templates)


def _data(document: Document, options: Options) -> dict[str, object]:
    flowing = options.tables == "tab"
    ruling = Ruling(options.width, options.ambiguous, options.tables == "ascii")

    def drawn(table: Table) -> str:
        return tab_table(table) if flowing else draw_table(table, ruling)

    return {
        "organization": document.organization,
        "title": document.title,
        "width": options.width,
        "heading": [
            line
            for text in (document.organization, document.title)
            if text
            for line in (_placed(text, options, flowing, 2), "")
        ],
        "preamble": _paragraphs(document.preamble, options, flowing),
        "sections": [
            {
                "key": section.key,
                "heading": section.heading,
                "paragraphs": _paragraphs(section.paragraphs, options, flowing),
                "tables": [drawn(table) for table in section.tables],
            }
            for section in document.sections
        ],
        "signature": [_placed(text, options, flowing, 1) for text in document.signature],
    }


def _placed(text: str, options: Options, flowing: bool, share: int) -> str:
    """Lines centred (`share` 2) or set right (`share` 1) in the width; as they are when flowing."""
    if flowing:
        return text
    lines = wrap(text, options.width, options.ambiguous)
    free = (max(options.width - display_width(line, options.ambiguous), 0) for line in lines)
    return "\n".join(" " * (room // share) + line for room, line in zip(free, lines, strict=True))


def _paragraphs(
    paragraphs: Sequence[Paragraph], options: Options, flowing: bool
) -> list[dict[str, object]]:
    """For each paragraph `level`, `text` as typed, and `block`: its indented lines."""
    return [
        {
            "level": paragraph.level,
            "text": paragraph.text,
            "block": paragraph.text if flowing else _block(paragraph.text, options),
        }
        for paragraph in paragraphs
    ]


def _block(text: str, options: Options) -> str:
    indent = display_width(INDENT)
    return INDENT + "\n".join(wrap(text, options.width, options.ambiguous, indent))
