"""Which numbers are wrong, where sums and balances of an edition do not hold.

The tables are a code that corrects errors: every number of section 三 stands in a sum along its row
and in a sum or balance down its column, so that one wrong number breaks exactly those, all by the
same amount. Looked for are the fewest numbers whose change puts every broken identity right. What all
explanations with that few numbers have in common is certain; a number that only some of them name
is a suspect and no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from govreport.edition import Edition, Identity, Sum
from govreport.figures import Values, difference, identities_by_cell
from govreport.report import Number

FEW = 3  # so many wrong numbers are looked for wherever they stand; more, where each has a row to itself
TRIES = 2000  # then the table is too far gone for anything to be certain
Change = tuple[int, Number]  # a cell, and by how much its number is too large
Off = dict[Identity, Number]  # the broken identities, and by how much the left is too large


class Explanation(NamedTuple):
    """The right values of the numbers that are certainly wrong, by cell; and of the suspects.

    A cell that is wrong in more than one way has several suspected values.
    """

    certain: Mapping[int, Number]
    suspects: frozenset[tuple[int, Number]]


NOTHING_CERTAIN = Explanation({}, frozenset())


def explain(edition: Edition, values: Values, broken: Off) -> Explanation:
    """The wrong numbers behind all identities that are `broken`."""
    search = _Search(edition, values)
    found = search.smallest(broken)
    if not found:
        return NOTHING_CERTAIN
    common = frozenset.intersection(*found)

    def right(change: Change) -> tuple[int, Number]:
        cell, excess = change
        return cell, (values[cell] or 0) - excess

    suspects = frozenset.union(*found) - common
    return Explanation(dict(map(right, common)), frozenset(map(right, suspects)))


class _Search:
    """Tries changes, one after the other, until nothing is broken."""

    def __init__(self, edition: Edition, values: Values) -> None:
        self.edition, self.values, self.tries = edition, values, 0
        self.found: set[frozenset[Change]] = set()
        self.seen: set[frozenset[Change]] = set()

    def smallest(self, broken: Off) -> set[frozenset[Change]]:
        """All explanations with the fewest changes; none where that would be as many as identities.

        Each row and each column with a broken identity needs a change of its own. With at most
        `FEW` changes, or one in each broken row or column, there is always an identity in which only one of
        them stands, so that it tells the amount.
        """
        fewest = self._fewest(broken)
        for count in range(fewest, max(fewest, FEW) + 1):
            if count >= len(broken):
                break
            self.seen.clear()
            self._try(broken, count, frozenset())
            if self.tries > TRIES:
                return set()
            if self.found:
                break
        return self.found

    def _fewest(self, broken: Off) -> int:
        """Below which number of changes no explanation is possible."""
        rows = sum(map(_is_row, broken))
        return max(rows, len({self._column(one) for one in broken if not _is_row(one)}))

    def _column(self, one: Identity) -> tuple[str, str]:
        cell = self.edition.cells[one.left[0]]
        return cell.section, cell.column.key

    def _try(self, broken: Off, count: int, changes: frozenset[Change]) -> None:
        if not broken:
            self.found.add(changes)
            return
        for change in self._possible(broken, count, {cell for cell, _ in changes}):
            more = changes | {change}
            if more in self.seen:
                continue
            self.seen.add(more)
            self.tries += 1
            if self.tries > TRIES:
                return
            left = self._without(broken, change)
            if self._fewest(left) < count:
                self._try(left, count - 1, more)

    def _possible(self, broken: Off, count: int, changed: set[int]) -> Iterator[Change]:
        """Changes that put one of the broken identities right, to a number that its cell may hold."""
        rows = [one for one in broken if _is_row(one)]
        for one in rows[:1] if len(rows) == count else broken:
            for cells, excess in ((one.left, broken[one]), (one.right, -broken[one])):
                for cell in cells:
                    kind = self.edition.cells[cell].column.value
                    right = (self.values[cell] or 0) - excess
                    if cell not in changed and kind.minimum <= right <= kind.maximum:
                        yield cell, excess

    def _without(self, broken: Off, change: Change) -> Off:
        """What is broken after a change."""
        cell, excess = change
        left = dict(broken)
        for one in identities_by_cell(self.edition)[cell]:
            if one in left or difference(one, self.values) is not None:
                off = left.get(one, 0) - (excess if cell in one.left else -excess)
                left[one] = off
                if not off:
                    del left[one]
        return left


def _is_row(one: Identity) -> bool:
    return isinstance(one, Sum) and one.over == "columns"
