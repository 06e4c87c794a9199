"""One typed line → the numbers of a row. A line that can be read in two ways is refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from govreport.edition import Column
from govreport.edition.typed_rows import TypedRow
from govreport.figures import Follows, following
from govreport.matching.values import exact, typed_number
from govreport.messages import Message, msg
from govreport.report import Number, Report

SEPARATORS = re.compile(r"[\s,，、;；|｜]+")
CHUNKS = re.compile(r"[\s，、;；|｜]+")
GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?\D*")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a row takes: the columns asked for, all columns typed, and the total if there is one."""

    asked: tuple[Column, ...]
    columns: tuple[Column, ...]
    total: Column | None = None


Numbers = dict[str, Number]


def read_line(line: str, shape: Shape) -> Numbers | Message:
    """The numbers by column key, all of `shape.columns`; those not asked for are 0.

    A single 0 stands for the whole row. Raises nothing: what cannot be read is a message.
    """
    fields = line.strip(" ").split("\t")
    if len(fields) > 1 and any(not field.strip() for field in fields):
        at = next(i for i, field in enumerate(fields, 1) if not field.strip())
        return msg("第 {at} 个格是空的；没有的请填 0。", at=at)
    if len(shape.columns) > 1 and GROUPED.fullmatch(line.strip()) and line.count(",") == 1:
        return msg("“{line}”分不清是一个数还是两个数：数与数用空格隔开，数里不写千位逗号。",
                   line=line.strip())  # fmt: skip
    readings: list[Numbers] = []
    reasons: list[Message] = []
    counts: list[int] = []
    for words in _splits(line):
        counts.append(len(words))
        if words in (["0"], ["０"]):
            return dict.fromkeys((column.key for column in shape.columns), 0)
        for columns in (shape.asked, shape.columns):
            for with_total in (False, True) if shape.total is not None else (False,):
                if len(words) != len(columns) + with_total:
                    continue
                read = _read(words, columns, shape)
                if isinstance(read, Message):
                    reasons.append(read)
                elif read not in readings:
                    readings.append(read)
    if len(readings) == 1:
        return readings[0]
    if readings:
        return msg("这一行有两种读法，分不清哪个数在哪一栏。请写满 {count} 个数，没有的填 0。",
                   count=len(shape.columns))  # fmt: skip
    return reasons[0] if reasons else _miscounted(counts[0], shape)


def read_row(
    line: str, row: TypedRow, asked: tuple[Column, ...], report: Report, last: Report | None
) -> tuple[Numbers | Message, list[Follows]]:
    """The numbers of a row as `read_line` gives them; for the empty line they are 0.

    A line may also be without the figures that follow from the rest of it and from last year's
    report: these are returned too.
    """
    total = row.total.column if row.total is not None else None
    whole = read_line(line or "0", Shape(asked, row.columns, total))
    return _flows(line, row, report, last) or (whole, [])


def _flows(
    line: str, row: TypedRow, report: Report, last: Report | None
) -> tuple[Numbers, list[Follows]] | None:
    """A line without what follows from it; None where it is another, or all is 0."""
    cells = {cell.number: cell for cell in row.cells}
    continuities = report.edition.continuities
    stocks = {one.cell for one in continuities if one.this and not one.at_most} & cells.keys()
    flows = tuple(cell.column for cell in row.cells if cell.number not in stocks)
    values = read_line(line, Shape(flows, flows))
    if not stocks or not line.strip() or isinstance(values, Message):
        return None
    given = {cell.address: values.get(cell.column.key) for cell in row.cells}
    found = following(last, report.with_numbers(given), given.keys())
    followed = [one for one in found if given[one.address] is None]
    for one in followed:
        values[report.edition.cell_at[one.address].column.key] = one.value
    return (values, followed) if len(followed) == len(stocks) and any(values.values()) else None


def _splits(line: str) -> list[list[str]]:
    """The words of a line; twice when a comma may be a separator or stand within a number."""
    plain = [word for word in SEPARATORS.split(line) if word]
    chunks = [chunk for chunk in CHUNKS.split(line) if chunk]
    if not any(GROUPED.fullmatch(chunk) for chunk in chunks):
        return [plain]
    joined: list[str] = []
    for chunk in chunks:
        if GROUPED.fullmatch(chunk):
            joined.append(chunk.replace(",", ""))
        else:
            joined += [word for word in chunk.split(",") if word]
    return [plain, joined]


def _read(words: Sequence[str], columns: Sequence[Column], shape: Shape) -> Numbers | Message:
    found: Numbers = dict.fromkeys((column.key for column in shape.columns), 0)
    for word, column in zip(words, columns, strict=False):
        value = typed_number(word, column.value, column.label.unit)
        if isinstance(value, Message):
            return msg("「{column}」{reason}。", column=column.name, reason=value)
        if value and column not in shape.asked:
            return msg("前面没有选「{column}」，这里却有 {value}。请核对，或者回去改选。",
                       column=column.name, value=exact(value))  # fmt: skip
        found[column.key] = value
    if len(words) > len(columns) and shape.total is not None:
        total = typed_number(words[-1], shape.total.value)
        if isinstance(total, Message):
            return msg("「{column}」{reason}。", column=shape.total.name, reason=total)
        if total != sum(found.values()):
            return msg("「{column}」写的是 {total}，各数相加是 {sum}。没有采用。",
                       column=shape.total.name, total=exact(total),
                       sum=exact(sum(found.values())))  # fmt: skip
    return found


def _miscounted(count: int, shape: Shape) -> Message:
    return msg(
        "这里要 {wanted} 个数（{names}），输入了 {count} 个，没有采用。",
        wanted=len(shape.asked),
        names=[column.name for column in shape.asked],
        count=count,
    )
