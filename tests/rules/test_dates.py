"""GR009: one code, two severities. What is found in which report stands in `reports/GR009`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from samples import govreport

REPORTS = Path(__file__).parent / "reports" / "GR009"
EARLY, LATE = "bad-in-december-of-its-own-year.toml", "bad-late-department.toml"


def severities(folder: Path, configuration: str = "") -> dict[str, str]:
    for name in (EARLY, LATE):
        (folder / name).write_bytes((REPORTS / name).read_bytes())
    (folder / "govreport.toml").write_text(configuration, "utf-8")
    done = govreport("check", "--format", "json", "--select", "GR009", cwd=folder)
    return {one["path"]: one["severity"] for one in json.loads(done.out)["findings"]}


def test_too_early_is_an_error_and_too_late_a_warning(tmp_path: Path) -> None:
    assert severities(tmp_path) == {EARLY: "error", LATE: "warning"}


@pytest.mark.parametrize("severity", ["error", "warning"])
def test_the_configuration_decides_about_both(tmp_path: Path, severity: str) -> None:
    chosen = severities(tmp_path, f'[severity]\nGR009 = "{severity}"\n')
    assert set(chosen.values()) == {severity}
