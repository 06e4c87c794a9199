"""What happens to tables on their way to us, done at random to a table's rows."""

from __future__ import annotations

import random
from collections.abc import Callable
from copy import deepcopy

from matching.forms import Box, Sheet

Mutation = Callable[[Sheet, random.Random], None]


def _value_rows(sheet: Sheet) -> list[int]:
    return [n for n, row in enumerate(sheet.rows) if any(box.role == "value" for box in row)]


def _values(row: list[Box]) -> list[int]:
    return [n for n, box in enumerate(row) if box.role == "value"]


def drop_row(sheet: Sheet, rng: random.Random) -> None:
    """A row of numbers is lost, its own label with it."""
    rows = [n for n in _value_rows(sheet) if not any(box.height > 1 for box in sheet.rows[n])]
    if not rows:
        return
    number = rng.choice(rows)
    for before in range(number):
        for box in sheet.rows[before]:
            if box.height > number - before:
                box.height -= 1
    del sheet.rows[number]


def misspell(sheet: Sheet, rng: random.Random) -> None:
    """A character of a label is another, or missing, or twice."""
    boxes = [box for row in sheet.rows for box in row if box.role != "value" and len(box.text) > 1]
    if not boxes:
        return
    box = rng.choice(boxes)
    at = rng.randrange(len(box.text))
    box.text = box.text[:at] + rng.choice(["", "某", box.text[at] * 2, "的"]) + box.text[at + 1 :]


def join_cells(sheet: Sheet, rng: random.Random) -> None:
    """Two numbers side by side come as one cell, their digits together or apart."""
    rows = [n for n in _value_rows(sheet) if len(_values(sheet.rows[n])) > 1]
    if not rows:
        return
    row = sheet.rows[rng.choice(rows)]
    at = rng.choice(_values(row)[:-1])
    row[at].text = row[at].text + rng.choice(["", " "]) + row[at + 1].text
    if rng.random() < 0.5:
        row[at].width += row[at + 1].width
    del row[at + 1]


def tear_number(sheet: Sheet, rng: random.Random) -> None:
    """A number of several digits comes as two cells."""
    places = [
        (row, n)
        for row in sheet.rows
        for n in _values(row)
        if len(row[n].text) > 1 and row[n].text.isdigit()
    ]
    if places:
        row, at = rng.choice(places)
        text = row[at].text
        row[at].text = text[:1]
        row.insert(at + 1, Box(text[1:]))


def double_header(sheet: Sheet, rng: random.Random) -> None:
    """The header is there twice: at once, or again further down, as after a page break."""
    header = next(n for n in _value_rows(sheet))
    copy = deepcopy(sheet.rows[:header])
    rows = [n for n in _value_rows(sheet) if not _covered(sheet, n)]
    at = rng.choice([header, *rows])
    sheet.rows[at:at] = copy


def _covered(sheet: Sheet, number: int) -> bool:
    return any(
        box.height > number - before for before in range(number) for box in sheet.rows[before]
    )


def swap_columns(sheet: Sheet, rng: random.Random) -> None:
    """Two columns stand in each other's place, headings and all."""
    if sheet.labels != 3:
        return
    leaves = [row for row in sheet.rows if [box.role for box in row] == ["column_header"] * 5]
    if not leaves:
        return  # without headings nobody can know
    sheet.swapped = True
    one, other = rng.sample(range(5), 2)
    for leaf in leaves:
        leaf[one], leaf[other] = leaf[other], leaf[one]
    for number in _value_rows(sheet):
        row = sheet.rows[number]
        at = _values(row)
        if len(at) >= 6:
            a, b = at[1 + one], at[1 + other]
            row[a], row[b] = row[b], row[a]


def lose_last_column(sheet: Sheet, rng: random.Random) -> None:
    """The last column is cut off, headings and all."""
    covered = 0
    for row in sheet.rows:
        if covered:
            covered -= 1
            continue
        if not row:
            continue
        last = row[-1]
        covered = last.height - 1
        if last.width > 1:
            last.width -= 1
        else:
            row.pop()
    sheet.width -= 1


def lose_last_numbers(sheet: Sheet, rng: random.Random) -> None:
    """The last number of some rows is not there."""
    for number in _value_rows(sheet):
        row = sheet.rows[number]
        if rng.random() < 0.5 and len(row) > 2:
            row.pop()


def blank_zeros(sheet: Sheet, rng: random.Random) -> None:
    """Zeros are not printed, or as a dash."""
    sign = rng.choice(["", "", "", "/", "—", "-", "\u3000"])
    share = rng.choice([1.0, 1.0, 0.5])
    for row in sheet.rows:
        for box in row:
            if box.role == "value" and box.text == "0" and rng.random() < share:
                box.text = sign


def lose_label(sheet: Sheet, rng: random.Random) -> None:
    """The label of a row is not there."""
    rows = [row for row in sheet.rows if any(box.role == "row_header" for box in row)]
    if rows:
        row = rng.choice(rows)
        boxes = [box for box in row if box.role == "row_header"]
        boxes[-1].text = ""


def wrong_label(sheet: Sheet, rng: random.Random) -> None:
    """A row bears the label of the row after it, which stands there too."""
    rows = [row for row in sheet.rows if any(box.role == "row_header" for box in row)]
    if len(rows) > 1:
        at = rng.randrange(len(rows) - 1)
        ours = next(box for box in reversed(rows[at]) if box.role == "row_header")
        ours.text = next(box for box in reversed(rows[at + 1]) if box.role == "row_header").text


def lose_header(sheet: Sheet, rng: random.Random) -> None:
    """The header is not there."""
    if sheet.swapped:
        return
    del sheet.rows[: _value_rows(sheet)[0]]


def lose_number(sheet: Sheet, rng: random.Random) -> None:
    """One number is not there, and the rest of its row moves up."""
    row = sheet.rows[rng.choice(_value_rows(sheet))]
    del row[rng.choice(_values(row))]


def widen_numbers(sheet: Sheet, rng: random.Random) -> None:
    """Numbers in other writing: full width, grouped, with a unit."""
    for row in sheet.rows:
        for box in row:
            if box.role == "value" and box.text.isdigit() and rng.random() < 0.3:
                box.text = rng.choice(
                    [
                        f"{int(box.text):,}",
                        box.text.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
                        f" {box.text} ",
                    ]
                )


MUTATIONS: tuple[Mutation, ...] = (
    drop_row, misspell, join_cells, tear_number, double_header, swap_columns, lose_last_column,
    lose_last_numbers, blank_zeros, lose_label, wrong_label, lose_header, lose_number,
    widen_numbers,
)  # fmt: skip


def break_page(text: str, rng: random.Random) -> str:
    """A page ends in the middle of a table: blank lines, and perhaps the number of the page."""
    lines = text.split("\n")
    at = rng.randrange(1, len(lines))
    number = str(rng.randrange(1, 9))
    page = rng.choice(
        [[], [f"— {number} —"], [f"- {number} -"], [f"第 {number} 页"], [number], ["\f"]]
    )
    lines[at:at] = rng.choice([page, ["", *page, ""], ["", "", *page, ""]])
    return "\n".join(lines)
