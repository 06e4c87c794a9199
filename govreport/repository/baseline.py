"""The baseline: findings that a repository starts out with, known by organ, year, code and cell.

Never by line: a baseline stands while files are edited and moved. A finding in a file that names no
organ or year is known by the file's path.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from govreport.errors import GovreportError
from govreport.escape import json_text, unicode_text
from govreport.finding import Finding
from govreport.messages import Message, msg
from govreport.repository.table_file import read_text
from govreport.rules.digest import Key, normal_name

VERSION = 1
STDIN = "<stdin>"

About = Key | str  # a report, or the path of a file that names none


class Entry(NamedTuple):
    """What a finding is known by. `path` only where organ or year is not known."""

    organ: str
    scope: str
    year: int
    code: str
    cell: str
    path: str

    @property
    def about(self) -> About:
        """The report or file that it is about."""
        return self.path or (self.organ, self.scope, self.year)


@dataclass(frozen=True)
class Baseline:
    """How often each finding was there. Paths count from `root`, wherever the program is run."""

    counts: Mapping[Entry, int]
    root: Path

    def keys(self) -> frozenset[Key]:
        """The reports it speaks of."""
        return frozenset(entry[:3] for entry in self.counts if not entry.path)

    @cached_property
    def files(self) -> frozenset[str]:
        """The files it speaks of."""
        return frozenset(entry.path for entry in self.counts if entry.path)

    def name_of(self, path: str) -> str:
        """A file's path as a baseline has it."""
        return _from_root(path, self.root)

    def entry_of(self, finding: Finding) -> Entry:
        """What a finding is known by."""
        code, cell = finding.code, finding.problem.cell or ""
        if finding.organ and finding.year is not None:
            return Entry(normal_name(finding.organ), finding.scope, finding.year, code, cell, "")
        return Entry("", "", 0, code, cell, self.name_of(finding.path))

    def divide(self, findings: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
        """The findings that are new, and those that are known."""
        left = Counter(self.counts)
        new: list[Finding] = []
        known: list[Finding] = []
        for finding in findings:
            entry = self.entry_of(finding)
            (known if left[entry] > 0 else new).append(finding)
            left[entry] -= 1
        return new, known

    def unseen(self, findings: Iterable[Finding]) -> Counter[Entry]:
        """What it has that is not among the findings."""
        return Counter(self.counts) - Counter(map(self.entry_of, findings))


def _from_root(path: str, root: Path) -> str:
    if Path(path).name == STDIN:
        return STDIN
    return unicode_text(Path(os.path.relpath(os.path.realpath(path), root)).as_posix())


def read_baseline(path: Path, root: Path) -> Baseline:
    """Read a baseline whose paths count from `root`. Raises GovreportError when it is none."""
    text = read_text(path)
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise _wrong(
            path,
            msg(
                "第 {line} 行第 {column} 列不合 JSON 的写法", line=error.lineno, column=error.colno
            ),
        ) from error
    except (ValueError, RecursionError) as error:
        raise _wrong(path, msg("有一个数太长，或嵌套太深")) from error
    if not isinstance(document, dict) or "version" not in document:
        raise _wrong(path, msg("最外层应是对象，有 version 和 findings"))
    if document["version"] != VERSION:
        raise _wrong(path, msg("不认识的版本，应是 {version}", version=VERSION))
    if not isinstance(document.get("findings"), list):
        raise _wrong(path, msg("findings 应是列表"))
    counts: Counter[Entry] = Counter()
    for number, item in enumerate(document["findings"], 1):
        reason = _reason(item)
        if reason is not None:
            raise _wrong(path, msg("第 {number} 个问题：{reason}", number=number, reason=reason))
        entry = Entry(*(item.get(name, 0 if name == "year" else "") for name in Entry._fields))
        if entry.path:
            try:
                entry = entry._replace(path=_from_root(str(root / entry.path), root))
            except ValueError as error:
                raise _wrong(
                    path, msg("第 {number} 个问题：path 不是文件名", number=number)
                ) from error
        counts[entry] += item.get("count", 1)
    return Baseline(counts, root)


def _reason(item: Any) -> Message | None:
    """What is wrong with one of the findings; None when nothing is."""
    if not isinstance(item, dict):
        return msg("应是对象，如 {example}", example='{"path": "a.toml", "code": "GR001"}')
    for name in item:
        if name not in (*Entry._fields, "count"):
            return msg("不认识的“{name}”", name=name)
    for name in Entry._fields:
        if name == "year":
            if type(item.get(name, 0)) is not int:
                return msg("year 应是整数")
        elif not isinstance(item.get(name, ""), str):
            return msg("{name} 应是文字", name=name)
    if not item.get("code"):
        return msg("缺少 code")
    if type(item.get("count", 1)) is not int or item.get("count", 1) < 1:
        return msg("count 应是大于 0 的整数")
    return None


def _wrong(path: Path, reason: Message) -> GovreportError:
    return GovreportError(
        msg("{path} 不是基线文件：{reason}。", path=str(path), reason=reason),
        msg("先把它移走，再用 --write-baseline 写一份。"),
    )


def written(counts: Mapping[Entry, int]) -> str:
    """The text of a baseline. One entry a line, in order."""
    lines = []
    for entry, count in sorted(counts.items()):
        values: dict[str, object] = {k: v for k, v in entry._asdict().items() if v}
        if count > 1:
            values["count"] = count
        lines.append("  " + json_text(values, None).rstrip("\n"))
    body = ",\n".join(lines)
    return (
        f'{{"version": {VERSION}, "findings": [\n{body}\n]}}\n'
        if lines
        else (f'{{"version": {VERSION}, "findings": []}}\n')
    )
