"""The example repository: its outputs are those of a run, its CI files are valid, its hooks work."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
from collections.abc import Callable
from pathlib import Path

import pytest
from repository.command import govreport
from ruamel.yaml import YAML
from samples import ROOT
from tools.config_schema import FILE, configuration_schema

from govreport import __version__

EXAMPLE = ROOT / "examples" / "repository"
CI = ROOT / "examples" / "ci"
OUTPUTS = {
    "check.txt": "text", "check.json": "json", "github.txt": "github", "gitlab.json": "gitlab",
    "check.sarif": "sarif", "junit.xml": "junit", "check.md": "markdown",
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
    folder = tmp_path / "example"  # in no git repository: paths are told from the configuration
    shutil.copytree(EXAMPLE, folder)
    forms = [
        part for name, form in OUTPUTS.items() for part in ("--format", f"{form}:{tmp_path / name}")
    ]
    done = govreport("check", *forms, cwd=folder)
    assert done.returncode == 1, done.stderr
    (tmp_path / "statistics.txt").write_text(
        govreport("check", "--statistics", cwd=folder).stdout, "utf-8"
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
    assert FILE.read_text("utf-8") == configuration_schema()
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
        ".git", ".coverage*", "tests", "examples", ".*_cache", "__pycache__", ".venv*", "build"))  # fmt: skip
    git(hooks, "init", "-q")
    git(hooks, "add", "-A")
    git(hooks, "commit", "-qm", "govreport")
    rev = git(hooks, "rev-parse", "HEAD").strip()
    (clone / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {hooks}\n  rev: {rev}\n  hooks:\n"
        "  - id: govreport-check-changed\n  - id: govreport-check\n    stages: [manual]\n",
        "utf-8",
    )
    env = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home"), "GOVREPORT_LANG": "zh"}

    def commit(*stage: str) -> subprocess.CompletedProcess[str]:
        git(clone, "add", "-A")
        return subprocess.run(
            [program, "run", *stage],
            cwd=clone,
            env=env,
            capture_output=True,
            text=True,
            check=False,
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
    git(clone, "commit", "-qm", "noted")
    report.unlink()  # a commit that does nothing but delete
    done = commit()
    assert done.returncode == 1, done.stdout + done.stderr
    assert "GR801" in done.stdout
    report.write_text(text + "\n# 核过\n", "utf-8")
    for name, more in (("roster.csv", "某新局,department,,2021,,\n"), ("govreport.toml", "[x]\n")):
        before = (clone / name).read_text("utf-8")
        (clone / name).write_text(before + more, "utf-8")
        done = commit()
        assert done.returncode == 1, done.stdout + done.stderr
        (clone / name).write_text(before, "utf-8")
    shutil.rmtree(clone / "reports")
    for name in ("roster.csv", "govreport.toml"):
        (clone / name).unlink()
    for stage in ((), ("--hook-stage", "manual")):
        assert commit(*stage).returncode == 0  # no report yet


@pytest.fixture
def shell(clone: Path, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs a step in the clone, in an empty virtual environment.

    pip, what builds the package and what it needs are at hand there: nothing is downloaded.
    """
    venv.create(tmp_path / "venv")
    (packages,) = (tmp_path / "venv").rglob("site-packages")
    (packages / "ours.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    pip = {name: value for name, value in os.environ.items() if name.startswith("PIP")}
    path = f"{tmp_path / 'venv' / 'bin'}:{os.environ['PATH']}"
    env = {**pip, "PATH": path, "HOME": str(tmp_path), "PIP_NO_BUILD_ISOLATION": "0"}  # 0: without

    def run(script: str, **more: str) -> subprocess.CompletedProcess[str]:
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
        return subprocess.run(
            command, cwd=clone, env={**env, **more}, capture_output=True, text=True, check=False
        )

    return run


def test_the_actions_steps_really_run(
    shell: Callable[..., subprocess.CompletedProcess[str]], clone: Path, tmp_path: Path
) -> None:
    action = YAML(typ="safe").load((ROOT / "action.yml").read_text("utf-8"))
    (install, check), inputs = action["runs"]["steps"], action["inputs"]
    assert install["shell"] == check["shell"] == "bash"
    done = shell(install["run"], GITHUB_ACTION_PATH=str(ROOT))
    assert done.returncode == 0, done.stderr
    summary, sarif = tmp_path / "summary.md", tmp_path / "out.sarif"

    def checked(**given: str) -> subprocess.CompletedProcess[str]:
        sarif.unlink(missing_ok=True)
        given = {"sarif": str(sarif), "args": "--ignore GR702", **given}
        env = {"GITHUB_STEP_SUMMARY": str(summary)}
        for name, value in check["env"].items():
            key = re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", value)
            assert key is not None, value
            env[name] = given.get(key[1], inputs[key[1]]["default"])
        return shell(check["run"], **env)

    done = checked()
    assert done.returncode == 1, done.stderr
    assert "::error file=roster.csv,line=6" in done.stdout
    assert "::warning::" not in done.stdout
    assert "GR801" in summary.read_text("utf-8")
    assert json.loads(sarif.read_text("utf-8"))["version"] == "2.1.0"
    assert checked(**{"changed-since": "HEAD"}).returncode == 0
    assert "::warning::" not in checked(**{"changed-since": "0" * 40}).stdout
    for lost in ("1" * 40, "no/branch\n::error::x", "--upload-pack=x"):  # after a force-push
        done = checked(**{"changed-since": lost, "paths": ".\n"})
        assert done.returncode == 1, done.stderr
        assert done.stdout.startswith("::warning::没有版本 ")
        assert "::error file=roster.csv,line=6" in done.stdout
        assert "::error::x" not in done.stdout
        assert sarif.exists()


def test_gitlabs_script_really_runs(
    shell: Callable[..., subprocess.CompletedProcess[str]], clone: Path, tmp_path: Path
) -> None:
    job = YAML(typ="safe").load((CI / "gitlab.yml").read_text("utf-8"))["govreport"]
    archive = tmp_path / "v0.1.0.tar.gz"
    with tarfile.open(archive, "w:gz") as file:
        for name in ("govreport", "pyproject.toml", ".ci", "README.md", "LICENSE"):
            file.add(ROOT / name, f"govreport-0.1.0/{name}")
    (install,) = job["before_script"]
    url = f"https://github.com/OWNER/govreport/archive/refs/tags/v{__version__}.tar.gz"
    assert url in install
    done = shell(install.replace(url, str(archive)))
    assert done.returncode == 0, done.stderr
    done = shell("\n".join(job["script"]))
    assert done.returncode == 1, done.stderr
    for report in job["artifacts"]["reports"].values():
        assert (clone / report).exists()
