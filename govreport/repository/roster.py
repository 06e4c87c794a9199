"""The roster: which organs are to report, from which year to which, under whom, and where they went.

How it is written in a file is known by `roster_file`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from govreport.edition import editions, normal_name, organ_key
from govreport.messages import msg
from govreport.repository.roster_file import Row, keys, read_rows, words, wrong
from govreport.tomlio.structure import brief, nearest

LISTED = re.compile(r"[;；、，,|\n]")
# A year, perhaps as 2019.0, 2019年, 2019年度, or the day of a date.
YEAR = re.compile(r"([12]\d{3})(\.0+|年度?|[-/.年]\d\d?([-/.月](\d\d?(日|\s+0?0:00(:00)?)?)?)?)?")


@dataclass(frozen=True, slots=True)
class Organ:
    """A line of the roster. Names are without white space; years are inclusive, None is open.

    `complete`: all organs whose figures go into its rolled-up report are on the roster.
    `merged_into`: the organ that it went into after its last year.
    """

    name: str
    line: int
    kind: str = ""
    parent: str = ""
    first_year: int | None = None
    last_year: int | None = None
    aliases: tuple[str, ...] = ()
    complete: bool = False
    merged_into: str = ""

    @property
    def key(self) -> str:
        """What the organ is known by, however its name is written."""
        return organ_key(self.name)

    def reports(self, year: int, first: int) -> bool:
        """Whether it is to report on `year`; `first` stands in for a first year that is not given."""
        return (self.first_year or first) <= year and (
            self.last_year is None or year <= self.last_year
        )


@dataclass(frozen=True)
class Roster:
    """All organs, in the order of the file at `path`, whose lines are `text`."""

    path: Path
    organs: tuple[Organ, ...]
    text: str = ""

    @cached_property
    def at(self) -> Mapping[str, Organ]:
        """Organs by key."""
        return {organ.key: organ for organ in self.organs}

    @cached_property
    def members(self) -> Mapping[str, tuple[Organ, ...]]:
        """The organs directly under each parent, by its key."""
        found: dict[str, list[Organ]] = {}
        for organ in self.organs:
            if organ.parent:
                found.setdefault(organ_key(organ.parent), []).append(organ)
        return {name: tuple(organs) for name, organs in found.items()}


def read_roster(path: Path) -> Roster:
    """Read and validate a roster. Raises GovreportError, with the line, for whatever is wrong."""
    rows, text = read_rows(path)
    organs: dict[str, Organ] = {}
    for row in rows:
        organ = _organ(path, row)
        if organ.key in organs:
            same = msg("机关“{name}”在第 {line} 行已经写过。",
                       name=organ.name, line=organs[organ.key].line)  # fmt: skip
            raise wrong(path, organ.line, same)
        organs[organ.key] = organ
    roster = Roster(path, tuple(organs.values()), text)
    _refuse_strangers(roster)
    _refuse_circles(roster)
    return roster


def _refuse_strangers(roster: Roster) -> None:
    """Raises GovreportError at the first organ that names another which is not on the roster."""
    for organ in roster.organs:
        if organ_key(organ.merged_into) == organ.key:
            reason = msg("机关“{name}”写成了并入它自己。", name=organ.name)
            raise wrong(roster.path, organ.line, reason)
        for name, role in ((organ.parent, msg("上级机关")), (organ.merged_into, msg("并入的机关"))):
            if not name or organ_key(name) in roster.at:
                continue
            near = nearest(name, [one.name for one in roster.organs if one is not organ])
            reason = msg("{role}“{name}”不在名册里。", role=role, name=name)
            if near is not None:
                reason = msg("{role}“{name}”不在名册里，是不是“{meant}”？",
                             role=role, name=name, meant=near)  # fmt: skip
            raise wrong(roster.path, organ.line, reason)


def _refuse_circles(roster: Roster) -> None:
    """Raises GovreportError at the first organ that is above itself."""
    for organ in roster.organs:
        above = [organ]
        while (parent := roster.at.get(organ_key(above[-1].parent))) and parent not in above:
            above.append(parent)
        if parent is not organ:
            continue
        reason = msg("机关“{name}”的上级机关写成了它自己。", name=organ.name)
        if len(above) > 1:
            circle = " → ".join(one.name for one in (*above, organ))
            reason = msg("上级机关绕成了一个圈：{circle}。", circle=circle)
        raise wrong(roster.path, organ.line, reason)


def _organ(path: Path, row: Row) -> Organ:
    given = {key: row.given.get(key, "") for key in keys()}
    name, kind, aliases = given["organ"], given["kind"], given["aliases"]
    if not isinstance(name, str) or not name.strip():
        raise wrong(path, row.line, msg("缺少机关名称（organ）。"))
    years = []
    for key in ("first_year", "last_year"):
        text = _plain(given[key])
        year = YEAR.fullmatch(text)
        if year is None and text not in words("open"):
            raise wrong(path, row.line, msg("{key} 应是四位数的年份，不能是“{value}”。",
                        key=row.called.get(key, key), value=brief(given[key])))  # fmt: skip
        years.append(int(year[1]) if year is not None else None)
    first, last = years
    if first is not None and last is not None and last < first:
        raise wrong(path, row.line, msg("last_year 早于 first_year。"))
    kinds = editions()[-1].field_at("kind").words
    word = next((one for one in kinds if kind in (one.key, one.label)), None)
    if kind and word is None:
        known = [f"{word.key}（{word.label}）" for word in kinds]
        reason = msg("没有“{kind}”这种机关；可以用：{known}。", kind=brief(kind), known=known)
        raise wrong(path, row.line, reason)
    if isinstance(aliases, str):
        aliases = LISTED.split(aliases)
    others = (given["parent"], given["merged_into"])
    if not isinstance(aliases, list) or not all(
        isinstance(one, str) for one in (*aliases, *others)
    ):
        raise wrong(path, row.line, msg("aliases、parent 和 merged_into 应是机关名称。"))
    complete = _plain(given["complete"])
    if complete not in (*words("yes"), *words("no")):
        raise wrong(path, row.line, msg("这一格应是“是”或“否”（true、false），不能是“{value}”：{key}。",
                    key=row.called.get("complete", "complete"), value=brief(complete)))  # fmt: skip
    return Organ(
        normal_name(name),
        row.line,
        word.key if word is not None else "",
        normal_name(given["parent"]),
        first,
        last,
        tuple(filter(None, map(normal_name, aliases))),
        complete in words("yes"),
        normal_name(given["merged_into"]),
    )


def _plain(value: object) -> str:
    """A word or a number with full-width forms made plain; the 1.0 of a spreadsheet is 1."""
    text = unicodedata.normalize("NFKC", str(value)).strip().lower()
    return "1" if text == "1.0" else "0" if text == "0.0" else text
