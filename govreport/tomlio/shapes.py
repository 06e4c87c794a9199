"""The fast way to a report's numbers, for files whose tables are written as in a file met before.

Thousands of reports are written alike and differ in words and figures. The *shape* of a file is what
stands in its tables without comments and without the digits of its numbers. Of the first file of a
shape the parser is asked which number is which cell, by giving it the same tables with marked
numbers. Of every later file of that shape only the words go through the parser, which is a fifth of
the work, and the numbers are taken from between.

What comes of it is what the ordinary way makes of the file, when that finds nothing wrong. Whenever
there is any doubt there is no answer, and the ordinary way is taken. Nothing here names a problem.

Why this is exact. In a known shape nothing but a plain number stands between any `= ` and the end of
its line, and digits stand nowhere else; so shape and numbers together are the tables' text. No
quotation mark stands in a shape, so every `#` begins a comment. A key `SENTINEL`, which the file itself has not, stands in for
the tables while the rest is parsed: when it comes out as an empty table, the tables stood where
tables may stand, and neither inside a string nor inside anything else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

import rtoml

from govreport.edition import Edition, ValueKind
from govreport.report import Number, Report
from govreport.tomlio.decode import decode_clean
from govreport.tomlio.layouts import Layouts
from govreport.tomlio.newer import maybe_newer

SENTINEL = "govreport-tables-stand-here"
STAND_IN = f"\n[{SENTINEL}]".encode()
BOM = b"\xef\xbb\xbf"
DIGITS = b"0123456789"
NO_DIGITS = bytes(set(range(256)) - set(DIGITS))
# What stands around numbers: all that a number is made of, the end of its line, and what marks it.
ASIDE = bytes(set(range(256)) - set(DIGITS + b"-.= \r\n"))
MARK = b"= "
NUMBER = re.compile(rb"= ([-0-9.]+)")
ALONE = re.compile(rb"= [-.]*(?=\r?\n|\Z)")
PLAIN = re.compile(rb"(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?)(?:\r?\n[^0-9]*)?")
COMMENT = re.compile(rb"(?<!\r)[ \t]*#[\t\x20-\x7e\x80-\xff]*")  # a lone \r must not meet a \n
LONGEST = 8  # characters of a number; what is longer goes the ordinary way
Ordered = Callable[[list[Number]], Sequence[Number]]
MOST = 64  # shapes that are learned; there are not so many ways to write a table
MEMORY = 10_000  # numbers whose value is kept


class Shape(NamedTuple):
    """How the tables of some files are written: in which edition, and its order of the numbers."""

    edition: Edition
    ordered: Ordered


class Shapes:
    """The shapes met so far. One belongs to one process; it grows to a limit and no further."""

    def __init__(self) -> None:
        self._known: dict[bytes, Shape] = {}
        self._bounds: tuple[bytes, bytes] | None = None
        self._values = _Values()
        self._layouts = Layouts()

    def report(self, data: bytes) -> Report | None:
        """The report in a file, if it is of a known shape and nothing is wrong with it."""
        if self._bounds is None:
            return None
        parts = _parted(data, self._bounds)
        if parts is None:
            return None
        tables, rest = parts
        written = tables.translate(None, DIGITS)
        shape = self._known.get(written)
        if shape is None:
            return None
        before, *numbers = tables.translate(None, ASIDE).split(MARK)
        if len(numbers) != shape.edition.size or before.translate(None, NO_DIGITS):
            return None
        try:
            values = tuple(shape.ordered(list(map(self._values.__getitem__, numbers))))
            known = self._layouts.words(shape.edition, rest)
            if known is not None:
                return Report(shape.edition, *known, values)
            text = rest.decode()
            words: dict[str, Any] = rtoml.loads(text)
        except ValueError:  # a number of another kind, a syntax error, another encoding
            return None
        if words.pop(SENTINEL, None) != {} or maybe_newer(text):
            return None
        report = decode_clean(shape.edition, words, values)
        if report is not None:
            self._layouts.learn(rest, report, SENTINEL)
        return report

    def learn(self, data: bytes, report: Report) -> None:
        """Take note of how a file is written in which the ordinary way found nothing wrong."""
        if len(self._known) >= MOST or None in report.values:
            return
        bounds = _bounds(report.edition)
        parts = _parted(data, bounds)
        if parts is None:
            return
        tables, _ = parts
        written = tables.translate(None, DIGITS)
        size = report.edition.size
        if b'"' in written or b"'" in written or written.count(b"=") != size:
            return
        if len(ALONE.findall(written)) != size or tables.count(MARK) != size:
            return
        ordered = _order(tables, report.edition)
        if ordered is not None and self._bounds in (None, bounds):
            self._bounds = bounds
            self._known[written] = Shape(report.edition, ordered)


class _Values(dict[bytes, Number]):
    """What a number as written is worth; what follows it before the next one has no digits.

    Raises ValueError for what is not a short plain number.
    """

    def __missing__(self, written: bytes) -> Number:
        found = PLAIN.fullmatch(written)
        if found is None or len(found[1]) > LONGEST:
            raise ValueError(written)
        value: Number = float(found[1]) if b"." in found[1] else int(found[1])
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if len(self) < MEMORY:
            self[written] = value
        return value


def _bounds(edition: Edition) -> tuple[bytes, bytes]:
    """How the first table begins, and how the first narrative after the last table does."""
    tables = [place for place, one in enumerate(edition.sections) if not one.narrative]
    after = edition.sections[tables[-1] + 1 :]
    end = f"\n[{after[0].key}]" if after else f"\n[[{SENTINEL}"
    return f"\n[{edition.sections[tables[0]].key}".encode(), end.encode()


def _parted(data: bytes, bounds: tuple[bytes, bytes]) -> tuple[bytes, bytes] | None:
    """The tables of a file without comments, and the rest with the sentinel in their place."""
    if SENTINEL.encode() in data:
        return None
    first = data.find(bounds[0])
    if first < 0:
        return None
    last = data.find(bounds[1], first)
    if last < 0:
        last = len(data)
    elif data.startswith(b"\r", last - 1):
        last -= 1  # a line end of Windows stays whole
    tables = data[first:last]
    rest = data[3 if data.startswith(BOM) else 0 : first] + STAND_IN + data[last:]
    if b"#" in tables:
        try:
            tables.decode()
        except UnicodeDecodeError:
            return None
        tables = COMMENT.sub(b"", tables)
    return tables, rest


def _order(tables: bytes, edition: Edition) -> Ordered | None:
    """How to put the numbers of these tables in official order; None when that cannot be told."""
    marked: dict[object, int] = {}  # the place of each number, by what it is replaced with

    def mark(found: re.Match[bytes]) -> bytes:
        sign, point = b"-" * found[1].startswith(b"-"), b".5" * (b"." in found[1])
        written = b"%s%d%s" % (sign, 10**LONGEST + len(marked), point)
        marked[float(written) if point else int(written)] = len(marked)
        return b"= " + written

    try:
        cells = _flat(rtoml.loads(NUMBER.sub(mark, tables).decode()))
    except ValueError:
        return None
    if len(cells) != edition.size or cells.keys() != edition.cell_at.keys():
        return None
    places: list[int] = []
    for cell in edition.cells:
        number = cells[cell.address]
        if number not in marked or not _may_be_any(cell.column.value, number):
            return None
        places.append(marked[number])
    return _as_they_are if places == sorted(places) else itemgetter(*places)


def _may_be_any(kind: ValueKind, number: Number) -> bool:
    """Whether a cell of that kind takes every number of this sign that is not longer than `LONGEST`,
    whole or not as this one is."""
    right = isinstance(number, int) or not kind.whole
    return right and kind.minimum <= min(number, 0) and number <= kind.maximum


def _as_they_are(values: list[Number]) -> list[Number]:
    return values


def _flat(table: dict[str, Any], place: str = "") -> dict[str, Any]:
    """All values below a table by dotted address; an empty table is a value too."""
    found: dict[str, Any] = {}
    for key, value in table.items():
        if isinstance(value, dict) and value:
            found |= _flat(value, f"{place}{key}.")
        else:
            found[f"{place}{key}"] = value
    return found
