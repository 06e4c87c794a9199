"""Every rule has reports that trip it and reports that do not: the file names are the verdicts.

What exactly is found in a bad one stands beside it, see verdict.py.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from rules.verdict import codes_found

from govreport.messages import LANGUAGES, Translator
from govreport.rules import RULES
from govreport.rules.catalogue import REPOSITORY_CODES
from govreport.rules.explain import PAGES_DIR, document, explain
from govreport.rules.rule import FileRule, Subject
from govreport.tomlio import load

FOLDER = Path(__file__).parent / "reports"
FILES = sorted(FOLDER.glob("*/*.toml"))
ONE_FILE = [rule for rule in RULES if rule.code not in REPOSITORY_CODES]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_verdict(path: Path, request: pytest.FixtureRequest) -> None:
    codes = codes_found(request, path.parent, path.name, path.with_suffix(".expected.json"))
    if path.stem.startswith("good-"):
        assert codes == set()
    else:
        assert path.stem.startswith("bad-")
        assert codes - {"GR008"} == {path.parent.name} or codes == {path.parent.name}


@pytest.mark.parametrize("rule", [r for r in RULES if isinstance(r, FileRule) and r.quiet],
                         ids=lambda rule: rule.code)  # fmt: skip
def test_a_quiet_rule_need_not_be_asked_about_a_clean_report(rule: FileRule) -> None:
    for path in FILES:
        if path.stem.startswith("good-") and path.parent.name != "GR008":  # a waiver of a finding
            assert not list(rule.check(Subject(load(path.read_bytes())))), path


def test_nothing_is_expected_of_a_report_that_is_gone() -> None:
    for path in FOLDER.glob("*/*.json"):
        assert path.with_name(path.name.replace(".expected.json", ".toml")) in FILES


@pytest.mark.parametrize("rule", ONE_FILE, ids=lambda rule: rule.code)
def test_each_rule_has_good_and_bad_reports(rule: object) -> None:
    names = {path.stem.partition("-")[0] for path in (FOLDER / rule.code).glob("*.toml")}  # type: ignore[attr-defined]
    assert names == {"good", "bad"}


def test_codes_and_names_are_distinct_and_in_order() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_each_rule_has_a_page_and_each_page_a_rule() -> None:
    assert sorted(path.stem for path in PAGES_DIR.glob("*.toml")) == [rule.code for rule in RULES]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_all_it_should(rule: object, language: str) -> None:
    page = document(rule)  # type: ignore[arg-type]
    assert set(page) == {"bad", "good", "source", "zh", "en"}
    assert set(page[language]) == {"title", "what", "why"}
    text = explain(rule, Translator(language))  # type: ignore[arg-type]
    for piece in (*page[language].values(), page["source"]):
        assert piece.strip()
        assert piece.strip().split("\n")[0] in text
