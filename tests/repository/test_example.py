"""The example repository: its outputs are those of a run, its CI files are valid, its hooks work."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest
from repository.command import govreport
from ruamel.yaml import YAML
from samples import ROOT

from govreport.repository.config_schema import FILE, configuration_schema

EXAMPLE = ROOT / "examples" / "repository"
CI = ROOT / "examples" / "ci"
OUTPUTS = {
    "check.txt": "text", "check.json": "json", "github.txt": "github", "gitlab.json": "gitlab",
    "check.sarif": "sarif", "junit.xml": "junit",
}  # fmt: skip


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c",
         "init.defaultBranch=main", "-c", "commit.gpgsign=false", *arguments],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    folder = tmp_path / "clone"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("output"))
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "reports")
    return folder


def test_the_outputs_are_those_of_a_run(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    forms = [
        part for name, form in OUTPUTS.items() for part in ("--format", f"{form}:{tmp_path / name}")
    ]
    done = govreport("check", *forms, cwd=EXAMPLE)
    assert done.returncode == 1, done.stderr
    (tmp_path / "statistics.txt").write_text(
        govreport("check", "--statistics", cwd=EXAMPLE).stdout, "utf-8"
    )
    for name in (*OUTPUTS, "statistics.txt"):
        text = (tmp_path / name).read_text("utf-8")
        golden = EXAMPLE / "output" / name
        if request.config.getoption("--rewrite-golden"):
            golden.parent.mkdir(exist_ok=True)
            golden.write_text(text, "utf-8")
        assert golden.read_text("utf-8") == text, name


def test_narratives_are_nobody_elses(tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(EXAMPLE, folder)
    config = folder / "govreport.toml"
    text = config.read_text("utf-8").replace("= 0.7", "= 0.2\ncopied-narrative-others = true")
    config.write_text(text.replace('= ["GR703"]', "= []"), "utf-8")
    assert "GR703" not in govreport("check", "--select", "GR703", cwd=folder).stdout


def test_the_configurations_schema_is_generated_and_takes_the_example() -> None:
    committed = ROOT / "schemas" / FILE
    assert committed.read_text("utf-8") == configuration_schema()
    import jsonschema
    import rtoml

    schema = json.loads(configuration_schema())
    jsonschema.Draft7Validator.check_schema(schema)
    data = rtoml.loads((EXAMPLE / "govreport.toml").read_text("utf-8"))
    jsonschema.validate(data, schema)
    data["limits"]["copied-narrative-shore"] = 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, schema)


@pytest.mark.parametrize(
    ("file", "schema"),
    [
        (CI / "github.yml", "vendor.github-workflows"),
        (CI / "gitlab.yml", "vendor.gitlab-ci"),
        (ROOT / "action.yml", "vendor.github-actions"),
    ],
)
def test_ci_files_are_valid_by_the_services_schemas(file: Path, schema: str) -> None:
    program = Path(sys.executable).parent / "check-jsonschema"
    if not program.exists():
        pytest.skip("check-jsonschema is not installed")
    done = subprocess.run(
        [program, "--builtin-schema", schema, file], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_hooks_are_valid_and_really_run(clone: Path, tmp_path: Path) -> None:
    program = Path(sys.executable).parent / "pre-commit"
    if not program.exists():
        pytest.skip("pre-commit is not installed")
    subprocess.run([program, "validate-manifest", ROOT / ".pre-commit-hooks.yaml"], check=True)
    hooks = tmp_path / "hooks"
    shutil.copytree(ROOT, hooks, ignore=shutil.ignore_patterns(
        ".git", "tests", "examples", ".*_cache", "__pycache__", ".venv*", "build"))  # fmt: skip
    git(hooks, "init", "-q")
    git(hooks, "add", "-A")
    git(hooks, "commit", "-qm", "govreport")
    rev = git(hooks, "rev-parse", "HEAD").strip()
    (clone / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {hooks}\n  rev: {rev}\n  hooks:\n  - id: govreport-check-changed\n",
        "utf-8",
    )
    env = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home"), "GOVREPORT_LANG": "zh"}

    def commit() -> subprocess.CompletedProcess[str]:
        git(clone, "add", "-A")
        return subprocess.run(
            [program, "run"], cwd=clone, env=env, capture_output=True, text=True, check=False
        )

    report = clone / "reports" / "shuiwu" / "2021.toml"
    text = report.read_text("utf-8")
    report.write_text(text.replace("\ntotal = ", "\ntotal = 9", 1), "utf-8")
    done = commit()
    assert done.returncode == 1, done.stdout + done.stderr
    assert "GR303" in done.stdout
    report.write_text(text + "\n# 核过\n", "utf-8")
    done = commit()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed" in done.stdout


def test_the_actions_steps_really_run(clone: Path, tmp_path: Path) -> None:
    action = YAML(typ="safe").load((ROOT / "action.yml").read_text("utf-8"))
    # pip, what builds the package and what it needs are at hand here: nothing is
    # downloaded (0 means without isolation).
    venv.create(tmp_path / "venv")
    (packages,) = (tmp_path / "venv").rglob("site-packages")
    (packages / "ours.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    summary = tmp_path / "summary.md"
    given = {
        "sarif": str(tmp_path / "out.sarif"),
        "args": "--ignore GR702",
        "paths": "reports\nroster.csv",
    }
    given["paths"] = "."
    results = []
    for step in action["runs"]["steps"]:
        env = {"PATH": f"{tmp_path / 'venv' / 'bin'}:{os.environ['PATH']}", "HOME": str(tmp_path),
               "PIP_NO_BUILD_ISOLATION": "0", "GITHUB_ACTION_PATH": str(ROOT), "GITHUB_STEP_SUMMARY": str(summary)}  # fmt: skip
        for name, value in step.get("env", {}).items():
            key = re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", value)
            assert key is not None, value
            env[name] = given.get(key[1], action["inputs"][key[1]]["default"])
        assert step["shell"] == "bash"
        results.append(
            subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
                cwd=clone, env={**{k: v for k, v in os.environ.items() if k.startswith("PIP")}, **env},
                capture_output=True, text=True, check=False,
            )
        )  # fmt: skip
    install, check = results
    assert install.returncode == 0, install.stderr
    assert check.returncode == 1, check.stderr
    assert "::error file=roster.csv,line=6" in check.stdout
    assert "GR801" in summary.read_text("utf-8")
    assert json.loads((tmp_path / "out.sarif").read_text("utf-8"))["version"] == "2.1.0"
