"""The folder that installs without a network: what is in it for another system, and its scripts.

That it installs, `.ci/test.py` tries with the one for this system.
"""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from samples import ROOT

WHEELS = {
    "govreport-1.0-py3-none-any": ["typer", "old; python_version < '3.12'", "govreport[word]; extra == 'all'",
                                   "python-docx>=1; extra == 'word'"],
    "pip-26.0-py3-none-any": ["never; extra == 'dev'"],
    "typer-0.28.0-py3-none-any": ["colorama; platform_system == 'Windows'", "uvloop; sys_platform == 'linux'"],
    "python_docx-1.2.0-py3-none-any": ["lxml>=5"],
    "uvloop-1.0-py3-none-any": [],
    "lxml-4.9-cp312-cp312-win_amd64": [],
}  # fmt: skip


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(ROOT / ".ci"))
    return importlib.import_module("offline")


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    folder = tmp_path / "wheels"
    folder.mkdir()
    for name, needs in WHEELS.items():
        lines = ["Metadata-Version: 2.1", *(f"Requires-Dist: {one}" for one in needs)]
        with zipfile.ZipFile(folder / f"{name}.whl", "w") as archive:
            archive.writestr(f"{name}.dist-info/METADATA", "\n".join(lines) + "\n")
    return folder


@pytest.mark.parametrize(
    ("platform", "python", "missing", "surplus"),
    [("win_amd64", "3.12", {"colorama", "lxml>=5"}, {"uvloop", "lxml"}),
     ("manylinux2014_x86_64", "3.11", {"old", "lxml>=5"}, {"lxml"}),
     ("macosx_11_0_arm64", "3.13", {"lxml>=5"}, {"uvloop", "lxml"})],
)  # fmt: skip
def test_what_another_system_needs(
    offline: Any, wheels: Path, platform: str, python: str, missing: set[str], surplus: set[str]
) -> None:
    needed, lacking = offline.requirements(wheels, platform, python)
    assert set(lacking) == missing
    assert {path.name.partition("-")[0] for path in set(wheels.glob("*")) - needed} == surplus


@pytest.fixture
def folder(offline: Any, wheels: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(offline, "wheels_for", lambda *_: (wheels, "1.0"))
    made: Path = offline.make("win_amd64", "3.99", tmp_path / "成品 (1)")
    return made


def test_a_folder_holds_all_that_is_needed(folder: Path) -> None:
    assert folder.name == "govreport-1.0-win_amd64-python3.99"
    assert {path.name for path in folder.iterdir()} == {
        "LICENSE", "README.md", "README.zh-CN.md", "examples", "install.bat", "install.py", "install.sh", "wheels",
    }  # fmt: skip
    assert len(list((folder / "wheels").glob("*.whl"))) == len(WHEELS)
    for script in folder.glob("install.*"):
        assert not re.search(r"@[A-Z]+@", script.read_text("utf-8"))


def test_the_batch_file_is_one_that_windows_reads(folder: Path) -> None:
    data = (folder / "install.bat").read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n")
    assert not data.startswith(b"\xef\xbb\xbf")  # which the first command would begin with
    text = data.decode("utf-8")
    for jump in re.findall(r"goto (\w+)", text):  # found by bytes: only English on the way there
        start, end = text.index(f"goto {jump}"), text.index(f":{jump}\r\n")
        assert start < end
        assert text[start:end].isascii()
    assert text[: text.index("chcp 65001")].isascii()
    chinese = [line for line in text.splitlines() if not line.isascii()]
    assert all(line.startswith("echo ") and not set(line) & set('()<>|&^%!"') for line in chinese)
    for name in ("py -3.99", "python", "python3"):
        assert f'set "PYTHON={name}"' in text
    assert '%PYTHON% "%~dp0install.py"' in text  # quoted, for a path with blanks or brackets


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_without_the_right_python_the_person_is_told(folder: Path) -> None:
    done = subprocess.run(
        ["sh", folder / "install.sh"], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 1
    assert "没有找到 Python 3.99" in done.stderr
    assert "win_amd64" in done.stderr


def test_nothing_of_the_persons_is_removed_and_a_lack_is_told(folder: Path, tmp_path: Path) -> None:
    def install() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, folder / "install.py"], capture_output=True, encoding="utf-8",
            check=False, env={"HOME": str(tmp_path), "PATH": ""},
        )  # fmt: skip

    (tmp_path / ".govreport").mkdir()
    (tmp_path / ".govreport" / "mine.txt").touch()
    done = install()
    assert done.returncode == 1
    assert "改名" in done.stdout
    assert (tmp_path / ".govreport" / "mine.txt").exists()
    (tmp_path / ".govreport").rename(tmp_path / "mine")
    done = install()
    assert done.returncode == 1
    assert "win_amd64 上的 Python 3.99" in done.stdout
    assert "Traceback" not in done.stderr + done.stdout
