"""A small repository of reports, an OUT that is not there yet, and a smaller installation."""

from __future__ import annotations

from importlib import util
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest
from building import report

from govreport.publish.site import site_tasks
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


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation without the libraries of offices, which is also much faster."""
    known = util.find_spec

    def without(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name in ("docx", "openpyxl") else known(name, package)

    monkeypatch.setattr(site_tasks, "find_spec", without)
