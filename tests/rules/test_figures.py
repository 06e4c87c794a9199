"""The arithmetic on cells: what is not given is never counted as 0."""

from __future__ import annotations

import pytest
from samples import EDITIONS, consistent, filled

from govreport.edition import load_edition
from govreport.figures import (
    add,
    added,
    balance_so_far,
    completed,
    difference,
    identities_by_cell,
    sums_by_total,
)


def test_a_sum_lacking_a_number_is_none() -> None:
    assert add([1, None, 3], (0, 2)) == 4
    assert add([1, None, 3], (0, 1)) is None
    assert add([0.1, 0.2], (0, 1)) == 0.3


def test_reports_are_added_cell_by_cell() -> None:
    assert added([1, None, 0.1, 4], [2, 3, 0.2, None]) == [3, None, 0.3, None]


@pytest.mark.parametrize("name", EDITIONS)
def test_an_identity_holds_or_says_by_how_much_it_does_not(name: str) -> None:
    report = filled(load_edition(name))
    for one in report.edition.identities:
        assert difference(one, report.values) == 0
        values = list(report.values)
        values[one.right[0]] = (values[one.right[0]] or 0) + 2
        assert difference(one, values) == -2
        values[one.right[0]] = None
        assert difference(one, values) is None


@pytest.mark.parametrize("name", EDITIONS)
def test_every_absent_total_is_completed_and_no_part(name: str) -> None:
    report = consistent(name)
    totals = sums_by_total(report.edition)
    bare = [None if cell in totals else value for cell, value in enumerate(report.values)]
    assert tuple(completed(report.edition, bare)) == report.values
    part = next(cell for cell in identities_by_cell(report.edition) if cell not in totals)
    bare[part] = None
    done = completed(report.edition, bare)
    assert done[part] is None
    assert all(done[one.total] is None for one in report.edition.sums if part in one.parts)


@pytest.mark.parametrize("name", EDITIONS)
def test_a_balance_says_what_it_leaves_while_it_is_filled_in(name: str) -> None:
    report = consistent(name)
    for one in report.edition.balances:
        whole, last = balance_so_far(report, one), one.right[-1]
        assert whole.missing == 0 and not whole.fails and whole.rest == report.values[last]
        cell = report.edition.cells[last].address
        assert balance_so_far(report.with_numbers({cell: None}), one).rest == report.values[last]
        more = balance_so_far(report.with_numbers({cell: (report.values[last] or 0) + 1}), one)
        assert more.fails and more.missing == -1
        first = report.edition.cells[one.left[0]].address
        assert balance_so_far(report.with_numbers({first: None}), one).rest is None
