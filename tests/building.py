"""Reports to build, `govreport build` as a person calls it, and what stands in OUT after it."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

from govreport.cli.main import run
from govreport.edition import editions
from govreport.report import Report

TEXTS = {
    "overview": "（一）主动公开\n全年公开信息若干条，具体见网站。",
    "problems": "（一）存在的主要问题\n人手不足。\n（二）改进情况\n增加人手。",
    "other": "没有收取信息处理费。",
}


def report(organization: str) -> Report:
    edition = editions()[-1]
    about = {
        "organization": organization,
        "year": edition.first_year,
        "kind": "township",
        "scope": "own",
        "date": datetime.date(edition.first_year + 1, 1, 9),
    }
    return Report(edition, about, TEXTS, (0,) * edition.size)


def wrong(organization: str) -> Report:
    """A report with an error: a total that its parts do not make."""
    return report(organization).with_numbers({"requests.received.total": 1})


def build(*arguments: str | Path) -> int:
    return run(["build", *map(str, arguments)])


def files(out: Path) -> dict[str, bytes]:
    """What stands below OUT, without the memory of the build."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != ".govreport-build.json"
    }


def remembered(out: Path) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = json.loads(
        (out / ".govreport-build.json").read_text("utf-8")
    )["outputs"]
    return found
