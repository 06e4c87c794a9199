"""A small repository of reports, and an OUT that is not there yet."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import report

from govreport.tomlio import dumps


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """`reports/` with two reports and a TOML file that is none."""
    root = tmp_path / "reports"
    for name in ("甲镇", "区/乙局"):
        path = root / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dumps(report(name)), "utf-8")
    (root / "other.toml").write_text("[tool]\n", "utf-8")
    return root


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"
