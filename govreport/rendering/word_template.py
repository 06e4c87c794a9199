"""What a Word template gives: its styles by what they are for, and its page upright and on its side.

The template may be the packaged one or any document of a user: text in it is replaced, its styles,
page, header and footer stay. It is opened once; a report then only takes the place of its text.
Writes no text of a report itself.
"""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.enum.section import WD_ORIENT
from docx.shared import Twips
from lxml import etree  # type: ignore[import-untyped]

from govreport.errors import GovreportError
from govreport.messages import msg
from govreport.rendering import paper
from govreport.rendering.office import USER_TEMPLATE, unpacked
from govreport.rendering.paper import POINTS_A_MM, Room
from govreport.rendering.word_table import TWIPS

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping
    from pathlib import Path

LARGEST = 50 * 1024 * 1024  # unpacked, far beyond a document of styles
# What a paragraph is for → the names of styles, the first that the template has is taken.
NAMES = {
    "title": ("title",),
    "heading 1": ("heading 1",),
    "heading 2": ("heading 2",),
    "heading 3": ("heading 3",),
    "body": ("body text", "body text first indent"),
    "signature": ("signature",),
    "table": ("table grid",),
    "table text": ("table text",),
    "run-in heading": ("run-in heading",),
}
MARK = "govreport"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
# What stands in the paragraph where the template has no style for it.
INSTEAD = {"title": '<w:jc w:val="center"/>', "body": _INDENT}


_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title>'
    "<dc:creator>{author}</dc:creator><cp:lastModifiedBy>{author}</cp:lastModifiedBy>"
    "<cp:revision>1</cp:revision>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">{date}</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{date}</dcterms:modified>'
    "<dc:language>zh-CN</dc:language></cp:coreProperties>"
)


class Page(NamedTuple):
    """The page of a template: the room for text, and two section breaks as XML."""

    room: Room
    upright: str
    on_its_side: str


def user_template(folder: Path | None) -> bytes | None:
    """The user's Word template, when the folder of templates has one."""
    path = None if folder is None else folder / USER_TEMPLATE
    if folder is None or path is None or not path.is_file():
        return None
    if not path.resolve().is_relative_to(folder.resolve()):
        raise _unusable(msg("它是通往模板文件夹之外的链接"))
    return path.read_bytes()


class Template(NamedTuple):
    """A template ready to take text: its parts, which of them are replaced, what it offers."""

    entries: Mapping[str, bytes]
    document: str
    core: str
    before: str
    after: str
    styles: Mapping[str, str]
    page: Page

    def properties(self, purpose: str) -> str:
        """What makes a paragraph one for the purpose: its style, or what stands in for it."""
        found = self.styles[purpose]
        return f"<w:pStyle w:val={quoteattr(found)}/>" if found else INSTEAD.get(purpose, "")

    def filled(
        self, body: str, author: str, title: str, date: datetime.datetime
    ) -> dict[str, bytes]:
        """The parts of the document with the XML of a body; its properties name no program."""
        core = _CORE.format(title=escape(title), author=escape(author), date=f"{date.isoformat()}Z")
        entries = dict(self.entries)
        entries[self.document] = (self.before + body + self.after).encode()
        entries[self.core] = core.encode()
        return entries


@lru_cache(maxsize=4)
def prepared(data: bytes) -> Template:
    """The template in the bytes of a file. Raises GovreportError for what Word could not open."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size > LARGEST:
            raise _unusable(msg("展开后超过 {limit} MB", limit=LARGEST // 1024**2))
        return _prepared(docx.Document(io.BytesIO(data)))
    except GovreportError:
        raise
    except Exception as error:  # whatever is wrong with the file, the tool says so and stops
        reason = msg("打不开（{reason}）", reason=str(error) or type(error).__name__)
        raise _unusable(reason) from error


def _prepared(file: Any) -> Template:
    body = file.element.body
    page = _page(body)
    section = body.sectPr
    for old in list(body):
        if old is not section:
            body.remove(old)
    missing = {"w", "r"} - set(file.element.nsmap)
    if missing:
        raise _unusable(msg("打不开（{reason}）", reason=f"xmlns:{min(missing)}"))
    section.addprevious(etree.Comment(MARK))
    before, _, after = etree.tostring(file.element, encoding="unicode").partition(f"<!--{MARK}-->")
    properties = file.core_properties  # makes the part where there is none
    core = next(part for part in file.part.package.iter_parts()
                if part.content_type.endswith("core-properties+xml"))  # fmt: skip
    assert properties is not None
    buffer = io.BytesIO()
    file.save(buffer)
    return Template(
        unpacked(buffer.getvalue()),
        str(file.part.partname).lstrip("/"),
        str(core.partname).lstrip("/"),
        HEAD + before,
        after,
        _styles(file.styles.element),
        page,
    )


def _unusable(reason: object) -> GovreportError:
    return GovreportError(
        msg("Word 模板 {name} 用不了：{reason}。", name=USER_TEMPLATE, reason=reason),
        msg("模板应是用 Word 另存的 .docx 文档；删去它即用自带的版式。"),
    )


def _styles(element: Any) -> dict[str, str]:
    """The ids of a template's styles by what they are for; empty where it has none."""
    known: dict[str, str] = {}
    for style in element.style_lst:
        if style.name_val is not None and style.styleId is not None:
            known.setdefault(style.name_val.lower(), style.styleId)
    return {
        purpose: next((known[name] for name in names if name in known), "")
        for purpose, names in NAMES.items()
    }


def _page(body: Any) -> Page:
    """The page on which a template ends. One that states none is given that of the standard."""
    section = body.get_or_add_sectPr()
    size, margins = section.get_or_add_pgSz(), section.get_or_add_pgMar()
    millimetre = POINTS_A_MM * TWIPS
    width = int(size.w.twips) if size.w is not None else round(paper.WIDTH * millimetre)
    height = int(size.h.twips) if size.h is not None else round(paper.HEIGHT * millimetre)
    sides = {
        side: int(value.twips) if (value := getattr(margins, side)) is not None
        else round(given * millimetre)
        for side, given in (("left", paper.LEFT), ("right", paper.RIGHT),
                            ("top", paper.TOP), ("bottom", paper.BOTTOM))
    }  # fmt: skip
    across, down = width - sides["left"] - sides["right"], height - sides["top"] - sides["bottom"]
    return Page(
        Room(across / millimetre, down / millimetre),
        _break(section),
        _break(_turned(section, width, height, sides)),
    )


def _turned(section: Any, width: int, height: int, sides: dict[str, int]) -> Any:
    """The same page on its side: what was its top is on the right, as when a sheet is turned."""
    turned = deepcopy(section)
    turned.pgSz.w, turned.pgSz.h = Twips(height), Twips(width)
    turned.pgSz.orient = WD_ORIENT.LANDSCAPE
    for side, old in (("top", "left"), ("right", "top"), ("bottom", "right"), ("left", "bottom")):
        setattr(turned.pgMar, side, Twips(sides[old]))
    for grid in turned.xpath("./w:docGrid"):
        turned.remove(grid)  # so many lines and characters do not fit a page on its side
    return turned


def _break(section: Any) -> str:
    """A section's properties as text that ends a section within a paragraph."""
    text: str = etree.tostring(section, encoding="unicode")
    return text
