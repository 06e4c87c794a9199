"""Findings as they are told: numbers not given said at once, and paths from the root of the repository."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from govreport.finding import MISSING_KEY, Finding, Problem
from govreport.messages import msg
from govreport.reporters.summary import Run

ROWS_NAMED = 6  # of more rows, the first and the last


def in_rows(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, with one for all numbers not given of a row; `cell` is then the row's address."""
    return [one for one, _ in _together(findings, alike=False)]


def in_blocks(findings: Iterable[Finding]) -> list[Finding]:
    """As `in_rows`, and one for all rows of a table that lack the same columns: a column left blank,
    or the whole table, is one statement. Such a one has no `cell`.
    """
    return [one for one, _ in blocks(findings)]


def blocks(findings: Iterable[Finding]) -> list[tuple[Finding, list[Finding]]]:
    """As `in_blocks`, each with the findings that it stands for."""
    return _together(findings, alike=True)


def for_service(run: Run) -> list[Finding]:
    """What is told to a service that holds the repository: `in_rows`, with paths from its root."""
    return in_rows(placed(run))


def placed(run: Run) -> list[Finding]:
    """The findings with paths from the root of the repository, whatever paths the person typed."""
    place = from_root(run)
    found = [
        one._replace(path=place(one.path), problem=_placed(one.problem, place))
        for one in run.findings
    ]
    return sorted(found, key=Finding.sort_key)


def from_root(run: Run) -> Callable[[str], str]:
    """Gives a file's path from the root; as it is for standard input, whole for a file elsewhere.

    A link is told where it stands, not where it leads.
    """
    folders: dict[Path, Path] = {}  # of 200,000 files, each is looked up once

    def place(path: str) -> str:
        if run.root is None or path.startswith("<"):
            return path.removeprefix("./")
        folder = Path(path).parent
        if folder not in folders:
            real = folder.resolve()
            inside = real.is_relative_to(run.root)
            folders[folder] = real.relative_to(run.root) if inside else real
        return (folders[folder] / Path(path).name).as_posix()

    return place


def most_severe_first(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, errors before warnings, otherwise in their order."""
    return sorted(findings, key=lambda finding: finding.severity != "error")


def fingerprints(findings: Sequence[Finding]) -> list[str]:
    """For each finding a hash that stays the same over changed lines, distinct among them all."""
    from hashlib import sha256

    seen: Counter[tuple[str, ...]] = Counter()
    found = []
    for one in findings:
        cell = one.problem.cell or ""
        if _is_blank(
            one
        ):  # the row is said to be incomplete, however many of its numbers are given
            cell = _row(one)
        key = (one.path, one.organ, one.scope, str(one.year or ""), one.code, cell)
        seen[key] += 1
        text = "\0".join((*key, str(seen[key])))
        found.append(sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
    return found


def _is_blank(finding: Finding) -> bool:
    """Whether it is a number not given, of a row and a column."""
    return finding.code == MISSING_KEY and bool(finding.problem.column)


def _row(finding: Finding) -> str:
    return (finding.problem.cell or "").rpartition(".")[0]


def _together(findings: Iterable[Finding], *, alike: bool) -> list[tuple[Finding, list[Finding]]]:
    given = list(findings)
    columns: dict[tuple[str, str], list[str | None]] = {}
    for one in filter(_is_blank, given):
        columns.setdefault((one.path, _row(one)), []).append(one.problem.column)
    groups: dict[object, list[Finding]] = {}
    for number, one in enumerate(given):
        key: object = number
        if _is_blank(one):
            row = _row(one)
            same = (row.partition(".")[0], *columns[one.path, row]) if alike else row
            key = (one.path, same)
        groups.setdefault(key, []).append(one)
    return [(group[0] if len(group) == 1 else _one(group), group) for group in groups.values()]


def _one(cells: Sequence[Finding]) -> Finding:
    """One finding for several numbers not given, at the place of the first."""
    first = cells[0]
    rows = list(dict.fromkeys(str(one.problem.row) for one in cells))
    columns = list(dict.fromkeys(one.problem.column for one in cells))
    if len(rows) == 1:
        message = msg(
            "「{row}」{columns}：没有填（{count} 格）。没有的要填 0。",
            row=rows[0],
            columns=columns,
            count=len(cells),
        )
    else:
        few = len(rows) <= ROWS_NAMED
        message = msg(
            "{columns}：有 {rows} 行没有填（{count} 格）：{names}。没有的要填 0。",
            columns=columns,
            rows=len(rows),
            count=len(cells),
            names=[msg("「{row}」", row=row) for row in rows]
            if few
            else msg("从「{first}」到「{last}」", first=rows[0], last=rows[-1]),
        )
    problem = first.problem._replace(
        message=message,
        cell=_row(first) if len(rows) == 1 else None,
        row=rows[0] if len(rows) == 1 else None,
        column=None,
        expected=None,
    )
    return first._replace(problem=problem, fixable=all(one.fixable for one in cells))


def _placed(problem: Problem, place: Callable[[str], str]) -> Problem:
    """The same, where its message names other files."""
    values = problem.message.values or {}
    if "path" not in values:
        return problem
    named = values["path"]
    told = [place(str(one)) for one in named] if isinstance(named, list) else place(str(named))
    message = problem.message._replace(values={**values, "path": told})
    return problem._replace(message=message)
