"""A workbook (.xlsx) → a table a sheet, with the values that its cells show.

Hidden sheets, rows and columns are left out. A formula counts with the value that was stored for
it; one without is given as the formula, which is no number. Nothing is calculated or fetched.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from govreport.errors import GovreportError
from govreport.export import COLUMNS, HEADINGS, TEXT_COLUMNS
from govreport.grid import GridCell
from govreport.importers.document import Document, Table
from govreport.importers.readers.merged_cells import grid
from govreport.importers.readers.office_archive import Archive, attribute, child, local
from govreport.importers.readers.sheet_lines import narrative, parts, prose
from govreport.messages import msg

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_CELLS = 100_000  # cells of a sheet with something in them, or covered by merged ones
MOST_COLUMNS = 16_384  # of a sheet, by the format
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_QUOTED = re.compile(r"\"[^\"]*\"|\[[^\]]*\]|\\.|_.|\*.")
_SCALED = re.compile(r"%|[0#?],+(?:[^0#?]|$)")  # a cell that shows another number than it holds
_FIRST_DAY = datetime.datetime(1899, 12, 30)


def read(content: bytes, name: str) -> Document:
    """A table a sheet, in order. Raises GovreportError when the workbook cannot be read."""
    archive = Archive(content, name)
    main = archive.main()
    root = archive.xml(main)
    if root is None:
        raise archive.broken()
    related = archive.related(main)
    known = dict(related.values())
    strings = _strings(archive.xml(known.get("sharedStrings", "")))
    book = _Book(archive, strings, _formats(archive.xml(known.get("styles", ""))))
    tables: list[Table] = []
    texts: list[tuple[str, str]] = []
    for one in child(root, "sheets") or ():
        part = related.get(attribute(one, "id") or "", ("", ""))[1]
        if attribute(one, "state") in ("hidden", "veryHidden") or part not in archive:
            continue
        table = book.sheet(part, attribute(one, "name") or "")
        if table is None:
            continue
        head = tuple(cell.text for cell in table.grid.cells if cell.row == 0)
        if head[: len(TEXT_COLUMNS)] == TEXT_COLUMNS:
            texts += prose(table)
        elif head not in (HEADINGS, COLUMNS):
            tables.append(table)
    first = [part for table in tables[:1] for part in parts(table)]
    rest = [part for table in tables[1:] for part in parts(table)]
    return Document((*first[:1], *narrative(texts, noted=bool(tables)), *first[1:], *rest))


class _Format(NamedTuple):
    """How a cell shows its number: as a date, or (`code`) as another number."""

    date: bool = False
    code: str = ""


@dataclass
class _Book:
    archive: Archive
    strings: list[str]
    formats: list[_Format]

    def sheet(self, part: str, name: str) -> Table | None:
        """The cells of a sheet as one table; None when it is empty."""
        root = self.archive.xml(part)
        if root is None:
            return None
        hidden = _hidden_columns(root)
        rows: list[list[tuple[int, str]]] = []
        numbers: list[int] = []
        for number, row in enumerate(child(root, "sheetData") or (), 1):
            if attribute(row, "hidden") not in ("1", "true"):
                cells = list(self._cells(row))
                rows.append(
                    [cell for cell in cells if cell[0] <= MOST_COLUMNS and not hidden[cell[0]]]
                )
                numbers.append(int(attribute(row, "r") or number))
        merged = list(self._merged(root))
        texts = {(r, c): t for r, row in zip(numbers, rows, strict=True) for c, t in row}
        filled = [place for place, text in texts.items() if text]
        if not filled or len(texts) > MOST_CELLS:
            if filled:
                raise self._too_large()
            return None
        last = max(row for row, _ in filled)
        right = max(
            *(column for _, column in filled),
            *(min(m.right, MOST_COLUMNS) for m in merged if (m.top, m.left) in texts and m.top <= last), 0
        )  # fmt: skip
        return _table(texts, merged, [n for n in numbers if n <= last], right, hidden, name)

    def _cells(self, row: Element) -> Iterator[tuple[int, str]]:
        column = 0
        for one in row:
            place = _PLACE.fullmatch(attribute(one, "r") or "")
            column = _column(place[1]) if place is not None else column + 1
            yield column, self._text(one)

    def _text(self, cell: Element) -> str:
        """What a cell shows."""
        kind = attribute(cell, "t") or "n"
        if kind == "inlineStr":
            return _shown(child(cell, "is"))
        value = child(cell, "v")
        text = (value.text or "") if value is not None else ""
        if not text:
            formula = child(cell, "f")
            return "" if formula is None else f"={formula.text or ''}"
        if kind == "s":
            at = int(text) if text.isdigit() else -1
            return self.strings[at] if 0 <= at < len(self.strings) else ""
        if kind != "n":
            return {"1": "TRUE", "0": "FALSE"}.get(text, text) if kind == "b" else text
        style = attribute(cell, "s") or "0"
        at = int(style) if style.isdigit() else 0
        return _number(text, self.formats[at] if at < len(self.formats) else _Format())

    def _merged(self, root: Element) -> Iterator[_Merged]:
        covered = 0
        for one in child(root, "mergeCells") or ():
            first, _, last = (attribute(one, "ref") or "").partition(":")
            a, b = _PLACE.fullmatch(first), _PLACE.fullmatch(last)
            if a is None or b is None:
                continue
            found = _Merged(int(a[2]), _column(a[1]), int(b[2]), _column(b[1]))
            covered += max(found.bottom - found.top + 1, 0) * max(found.right - found.left + 1, 0)
            if covered > MOST_CELLS:
                raise self._too_large()
            yield found

    def _too_large(self) -> GovreportError:
        return GovreportError(
            msg("{name} 里面的内容太大，不会是一份年度报告。", name=self.archive.name)
        )


class _Merged(NamedTuple):
    top: int
    left: int
    bottom: int
    right: int


def _hidden_columns(root: Element) -> bytearray:
    """For each column whether it is hidden."""
    hidden = bytearray(MOST_COLUMNS + 1)
    for one in child(root, "cols") or ():
        if attribute(one, "hidden") in ("1", "true"):
            first, last = (attribute(one, key) or "" for key in ("min", "max"))
            if first.isdigit() and last.isdigit():
                span = slice(min(int(first), MOST_COLUMNS), min(int(last), MOST_COLUMNS) + 1)
                hidden[span] = b"\1" * len(range(*span.indices(len(hidden))))
    return hidden


def _table(
    texts: dict[tuple[int, int], str],
    merged: Sequence[_Merged],
    rows: Sequence[int],
    right: int,
    hidden: bytearray,
    name: str,
) -> Table:
    """The table of the rows and columns that are shown; every place of it is a cell."""
    columns = [column for column in range(1, right + 1) if not hidden[column]]
    left = min(column for (_, column), text in texts.items() if text)
    columns = [column for column in columns if column >= left]
    row_at = {row: at for at, row in enumerate(rows)}
    column_at = {column: at for at, column in enumerate(columns)}
    cells: list[GridCell] = []
    covered: set[tuple[int, int]] = set()
    for one in merged:
        down = [row for row in range(one.top, one.bottom + 1) if row in row_at]
        across = [c for c in range(one.left, one.right + 1) if c in column_at]
        if down and across:
            text = texts.get((one.top, one.left), "")
            covered.update((row, column) for row in down for column in across)
            cells.append(
                GridCell(text, row_at[down[0]], column_at[across[0]], len(down), len(across))
            )
    if len(rows) * len(columns) <= MOST_CELLS * 2:
        cells += [
            GridCell(texts.get((row, column), ""), row_at[row], column_at[column])
            for row in rows
            for column in columns
            if (row, column) not in covered
        ]
    else:
        cells += [
            GridCell(text, row_at[row], column_at[column])
            for (row, column), text in texts.items()
            if row in row_at and column in column_at and (row, column) not in covered
        ]
    return Table(grid(cells, len(rows)), name=name)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _strings(root: Element | None) -> list[str]:
    return [_shown(one) for one in root] if root is not None else []


def _shown(element: Element | None) -> str:
    """The text of a string, which may be in runs; without what is spoken beside it."""
    if element is None:
        return ""
    texts = [
        (one.text or "") if local(one) == "t" else _shown(one)
        for one in element
        if local(one) in ("t", "r")
    ]
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), "".join(texts))


def _formats(root: Element | None) -> list[_Format]:
    """How the cells of each style show a number."""
    codes = {
        attribute(one, "numFmtId") or "": attribute(one, "formatCode") or ""
        for one in child(root, "numFmts") or ()
    }
    return [
        _format(attribute(one, "numFmtId") or "0", codes) for one in child(root, "cellXfs") or ()
    ]


def _format(number: str, codes: dict[str, str]) -> _Format:
    if number in codes:
        code = _QUOTED.sub("", codes[number])
        if re.search(r"[ymdhs]", code, re.IGNORECASE) and "General" not in code:
            return _Format(date=True)
        return _Format(code=codes[number] if _SCALED.search(code) else "")
    if number.isdigit() and int(number) in _DATES:
        return _Format(date=True)
    return _Format(code="%" if number in ("9", "10") else "")


def _number(text: str, form: _Format) -> str:
    """A number as the cell shows it; one that is shown as something else is no number any more."""
    try:
        value = float(text)
    except ValueError:
        return text
    if form.date:
        try:
            return (_FIRST_DAY + datetime.timedelta(days=value)).date().isoformat()
        except (OverflowError, ValueError):
            return f"#{text}"
    shown = text if re.fullmatch(r"-?\d{1,15}", text) else f"{value:.15g}"
    return f"{form.code}: {shown}" if form.code else shown
