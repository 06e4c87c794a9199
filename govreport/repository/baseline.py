"""The baseline: findings that a repository starts out with, known by organ, year, code and cell.

Never by line: a baseline stands while files are edited and moved. A finding in a file that names no
organ or year is known by the file's path.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from govreport.checks.across import MISSING
from govreport.checks.digest import Key, normal_name
from govreport.errors import GovreportError
from govreport.finding import Finding
from govreport.messages import Message, msg
from govreport.repository.table_file import read_text

VERSION = 1
UNIT = ("organ", "scope", "year", "code", "cell", "path", "count")


class Entry(NamedTuple):
    """What a finding is known by. `path` only where organ or year is not known."""

    organ: str
    scope: str
    year: int
    code: str
    cell: str
    path: str

    @property
    def key(self) -> Key:
        """The report that it is about."""
        return self.organ, self.scope, self.year


@dataclass(frozen=True)
class Baseline:
    """How often each finding was there."""

    counts: Mapping[Entry, int]

    def keys(self) -> frozenset[Key]:
        """The reports it speaks of."""
        return frozenset(entry.key for entry in self.counts)


@dataclass(frozen=True)
class Compared:
    """A run held against a baseline: the new findings, how many were known, and which are gone."""

    new: list[Finding]
    known: int
    gone: Mapping[Entry, int]


def entry_of(finding: Finding) -> Entry:
    """What a finding is known by."""
    cell = finding.problem.cell or ""
    if finding.organ and finding.year is not None:
        return Entry(
            normal_name(finding.organ), finding.scope, finding.year, finding.code, cell, ""
        )
    path = finding.path.encode("utf-8", "backslashreplace").decode()  # as it stands in the file
    return Entry("", "", 0, finding.code, cell, path)


def read_baseline(path: Path) -> Baseline:
    """Read a baseline. Raises GovreportError when it is none."""
    try:
        document = json.loads(read_text(path))
        if document["version"] != VERSION:
            raise _wrong(path, msg("不认识的版本"))
        counts: Counter[Entry] = Counter()
        for item in document["findings"]:
            entry = Entry(*(item.get(key, 0 if key == "year" else "") for key in UNIT[:-1]))
            count = item.get("count", 1)
            texts = (entry.organ, entry.scope, entry.code, entry.cell, entry.path)
            if type(count) is not int or type(entry.year) is not int or count < 1:
                raise _wrong(path, msg("count 和 year 应是整数"))
            if not all(isinstance(text, str) for text in texts) or not entry.code:
                raise _wrong(path, msg("每一条都要有 code，各项应是文字"))
            counts[entry] += count
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _wrong(path, Message(str(error) or type(error).__name__)) from error
    return Baseline(counts)


def _wrong(path: Path, reason: Message) -> GovreportError:
    return GovreportError(
        msg("{path} 不是基线文件：{reason}。", path=str(path), reason=reason),
        msg("先把它移走，再用 --write-baseline 写一份。"),
    )


def compare(
    baseline: Baseline, findings: Iterable[Finding], settled: Collection[Entry]
) -> Compared:
    """Hold findings against a baseline. `settled` are its entries that this run could have found."""
    left = Counter(baseline.counts)
    new: list[Finding] = []
    known = 0
    for finding in findings:
        entry = entry_of(finding)
        if left[entry] > 0:
            left[entry] -= 1
            known += 1
        else:
            new.append(finding)
    gone = {entry: count for entry, count in left.items() if count > 0 and entry in settled}
    return Compared(new, known, gone)


def settled_entries(
    baseline: Baseline, present: Collection[Key], paths: Collection[str], codes: Collection[str],
    *, whole: bool
) -> frozenset[Entry]:  # fmt: skip
    """The entries that a run could have found: their report was in it, and their rule.

    An entry of a missing report, or of one that is not there any more, is settled by a run over
    everything alone.
    """
    return frozenset(
        entry
        for entry in baseline.counts
        if entry.code in codes
        and (
            entry.path in paths or not Path(entry.path).exists()
            if entry.path
            else entry.key in present
            or (whole and (entry.code == MISSING or entry.key not in present))
        )
    )


def written(findings: Sequence[Finding], kept: Mapping[Entry, int]) -> str:
    """The text of a baseline: these findings, and entries to keep. One entry a line, in order."""
    counts = Counter(map(entry_of, findings))
    counts.update(kept)
    lines = []
    for entry, count in sorted(counts.items()):
        values: dict[str, object] = {k: v for k, v in entry._asdict().items() if v}
        if count > 1:
            values["count"] = count
        lines.append("  " + json.dumps(values, ensure_ascii=False))
    body = ",\n".join(lines)
    return (
        f'{{"version": {VERSION}, "findings": [\n{body}\n]}}\n'
        if lines
        else (f'{{"version": {VERSION}, "findings": []}}\n')
    )
