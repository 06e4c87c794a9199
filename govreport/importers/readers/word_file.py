"""A Word document (.docx) → its paragraphs and tables.

Reads the text as it is shown: without what was deleted or hidden, with the numbers that Word sets
before paragraphs. Headers and footers are no part of the document; its properties are not read,
since most were inherited from another file. Macros, links and embedded objects are not touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govreport.errors import GovreportError
from govreport.grid import GridCell
from govreport.importers.document import Block, Document, Paragraph
from govreport.importers.readers.merged_cells import blocks_of
from govreport.importers.readers.office_archive import Archive, attribute, child, local
from govreport.importers.readers.word_numbers import Numbers, Style, styles
from govreport.messages import msg

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOT_SHOWN = frozenset(("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "rt", "Fallback",
                        "footnoteReference", "endnoteReference", "tblPr", "tblGrid"))  # fmt: skip
_WIDEST = 500  # columns that a cell may span


def read(content: bytes, name: str) -> Document:
    """The blocks of a Word document. Raises GovreportError when it cannot be read."""
    archive = Archive(content, name)
    main = archive.main()
    root = archive.xml(main)
    body = child(root, "body")
    if body is None:
        raise archive.broken()
    parts = dict(archive.related(main).values())
    known = styles(archive.xml(parts.get("styles", "")))
    numbers = Numbers(archive.xml(parts.get("numbering", "")))
    try:
        return Document(tuple(_Body(archive, main, known, numbers).blocks(body)))
    except RecursionError:
        raise GovreportError(
            msg("{name} 里面的表格套得太深，不会是一份年度报告。", name=name)
        ) from None


@dataclass
class _Body:
    archive: Archive
    main: str
    styles: dict[str, Style]
    numbers: Numbers

    def blocks(self, parent: Element) -> list[Block]:
        """The paragraphs and tables of a body, a cell or a text box, in order."""
        found: list[Block] = []
        for one in parent:
            name = local(one)
            if name == "p":
                found += self._paragraph(one)
            elif name == "tbl":
                found += self._table(one)
            elif name == "altChunk":
                found += self._chunk(one)
            elif name not in _NOT_SHOWN:  # content controls, tracked insertions, custom XML
                found += self.blocks(one)
        return found

    def _paragraph(self, element: Element) -> list[Block]:
        properties = child(element, "pPr")
        style = self.styles.get(attribute(child(properties, "pStyle"), "val") or "", Style())
        texts: list[str] = []
        boxes: list[Element] = []
        for run in element:
            _collect(run, texts, boxes)
        text = "".join(texts)
        if text.strip():
            text = self.numbers.next(properties, style) + text
        found: list[Block] = [Paragraph(text, level=style.level)]
        for box in boxes:
            found += self.blocks(box)
        return found

    def _table(self, element: Element) -> list[Block]:
        cells: list[tuple[GridCell, list[Block]]] = []
        open_cells: dict[int, int] = {}  # column where a merged cell begins → its place in `cells`
        height = 0
        for row in _rows(element):
            column = _count(child(row, "trPr", "gridBefore"))
            continued: dict[int, int] = {}
            for one in _cells(row):
                properties = child(one, "tcPr")
                across = max(_count(child(properties, "gridSpan"), 1), 1)
                merge = child(properties, "vMerge")
                restart = merge is not None and attribute(merge, "val") == "restart"
                above = open_cells.get(column)
                if merge is not None and not restart and above is not None:
                    cell, content = cells[above]
                    if cell.colspan == across:
                        down = height - cell.row + 1
                        cells[above] = (
                            GridCell("", cell.row, cell.column, down, across), content
                        )  # fmt: skip
                        continued[column] = above
                        column += across
                        continue
                if restart:
                    continued[column] = len(cells)
                cells.append((GridCell("", height, column, 1, across), self.blocks(one)))
                column += across
            open_cells = continued
            height += 1
        return blocks_of(cells, height)

    def _chunk(self, element: Element) -> list[Block]:
        """A page or a text that was put into the document as a whole."""
        _, part = self.archive.related(self.main).get(attribute(element, "id") or "", ("", ""))
        content = self.archive.part(part)
        if not content:
            return []
        from govreport.importers.readers import web_archive, web_page

        reader = web_archive if part.endswith((".mht", ".mhtml")) else web_page
        return list(reader.read(content, self.archive.name).blocks)


def _collect(element: Element, texts: list[str], boxes: list[Element]) -> None:
    """The text that a run, or what holds runs, shows; text boxes apart."""
    name = local(element)
    if name == "t":
        texts.append(element.text or "")
    elif name in _SIGNS:
        texts.append(_SIGNS[name])
    elif name == "txbxContent":
        boxes.append(element)
    elif name == "r" and _is_on(child(element, "rPr", "vanish")):
        return
    elif name == "AlternateContent":
        first = next(iter(element), None)
        if first is not None:
            _collect(first, texts, boxes)
    elif name not in _NOT_SHOWN:
        for one in element:
            _collect(one, texts, boxes)


def _is_on(element: Element | None) -> bool:
    return element is not None and attribute(element, "val") not in ("0", "false", "off")


def _rows(table: Element) -> Iterator[Element]:
    for one in table:
        name = local(one)
        if name == "tr":
            if child(one, "trPr", "del") is None and not _is_on(child(one, "trPr", "hidden")):
                yield one
        elif name in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _rows(one)


def _cells(row: Element) -> Iterator[Element]:
    for one in row:
        name = local(one)
        if name == "tc":
            yield one
        elif name in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _cells(one)


def _count(element: Element | None, default: int = 0) -> int:
    value = attribute(element, "val") or ""
    return min(int(value), _WIDEST) if value.isascii() and value.isdigit() else default
