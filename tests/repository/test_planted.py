"""A large repository with planted errors: exactly those, in any order and with any number of jobs."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from repository.command import govreport
from repository.planted import Planted, plant

from govreport.finding import Finding
from govreport.repository.config import read_configuration
from govreport.repository.run import Request, Result, run
from govreport.repository.walk import Candidate, candidates
from govreport.rules import RULES

pytestmark = pytest.mark.no_cover  # many cases of what other tests run as well

YEARS = range(2019, 2024)
ORGANS = 400  # with their years, enough files for several processes


@pytest.fixture(scope="module")
def planted() -> Planted:
    return plant(ORGANS, YEARS)


@pytest.fixture(scope="module")
def repository(planted: Planted, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("planted")
    planted.write(folder)
    yield folder


@pytest.fixture(scope="module")
def result(repository: Path) -> Result:
    """Of the files in their order, by two processes."""
    return check(repository, jobs=2)


def found_in(result: Result, folder: Path) -> list[tuple[str, str, str | None]]:
    return [seen(finding, folder) for finding in result.findings]


def seen(finding: Finding, folder: Path) -> tuple[str, str, str | None]:
    path = Path(finding.path)
    name = path.relative_to(folder).as_posix() if path.is_absolute() else finding.path
    cell = finding.problem.cell
    if finding.code == "GR801":
        cell = str(finding.year)
    elif finding.code in ("GR001", "GR002", "GR003", "GR005", "GR006"):
        cell = None
    return name, finding.code, cell


def check(folder: Path, jobs: int, shuffle: int | None = None) -> Result:
    found: list[Candidate] = list(candidates([folder]))
    if shuffle is not None:
        random.Random(shuffle).shuffle(found)
    settings = read_configuration(folder / "govreport.toml").settings
    return run(Request((folder,), settings, jobs=jobs), found)


def test_exactly_the_fifty_planted_errors(
    planted: Planted, repository: Path, result: Result
) -> None:
    found = found_in(result, repository)
    assert sorted(found, key=str) == sorted(planted.expected, key=str)
    assert len(found) == 50
    assert result.files == len(planted.files) - 2  # the roster and the configuration are none
    assert not result.unreadable


def test_no_rule_on_figures_or_files_is_left_out(planted: Planted) -> None:
    prose = ("GR1", "GR5", "GR6")  # generated narratives name no figures
    codes = {rule.code for rule in RULES if not rule.code.startswith(prose)}
    assert {code for _, code, _ in planted.expected} >= codes


def test_order_of_files_and_number_of_jobs_change_nothing(repository: Path, result: Result) -> None:
    for jobs, shuffle in ((1, 7), (2, 8)):
        again = check(repository, jobs=jobs, shuffle=shuffle)
        assert again.findings == result.findings
        assert again.excerpts == result.excerpts


def test_every_output_format_has_them_all(repository: Path, tmp_path: Path) -> None:
    forms = ("json", "gitlab", "sarif", "junit", "github", "text")
    done = govreport(
        "check", ".", *(x for f in forms for x in ("--format", f"{f}:{tmp_path / f}")),
        cwd=repository,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    texts = {form: (tmp_path / form).read_text("utf-8") for form in forms}
    expected = sorted(
        (one["path"], one["line"], one["code"]) for one in json.loads(texts["json"])["findings"]
    )
    assert len(expected) == 50
    gitlab = json.loads(texts["gitlab"])
    places = [
        (o["location"]["path"], o["location"]["lines"]["begin"], o["check_name"]) for o in gitlab
    ]
    assert sorted(places) == expected
    assert len({one["fingerprint"] for one in gitlab}) == 50
    sarif = json.loads(texts["sarif"])["runs"][0]["results"]
    regions = [(one["locations"][0]["physicalLocation"], one["ruleId"]) for one in sarif]
    assert sorted(
        (p["artifactLocation"]["uri"], p["region"]["startLine"], rule) for p, rule in regions
    ) == expected  # fmt: skip
    cases = [c for c in ElementTree.fromstring(texts["junit"]).iter("testcase") if len(c)]
    assert sorted(
        (c.attrib["file"], int(c.attrib["line"]), c.attrib["name"][:5]) for c in cases
    ) == expected  # fmt: skip
    commands = re.findall(r"^::\w+ file=(.*?),line=(\d+).*?title=(GR\d+)", texts["github"], re.M)
    plain = re.findall(r"^([^:\n]+):(\d+):\d+: (GR\d+) ", texts["github"], re.M)
    assert len(commands) == 10
    assert sorted((p, int(n), c) for p, n, c in commands + plain) == expected
    assert sorted(re.findall(r"^ +\d+:\d+ +(GR\d{3}) ", texts["text"], re.M)) == sorted(
        code for *_, code in expected
    )
