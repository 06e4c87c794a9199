"""Markdown → its lines without their marks, and the tables that are HTML within it.

A pipe table stays lines with bars, for the matcher: what Markdown's own rules make of rows that
are longer than their header is to drop cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from govreport.errors import GovreportError
from govreport.grid import Grid, GridCell
from govreport.importers.document import Block, Document, Paragraph, Table
from govreport.importers.readers import web_page
from govreport.importers.readers.plain import MOST_BYTES, decode
from govreport.messages import msg

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MOST_LINES, LONGEST_LINE = 20_000, 50_000  # lines of a text; characters of one of them
_TABLE = re.compile(r"<(/?)table\b[^>]*>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_HELD = "\ue000table{}\ue000"
_IS_HELD = re.compile("\ue000table(\\d+)\ue000")
_DRAWN = re.compile(r"\s*[+|┌├└│┏┣┗┃╔╠╚║]")
_SENTENCE_BEGINS = re.compile(r"[，、（《“].*[^。；：！？]$|[A-Za-z0-9]$")
_SENTENCE_GOES_ON = re.compile(
    r"[^（(0-9一二三四五六七八九十#][^，。]*[，。]|[0-9]+ [^，。]*[，。]"
)
_BAR = re.compile(r"(?<!\\)\|")


def read(content: bytes, name: str) -> Document:
    """The lines and tables of a text in Markdown. Raises GovreportError when it is none."""
    if len(content) > MOST_BYTES:
        raise too_long(name)
    text = decode(content, name).replace("\r\n", "\n").replace("\r", "\n").replace("\ue000", "")
    lines = text.split("\n")
    if len(lines) > MOST_LINES or max(map(len, lines)) > LONGEST_LINE:
        raise too_long(name)
    text, tables = _held(text)
    return Document(tuple(_blocks(text, tables, name)))


def too_long(name: str) -> GovreportError:
    """What to say of a text that is none of a report."""
    return GovreportError(msg("{name} 里面的内容太大，不会是一份年度报告。", name=name))


def _held(text: str) -> tuple[str, list[str]]:
    """The text with a mark, of as many lines, in the place of each table that is HTML."""
    tables: list[str] = []
    kept: list[str] = []
    depth = start = end = 0
    for found in _TABLE.finditer(text):
        if not found[1]:
            start = found.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                table = text[start : found.end()]
                mark = _HELD.format(len(tables))
                kept += [text[end:start], "\n\n" if start > 0 else "", mark, "\n\n"]
                tables.append(table)
                end = found.end()
    return "".join([*kept, text[end:]]), tables


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": 20}).enable(["table", "strikethrough"])
    return parser.disable(["lheading", "reference", "html_block"])


def _blocks(text: str, tables: Sequence[str], name: str) -> Iterator[Block]:
    parser = _parser()
    source = text.split("\n")
    prefix: list[str] = []  # numbers of list items whose first line has not come
    level = 0
    line = 0  # the next line of the source that was not looked at
    until = 0  # inside a pipe table: its end
    for token in parser.parse(text):
        if token.map is None or token.map[0] < until:
            continue
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "list_item_open":
            prefix = [f"{token.info}{token.markup} "] if token.info else []
        elif token.type in ("inline", "table_open", "fence", "code_block"):
            begin, end = token.map
            yield from (Paragraph("", number + 1) for number in range(line, begin))
            line = end
            if token.type == "inline" and (held := _IS_HELD.fullmatch(token.content.strip())):
                yield from _table(tables[int(held[1])], name)
                continue
            if token.type == "table_open" and (
                table := _even(source[begin:end], begin + 1, parser)
            ):
                yield table
                until = end
                continue
            shown = _lines(token, source[begin:end], parser)
            for at, one in enumerate(shown):
                yield Paragraph("".join(prefix) + one, begin + at + 1, level)
                prefix = []
            level = 0
            if token.type == "table_open":
                until = end


def _table(source: str, name: str) -> list[Block]:
    found = web_page.read_text(source, name).blocks
    return [one for one in found if isinstance(one, Table) or one.text]


def _lines(token: Token, source: Sequence[str], parser: MarkdownIt) -> list[str]:
    """The lines of a block as they are shown."""
    if token.type == "fence":
        return token.content.removesuffix("\n").split("\n")
    if token.type == "table_open" or all(_DRAWN.match(one) for one in source):
        return [_row(one, parser) for one in source]
    if (
        token.type == "code_block"
    ):  # a paragraph that is set off by four spaces, as Chinese ones are
        return [_inline(one, parser) for one in source]
    return _unwrapped(_text(token.children or ()).split("\n"))


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """The lines of a paragraph, joined where a program has broken a sentence at one of its spaces."""
    found: list[str] = []
    for line in lines:
        before = found[-1] if found else ""
        if _SENTENCE_BEGINS.search(before) and _SENTENCE_GOES_ON.match(line):
            found[-1] = f"{before} {line}"
        else:
            found.append(line)
    return found


def _even(source: Sequence[str], line: int, parser: MarkdownIt) -> Table | None:
    """A pipe table in which every row has a cell under each heading; None for any other.

    Where a heading is blank or a row is shorter, merged cells were lost, and with them the places.
    """
    rows = [_BAR.split(one.strip().strip("|")) for one in source]
    if len({len(row) for row in rows}) != 1 or not all(cell.strip() for cell in rows[0]):
        return None
    del rows[1]  # the rule
    cells = [
        GridCell(_inline(_BREAK.sub("", cell), parser).strip(), row, column)
        for row, texts in enumerate(rows)
        for column, cell in enumerate(texts)
    ]
    lines = (line, *range(line + 2, line + 1 + len(rows)))
    return Table(Grid(len(rows[0]), len(rows), tuple(cells)), lines)


def _row(source: str, parser: MarkdownIt) -> str:
    """A line with bars, each cell without its marks and in its place."""
    if _BAR.search(source) is None or set(source) <= set("|:- +="):
        return source
    return "|".join(
        _inline(_BREAK.sub("", one), parser) if set(one) & set("\\*_`<&[~") else one
        for one in _BAR.split(source)
    )


def _inline(source: str, parser: MarkdownIt) -> str:
    indent = source[: len(source) - len(source.lstrip())]
    tokens = parser.parseInline(source.strip())
    return indent + _text(tokens[0].children or ())


def _text(tokens: Sequence[Token]) -> str:
    """What is shown of the parts of a line: no marks, no pictures, no addresses behind links."""
    shown: list[str] = []
    for token in tokens:
        if token.type in ("text", "text_special", "code_inline"):
            shown.append(token.content)
        elif token.type in ("softbreak", "hardbreak") or (
            token.type == "html_inline" and _BREAK.fullmatch(token.content)
        ):
            shown.append("\n")
    return "".join(shown)
