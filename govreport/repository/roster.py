"""The roster: which organs are to report, from which year to which, and under whom. TOML or CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from govreport.edition import editions
from govreport.errors import GovreportError
from govreport.messages import Message, msg
from govreport.repository.table_file import TableFile, read_text
from govreport.rules.digest import normal_name
from govreport.tomlio.structure import brief, nearest

KEYS = ("organ", "kind", "parent", "first_year", "last_year", "aliases", "complete")
Row = tuple[int, Mapping[str, Any]]  # a line and what it says
YES = ("true", "yes", "y", "1", "是")
NO = ("", "false", "no", "n", "0", "否")
LISTED = re.compile(r"[;；、|]")


@dataclass(frozen=True, slots=True)
class Organ:
    """A line of the roster. Names are normal (see `digest`); years are inclusive, None is open.

    `complete`: all organs whose figures go into its rolled-up report are on the roster.
    """

    name: str
    line: int
    kind: str = ""
    parent: str = ""
    first_year: int | None = None
    last_year: int | None = None
    aliases: tuple[str, ...] = ()
    complete: bool = False

    def reports(self, year: int, first: int) -> bool:
        """Whether it is to report on `year`; `first` stands in for a first year that is not given."""
        return (self.first_year or first) <= year and (
            self.last_year is None or year <= self.last_year
        )


@dataclass(frozen=True)
class Roster:
    """All organs, in the order of the file at `path`."""

    path: Path
    organs: tuple[Organ, ...]

    @cached_property
    def at(self) -> Mapping[str, Organ]:
        """Organs by name."""
        return {organ.name: organ for organ in self.organs}

    @cached_property
    def members(self) -> Mapping[str, tuple[Organ, ...]]:
        """The organs directly under each parent."""
        found: dict[str, list[Organ]] = {}
        for organ in self.organs:
            if organ.parent:
                found.setdefault(organ.parent, []).append(organ)
        return {name: tuple(organs) for name, organs in found.items()}


def read_roster(path: Path) -> Roster:
    """Read and validate a roster. Raises GovreportError, with the line, for whatever is wrong."""
    rows = _toml_rows(path) if path.suffix.lower() == ".toml" else _csv_rows(path)
    organs: dict[str, Organ] = {}
    for line, given in rows:
        organ = _organ(path, line, given)
        if organ.name in organs:
            same = msg("机关“{name}”在第 {line} 行已经写过。",
                       name=organ.name, line=organs[organ.name].line)  # fmt: skip
            raise _wrong(path, line, same)
        organs[organ.name] = organ
    for organ in organs.values():
        if organ.parent and organ.parent not in organs:
            near = nearest(organ.parent, [name for name in organs if name != organ.name])
            reason = msg("上级机关“{name}”不在名册里。", name=organ.parent)
            if near is not None:
                reason = msg(
                    "上级机关“{name}”不在名册里，是不是“{meant}”？", name=organ.parent, meant=near
                )
            raise _wrong(path, organ.line, reason)
    roster = Roster(path, tuple(organs.values()))
    _refuse_circles(roster)
    return roster


def _refuse_circles(roster: Roster) -> None:
    """Raises GovreportError at the first organ that is above itself."""
    for organ in roster.organs:
        above = [organ.name]
        while (parent := roster.at[above[-1]].parent) and parent not in above:
            above.append(parent)
        if parent != organ.name:
            continue
        reason = msg("机关“{name}”的上级机关写成了它自己。", name=parent)
        if len(above) > 1:
            circle = " → ".join([*above, parent])
            reason = msg("上级机关绕成了一个圈：{circle}。", circle=circle)
        raise _wrong(roster.path, organ.line, reason)


def _toml_rows(path: Path) -> Iterator[Row]:
    file = TableFile(path)
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
        for key in item:
            if _key(key) not in KEYS:
                raise file.unknown(key, place, KEYS)
        yield file.line(place), {"complete": complete, **{_key(k): v for k, v in item.items()}}


def _csv_rows(path: Path) -> Iterator[Row]:
    rows = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    try:
        header = [_key(name) for name in next(rows, [])]
        for name in header:
            if name not in KEYS:
                near, shown, known = nearest(name, KEYS), brief(name), tuple(KEYS)
                reason = msg("不认识的列“{name}”。可以用：{known}。", name=shown, known=known)
                if near is not None:
                    reason = msg("不认识的列“{name}”，是不是“{meant}”？", name=shown, meant=near)
                raise _wrong(path, 1, reason)
        if "organ" not in header or len(set(header)) < len(header):
            raise _wrong(path, 1, msg("第一行要有 organ 一列，各列不能重复。"))
        for row in rows:
            if len(row) > len(header) and any(cell.strip() for cell in row):
                raise _wrong(path, rows.line_num, msg("这一行比表头多出几格。"))
            if any(cell.strip() for cell in row):
                yield rows.line_num, dict(zip(header, map(str.strip, row), strict=False))
    except csv.Error as error:
        reason = msg("不是合法的 CSV：{reason}", reason=_csv_reason(str(error)))
        raise _wrong(path, rows.line_num, reason) from error


def _csv_reason(said: str) -> Message:
    """What Python's reader says in English, in words for a person."""
    if "unexpected end of data" in said:
        return msg("引号没有闭合。")
    if "expected after" in said:
        return msg("后一个引号的后面只能是逗号；格子里的引号要写两个。")
    if "field limit" in said:
        return msg("有一格太长，多半是引号没有闭合。")
    return msg("这里的写法不合规定。「{said}」", said=said)


def _key(name: str) -> str:
    return re.sub(r"[\s-]+", "_", name.strip().lower())


def _organ(path: Path, line: int, given: Mapping[str, Any]) -> Organ:
    name = given.get("organ", "")
    if not isinstance(name, str) or not name.strip():
        raise _wrong(path, line, msg("缺少机关名称（organ）。"))
    first, last = (
        _year(path, line, key, given.get(key, "")) for key in ("first_year", "last_year")
    )
    if first is not None and last is not None and last < first:
        raise _wrong(path, line, msg("last_year 早于 first_year。"))
    kind, parent, aliases = (given.get(key, "") for key in ("kind", "parent", "aliases"))
    words = editions()[-1].field_at("kind").words
    word = next((one for one in words if kind in (one.key, one.label)), None)
    if kind and word is None:
        known = [f"{word.key}（{word.label}）" for word in words]
        reason = msg("没有“{kind}”这种机关；可以用：{known}。", kind=brief(kind), known=known)
        raise _wrong(path, line, reason)
    if isinstance(aliases, str):
        aliases = LISTED.split(aliases)
    if not isinstance(aliases, list) or not all(isinstance(one, str) for one in (*aliases, parent)):
        raise _wrong(path, line, msg("aliases 和 parent 应是机关名称。"))
    return Organ(
        normal_name(name),
        line,
        word.key if word is not None else "",
        normal_name(parent),
        first,
        last,
        tuple(filter(None, map(normal_name, aliases))),
        _flag(path, line, given.get("complete", "")),
    )


def _year(path: Path, line: int, key: str, value: object) -> int | None:
    if value in ("", None):
        return None
    text = str(value)
    if isinstance(value, bool) or not re.fullmatch(r"[12]\d{3}", text):
        reason = msg("{key} 应是四位数的年份，不能是“{value}”。", key=key, value=brief(value))
        raise _wrong(path, line, reason)
    return int(text)


def _flag(path: Path, line: int, value: object) -> bool:
    text = str(value).strip().lower()
    if text not in (*YES, *NO):
        raise _wrong(path, line, msg("complete 只能是 true 或 false。"))
    return text in YES


def _wrong(path: Path, line: int, reason: Message) -> GovreportError:
    return GovreportError(
        msg("{path} 第 {line} 行：{reason}", path=str(path), line=line, reason=reason)
    )
