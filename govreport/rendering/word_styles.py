"""What a Word template gives: its styles by what they are for, and its page upright and on its side.

The template may be the packaged one or any document of a user: text in it is replaced, its styles,
page, header and footer stay. Writes no text of a report.
"""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.sax.saxutils import quoteattr

from govreport.errors import GovreportError
from govreport.messages import msg
from govreport.rendering import paper
from govreport.rendering.paper import POINTS_A_MM, Room
from govreport.rendering.word_table import TWIPS

if TYPE_CHECKING:
    from pathlib import Path

USER_TEMPLATE = "report.docx"
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
_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
# What stands in the paragraph where the template has no style for it.
INSTEAD = {"title": '<w:jc w:val="center"/>', "body": _INDENT}


class Page(NamedTuple):
    """The page of a template. Widths of its text block in twips; two section breaks as XML.

    `section` is the element that ends the document and stays.
    """

    section: Any
    width: int
    wide_width: int
    room: Room
    upright: str
    on_its_side: str


def user_template(folder: Path | None) -> bytes | None:
    """The user's Word template, when the folder of templates has one."""
    if folder is None:
        return None
    if not folder.is_dir():
        raise GovreportError(
            msg("模板文件夹 {folder} 不存在。", folder=str(folder)),
            msg("请核对 --templates 或配置里写的文件夹。"),
        )
    path = folder / USER_TEMPLATE
    if not path.is_file():
        return None
    if not path.resolve().is_relative_to(folder.resolve()):
        raise _unusable(msg("它是通往模板文件夹之外的链接"))
    return path.read_bytes()


def open_template(data: bytes) -> Any:
    """The template as an opened document. Raises GovreportError for what Word could not open."""
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size > LARGEST:
            raise _unusable(msg("展开后超过 {limit} MB", limit=LARGEST // 1024**2))
        return docx.Document(io.BytesIO(data))
    except GovreportError:
        raise
    except Exception as error:  # whatever is wrong with the file, the tool says so and stops
        raise _unusable(msg("打不开（{reason}）", reason=str(error) or type(error).__name__)) from error


def _unusable(reason: object) -> GovreportError:
    return GovreportError(
        msg("Word 模板 {name} 用不了：{reason}。", name=USER_TEMPLATE, reason=reason),
        msg("模板应是用 Word 另存的 .docx 文档；删去它即用自带的版式。"),
    )


class Styles:
    """The ids of a template's styles by what they are for."""

    def __init__(self, element: Any) -> None:
        known: dict[str, str] = {}
        for style in element.style_lst:
            if style.name_val is not None and style.styleId is not None:
                known.setdefault(style.name_val.lower(), style.styleId)
        self._ids = {
            purpose: next((known[name] for name in names if name in known), "")
            for purpose, names in NAMES.items()
        }

    def id(self, purpose: str) -> str:
        """The id of the style for a purpose; empty when the template has none."""
        return self._ids[purpose]

    def properties(self, purpose: str) -> str:
        """What makes a paragraph one for the purpose: its style, or what stands in for it."""
        found = self._ids[purpose]
        return f"<w:pStyle w:val={quoteattr(found)}/>" if found else INSTEAD.get(purpose, "")


def page_of(body: Any) -> Page:
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
    inner = width - sides["left"] - sides["right"]
    inner_height = height - sides["top"] - sides["bottom"]
    return Page(
        section,
        inner,
        inner_height,
        Room(
            inner / millimetre,
            inner_height / millimetre,
            inner_height / millimetre,
            inner / millimetre,
        ),
        _break(section),
        _break(_turned(section, width, height, sides)),
    )


def _turned(section: Any, width: int, height: int, sides: dict[str, int]) -> Any:
    """The same page on its side: what was its top is on the right, as when a sheet is turned."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Twips

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
    from lxml import etree

    return etree.tostring(section, encoding="unicode")
