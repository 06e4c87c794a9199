"""Drawn tables: every line ends where it should, every corner is the right sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreport.grid import Grid, GridCell
from govreport.rendering.columns import Ruling
from govreport.rendering.drawn import draw_table
from govreport.rendering.layout import Frame, Table, lay_out
from govreport.report import Report
from govreport.text import display_width

if TYPE_CHECKING:
    from govreport.edition import Edition

UP, DOWN, LEFT, RIGHT = 1, 2, 4, 8
EDGES = {
    "│": UP | DOWN, "─": LEFT | RIGHT, "┌": DOWN | RIGHT, "┐": DOWN | LEFT, "└": UP | RIGHT,
    "┘": UP | LEFT, "├": UP | DOWN | RIGHT, "┤": UP | DOWN | LEFT, "┬": DOWN | LEFT | RIGHT,
    "┴": UP | LEFT | RIGHT, "┼": UP | DOWN | LEFT | RIGHT,
}  # fmt: skip


def canvas(drawing: str, ambiguous: int) -> list[list[str]]:
    """The drawing position by position; the second half of a wide character is empty."""
    rows = []
    for line in drawing.split("\n"):
        row: list[str] = []
        for character in line:
            row += [character, *[""] * (display_width(character, ambiguous) - 1)]
        rows.append(row)
    return rows


def assert_lines_meet(drawing: str, ambiguous: int) -> None:
    rows = canvas(drawing, ambiguous)
    assert len({len(row) for row in rows}) == 1
    for y, row in enumerate(rows):
        for x, sign in enumerate(row):
            edges = EDGES.get(sign, 0)
            right = row[x + ambiguous] if x + ambiguous < len(row) else " "
            below = rows[y + 1][x] if y + 1 < len(rows) else " "
            if sign in EDGES:
                assert bool(edges & RIGHT) == bool(EDGES.get(right, 0) & LEFT)
                assert bool(edges & DOWN) == bool(EDGES.get(below, 0) & UP)
            else:
                assert not EDGES.get(right, 0) & LEFT or not sign
                assert not EDGES.get(below, 0) & UP


@st.composite
def tilings(draw: st.DrawFn) -> Grid:
    """Any rectangle tiled by cells: rectangles placed where there is still room."""
    width, height = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    taken: set[tuple[int, int]] = set()
    cells = []
    labels = st.text(st.sampled_from("信息公开，（）“”a1 "), max_size=12)
    for row in range(height):
        for column in range(width):
            if (row, column) in taken:
                continue
            free = column
            while free < width and (row, free) not in taken:
                free += 1
            across = draw(st.integers(1, free - column))
            down = draw(st.integers(1, height - row))
            taken |= {(row + y, column + x) for y in range(down) for x in range(across)}
            role = draw(st.sampled_from(["value", "row_header", "column_header", "heading"]))
            text = "" if role == "value" else draw(labels)
            cells.append(GridCell(text, row, column, down, across, role))  # type: ignore[arg-type]
    return Grid(width, height, tuple(cells))


@settings(deadline=None)
@given(tilings(), st.sampled_from([1, 2]), st.integers(20, 80), st.data())
def test_lines_meet_in_any_grid(
    grid: Grid, ambiguous: int, width: int, data: st.DataObject
) -> None:
    size = sum(1 for cell in grid.cells if cell.role == "value")
    numbers = data.draw(st.lists(st.integers(0, 10**9) | st.none(), min_size=size, max_size=size))
    table = Table(Frame(grid, (), 0, size), tuple(numbers))
    drawing = draw_table(table, Ruling(width, ambiguous, ascii=False))
    assert_lines_meet(drawing, ambiguous)
    found = "".join(character for character in drawing if character not in EDGES)
    shown = sorted(str(number) for number in numbers if number is not None)
    labels = "".join(cell.text for cell in grid.cells)
    digits = sum(map(len, shown)) + sum(character.isdigit() for character in labels)
    assert sum(character.isdigit() for character in found) == digits


@pytest.mark.parametrize("ambiguous", [1, 2])
@pytest.mark.parametrize("number", [0, 9999, 123456])
def test_official_tables_fit_and_meet(edition: Edition, ambiguous: int, number: int) -> None:
    document = lay_out(Report(edition, values=(number,) * edition.size))
    for section in document.sections:
        for table in section.tables:
            drawing = draw_table(table, Ruling(100, ambiguous, ascii=False))
            assert_lines_meet(drawing, ambiguous)
            if number < 10_000:
                assert display_width(drawing.split("\n")[0], ambiguous) <= 100
            assert drawing.count(str(number)) >= len(table.numbers)


def test_plain_signs_draw_the_same_table(report: Report) -> None:
    translation = dict.fromkeys(map(ord, "┌┐└┘├┤┬┴┼"), "+") | {ord("│"): "|", ord("─"): "-"}
    for section in lay_out(report).sections:
        for table in section.tables:
            lines = draw_table(table, Ruling(100, 1, ascii=False))
            assert draw_table(table, Ruling(100, 1, ascii=True)) == lines.translate(translation)


def test_a_number_is_never_cut(edition: Edition) -> None:
    document = lay_out(Report(edition, values=(10**30,) * edition.size))
    for section in document.sections:
        for table in section.tables:
            drawing = draw_table(table, Ruling(40, 1, ascii=False))
            assert drawing.count(str(10**30)) == len(table.numbers)
            assert_lines_meet(drawing, 1)


def test_merged_cells() -> None:
    grid = Grid(
        3,
        3,
        (
            GridCell("项目", 0, 0, 2, 1, "corner"),
            GridCell("一个很长的标题", 0, 1, 1, 2, "column_header"),
            GridCell("甲", 1, 1, 1, 1, "column_header"),
            GridCell("乙", 1, 2, 1, 1, "column_header"),
            GridCell("行", 2, 0, 1, 1, "row_header"),
            GridCell("", 2, 1, 1, 1),
            GridCell("", 2, 2, 1, 1),
        ),
    )
    table = Table(Frame(grid, (), 0, 2), (12, None))
    assert draw_table(table, Ruling(100, 1, ascii=False)).split("\n") == [
        "┌──────┬─────────────────┐",
        "│      │ 一个很长的标题  │",
        "│ 项目 ├────────┬────────┤",
        "│      │   甲   │   乙   │",
        "├──────┼────────┼────────┤",
        "│ 行   │   12   │        │",
        "└──────┴────────┴────────┘",
    ]
