"""What the program shows on a terminal, as SVG: the same bytes everywhere.

A screen is what `pyte` makes of what the program writes to a pseudo-terminal. A picture names no font
that everyone has: so every stretch of characters that are equally wide and look the same is put at
its column and told how long it is, and columns stand under each other in any font.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

import pyte
from samples import ROOT
from screen import Screen, answers
from wcwidth import wcwidth

from govreport.edition import load_edition
from govreport.report import Report
from govreport.tomlio import dumps

TOWN = ROOT / "examples" / "repository" / "reports" / "songshi" / "2022.toml"
COLUMN, LINE = 8, 20  # a character's cell, in pixels
NARROW, WIDE = 13, 15  # the size of letters that are one column wide, and of those that are two
EDGE, BAR = 16, 34  # around the screen, and the height of the window's bar
GROUND, PAPER, INK, REVERSE = "#1b1f27", "#2a303b", "#dfe3ea", "#c3c9d4"
COLOURS = {
    "red": "#ff8a80", "green": "#8fd694", "brown": "#f0c674", "yellow": "#f0c674",
    "blue": "#8ab4f8", "magenta": "#d7a6ff", "cyan": "#7fd6d6", "white": "#ffffff",
    "brightblack": "#9aa4b5",
}  # fmt: skip
FONTS = (
    "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono', "
    "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', monospace"
)


class Stretch(NamedTuple):
    """Characters beside each other that look alike; `columns` is their width on the screen."""

    start: int
    columns: int
    text: str
    cell: pyte.screens.Char


def picture(screen: pyte.Screen, title: str, *, cursor: bool = False) -> str:
    """The screen down to its last line with something on it, in a window with a title."""
    lines = [list(_stretches(screen, number)) for number in range(screen.lines)]
    while lines and not lines[-1]:
        lines.pop()
    width = screen.columns * COLUMN + 2 * EDGE
    height = BAR + len(lines) * LINE + 2 * EDGE - 8
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" xml:lang="zh-CN" role="img">',
        f"<title>{escape(title)}</title>",
        f'<g font-family={quoteattr(FONTS)} font-size="{NARROW}" fill="{INK}">',
        f'<rect x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="8" '
        f'fill="{GROUND}" stroke="#57606a"/>',
        f'<path d="M1 {BAR}V9a8 8 0 0 1 8-8H{width - 9}a8 8 0 0 1 8 8V{BAR}z" fill="{PAPER}"/>',
        *(f'<circle cx="{EDGE + 6 + 20 * place}" cy="{BAR / 2:g}" r="5.5" fill="#57606a"/>'
          for place in range(3)),
        f'<text x="{width / 2:g}" y="22" text-anchor="middle" font-size="13" '
        f'fill="#b6beca">{escape(title)}</text>',
    ]  # fmt: skip
    for number, stretches in enumerate(lines):
        for stretch in stretches:
            parts += _drawn(stretch, BAR + EDGE - 4 + number * LINE)
    if cursor:
        x, y = EDGE + screen.cursor.x * COLUMN, BAR + EDGE - 2 + screen.cursor.y * LINE
        parts.append(f'<rect x="{x}" y="{y}" width="{COLUMN}" height="16" fill="{INK}"/>')
    return "\n".join([*parts, "</g>", "</svg>", ""])


def _stretches(screen: pyte.Screen, number: int) -> Iterator[Stretch]:
    """The stretches of a line, without spaces around them that nobody would see."""
    cells = [screen.buffer[number][column] for column in range(screen.columns)]
    column = 0
    while column < len(cells):
        first, start = cells[column], column
        look, wide = first._replace(data=""), wcwidth(first.data) == 2
        text = ""
        while column < len(cells) and cells[column].data:
            cell = cells[column]
            if cell._replace(data="") != look or (wcwidth(cell.data) == 2) != wide:
                break
            if text.endswith(" ") and cell.data == " " and not look.reverse:
                break  # a gap between words of a line is no part of either
            text += cell.data
            column += 2 if wide else 1
        if text.strip() or look.reverse:
            shown = text if look.reverse else text.rstrip()
            yield Stretch(start, len(shown) * (2 if wide else 1), shown, first)
        if column == start:
            column += 1


def _drawn(stretch: Stretch, top: int) -> list[str]:
    """The ground of a stretch, where it has one of its own, and its text."""
    cell, each = stretch.cell, stretch.columns // len(stretch.text)
    ink, ground = COLOURS.get(cell.fg, INK), COLOURS.get(cell.bg, "")
    if cell.reverse:
        ink, ground = ground or GROUND, COLOURS.get(cell.fg, REVERSE)
    parts = []
    if ground:
        x, length = EDGE + stretch.start * COLUMN, stretch.columns * COLUMN
        parts.append(f'<rect x="{x}" y="{top}" width="{length}" height="{LINE}" fill="{ground}"/>')
    text = stretch.text.strip()
    if text:
        before = len(stretch.text) - len(stretch.text.lstrip())
        x, length = EDGE + (stretch.start + before * each) * COLUMN, len(text) * each * COLUMN
        look = "".join((
            f' font-size="{WIDE}"' if each == 2 else "",
            f' fill="{ink}"' if ink != INK else "",
            ' font-weight="bold"' if cell.bold else "",
            ' text-decoration="underline"' if cell.underscore else "",
        ))  # fmt: skip
        if each == 2:  # as wide as high: what is left of its columns stands around each of them
            length -= 2 * COLUMN - WIDE
        parts.append(
            f'<text x="{x}" y="{top + 15}" textLength="{length}"{look}>{escape(text)}</text>'
        )
    return parts


@contextmanager
def _opened(folder: Path, size: tuple[int, int], *arguments: str) -> Iterator[Screen]:
    """The program on a terminal of so many lines and columns, in Chinese."""
    screen = Screen(folder, *arguments, size=size, GOVREPORT_LANG="zh", COLUMNS="", LINES="")
    try:
        yield screen
    finally:
        screen.process.close(force=True)


def check(folder: Path) -> str:
    """`check` of a town's report with three slips: a number in the prose, one in a table, a total."""
    text = TOWN.read_text("utf-8")
    for where, right, wrong in (
        ("[overview]", '"""\n', '"""\n全年新收政府信息公开申请 41 件。\n'),
        ("[requests.outcome.granted]", "natural_person = 1\n", "natural_person = 11\n"),
        ("[requests.outcome.refused.enforcement_files]", "total = 1\n", "total = 0\n"),
    ):
        before, heading, after = text.partition(where)
        assert right in after, where
        text = before + heading + after.replace(right, wrong, 1)
    (folder / "2022.toml").write_text(text, "utf-8")
    with _opened(folder, (40, 104), "check", "2022.toml") as screen:
        screen.ends()
        return picture(screen.columns, "govreport check 2022.toml")


def interview(folder: Path) -> str:
    """The interview in the middle of table 三: a wrong total was typed, and the next row is begun."""
    (folder / "2025.toml").write_text(dumps(_half_a_report()), "utf-8")
    with _opened(folder, (31, 80), "interview", "2025.toml") as screen:
        answers([
            ("印在表格下面", "\r"), ("申请人的种类", "\r"),
            ("（一）予以公开", "15 2 16\r"), ("没有采用", "15 2\r"),
            ("（二）部分公开", "3 1"),
        ], screen)  # fmt: skip
        screen.until("> 3 1")
        while screen.read():
            pass  # until nothing more is drawn
        return picture(screen.columns, "govreport interview 2025.toml", cursor=True)


def _half_a_report() -> Report:
    """A town's report as the interview leaves it after the first two rows of table 三."""
    edition = load_edition("2021")
    rows = {"received": (23, 4), "carried_in": (1, 0)}
    numbers = {
        cell.address: 0
        for cell in edition.cells
        if cell.address.startswith(("disclosure.", *(f"requests.{row}." for row in rows)))
    }
    for row, (people, firms) in rows.items():
        numbers[f"requests.{row}.natural_person"] = people
        numbers[f"requests.{row}.enterprise"] = firms
        numbers[f"requests.{row}.total"] = people + firms
    about = {"organization": "云麓县松石镇人民政府", "year": 2025, "kind": "township",
             "scope": "own", "date": date(2026, 1, 20)}  # fmt: skip
    texts = {"preamble": "本报告依据条例编制。", "overview": "一年来的工作。"}
    return Report(edition, about, texts).with_numbers(numbers)
