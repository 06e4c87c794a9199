"""A report as a Word document in the style of GB/T 9704, or of a user's own Word template.

What is written here are paragraphs with the names of styles, and tables; how the styles look, the
page and its number stand in the template: the XML below `templates/word`, or `report.docx` in the
user's folder of templates. Today's date and the library's name reach no document.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from govreport.rendering import template_folder
from govreport.rendering.columns import balanced
from govreport.rendering.layout import BODY, ITEM, SUBHEADING, Document, Paragraph, lay_out
from govreport.rendering.office import full_title, packed, property_text, sealed, stated_date
from govreport.rendering.paper import CHARACTERS, POINTS_A_MM, setting
from govreport.rendering.word_table import EAST_ASIAN, TWIPS, word_table
from govreport.rendering.word_template import prepared, user_template
from govreport.text import display_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govreport.rendering import Options
    from govreport.rendering.layout import SectionPart
    from govreport.rendering.paper import Setting
    from govreport.rendering.word_template import Template
    from govreport.report import Report

PACKAGED = Path(__file__).parent / "templates" / "word"
TITLE = 22  # points of the title: 二号
LEVELS = {BODY: "body", SUBHEADING: "heading 2", ITEM: "heading 3"}
_RUN_IN = re.compile(r"([（(][一二三四五六七八九十]{1,3}[）)][^。；：]{1,25}。)(.+)", re.DOTALL)
_NOTE = (
    '<w:spacing w:before="60" w:after="0"/>'
    '<w:ind w:left="0" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/>'
)
_CENTRED = '<w:jc w:val="center"/>'
# An empty paragraph between a table and the end of a section: Word wants one, nobody should see it.
_NOTHING = (
    '<w:p><w:pPr><w:snapToGrid w:val="0"/>'
    '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>'
    '<w:rPr><w:sz w:val="2"/></w:rPr>{section}</w:pPr></w:p>'
)


def render_docx(report: Report, options: Options) -> bytes:
    """The report as the bytes of a Word document; the same report gives the same bytes.

    Raises GovreportError when a user's template is none.
    """
    document = lay_out(report, draft=options.draft)
    template = prepared(user_template(template_folder(options)) or _packaged())
    body = "".join(_body(document, template))
    parts = template.filled(
        body,
        author=property_text(document.organization),
        title=property_text(full_title(document)),
        date=stated_date(report),
    )
    if document.draft:
        from govreport.rendering.word_draft import marked

        parts = marked(parts, document.draft)
    return packed(sealed(parts))


@cache
def _packaged() -> bytes:
    """The packaged template as one file."""
    parts = sorted(path for path in PACKAGED.rglob("*") if path.is_file())
    return packed({path.relative_to(PACKAGED).as_posix(): path.read_bytes() for path in parts})


def _body(document: Document, template: Template) -> Iterator[str]:
    """The children of the body, in order."""
    yield from _title(document, template)
    for paragraph in document.preamble:
        yield _narrative(paragraph, template)
    on_its_side = False
    for section in document.sections:
        settings = [setting(table, template.page.room) for table in section.tables]
        wide = any(one.wide for one in settings)
        if wide and not on_its_side:
            yield _NOTHING.format(section=template.page.upright)
        on_its_side = wide
        yield from _section(section, settings, template)
    yield from _signature(document.signature, template)


def _title(document: Document, template: Template) -> Iterator[str]:
    """The organ and the title; a name longer than a line is broken into lines of one length."""
    lines = [line for line in (document.organization, document.title) if line]
    properties = template.properties("title")
    line = 2 * int(template.page.room.width * POINTS_A_MM / TITLE)  # half-width characters
    if display_width(document.organization, 2) > line:
        name = lines.pop(0)
        free = line - balanced(name, line, 2) - 1
        side = round(free * TITLE * TWIPS / 4)
        yield _paragraph(
            _run(_text(name)),
            f'{properties.removesuffix(_CENTRED)}<w:keepNext/><w:spacing w:after="0"/>'
            f'<w:ind w:left="{side}" w:right="{side}"/>{_CENTRED}',
        )
    yield _paragraph(_run("<w:br/>".join(map(_text, lines))), properties)


def _section(
    section: SectionPart, settings: Sequence[Setting], template: Template
) -> Iterator[str]:
    """A heading, paragraphs and tables; a table on its side ends a section of its own."""
    wide = any(one.wide for one in settings)
    yield _paragraph(_run(_text(section.heading)), template.properties("heading 1"))
    for paragraph in section.paragraphs:
        yield _narrative(paragraph, template)
    width = template.page.room.height if wide else template.page.room.width
    for table, one in zip(section.tables, settings, strict=True):
        styles = template.styles["table"], template.styles["table text"]
        yield word_table(table, one, round(width * POINTS_A_MM * TWIPS), section.heading, styles)
        last = table is section.tables[-1]
        for note in section.notes if last else ():
            yield _paragraph(_run(_text(note.text)), template.properties("table text") + _NOTE)
        yield _NOTHING.format(section=template.page.on_its_side if wide and last else "")


def _narrative(paragraph: Paragraph, template: Template) -> str:
    properties = template.properties(LEVELS[paragraph.level])
    run_in = _RUN_IN.fullmatch(paragraph.text) if paragraph.level == BODY else None
    if run_in is None:
        return _paragraph(_run(_text(paragraph.text)), properties)
    heading = _run(_text(run_in[1]), template.styles["run-in heading"])
    return _paragraph(heading + _run(_text(run_in[2])), properties)


def _signature(lines: Sequence[str], template: Template) -> Iterator[str]:
    """GB/T 9704, 7.3.5: the date begins two characters to the right of the organ's name.

    The longer of them ends two characters before the edge.
    """
    if not lines:
        return
    yield _paragraph("", template.properties("body"))
    if len(lines) == 1:
        yield _signed(lines[0], 2, template)
        return
    organ, date = lines
    longer = _length(organ) - _length(date)  # how far the organ would reach beyond the date
    after_organ, after_date = (2, longer) if longer >= 2 else (4 - longer, 2)
    if after_organ + _length(organ) > CHARACTERS:  # a long name takes the line that it needs
        after_organ = after_date = 2
    yield _signed(organ, after_organ, template, keep=True)
    yield _signed(date, after_date, template)


def _signed(text: str, after: float, template: Template, *, keep: bool = False) -> str:
    hundredths = round(after * 100)
    indent = f'<w:ind w:rightChars="{hundredths}" w:right="{round(after * 320)}"/>'
    next_one = "<w:keepNext/>" if keep else ""
    properties = f'{template.properties("signature")}{next_one}{indent}<w:jc w:val="right"/>'
    return _paragraph(_run(_text(text)), properties)


def _length(text: str) -> float:
    """Characters of full width that a text takes."""
    return display_width(text, 2) / 2


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def _run(content: str, style: str = "") -> str:
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    return f"<w:r><w:rPr>{named}{EAST_ASIAN}</w:rPr>{content}</w:r>"


def _paragraph(runs: str, properties: str) -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"
