"""The sums of a report that follow from what was typed, worked out again where a part changed."""

from __future__ import annotations

from collections.abc import Mapping

from govreport.figures import add
from govreport.report import Number, Report


def with_cells(report: Report, numbers: Mapping[str, Number | None]) -> Report:
    """The report with other numbers, and every total above them; a total that lacks a part is none."""
    changed = {
        report.edition.cell_at[address].number
        for address, number in numbers.items()
        if report[address] != number
    }
    report = report.with_numbers(numbers)
    values = list(report.values)
    done: set[int] = set()
    grew = bool(changed)
    while grew:
        grew = False
        for one in report.edition.sums:
            if one.total in done or changed.isdisjoint(one.parts):
                continue
            done.add(one.total)
            changed.add(one.total)
            grew = True
            values[one.total] = add(values, one.parts)
    cells = report.edition.cells
    return report.with_numbers({cells[number].address: values[number] for number in done})
