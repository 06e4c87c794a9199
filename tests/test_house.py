"""The house itself: rules that no linter knows."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import rtoml
from markdown_it import MarkdownIt
from oracles import parsed, text_of
from samples import CITY, EDITIONS, ROOT, SEED

from govreport.edition import editions, load_edition
from govreport.messages import LANGUAGES, Translator
from govreport.schema import schema

PACKAGE = ROOT / "govreport"
MODULES = sorted(PACKAGE.rglob("*.py"))
ALLOWED_TOP = {
    "pyproject.toml", "govreport", "schemas", "tests", "examples", "CHANGELOG.md",
    "CONTRIBUTING.md", "README.md", "README.zh-CN.md", "LICENSE", "action.yml",
}  # fmt: skip


def official_labels() -> set[str]:
    labels: set[str] = set()
    for edition in editions():
        labels |= {section.heading for section in edition.sections}
        for cell in edition.cells:
            labels |= {label.label for label in cell.row.labels} | {cell.column.name}
    return {label for label in labels if len(label) >= 5}


def test_no_official_label_stands_in_a_python_file() -> None:
    for path in MODULES:
        text = path.read_text("utf-8")
        assert not [label for label in official_labels() if label in text], path


def test_no_edition_is_decided_in_code() -> None:
    for path in MODULES:
        found = re.search(
            r"(year|edition\w*|name) *(==|>=|<=|<|>|in) *\"?20(19|2\d)", path.read_text("utf-8")
        )
        assert found is None, path


def test_printing_and_the_environment_belong_to_the_command_line() -> None:
    for path in MODULES:
        if path.is_relative_to(PACKAGE / "cli") or "terminal" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            assert name not in ("print", "os.getenv", "input"), path
            if isinstance(node, ast.Attribute):
                assert ast.unparse(node) not in ("os.environ", "sys.argv"), path


def test_a_rules_code_stands_in_its_own_module() -> None:
    homes = [PACKAGE / "rules", PACKAGE / "finding.py"]  # the latter has those of reading
    for path in MODULES:
        if any(path.is_relative_to(home) for home in homes):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            value = node.value if isinstance(node, ast.Constant) else ""
            assert not re.fullmatch(r"GR[0-9]{3}", str(value)), (path, value)


def test_every_module_says_what_it_is_for_and_is_a_room() -> None:
    for path in MODULES:
        text = path.read_text("utf-8")
        assert ast.get_docstring(ast.parse(text)), path
        assert text.count("\n") <= 350, path


def test_the_top_level_is_the_design_card() -> None:
    done = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files"], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        pytest.skip("not a git checkout")
    top = {line.partition("/")[0].strip('"') for line in done.stdout.splitlines()}
    assert {name for name in top if not name.startswith(".")} <= ALLOWED_TOP


def test_the_catalogue_is_complete_and_compiled() -> None:
    from tools import catalogue

    wanted, given = catalogue.templates(), catalogue.translations()
    assert catalogue.faults(wanted, given) == []
    translate = Translator("en")
    old = [text for text, english in given.items() if translate(text) != english]
    assert old == [], "install again, or run tests/tools/catalogue.py --write, to compile it"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rules_can_be_read_where_the_repository_is_browsed(language: str) -> None:
    from tools import pages

    committed = (pages.PAGES / pages.WORDS[language]["file"]).read_text("utf-8")
    assert committed == pages.markdown(language), "run tests/tools/pages.py"
    shown = text_of(parsed(MarkdownIt("commonmark").render(committed)))
    for path in pages.PAGES.glob("*.toml"):
        page = rtoml.load(path)
        for piece in (*page[language].values(), page["bad"], page["good"], page["source"]):
            assert all(line.strip() in shown for line in piece.split("\n")), path


@pytest.mark.parametrize("name", EDITIONS)
def test_schema_explains_every_leaf_and_takes_the_examples(name: str) -> None:
    import jsonschema

    document = schema(load_edition(name))
    committed = ROOT / "schemas" / f"govreport-{name}.schema.json"
    assert json.loads(committed.read_text("utf-8")) == document
    jsonschema.Draft7Validator.check_schema(document)

    def walk(node: dict[str, object], path: str) -> int:
        assert node.get("title"), path
        assert node.get("description"), path
        below = node.get("properties", {})
        assert isinstance(below, dict)
        return sum(walk(child, f"{path}.{key}") for key, child in below.items()) or 1

    assert walk(document, "") >= load_edition(name).size
    validator = jsonschema.Draft7Validator(document)
    data = rtoml.loads((CITY if name == "2021" else SEED).read_text("utf-8"))
    data["report"].pop("date", None)  # TOML's dates are not JSON's
    assert list(validator.iter_errors(data)) == []
    del data["requests"]["received"]["total"]
    data["requests"]["received"]["totl"] = -1
    assert len(list(validator.iter_errors(data))) == 2


def tool(name: str) -> Path:
    path = Path(sys.executable).parent / name
    if not path.exists():
        pytest.skip(f"{name} is not installed")
    return path


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("github-workflows", "workflows/*.yml"),
        ("github-issue-forms", "ISSUE_TEMPLATE/[!c]*.yml"),
        ("github-issue-config", "ISSUE_TEMPLATE/config.yml"),
    ],
)
def test_what_github_reads_is_valid(schema: str, files: str) -> None:
    found = sorted((ROOT / ".github").glob(files))
    assert found
    command = [
        str(tool("check-jsonschema")),
        "--builtin-schema",
        f"vendor.{schema}",
        *map(str, found),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("command", [["taplo", "check"], ["tombi", "lint", "--offline"]])
def test_editors_accept_the_examples_and_refuse_a_wrong_key(
    command: list[str], tmp_path: Path
) -> None:
    program = [str(tool(command[0])), *command[1:]]
    good = [str(path) for path in (SEED, CITY)]
    assert subprocess.run([*program, *good], capture_output=True, check=False).returncode == 0
    (tmp_path / "schemas").mkdir()
    for path in (ROOT / "schemas").glob("*.json"):
        (tmp_path / "schemas" / path.name).write_bytes(path.read_bytes())
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "r").mkdir()
    bad = tmp_path / "r" / "r" / "bad.toml"
    bad.write_text(CITY.read_text("utf-8").replace("issued = 3\n", "isued = 3\n", 1), "utf-8")
    done = subprocess.run([*program, str(bad)], capture_output=True, check=False, cwd=tmp_path)
    assert done.returncode != 0
    assert b"isued" in done.stdout + done.stderr


@pytest.mark.no_cover
def test_what_is_not_to_be_watched_is_not() -> None:
    """Nor is it by what watches a worker of xdist from its start on, or in a process."""
    assert "coverage" not in repr(sys.gettrace())
    assert "COVERAGE_PROCESS_CONFIG" not in os.environ
