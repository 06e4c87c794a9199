"""The file of a roster → its rows: TOML, CSV or a workbook, with headers in English or Chinese.

What a row means is not known here. A position is a line of a text, or a row of a workbook's sheet.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import rtoml

from govreport.errors import GovreportError
from govreport.libraries import require
from govreport.messages import Message, msg
from govreport.repository.table_file import TableFile
from govreport.tomlio.read import read
from govreport.tomlio.structure import brief, nearest

WORDS_FILE = Path(__file__).parent / "roster.toml"
TITLES = 10  # rows that may stand above the header
ARCHIVE, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
LARGEST = 64 * 1024 * 1024  # bytes of a workbook, unpacked
MOST = 2_000_000  # cells of a sheet


class Row(NamedTuple):
    """A position, what stands there by key, and what the file calls each key."""

    line: int
    given: Mapping[str, Any]
    called: Mapping[str, str]


class Rows(NamedTuple):
    """A roster's rows, and the file's lines as a person sees them."""

    rows: Sequence[Row]
    text: str


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return rtoml.load(WORDS_FILE)


def words(name: str) -> list[str]:
    """A list of words of `roster.toml`."""
    return _data()["words"][name]


def keys() -> list[str]:
    """All keys, in order."""
    return list(_data()["headers"])


@cache
def _key_at() -> Mapping[str, str]:
    """Keys by what a header may say."""
    headers = _data()["headers"]
    return {plain(word): key for key, said in headers.items() for word in (key, *said)}


def plain(text: str) -> str:
    """A word as it is compared: full-width forms, case and what stands between its parts gone."""
    return re.sub(r"[\s_-]+", "", unicodedata.normalize("NFKC", text)).lower()


def read_rows(path: Path) -> Rows:
    """The rows of a roster. Raises GovreportError, with the line, for a file that is none."""
    if path.suffix.lower() == ".toml":
        file = TableFile(path)
        return Rows(list(_toml_rows(file)), file.text)
    data = read(path)
    if data.startswith(OLD_EXCEL):
        raise GovreportError(
            msg("{path} 是旧的 Excel 格式（.xls）。", path=str(path)),
            msg("请在 Excel 里另存为 .xlsx 或 CSV。"),
        )
    if data.startswith(ARCHIVE) or path.suffix.lower() == ".xlsx":
        sheets = _sheets(path, data)
    else:
        text = _text(path, data)
        return Rows(list(_table_rows(path, list(_csv_lines(path, text)))), text)
    lines = next((one for one in sheets if _header(one) is not None), sheets[0])
    shown = {number: " ".join(filter(None, cells)) for number, cells in lines}
    text = "\n".join(shown.get(number, "") for number in range(1, max(shown, default=0) + 1))
    return Rows(list(_table_rows(path, lines)), text)


def wrong(path: Path, line: int, reason: Message) -> GovreportError:
    """The error to raise about a position."""
    return GovreportError(
        msg("{path} 第 {line} 行：{reason}", path=str(path), line=line, reason=reason)
    )


def _toml_rows(file: TableFile) -> Iterator[Row]:
    for key in file.data:
        if key not in ("complete", "organs"):
            raise file.unknown(key, "", ("complete", "organs"))
    complete, items = file.data.get("complete", False), file.data.get("organs", [])
    if not isinstance(complete, bool):
        raise file.wrong("complete", msg("complete 只能是 true 或 false。"))
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise file.wrong("organs", msg("名册里的机关要写成 [[organs]] 表，每个一张。"))
    for number, item in enumerate(items):
        place = f"organs[{number}]"
        called = {_key_at().get(plain(name), ""): name for name in item}
        if "" in called:
            raise file.unknown(called[""], place, keys())
        given = {key: item[name] for key, name in called.items()}
        yield Row(file.line(place), {"complete": complete, **given}, called)


Line = tuple[int, list[str]]  # a position and the cells there, without white space at their ends


def _header(lines: Sequence[Line]) -> int | None:
    """Which line names the columns: the first of the topmost that names that of the organs."""
    for number, (_, cells) in enumerate(lines[:TITLES]):
        if any(_key_at().get(plain(cell)) == "organ" for cell in cells):
            return number
    return None


def _table_rows(path: Path, lines: Sequence[Line]) -> Iterator[Row]:
    """The rows under the header; blank ones and columns for remarks are passed over."""
    at = _header(lines) or 0
    line, header = lines[at] if lines else (1, [])
    while header and not header[-1]:
        header = header[:-1]
    found: dict[int, str] = {}
    for column, name in enumerate(header):
        key = _key_at().get(plain(name))
        if key is not None:
            found[column] = key
        elif plain(name) not in words("passed_over"):
            usual = {key: said[0] for key, said in _data()["headers"].items()}
            near, shown = nearest(name, [*usual, *usual.values()]), brief(name)
            known = "、".join(f"{key}（{said}）" for key, said in usual.items())
            reason = msg("不认识的列“{name}”。可以用：{known}。", name=shown, known=known)
            if near is not None:
                reason = msg("不认识的列“{name}”，是不是“{meant}”？", name=shown, meant=near)
            raise wrong(path, line, reason)
    if "organ" not in found.values() or len(set(found.values())) < len(found):
        raise wrong(path, line, msg("要有“机关”（organ）一列，各列不能重复。"))
    called = {key: header[column] for column, key in found.items()}
    for number, cells in lines[at + 1 :]:
        if any(cells[len(header) :]):
            raise wrong(path, number, msg("这一行比表头多出几格。"))
        given = {key: cells[column] for column, key in found.items() if column < len(cells)}
        if any(given.values()):
            yield Row(number, given, called)


def _text(path: Path, data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise GovreportError(
        msg("{path} 既不是 UTF-8 编码，也不是 GB18030（GBK）编码。", path=str(path)),
        msg("名册可以是 TOML、CSV 或 .xlsx 文件。"),
    )


def _csv_lines(path: Path, text: str) -> Iterator[Line]:
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 1
    try:
        for cells in rows:
            if any(cell.strip() for cell in cells):
                yield number, [cell.strip() for cell in cells]
            number = rows.line_num + 1
    except csv.Error as error:
        reason = msg("不是合法的 CSV：{reason}", reason=_csv_reason(str(error)))
        raise wrong(path, rows.line_num, reason) from error


def _csv_reason(said: str) -> Message:
    """What Python's reader says in English, in words for a person."""
    if "unexpected end of data" in said:
        return msg("引号没有闭合。")
    if "expected after" in said:
        return msg("后一个引号的后面只能是逗号；格子里的引号要写两个。")
    if "field limit" in said:
        return msg("有一格太长，多半是引号没有闭合。")
    return msg("这里的写法不合规定。「{said}」", said=said)


def _sheets(path: Path, data: bytes) -> list[list[Line]]:
    """The sheets of a workbook. A cell that was merged from several rows says so in each of them."""
    require("openpyxl", "xlsx")
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size <= LARGEST:
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
            sheets = book.worksheets
            if sheets and all(one.max_row * one.max_column <= MOST for one in sheets):
                return [list(_sheet_lines(one)) for one in sheets]
    except Exception as error:  # whatever is wrong with the file, the tool says so and stops
        raise GovreportError(
            msg("{path} 打不开：不是 .xlsx 文件，或者已经损坏。", path=str(path)),
            msg("名册可以是 TOML、CSV 或 .xlsx 文件。"),
        ) from error
    raise GovreportError(msg("{path} 太大，不像是一份名册。", path=str(path)))


def _sheet_lines(sheet: Any) -> Iterator[Line]:
    above = {
        (row, one.min_col): (one.min_row, one.min_col)
        for one in sheet.merged_cells.ranges
        if one.min_col == one.max_col
        for row in range(one.min_row, one.max_row + 1)
    }
    values = {(cell.row, cell.column): cell.value for row in sheet.iter_rows() for cell in row}
    for row in range(1, sheet.max_row + 1):
        places = [(row, column) for column in range(1, sheet.max_column + 1)]
        cells = [_cell_text(values.get(above.get(place, place))) for place in places]
        if any(cells):
            yield row, cells


def _cell_text(value: object) -> str:
    """A cell as it reads: 2019 for 2019.0, the day for a date."""
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()
