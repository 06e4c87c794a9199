"""A Word document marked as a draft: across every page, and above its text, in all its sections.

Works on the finished document, also on one in a user's template, whose own headers stay.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

import docx
from docx.oxml import parse_xml

from govreport.rendering.office import packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_RED = "C00000"
# As Word itself writes a watermark: a line of text bent into a shape that lies behind the page.
_MARK = """
<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
  xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<w:pPr><w:spacing w:before="0" w:after="0"/><w:jc w:val="right"/></w:pPr>
<w:r><w:rPr><w:rFonts w:hint="eastAsia" w:eastAsia="黑体"/><w:b/><w:color w:val="{red}"/><w:sz w:val="28"/></w:rPr>
<w:t>{text}</w:t></w:r>
<w:r><w:pict><v:shapetype id="draft-type" coordsize="21600,21600" o:spt="136" adj="10800"
  path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>
<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>
<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>
<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>
<v:shape id="draft-{number}" type="#draft-type" fillcolor="#e3e3e3" stroked="f" o:allowincell="f"
  style="position:absolute;width:360pt;height:160pt;rotation:315;z-index:-251658752;
mso-position-horizontal:center;mso-position-horizontal-relative:margin;
mso-position-vertical:center;mso-position-vertical-relative:margin">
<v:fill opacity=".5"/><v:textpath style="font-family:&quot;黑体&quot;;font-size:1pt" string={string}/>
</v:shape></w:pict></w:r></w:p>"""


def marked(parts: Mapping[str, bytes], word: str) -> dict[str, bytes]:
    """The parts of the document with the word on each of its pages."""
    file = docx.Document(io.BytesIO(packed(parts)))
    for number, header in enumerate(_headers(file)):
        header.is_linked_to_previous = False
        mark = parse_xml(_MARK.format(text=word, string=quoteattr(word), number=number, red=_RED))
        paragraphs = header.paragraphs
        header._element.append(mark)
        if len(paragraphs) == 1 and not paragraphs[0].text and len(paragraphs[0]._p) < 2:
            header._element.remove(paragraphs[0]._p)  # the empty one that a new header begins with
    buffer = io.BytesIO()
    file.save(buffer)
    return unpacked(buffer.getvalue())


def _headers(file: Any) -> Iterator[Any]:
    """Every header that a page may have, those that follow another section's left out."""
    for place, section in enumerate(file.sections):
        for header, used in (
            (section.header, True),
            (section.even_page_header, file.settings.odd_and_even_pages_header_footer),
            (section.first_page_header, section.different_first_page_header_footer),
        ):
            if used and (place == 0 or not header.is_linked_to_previous):
                yield header
