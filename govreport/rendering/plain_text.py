"""A report as plain text: centred titles, wrapped paragraphs, tables drawn or tab-separated.

Prepares strings for the template `report.txt.j2`; escapes nothing, since text has no syntax.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from govreport.rendering import template_folder
from govreport.rendering.columns import Ruling
from govreport.rendering.drawn import draw_table
from govreport.rendering.layout import Paragraph, Table, lay_out, template_data
from govreport.rendering.tabbed import tab_table
from govreport.rendering.templates import fill_template
from govreport.text import display_width, pad, wrap

if TYPE_CHECKING:
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
    flowing = options.tables == "tab"
    ruling = Ruling(options.width, options.ambiguous, options.tables == "ascii")
    document = lay_out(report, draft=options.draft)

    def placed(text: str, side: Literal["right", "center"]) -> str:
        if flowing:
            return text
        lines = wrap(text, options.width, options.ambiguous)
        aligned = (pad(line, options.width, side, options.ambiguous) for line in lines)
        return "\n".join(line.rstrip(" ") for line in aligned)

    def paragraph(one: Paragraph) -> dict[str, object]:
        """`text` as typed, and `block`: its lines, the first one indented."""
        lines = wrap(one.text, options.width, options.ambiguous, display_width(INDENT))
        block = one.text if flowing else INDENT + "\n".join(lines)
        return {"level": one.level, "text": one.text, "block": block}

    def table(one: Table, _section: str) -> str:
        return tab_table(one) if flowing else draw_table(one, ruling)

    data = template_data(document, str, table, paragraph)
    heading = [text for text in (document.organization, document.title) if text]
    data["heading"] = [line for text in heading for line in (placed(text, "center"), "")]
    data["signature"] = [placed(text, "right") for text in document.signature]
    data["width"] = options.width
    return fill_template(TEMPLATE, data, template_folder(options))
