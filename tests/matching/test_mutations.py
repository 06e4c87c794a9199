"""Tables damaged at random: a number is right, or it is left out and named. Never silently wrong.

`--mutations 5000` tries so many documents; the share that was read in full is printed (-s).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable

import pytest
from matching.forms import FORMS, Sheet, document, filled_report, sheets, to_grid
from matching.mutations import (
    MUTATIONS,
    Mutation,
    blank_zeros,
    break_page,
    drop_row,
    join_cells,
    lose_last_column,
    lose_last_numbers,
    lose_number,
    tear_number,
    wrong_label,
)
from matching.reading import strips
from samples import EDITIONS

from govreport.edition import editions, load_edition
from govreport.matching.grids import grid_strips
from govreport.matching.match import best
from govreport.matching.piece import Strip
from govreport.report import Report

pytestmark = pytest.mark.no_cover  # many cases of what other tests run as well

# Pairs that undo each other's traces, so that what is printed is a sound table with other numbers.
UNKNOWABLE: tuple[set[Mutation], ...] = (
    {tear_number, lose_number},
    {tear_number, lose_last_numbers},
    {tear_number, join_cells},
    {tear_number, blank_zeros},
    {lose_number, lose_last_numbers},
    {join_cells, blank_zeros},
    {join_cells, lose_last_column},
    {wrong_label, drop_row},
)
LOSSES = {lose_number, lose_last_numbers, join_cells}


def chosen(rng: random.Random) -> list[Mutation]:
    while True:
        found = [rng.choice(MUTATIONS) for _ in range(rng.choice([1, 1, 1, 2, 3]))]
        twice = found.count(wrong_label) > 1
        if not twice and not any(pair <= set(found) for pair in UNKNOWABLE):
            return found


def damaged(rng: random.Random, report: Report, mutations: list[Mutation]) -> list[Strip] | None:
    """The strips of a damaged document; None when the damage leaves no table."""
    found = sheets(report)
    for mutation in mutations:
        sheet = rng.choice(found)
        if any(any(box.role == "value" for box in row) for row in sheet.rows):
            mutation(sheet, rng)
    form = rng.choice([*FORMS, "grid", "grid"])
    if form == "grid":
        return as_grids(found)
    text = document(found, FORMS[form])
    if rng.random() < 0.2 and not LOSSES & set(mutations):
        text = break_page(text, rng)
    return strips(text)


def as_grids(found: list[Sheet]) -> list[Strip] | None:
    grids = [to_grid(sheet) for sheet in found]
    return [strip for grid in grids if grid for strip in grid_strips(grid)] if all(grids) else None


def test_no_number_is_silently_wrong(request: pytest.FixtureRequest) -> None:
    wanted: int = request.config.getoption("--mutations")
    counted: Counter[str] = Counter()
    for seed in range(wanted):
        rng = random.Random(seed)
        name = rng.choice(EDITIONS)
        mutations = chosen(rng)
        report = filled_report(load_edition(name), rng)
        read = damaged(rng, report, mutations)
        if read is None:
            continue
        matched = best(read, editions())
        if matched.edition is not report.edition:
            counted["of the other edition"] += 1
            continue
        wrong = [
            (cell.address, got, want)
            for cell, got, want in zip(
                report.edition.cells, matched.values, report.values, strict=True
            )
            if got is not None and got != want
        ]
        assert wrong == [], (seed, [_name(one) for one in mutations])
        counted["documents"] += 1
        counted["in full"] += None not in matched.values
        counted["cells"] += report.edition.size
        counted["cells read"] += sum(value is not None for value in matched.values)
    assert counted["of the other edition"] <= wanted // 200
    assert counted["cells read"] > counted["cells"] * 0.8
    print(
        f"\n{counted['documents']} damaged documents, none silently wrong: "
        f"{counted['in full'] / counted['documents']:.0%} read in full, "
        f"{counted['cells read'] / counted['cells']:.1%} of all cells"
    )


def _name(one: Callable[..., None]) -> str:
    return one.__name__
