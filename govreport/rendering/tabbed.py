"""A table as lines of tab-separated fields, as in published text copies of the reports.

A row of the grid is a line. A heading over n columns is followed by n − 1 empty fields; a row's
heading or a corner is one field however many columns it takes, and one empty field in each further
row that it covers; every line has the same number of fields.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govreport.rendering.layout import SLOT, worked_out_once

if TYPE_CHECKING:
    from govreport.grid import Grid
    from govreport.rendering.layout import Frame


@worked_out_once
def tab_table(frame: Frame) -> str:
    """The table as lines ending in LF, the last one without; empty where a number is not given."""
    return "\n".join("\t".join(line) for line in _lines(frame.grid))


def _lines(grid: Grid) -> list[list[str]]:
    """The fields of every line."""
    lines: list[list[str]] = []
    for number, row in enumerate(grid.matrix()):
        fields: list[str] = []
        column = 0
        while column < grid.width:
            cell = row[column]
            text = SLOT if cell.role == "value" else cell.text
            fields.append(text if cell.row == number else "")
            if cell.role not in ("row_header", "corner"):
                fields += [""] * (cell.colspan - 1)
            column += cell.colspan
        lines.append(fields)
    most = max(map(len, lines), default=0)
    return [line + [""] * (most - len(line)) for line in lines]
