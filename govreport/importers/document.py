"""What every reader of a source format yields: paragraphs and tables, in the order of the document.

A reader turns bytes into a `Document` and knows nothing of reports: no label, no section, no
number. What the text means is decided afterwards, for all formats in the same way. So a reader

- keeps the order of the document, and every text as it is printed: no stripping, no NFKC, no
  change of digits, brackets, spaces or tabs. A line break within a paragraph or a cell (`<br>`,
  Shift-Enter) is a "\\n". A word torn over several spans or runs is one text again;
- keeps empty paragraphs (text ""), because in copied text a blank line may be a blank cell; a
  cell that holds only U+3000, nbsp or `<o:p>` has that text, or "";
- yields a table as a `Grid`: merged cells keep their spans, all roles are "value" (the default);
  positions of a row for which the source has no cell are filled with cells of text `ABSENT`, since
  a grid has no gaps and a cell that is not there is not an empty one; spans that reach beyond the
  table, and absurd ones, are cut. A nested table is a `Table` of its own after the outer
  one, whose cell keeps its own text only. A table that goes on after a page break may come as two
  tables, a repeated header row included;
- does not decide whether lines of text are a table (tabs, `|`, drawn lines, aligned columns): it
  yields one `Paragraph` a line and leaves that to the matcher;
- leaves out what is no part of the document: navigation, sharing buttons, footers, scripts; page
  numbers and running headers where the format says that they are that;
- yields a layout table (one that only places paragraphs on the page) as its paragraphs;
- raises GovreportError for bytes that it cannot read, is bounded in memory and time, opens no other
  file and no connection.

`Document.about` may hold, where the source states them apart from its text (a page's `<title>` or
its table of 索引号, 发布机构, 公开日期; a Word file's properties), strings as printed under the
keys __all__ = ["ABSENT", "DATE", "ORGANIZATION", "TITLE", "Block", "Document", "Paragraph", "Table"]

TITLE, ORGANIZATION, DATE; other facts under the name that the source gives them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from govreport.grid import Grid
from govreport.matching.piece import ABSENT

__all__ = ["ABSENT", "DATE", "ORGANIZATION", "TITLE", "Block", "Document", "Paragraph", "Table"]

TITLE, ORGANIZATION, DATE = "title", "organization", "date"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or a line of a text source.

    `line` counts from 1 in a source that has lines (text, Markdown, HTML); `page` from 1 in one
    that has pages. `level` is the depth of a heading (1 the title) where the source marks one, else
    0; it is a hint, since most headings are typed as plain paragraphs.
    """

    text: str
    line: int | None = None
    level: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its spans. `lines` are the source lines of its rows, where there are any.

    `name` is what the source calls it: a caption, or the name of a sheet.
    """

    grid: Grid
    lines: tuple[int, ...] = ()
    page: int | None = None
    name: str = ""


Block = Paragraph | Table


@dataclass(frozen=True)
class Document:
    """A document as read: its blocks in order, and what the source says about itself."""

    blocks: tuple[Block, ...]
    about: Mapping[str, str] = field(default_factory=dict)
