"""A walk through the elements of a page that a parser has built: its paragraphs and tables.

Knows how a browser shows elements, and nothing of bytes or of where on a page the document is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from govreport.errors import GovreportError
from govreport.grid import GridCell
from govreport.importers.document import Paragraph, Table
from govreport.importers.readers.merged_cells import grid, places_only, size
from govreport.importers.readers.page_parts import Part
from govreport.messages import msg

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

DEEPEST = 8_000  # elements within elements, however few there are beside them
MOST_CELLS, MOST_SPAN, MOST_ROWS = 20_000, 100, 1000  # of a table; what one cell may span
_LEFT_OUT = frozenset((
    "script", "style", "head", "nav", "footer", "aside", "template", "noscript", "svg", "math",
    "iframe", "object", "select", "button", "textarea", "audio", "video", "canvas", "map", "col",
    "colgroup", "rp", "rt", "-comment", "!doctype",
))  # fmt: skip
_BLOCKS = frozenset((
    "address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li",
    "main", "ol", "p", "pre", "section", "summary", "ul",
))  # fmt: skip
_HOLDING = frozenset(("article", "body", "center", "div", "form", "header", "main", "section"))
_ENDING = frozenset(("table", "tbody", "thead", "tfoot", "td", "th", "a"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_KEPT = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\r\f]+")
_BREAK = re.compile(r"(?<=[^\x00-\u2e7f])[ \t\r\f]*\n[ \t\n\r\f]*(?=[^\x00-\u2e7f])")


def too_deep(name: str) -> GovreportError:
    """What to say of a page that is none of a report."""
    return GovreportError(msg("{name} 的标记太多或套得太深，不会是一份年度报告。", name=name))


@dataclass
class _TableSoFar:
    """A table whose end has not come: its cells with their contents, and where the next one goes."""

    cells: list[tuple[GridCell, list[Part]]] = field(default_factory=list)
    row: int = -1
    column: int = 0
    hanging: dict[int, int] = field(default_factory=dict)  # column → the row where a cell ends
    group: int = 0  # the first cell of the rows that belong together
    name: str = ""

    def place(self, across: int, down: int) -> None:
        """A cell at the next free place of the row."""
        self.row = max(self.row, 0)
        while self.hanging.get(self.column, 0) > self.row:
            self.column += 1
        self.cells.append((GridCell("", self.row, self.column, down, across), []))
        for column in range(self.column, self.column + across):
            if self.hanging.get(column, 0) > self.row:
                break
            self.hanging[column] = self.row + down
        self.column += across

    def end_group(self) -> None:
        """No cell reaches down beyond the thead or tbody that it is in."""
        for at in range(self.group, len(self.cells)):
            cell, content = self.cells[at]
            if cell.row + cell.rowspan > self.row + 1:
                self.cells[at] = replace(cell, rowspan=self.row + 1 - cell.row), content
        self.group = len(self.cells)
        self.hanging.clear()


@dataclass
class Walk:
    """A walk through the elements of a page, collecting parts."""

    name: str
    out: list[Part] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    linked: int = 0
    links: int = 0
    kept: int = 0
    level: int = 0
    chain: list[tuple[int, str]] = field(default_factory=list)
    tables: list[_TableSoFar] = field(default_factory=list)
    outer: list[list[Part]] = field(default_factory=list)
    numbers: list[int | None] = field(default_factory=list)

    def parts(self, body: LexborNode) -> list[Part]:
        """All paragraphs and tables below `body`, in order."""
        node: LexborNode | None = body
        depth = 0
        while node is not None:
            below = node.child if self._enter(node) else None
            if below is not None:
                node = below
                depth += 1
                if depth > DEEPEST:
                    raise too_deep(self.name)
                continue
            while node is not None:
                self._leave(node)
                if depth == 0:
                    node = None
                elif (following := node.next) is not None:
                    node = following
                    break
                else:
                    node = node.parent
                    depth -= 1
        self._flush()
        return self.out

    def _enter(self, node: LexborNode) -> bool:
        """What begins with an element; whether to look into it."""
        tag = node.tag or ""
        if tag == "-text":
            self._add(node.text_content or "")
            return False
        if tag == "br":
            self.text.append("\n")
            return False
        given = node.attributes
        if tag in _LEFT_OUT or _left_aside(tag, given):
            return False
        if tag in _BLOCKS:
            self._flush()
            self._begin(tag, node, given)
        elif self.tables and tag in ("td", "th", "tr", "caption", "input"):
            return self._enter_row(tag, node, given)
        elif tag == "table":
            self._flush()
            self.tables.append(_TableSoFar())
        elif tag == "a" and "href" in given:
            self.links += 1
        return True

    def _enter_row(self, tag: str, node: LexborNode, given: Mapping[str, str | None]) -> bool:
        """What begins within a table; whether to look into it."""
        table = self.tables[-1]
        if tag == "tr":
            table.row += 1
            table.column = 0
        elif tag == "caption":
            table.name = node.text().strip()
        elif tag == "input":
            if (given.get("type") or "text") == "text":
                self._add(given.get("value") or "")
        else:
            self._flush()
            across = _span(given.get("colspan"), MOST_SPAN)
            if len(table.cells) > MOST_CELLS:
                raise too_deep(self.name)
            table.place(across, _span(given.get("rowspan"), MOST_ROWS))
            self.outer.append(self.out)
            self.out = []
            self._hold(node, given)
        return tag not in ("caption", "input")

    def _hold(self, node: LexborNode, given: Mapping[str, str | None]) -> None:
        """An element that may be what holds the document, or something beside it."""
        named = " ".join(given.get(key) or "" for key in ("class", "id", "title"))
        self.chain.append((node.mem_id, named))

    def _begin(self, tag: str, node: LexborNode, given: Mapping[str, str | None]) -> None:
        """The beginning of an element that stands on lines of its own."""
        if tag[0] == "h" and tag[1:].isdigit():
            self.level = int(tag[1:])
        elif tag == "pre" or _KEPT.search(given.get("style") or ""):
            self.kept += 1
        if tag in ("ol", "ul"):
            plain_list = tag == "ul" or "none" in (given.get("style") or "")
            start = given.get("start") or "1"
            self.numbers.append(None if plain_list else int(start) if start.isdigit() else 1)
        elif tag == "li" and self.numbers and (number := self.numbers[-1]) is not None:
            self.text.append(f"{number}. ")
            self.numbers[-1] = number + 1
        if tag in _HOLDING:
            self._hold(node, given)

    def _leave(self, node: LexborNode) -> None:
        """What ends with an element."""
        tag = node.tag or ""
        if tag not in _BLOCKS and tag not in _ENDING:
            return
        given = node.attributes
        if _left_aside(tag, given):
            return
        if tag in _BLOCKS:
            if tag == "p" and not self.text:
                self.text.append("")
            self._flush()
            self._end(tag, given)
        elif tag == "table":
            self._flush()
            self._end_table()
        elif tag in ("td", "th"):
            self._flush()
            self.tables[-1].cells[-1][1].extend(self.out)
            self.out = self.outer.pop()
            self.chain.pop()
        elif tag == "a":
            self.links -= "href" in given
        else:
            self.tables[-1].end_group()

    def _end(self, tag: str, given: Mapping[str, str | None]) -> None:
        if tag[0] == "h" and tag[1:].isdigit():
            self.level = 0
        elif tag == "pre" or _KEPT.search(given.get("style") or ""):
            self.kept -= 1
        if tag in ("ol", "ul"):
            self.numbers.pop()
        if tag in _HOLDING:
            self.chain.pop()

    def _add(self, text: str) -> None:
        if not self.kept:
            text = _SPACE.sub(" ", _BREAK.sub("", text))
            if text == " " and (not self.text or self.text[-1][-1:] in (" ", "\n", "")):
                return
        self.text.append(text)
        if self.links:
            self.linked += len(text.strip())

    def _flush(self) -> None:
        """The end of a paragraph."""
        if not self.text:
            return
        text = "".join(self.text)
        if not self.kept:
            text = re.sub(r" ?\n ?", "\n", text.strip(" "))
        text = text.removesuffix("\n")
        chain = tuple(self.chain)
        self.out.append(Part(Paragraph(text, level=self.level), chain, self.linked))
        self.text, self.linked = [], 0

    def _end_table(self) -> None:
        """A table is complete: itself and its inner tables, or what it places on the page."""
        table = self.tables.pop()
        contents = [content for _, content in table.cells]
        inner = [any(isinstance(one.block, Table) for one in content) for content in contents]
        if places_only([sum(size(o.block) for o in content) for content in contents], inner):
            self.out += [one for content in contents for one in content]
            return
        own = [
            GridCell(
                "\n".join(o.block.text for o in content if isinstance(o.block, Paragraph)),
                cell.row, cell.column, cell.rowspan, cell.colspan,
            )
            for cell, content in table.cells
        ]  # fmt: skip
        if own:
            linked = sum(one.linked for content in contents for one in content)
            made = Table(grid(own, table.row + 1), name=table.name)
            self.out.append(Part(made, tuple(self.chain), linked))
        for content in contents:
            self.out += [one for one in content if isinstance(one.block, Table)]


def _left_aside(tag: str, given: Mapping[str, str | None]) -> bool:
    """Whether an element is not shown."""
    if not given:
        return False
    if "hidden" in given or (tag == "tr" and given.get("height") == "0"):
        return True
    style = given.get("style")
    return bool(style) and _HIDDEN.search(style or "") is not None


def _span(given: str | None, most: int) -> int:
    """A span as browsers read it; 0 rows are all that are left."""
    digits = re.match(r"\s*\+?(\d{1,9})", given or "")
    if digits is None:
        return 1
    return min(int(digits[1]) or (most if most == MOST_ROWS else 1), most)
