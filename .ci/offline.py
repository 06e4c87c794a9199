"""Make a folder from which govreport is installed without a network: out/govreport-VERSION-….

It holds the wheels of everything, `install.bat` and `install.sh`, both READMEs and the examples.
Wheels are kept in .venv-offline and fetched again when pyproject.toml has changed.
"""

from __future__ import annotations

import argparse
import email
import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from importlib.util import find_spec
from pathlib import Path

from setup import ROOT, first_example

SCRIPTS = ROOT / ".ci" / "offline"
BESIDE = ("README.md", "README.zh-CN.md", "LICENSE", "examples")
THIS_PYTHON = f"{sys.version_info[0]}.{sys.version_info[1]}"
THIS_PLATFORM = sysconfig.get_platform().replace("-", "_").replace(".", "_")
SYSTEMS = {  # what requirements may ask of the computer, by how the platform's name begins
    "win": {"os_name": "nt", "sys_platform": "win32", "platform_system": "Windows",
            "platform_machine": "AMD64"},
    "macosx": {"os_name": "posix", "sys_platform": "darwin", "platform_system": "Darwin"},
    "": {"os_name": "posix", "sys_platform": "linux", "platform_system": "Linux"},
}  # fmt: skip
EXAMPLES = """
examples:
  python3 .ci/offline.py                                      for this computer and its Python
  python3 .ci/offline.py --platform win_amd64 --python 3.12   for Windows
  python3 .ci/offline.py --try                                installed, and run on the first example
"""


def pip(*arguments: str | Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", *map(str, arguments)],
        check=True, cwd=ROOT,
    )  # fmt: skip


def wheels_for(platform: str, python: str) -> tuple[Path, str]:
    """The folder of wheels for a platform, and the version of govreport among them."""
    folder = ROOT / ".venv-offline" / f"{platform}-{python}"
    stamp = folder / "made-for"
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        shutil.rmtree(folder, ignore_errors=True)
    for old in folder.glob("govreport-*.whl"):
        old.unlink()
    here = find_spec("hatchling") and find_spec("babel")  # else pip fetches what builds the wheel
    pip("wheel", "-q", "--no-deps", *(["--no-build-isolation"] if here else []), "-w", folder, ROOT)
    (own,) = folder.glob("govreport-*.whl")
    if not stamp.exists():
        fetch(folder, own, platform, python)
        stamp.write_text(wanted)
    return folder, own.name.split("-")[1]


def fetch(folder: Path, own: Path, platform: str, python: str) -> None:
    """Download what `own` needs there, and pip, which installs it.

    pip looks for what this computer needs, in wheels for another; what only the other needs (such as
    colorama) is asked for here, and what it does not need is removed.
    """
    command = ["download", "-q", "--only-binary=:all:", "-d", str(folder)]
    if (platform, python) != (THIS_PLATFORM, THIS_PYTHON):
        command += ["--platform", platform, "--python-version", python, "--implementation", "cp"]
    pip(*command, f"{own}[all]", "pip")
    while True:
        needed, missing = requirements(folder, platform, python)
        if not missing:
            break
        pip(*command, "--no-deps", *missing)
    for wheel in folder.glob("*.whl"):
        if wheel not in needed:
            wheel.unlink()


def requirements(folder: Path, platform: str, python: str) -> tuple[set[Path], list[str]]:
    """The wheels that are needed on a platform, and what is needed and not there."""
    from pip._vendor.packaging.requirements import Requirement
    from pip._vendor.packaging.utils import parse_wheel_filename

    there = {parse_wheel_filename(path.name)[0]: path for path in folder.glob("*.whl")}
    system = next(SYSTEMS[start] for start in SYSTEMS if platform.startswith(start))
    environment = {
        **system, "python_version": python, "python_full_version": f"{python}.0",
        "implementation_name": "cpython", "platform_python_implementation": "CPython",
    }  # fmt: skip
    needed: set[Path] = set()
    missing: list[str] = []
    asked, done = [Requirement("govreport[all]"), Requirement("pip")], set()
    while asked:
        one = asked.pop()
        if str(one) in done:
            continue
        done.add(str(one))
        path = there.get(one.name.lower().replace("_", "-").replace(".", "-"))
        if path is None or not one.specifier.contains(parse_wheel_filename(path.name)[1]):
            missing.append(f"{one.name}{one.specifier}")
            continue
        needed.add(path)
        for text in metadata(path).get_all("Requires-Dist", []):
            further = Requirement(text)
            if further.marker is None or any(
                further.marker.evaluate({**environment, "extra": extra})
                for extra in one.extras or {""}
            ):
                further.marker = None
                asked.append(further)
    return needed, missing


def metadata(wheel: Path) -> email.message.Message:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        return email.message_from_bytes(archive.read(name))


def make(platform: str, python: str, out: Path = ROOT / "out") -> Path:
    """The folder, made anew."""
    wheels, version = wheels_for(platform, python)
    folder = out / f"govreport-{version}-{platform}-python{python}"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(wheels, folder / "wheels", ignore=shutil.ignore_patterns("made-for"))
    for script in SCRIPTS.iterdir():
        text = script.read_text("utf-8")
        for mark, value in (
            ("@PYTHON@", python), ("@VERSION@", python.replace(".", ", ")), ("@PLATFORM@", platform),
        ):  # fmt: skip
            text = text.replace(mark, value)
        if script.suffix == ".bat":
            text = text.replace("\n", "\r\n")
        (folder / script.name).write_bytes(text.encode("utf-8"))
    (folder / "install.sh").chmod(0o755)
    for name in BESIDE:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    return folder


def try_out(folder: Path) -> int:
    """Install from a copy of the folder as a person would, at a place with a name as people give."""
    with tempfile.TemporaryDirectory(prefix="离线 安装 (1) ") as place:
        copy, home = Path(place) / folder.name, Path(place) / "我的 家"
        shutil.copytree(folder, copy)
        home.mkdir()
        alone = {"HOME": str(home), "USERPROFILE": str(home), "PIP_CONFIG_FILE": os.devnull}
        environment = {
            key: value for key, value in os.environ.items() if not key.startswith(("PIP_", "PYTHON"))
        } | alone  # fmt: skip
        if os.name == "nt":
            install, program = ["cmd", "/c", "install.bat"], "Scripts/govreport.exe"
        else:
            install, program = ["sh", "install.sh"], "bin/govreport"
        done = subprocess.run(
            install, cwd=copy, env=environment, stdin=subprocess.DEVNULL, check=False
        )
        return done.returncode or first_example(home / ".govreport" / program, copy, environment)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--platform", default=THIS_PLATFORM, help=f"default: {THIS_PLATFORM}")
    parser.add_argument("--python", default=THIS_PYTHON, help=f"default: {THIS_PYTHON}")
    parser.add_argument("--try", action="store_true", dest="tried",
                        help="install from the folder, and run the first example")  # fmt: skip
    given = parser.parse_args()
    folder = make(given.platform, given.python)
    print(folder.relative_to(ROOT))
    return try_out(folder) if given.tried else 0


if __name__ == "__main__":
    sys.exit(main())
