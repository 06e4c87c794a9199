"""A virtual environment of its own beside the checkout, for the two commands of the README.

Needs Python 3.11 or later and nothing else. Made again when pyproject.toml has changed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = "examples/reports/tonggui-2020.toml"


def environment(name: str, *, development: bool, again: bool = True) -> Path:
    """The folder of programs of an environment with this checkout installed in it.

    `again`: install it again where that has been done, since what is tested is what would be
    installed now.
    """
    if sys.version_info < (3, 11):
        sys.exit(f"Python 3.11 or later is needed; this is {sys.version.split()[0]}")
    folder = ROOT / name
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    stamp = folder / "made-for"
    wanted = hashlib.sha256(
        (ROOT / "pyproject.toml").read_bytes() + sys.version.encode()
    ).hexdigest()
    pip = [str(programs / "python"), "-m", "pip", "--disable-pip-version-check", "install", "-q",
           "--no-compile"]  # Python compiles what is used when it is used  # fmt: skip
    if not stamp.exists() or stamp.read_text() != wanted:
        print(f"setting up {name} …", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, with_pip=True)
        subprocess.run([*pip, "--upgrade", "pip>=25.1"], check=True)  # for dependency groups
        groups = ["--group", "dev"] if development else []
        subprocess.run([*pip, f"{ROOT}[all]", *groups], check=True, cwd=ROOT)
        stamp.write_text(wanted)
    elif again:
        built = ["--no-build-isolation"] if development else []  # with what `dev` has
        subprocess.run(
            [*pip, "--force-reinstall", "--no-deps", *built, str(ROOT)], check=True, cwd=ROOT
        )
    return programs


def first_example(program: Path, folder: Path, environment: Mapping[str, str] | None = None) -> int:
    """The main job on a real report below `folder`: checked, and laid out into out/. The exit code."""
    out = "out/tonggui-2020"
    (folder / "out").mkdir(exist_ok=True)
    for command in (
        ["check", EXAMPLE],
        *(["render", EXAMPLE, "-o", out + ending] for ending in (".txt", ".md", ".docx")),
    ):
        print("$ govreport", *command, flush=True)
        done = subprocess.run([str(program), *command], cwd=folder, env=environment, check=False)
        if done.returncode:
            return done.returncode
    print(f"\n{out}.txt\n{out}.md\n{out}.docx")
    return 0
