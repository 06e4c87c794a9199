"""Reports that many tests use, and the command line as they call it."""

from __future__ import annotations

import os
from pathlib import Path

from program import Outcome, call

from govreport.edition import Edition, load_edition
from govreport.report import Number, Report
from govreport.tomlio import dumps, load

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tests" / "data"  # the tables of two published reports
EXAMPLES = ROOT / "examples" / "reports"
SEED = EXAMPLES / "tonggui-2020.toml"
CITY = EXAMPLES / "city-2025.toml"
EDITIONS = ("2019", "2021")


def example(path: Path) -> Report:
    """One of the reports under examples/."""
    report = load(path.read_bytes()).report
    assert report is not None
    return report


def zeros(edition: Edition) -> Report:
    """A report of an organ with nothing to count."""
    return Report(
        edition,
        {"organization": "某县某乡人民政府", "year": edition.first_year, "scope": "own"},
        {
            "overview": "一年来的工作。",
            "problems": "（一）存在的主要问题\n人手不足。\n（二）改进情况\n增加人手。",
            "other": "没有收取信息处理费，无其他需要报告的事项。",
        },
        (0,) * edition.size,
    )


def consistent(name: str) -> Report:
    """A report with many numbers for which every identity holds."""
    return example(CITY) if name == "2021" else filled(load_edition(name))


def filled(edition: Edition) -> Report:
    """Numbers made by a rule, totals summed, requests received so that every column balances."""
    values: list[Number] = [
        (cell.number * 7) % 5 if cell.number % 3 else 0 for cell in edition.cells
    ]
    for _ in range(2):
        for one in edition.sums:
            values[one.total] = sum(values[part] for part in one.parts)
        for balance in edition.balances:
            first, *others = balance.left
            values[first] = sum(values[c] for c in balance.right) - sum(values[c] for c in others)
    for bound in edition.bounds:
        values[bound.stock[0]] = 50
    return Report(edition, zeros(edition).about, zeros(edition).texts, tuple(values))


def text_of(report: Report) -> bytes:
    """The report as a file."""
    return dumps(report).encode("utf-8")


def govreport(
    *arguments: str | Path,
    stdin: bytes = b"",
    cwd: Path | None = None,
    environment: dict[str, str] | None = None,
) -> Outcome:
    """A command, in the language that `environment` says, else in Chinese."""
    languages = ("GOVREPORT_LANG", "LANG", "LC_ALL", "LC_MESSAGES")
    kept = {key: value for key, value in os.environ.items() if key not in languages}
    return call(*arguments, stdin=stdin, cwd=cwd, environment={**kept, **(environment or {})})
