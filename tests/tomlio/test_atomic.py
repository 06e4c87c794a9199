"""Replacing a file: killed at any system call, the old one or the new one is there."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from govreport.errors import GovreportError
from govreport.tomlio.atomic import rewritten, write_bytes, write_text

pytestmark = pytest.mark.no_cover  # many processes that do what other tests do as well

OLD, NEW = b"old " * 5000, b"new " * 9000

# Every call into the operating system that writing a file makes, each made the last one in turn.
KILLED = """
import os, sys
from pathlib import Path
from govreport.tomlio import atomic
import tempfile
countdown = int(sys.argv[2])
before = sys.argv[3] == "before"
def deadly(call):
    def wrapped(*args, **kwargs):
        global countdown
        countdown -= 1
        last = countdown == 0
        if last and before:
            os.kill(os.getpid(), 9)
        result = call(*args, **kwargs)
        if last:
            os.kill(os.getpid(), 9)
        return result
    return wrapped
for name in ("open", "fsync", "fchmod", "replace", "rename", "link", "unlink", "fdopen", "umask",
             "close", "stat"):
    setattr(os, name, deadly(getattr(os, name)))
Path.replace = deadly(Path.replace)
Path.stat = deadly(Path.stat)
atomic.write_bytes(Path(sys.argv[1]), b"new " * 9000)
print("done", countdown)
"""


@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed_at_every_system_call(moment: str, tmp_path: Path) -> None:
    path = tmp_path / "report.toml"
    for number in range(1, 60):
        path.write_bytes(OLD)
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(path), str(number), moment],
            capture_output=True,
            check=False,
        )
        assert path.read_bytes() in (OLD, NEW)
        if done.returncode == 0:
            assert path.read_bytes() == NEW
            assert number > 5
            assert [p.name for p in tmp_path.iterdir()] == ["report.toml"]  # of any of the dead
            return
        assert done.returncode == -9, done.stderr.decode()
    pytest.fail("the writing never came to its end")


def test_every_system_call_under_strace(tmp_path: Path) -> None:
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    path = tmp_path / "report.toml"
    path.write_bytes(OLD)
    code = f"from govreport.tomlio.atomic import *; from pathlib import Path; write_bytes(Path({str(path)!r}), b'new')"
    done = subprocess.run(
        ["strace", "-f", "-e", "trace=openat,rename,renameat,renameat2,fsync,write",
         sys.executable, "-c", code], capture_output=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        pytest.skip("strace may not trace here")
    calls = [c for c in done.stderr.decode().split("\n") if "report.toml" in c or "fsync" in c]
    opened = [c for c in calls if "O_WRONLY" in c or "O_RDWR" in c]
    assert all(".tmp" in c for c in opened)  # the report itself is never opened for writing
    renamed = next(i for i, c in enumerate(calls) if "rename" in c)
    assert any("fsync" in c for c in calls[:renamed])
    assert any("fsync" in c for c in calls[renamed:])


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    write_text(path, "一\n")
    write_text(path, "二\n")
    assert [p.name for p in tmp_path.iterdir()] == ["a.toml"]
    assert path.read_bytes() == "二\n".encode()


@pytest.mark.skipif(os.name != "posix", reason="locks of the system")
def test_what_somebody_is_writing_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    with rewritten(path) as file:
        file.write(b"mine")
        write_bytes(path, OLD)
        assert path.read_bytes() == OLD
        (tmp_path / ".a.toml.1.tmp").symlink_to("b")
        (tmp_path / ".a.toml.2.tmp").mkdir()
        write_bytes(path, NEW)
        assert path.read_bytes() == NEW
    assert path.read_bytes() == b"mine"
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        ".a.toml.1.tmp",
        ".a.toml.2.tmp",
        "a.toml",
    ]


def test_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(OLD)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(GovreportError, match="磁盘满了"):
        write_bytes(path, NEW)
    assert path.read_bytes() == OLD
    assert [p.name for p in tmp_path.iterdir()] == ["a.toml"]


def test_the_mode_is_kept_and_a_link_stays_a_link(tmp_path: Path) -> None:
    path, link = tmp_path / "a.toml", tmp_path / "b.toml"
    path.write_bytes(OLD)
    path.chmod(0o640)
    link.symlink_to(path)
    write_bytes(link, NEW)
    assert link.is_symlink()
    assert path.read_bytes() == NEW
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_new_file_never_replaces_one(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    write_bytes(path, NEW, new=True)
    with pytest.raises(GovreportError, match="已经存在"):
        write_bytes(path, OLD, new=True)
    assert path.read_bytes() == NEW


def test_a_folder_and_a_device(tmp_path: Path) -> None:
    with pytest.raises(GovreportError, match="文件夹"):
        write_bytes(tmp_path, NEW)
    write_bytes(Path(os.devnull), NEW)
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(GovreportError, match="写不了") as error:
        write_bytes(tmp_path / "no" / "a.toml", NEW)
    assert error.value.hint is None  # nothing was there that could be unchanged
