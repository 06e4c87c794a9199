"""What a changed number does to the rest of its table: sums, rows to be asked again, proposals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from govreport.interview.state import State
from govreport.interview.totals import with_cells
from govreport.report import Number


def stored(
    state: State,
    section: str,
    numbers: Mapping[str, Number | None],
    answered: Iterable[str] = (),
) -> State:
    """The state with those numbers; what depends on them is open or to be confirmed again."""
    before = state.report
    report = with_cells(before, numbers)
    marks = state.marks.without(*answered)
    changed = {
        before.edition.cell_at[address].number
        for address, value in numbers.items()
        if before[address] != value
    }
    if changed:
        marks = marks.without(f"{section}.balance")
    reopened: dict[str, Number | None] = {}
    for one in state.questions.balances(section):
        came_before, comes = (
            [values[n] for n in one.left] for values in (before.values, report.values)
        )
        if changed.isdisjoint(one.left) or None in came_before or any(came_before):
            continue
        if any(comes):  # rows of this column were 0 because nothing had come in
            column = before.edition.cells[one.left[0]].column.key
            reopened |= {
                cell.address: None
                for row in state.questions.rows(section)
                for cell in row.cells
                if cell.column.key == column
                and cell.number not in one.left
                and report.values[cell.number] == 0
                and cell.address not in numbers
            }
    again = _following(state, section, changed, numbers)
    return state.changed(with_cells(report, reopened), marks.with_again(again))


def _following(
    state: State, section: str, changed: set[int], numbers: Mapping[str, object]
) -> list[str]:
    """The answered questions about a figure that is proposed from one that has changed."""
    edition = state.report.edition
    touched = {edition.cells[number].address for number in changed}
    cells = {
        edition.cells[one.cell].address
        for one in edition.continuities
        if not one.at_most and not touched.isdisjoint(address for _, address in one.this)
    }
    return [
        row.id
        for row in state.questions.rows(section)
        for cell in row.cells
        if cell.address in cells
        and cell.address not in numbers
        and state.report.values[cell.number] is not None
    ]
