"""Tables as GFM pipe tables, for readers that drop HTML. They have no merged cells, so every
heading is written out with the headings above it, from the outermost in, with ` / ` between.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from govreport.escape import markdown_line
from govreport.rendering.layout import SLOT, with_slots

if TYPE_CHECKING:
    from govreport.edition import Block
    from govreport.rendering.layout import Frame, Table

_JOIN = " / "


def pipe_tables(table: Table) -> str:
    """One pipe table a block, its heading in bold above it, with blank lines between."""
    return _template(table.frame) % table.texts


@lru_cache(maxsize=64)
def _template(frame: Frame) -> str:
    return with_slots("\n\n".join(_block(block) for block in frame.blocks))


def _block(block: Block) -> str:
    if block.orientation == "across":
        header = [
            _path(*(label.label for label in row.labels), *column.path)
            for row in block.rows
            for column in row.columns
        ]
        rows = [[SLOT] * len(header)]
        marks = [":---:"] * len(header)
    else:
        header = [_path(block.corner), *(_path(*column.path) for column in block.columns)]
        rows = [
            [_path(*(label.label for label in row.labels)), *[SLOT] * len(row.columns)]
            for row in block.rows
        ]
        marks = [":---", *[":---:"] * len(block.columns)]
    lines = [_line(cells) for cells in (header, marks, *rows)]
    heading = [f"**{_path(block.heading)}**", ""] if block.heading else []
    return "\n".join([*heading, *lines])


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _path(*labels: str) -> str:
    return _JOIN.join(markdown_line(label) for label in labels)
