"""The sums, balances, bounds and continuities that an edition file states, as numbered cells.

All functions take what section `one` states, and raise GovreportError for a row or column it lacks.
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport.edition.model import Row, Section
from govreport.edition.relations import Balance, Bound, Continuity, Sum
from govreport.edition.source import Source
from govreport.messages import msg


def read_sums(one: Source, section: Section, zero_rule: str) -> Iterator[Sum]:
    """Over columns: one sum a row; over rows: one a column, whose parts may be groups of rows."""
    for item in one.tables("sums"):
        rule, over, source = item.text("rule"), item.text("over"), item.text("source")
        total, parts = item.text("total"), item.texts("parts")
        if over == "columns":
            for row in section.rows:
                cells = tuple(_cell(item, row, part) for part in parts)
                number = _cell(item, row, total)
                _check_sum(item, total, number, cells)
                yield Sum(rule, zero_rule, number, cells, "columns", source)
        elif over == "rows":
            total_row = _rows(item, section, total)[0]
            part_rows = [row for part in parts for row in _rows(item, section, part)]
            for column in total_row.columns:
                cells = tuple(_cell(item, row, column.key) for row in part_rows)
                number = _cell(item, total_row, column.key)
                _check_sum(item, total, number, cells)
                yield Sum(rule, zero_rule, number, cells, "rows", source)
        else:
            raise item.wrong(msg("over 只能是 columns 或 rows，不能是“{value}”", value=over))


def read_balances(one: Source, section: Section, zero_rule: str) -> Iterator[Balance]:
    """One balance a column."""
    for item in one.tables("balances"):
        rule, source = item.text("rule"), item.text("source")
        left = [_rows(item, section, name)[0] for name in item.texts("left")]
        right = [_rows(item, section, name)[0] for name in item.texts("right")]
        if not left or not right or {r.first for r in left} & {r.first for r in right}:
            raise item.wrong(msg("勾稽关系的两边为空或者相同"))
        for column in left[0].columns:
            came, went = (tuple(_cell(item, r, column.key) for r in rows) for rows in (left, right))
            yield Balance(rule, zero_rule, came, went, source)


def read_bounds(one: Source, section: Section) -> Iterator[Bound]:
    """One bound a row of the blocks named."""
    for item in one.tables("bounds"):
        rule, source = item.text("rule"), item.text("source")
        terms = [item.texts(name) for name in ("stock", "added", "removed")]
        for row in _block_rows(item, section):
            stock, added, removed = (tuple(_cell(item, row, key) for key in keys) for keys in terms)
            yield Bound(rule, stock, added, removed, source)


def read_continuities(one: Source, section: Section) -> Iterator[Continuity]:
    """A whole row that follows a whole row, column by column; or a column, in rows of blocks."""
    for item in one.tables("continuities"):
        rule, stock, source = item.text("rule"), item.text("stock"), item.text("source")
        at_most = item.take("at_most", bool, False)
        last, this = _signed(item.table("last")), _signed(item.table("this", {}))
        if not last:
            raise item.wrong(msg("没有写出与上一年的哪个数相接"))
        following = []  # a cell, and what stands before and after a term's key in its address
        if any(".".join(row.keys[1:]) == stock for row in section.rows):
            row = _rows(item, section, stock)[0]
            for column in row.columns:
                cell = _cell(item, row, column.key)
                following.append((cell, f"{section.key}.", f".{column.key}"))
        else:
            for row in _block_rows(item, section):
                following.append((_cell(item, row, stock), f"{row.address}.", ""))
                for _, key in this:
                    _cell(item, row, key)
        for cell, before, after in following:
            former, present = (
                tuple((sign, f"{before}{key}{after}") for sign, key in terms)
                for terms in (last, this)
            )
            yield Continuity(rule, cell, former, present, at_most, source)


def _check_sum(item: Source, name: str, total: int, parts: tuple[int, ...]) -> None:
    if not parts or total in parts or len(set(parts)) < len(parts):
        raise item.wrong(msg("合计“{total}”的组成为空、重复或含有它自己", total=name))


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
