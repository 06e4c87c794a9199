"""A real disk that is full, or can only be read: the old file stays, and the program says why."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from repository.test_outputs import broken

pytestmark = pytest.mark.no_cover  # many processes that do what other tests do as well

OLD = '{"version": 1, "findings": []}\n'
RESULTS = [["--format", "sarif:disk/out"], ["--output-file", "disk/out"],
           ["--baseline", "disk/out", "--write-baseline"]]  # fmt: skip
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")

# In mounts of its own: a small disk with some files, in a state in which nothing, or a page at
# most, can be written; a command; and what is then on the disk, brought back.
DISK = """
set -e
disk=$1 files=$2 state=$3; shift 3
mount -t tmpfs -o size=1m none "$disk"
cp -a "$files/." "$disk"
case $state in
full) cat /dev/zero > "$disk/zeros" 2> /dev/null || truncate -s -4096 "$disk/zeros" ;;
read-only) mount -o remount,ro "$disk" ;;
esac
code=0; "$@" || code=$?
rm -rf "$files"; mkdir "$files"; cp -a "$disk/." "$files"
exit $code
"""


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "govreport", *arguments]


def run(folder: Path, line: list[str]) -> subprocess.CompletedProcess[str]:
    """Buffered, as it is for a person: what is written last is written when all is done."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("GITHUB_", "PYTHONUNBUFFERED"))}
    return subprocess.run(
        line, cwd=folder, capture_output=True, text=True, check=False,
        env={**env, "GOVREPORT_LANG": "zh"},
    )  # fmt: skip


def on_disk(state: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program while the files of `folder / "disk"` are on such a disk."""
    disk, files = folder / "disk", folder / "files"
    apart = ["unshare", "-rm"]
    if shutil.which(apart[0]) is None:
        pytest.skip("there is no unshare")
    trial = run(folder, [*apart, "mount", "-t", "tmpfs", "none", str(disk)])
    if trial.returncode:
        pytest.skip(f"nothing may be mounted here: {trial.stderr.strip()}")
    shutil.copytree(disk, files)
    script = [*apart, "sh", "-c", DISK, "sh", str(disk), str(files), state]
    done = run(folder, [*script, *command(*arguments)])
    shutil.rmtree(disk)
    (files / "zeros").unlink(missing_ok=True)
    files.rename(disk)
    return done


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in folder.iterdir()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "r").mkdir()
    (tmp_path / "disk").mkdir()
    broken(tmp_path / "r", 40)
    return tmp_path


@pytest.mark.parametrize("arguments", RESULTS)
@pytest.mark.parametrize(("state", "said"), [("full", "磁盘满了"), ("read-only", "那里只能读")])
def test_the_old_file_stays(folder: Path, arguments: list[str], state: str, said: str) -> None:
    (folder / "disk" / "out").write_text(OLD, "utf-8")
    done = on_disk(state, folder, "check", "r", *arguments)
    assert done.returncode == 2
    assert done.stderr.startswith(f"govreport: 写不了 disk/out：{said}")
    assert "Traceback" not in done.stderr
    assert contents(folder / "disk") == {"out": OLD}  # and nothing beside it


def test_a_report_that_is_to_be_corrected_stays(folder: Path) -> None:
    old = (folder / "r" / "00.toml").read_text("utf-8").replace("total", "# total", 1)
    (folder / "disk" / "a.toml").write_text(old, "utf-8")
    done = on_disk("full", folder, "check", "disk", "--fix")
    assert done.returncode == 2
    assert done.stderr.startswith("govreport: 写不了 disk/a.toml：磁盘满了\n")
    assert contents(folder / "disk") == {"a.toml": old}
    done = on_disk("with room", folder, "check", "disk", "--fix")
    assert "改了 1 个合计" in done.stderr
    assert contents(folder / "disk") != {"a.toml": old}


@FULL
@pytest.mark.parametrize("form", ["text", "json", "github", "gitlab", "sarif", "junit"])
def test_standard_output_is_full(folder: Path, form: str) -> None:
    line = ["sh", "-c", '"$@" > /dev/full', "sh", *command("check", "--format", form)]
    for paths in ("r/00.toml", "r"):  # what fits into the buffer, and what does not
        done = run(folder, [*line, paths])
        told = [line for line in done.stderr.splitlines() if not line.startswith("请看一下 ")]
        assert (done.returncode, told) == (2, ["govreport: 读写出错：磁盘满了"])


@FULL
@pytest.mark.parametrize("arguments", [["--version"], ["rules"], ["export", "r/00.toml"]])
def test_other_output_is_full(folder: Path, arguments: list[str]) -> None:
    line = ["sh", "-c", '"$@" > /dev/full', "sh", *command("--lang", "en", *arguments)]
    done = run(folder, line)
    assert done.returncode == 2
    assert done.stderr == "govreport: Reading or writing failed: the disk is full\n"


@FULL
@pytest.mark.parametrize("arguments", [["nowhere"], ["-v", "r"], ["--no-such-option"]])
def test_messages_cannot_be_written(folder: Path, arguments: list[str]) -> None:
    (folder / "r" / "other.toml").write_text("", "utf-8")
    line = ["sh", "-c", '"$@" 2> /dev/full', "sh", *command("check", *arguments)]
    assert run(folder, line).returncode == 2
