"""Every rule over several files has repositories that trip it and repositories that do not.

Each folder below `repositories` is a case. A good one gives no finding under any rule; a bad one
gives the findings that its `expected.txt` states and no other: code, path, cell (for a missing
report, organ and year), the number that is right and the number that is there. A line `waived N`
says how many findings its waivers take away.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from govreport.finding import Finding
from govreport.repository.config import read_configuration
from govreport.repository.run import Plan, run
from govreport.repository.settings import Settings
from govreport.repository.walk import candidates
from govreport.rules.catalogue import REPOSITORY_CODES

FOLDER = Path(__file__).parent / "repositories"
CASES = sorted(path for path in FOLDER.glob("*/*") if path.is_dir())
EXPECTED, CONFIGURATION = "expected.txt", Path("govreport.toml")


def stated(folder: Path) -> list[str]:
    path = folder / EXPECTED
    return sorted(path.read_text("utf-8").splitlines()) if path.exists() else []


def line(finding: Finding) -> str:
    problem = finding.problem
    cell = f"{finding.organ}/{finding.year}" if finding.code == "GR801" else problem.cell
    numbers = (problem.expected, problem.actual)
    return " ".join(
        [
            finding.code,
            finding.path,
            *("-" if one is None else str(one) for one in (cell, *numbers)),
        ]
    )


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
def test_verdict(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = stated(folder)
    monkeypatch.chdir(folder)
    settings = read_configuration(CONFIGURATION).settings if CONFIGURATION.exists() else Settings()
    assert not (settings.select or settings.ignore or settings.per_file)  # all rules run
    result = run(Plan(settings), candidates([]), [])
    found = sorted(map(line, result.findings))
    if result.waived:
        found.append(f"waived {result.waived}")
    assert found == expected
    codes = {one.partition(" ")[0] for one in found} - {"waived"}
    assert (folder.parent.name in codes) if folder.name.startswith("bad-") else not codes


@pytest.mark.parametrize("code", sorted(REPOSITORY_CODES))
def test_each_rule_has_good_and_bad_repositories(code: str) -> None:
    names = {path.name.partition("-")[0] for path in (FOLDER / code).iterdir()}
    assert names == {"good", "bad"}


def test_every_file_belongs_to_a_case() -> None:
    """No folder lies where no rule looks for it, and no report is passed over as something else."""
    assert {path.name for path in FOLDER.iterdir()} == REPOSITORY_CODES
    for folder in CASES:
        others = {EXPECTED, CONFIGURATION.name, "roster.csv", "roster.toml"}
        reports = [p for p in folder.rglob("*") if p.is_file() and p.name not in others]
        assert all(path.suffix == ".toml" for path in reports), folder
        assert len(reports) >= 2, folder
