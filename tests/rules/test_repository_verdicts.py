"""Every rule over several files has repositories that trip it and repositories that do not.

Each folder below `repositories` is a case. A good one gives no finding under any rule; a bad one
gives the findings that its `expected.json` states and no other, see verdict.py.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import rtoml
from rules.verdict import codes_found

from govreport.rules import RULES

FOLDER = Path(__file__).parent / "repositories"
CASES = sorted(path for path in FOLDER.glob("*/*") if path.is_dir())
SEVERAL = [rule.code for rule in RULES if rule.code.startswith(("GR7", "GR8"))]
EXPECTED, CONFIGURATION = "expected.json", "govreport.toml"


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
def test_verdict(folder: Path, request: pytest.FixtureRequest) -> None:
    configuration = folder / CONFIGURATION
    if configuration.exists():  # all rules run
        assert not {"select", "ignore", "per-file-ignores"} & rtoml.load(configuration).keys()
    codes = codes_found(request, folder, ".", folder / EXPECTED)
    assert (folder.parent.name in codes) if folder.name.startswith("bad-") else not codes


@pytest.mark.parametrize("code", SEVERAL)
def test_each_rule_has_good_and_bad_repositories(code: str) -> None:
    assert {path.name.partition("-")[0] for path in (FOLDER / code).iterdir()} == {"good", "bad"}


def test_every_file_belongs_to_a_case() -> None:
    """No folder lies where no rule looks for it, and no report is passed over as something else."""
    assert sorted(path.name for path in FOLDER.iterdir()) == SEVERAL
    for folder in CASES:
        others = {EXPECTED, CONFIGURATION, "roster.csv", "roster.toml", "roster.xlsx"}
        reports = [p for p in folder.rglob("*") if p.is_file() and p.name not in others]
        assert all(path.suffix == ".toml" for path in reports), folder
        assert len(reports) >= 2, folder
