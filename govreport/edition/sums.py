"""The sums, balances, bounds and continuities that an edition file states, as numbered cells."""

from __future__ import annotations

from typing import Literal

from govreport.edition.model import Balance, Bound, Continuity, Row, Section, Sum
from govreport.edition.reading import Source
from govreport.messages import msg


class Identities:
    """Collects the identities of section after section."""

    def __init__(self) -> None:
        self.sums: list[Sum] = []
        self.balances: list[Balance] = []
        self.bounds: list[Bound] = []
        self.continuities: list[Continuity] = []

    def add(self, one: Source, section: Section) -> None:
        """Take what section `one` states. Raises GovreportError for a row or column it lacks."""
        zero_rule = one.text("zero_rule", "")
        for item in one.tables("sums"):
            self._add_sum(item, section, zero_rule)
        for item in one.tables("balances"):
            self._add_balance(item, section, zero_rule)
        for item in one.tables("bounds"):
            self._add_bound(item, section)
        for item in one.tables("continuities"):
            self._add_continuity(item, section)

    def _add_sum(self, item: Source, section: Section, zero_rule: str) -> None:
        rule, over, source = item.text("rule"), item.text("over"), item.text("source")
        total, parts = item.text("total"), item.texts("parts")
        added: list[tuple[int, tuple[int, ...]]] = []
        direction: Literal["columns", "rows"] = "columns"
        if over == "columns":
            added = [
                (_cell(item, row, total), tuple(_cell(item, row, part) for part in parts))
                for row in section.rows
            ]
        elif over == "rows":
            direction = "rows"
            total_row = _rows(item, section, total)
            part_rows = [row for part in parts for row in _rows(item, section, part)]
            for column in total_row[0].columns:
                added.append(
                    (
                        _cell(item, total_row[0], column.key),
                        tuple(_cell(item, row, column.key) for row in part_rows),
                    )
                )
        else:
            raise item.wrong(msg("over 只能是 columns 或 rows，不能是“{value}”", value=over))
        for total_cell, part_cells in added:
            if not part_cells or total_cell in part_cells or len(set(part_cells)) < len(part_cells):
                raise item.wrong(msg("合计“{total}”的组成为空、重复或含有它自己", total=total))
            self.sums.append(Sum(rule, zero_rule, total_cell, part_cells, direction, source))
        item.done()

    def _add_balance(self, item: Source, section: Section, zero_rule: str) -> None:
        rule, source = item.text("rule"), item.text("source")
        left = [_rows(item, section, name)[0] for name in item.texts("left")]
        right = [_rows(item, section, name)[0] for name in item.texts("right")]
        if not left or not right or {r.first for r in left} & {r.first for r in right}:
            raise item.wrong(msg("勾稽关系的两边为空或者相同"))
        for column in left[0].columns:
            self.balances.append(
                Balance(
                    rule,
                    zero_rule,
                    tuple(_cell(item, row, column.key) for row in left),
                    tuple(_cell(item, row, column.key) for row in right),
                    source,
                )
            )
        item.done()

    def _add_bound(self, item: Source, section: Section) -> None:
        rule, source = item.text("rule"), item.text("source")
        terms = [item.texts(name) for name in ("stock", "added", "removed")]
        for row in _block_rows(item, section):
            stock, added, removed = (tuple(_cell(item, row, key) for key in keys) for keys in terms)
            self.bounds.append(Bound(rule, stock, added, removed, source))
        item.done()

    def _add_continuity(self, item: Source, section: Section) -> None:
        rule, stock, source = item.text("rule"), item.text("stock"), item.text("source")
        at_most = item.flag("at_most")
        last, this = _signed(item.table("last")), _signed(item.table("this", {}))
        if not last:
            raise item.wrong(msg("没有写出与上一年的哪个数相接"))
        by_row = any(".".join(row.keys[1:]) == stock for row in section.rows)
        if by_row:  # a whole row follows a whole row, column by column
            row = _rows(item, section, stock)[0]
            for column in row.columns:
                self.continuities.append(
                    Continuity(
                        rule,
                        _cell(item, row, column.key),
                        tuple((s, f"{section.key}.{key}.{column.key}") for s, key in last),
                        tuple((s, f"{section.key}.{key}.{column.key}") for s, key in this),
                        at_most,
                        source,
                    )
                )
        else:  # one column follows from columns of the same row
            for row in _block_rows(item, section):
                for _, key in this:
                    _cell(item, row, key)
                self.continuities.append(
                    Continuity(
                        rule,
                        _cell(item, row, stock),
                        tuple((s, f"{row.address}.{key}") for s, key in last),
                        tuple((s, f"{row.address}.{key}") for s, key in this),
                        at_most,
                        source,
                    )
                )
        item.done()


def _signed(terms: Source) -> tuple[tuple[int, str], ...]:
    found = tuple(
        (sign, key) for sign, name in ((1, "plus"), (-1, "minus")) for key in terms.texts(name)
    )
    terms.done()
    return found


def _cell(item: Source, row: Row, key: str) -> int:
    for place, column in enumerate(row.columns):
        if column.key == key:
            return row.first + place
    raise item.wrong(msg("行“{row}”没有栏“{key}”", row=row.address, key=key))


def _rows(item: Source, section: Section, name: str) -> list[Row]:
    """The row of that dotted name below the section, or all rows of the group of that name."""
    wanted = (section.key, *name.split("."))
    found = [row for row in section.rows if row.keys[: len(wanted)] == wanted]
    if not found:
        raise item.wrong(msg("没有行“{row}”", row=name))
    return found


def _block_rows(item: Source, section: Section) -> list[Row]:
    numbers = item.wholes("blocks") or tuple(range(len(section.blocks)))
    if any(not 0 <= number < len(section.blocks) for number in numbers):
        raise item.wrong(msg("没有第 {number} 块", number=max(numbers)))
    return [row for number in numbers for row in section.blocks[number].rows]
