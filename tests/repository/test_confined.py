"""A configuration that somebody pushed reads and writes nothing outside the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from repository.command import govreport
from repository.test_outputs import broken

SECRET = "root:$6$salt$hash:19000:0:99999:7:::\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Reports in a folder of a repository, and a secret beside the repository."""
    (tmp_path / "secret").write_text(SECRET, "utf-8")
    folder = tmp_path / "repository" / "county"
    folder.mkdir(parents=True)
    broken(folder, 1)
    return folder


def configure(folder: Path, key: str, value: str) -> None:
    table = "" if key == "roster" else "[build]\n"
    (folder / "govreport.toml").write_text(f'{table}{key} = "{value}"\n', "utf-8")


KEYS = ["roster", "out", "templates"]
OUTSIDE = ["/etc/shadow", "/dev/zero", "/dev/stdin", "../../secret", "../../new/folder",
           "link", "link-by-link", "by-link/secret", ".git/hooks", "link-into-git"]  # fmt: skip


@pytest.mark.no_cover  # many cases of what other tests run as well
@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("place", OUTSIDE)
@pytest.mark.parametrize("command", [["check"], ["build", "--out", "out"]])
def test_no_path_of_a_configuration_leads_out(
    folder: Path, key: str, place: str, command: list[str]
) -> None:
    root = folder.parent
    (root / ".git" / "hooks").mkdir(parents=True)
    (folder / "link").symlink_to("../../secret")
    (folder / "link-by-link").symlink_to("link")
    (folder / "by-link").symlink_to("../..")
    (folder / "link-into-git").symlink_to("../.git")
    configure(folder, key, place)
    before = sorted(root.parent.rglob("*"))
    done = govreport(*command, cwd=folder)
    assert done.returncode == 2
    assert f"“{place}”指到了报告库" in done.stderr
    assert f"第 {1 if key == 'roster' else 2} 行" in done.stderr
    assert "19000" not in done.stderr + done.stdout
    assert sorted(root.parent.rglob("*")) == before


def test_within_the_work_tree_and_by_links_in_it(folder: Path) -> None:
    (folder.parent / "roster.csv").write_text("organ\n某局\n", "utf-8")
    (folder / "roster.csv").symlink_to("../roster.csv")
    for place in ("../roster.csv", "roster.csv", str(folder.parent / "roster.csv")):
        configure(folder, "roster", place)
        assert govreport("check", cwd=folder).returncode == 2  # the folder alone is the repository
        (folder.parent / ".git").write_text("gitdir: elsewhere\n")  # as in a second work tree
        assert govreport("check", cwd=folder).returncode == 1
        (folder.parent / ".git").unlink()


@pytest.mark.parametrize("key", KEYS)
def test_what_is_no_file_does_not_hang(folder: Path, key: str) -> None:
    os.mkfifo(folder / "pipe")
    configure(folder, key, "pipe")
    done = govreport("check", cwd=folder)
    assert done.returncode == 2
    assert "“pipe”不是文件，也不是文件夹" in done.stderr


@pytest.mark.parametrize(("key", "says"), [("roster", "是文件夹"), ("templates", "不存在"), ("out", "文件夹")])  # fmt: skip
def test_a_folder_for_a_file_and_a_file_for_a_folder(folder: Path, key: str, says: str) -> None:
    (folder / "file").write_text("", "utf-8")
    configure(folder, key, "." if key == "roster" else "file")
    command = ["check"] if key == "roster" else ["build", "--force"]
    given = ["--out", "new"] if key == "templates" else []
    done = govreport(*command, *given, cwd=folder)
    assert done.returncode == 2
    assert says in done.stderr


def test_a_configuration_that_is_a_link_out_is_not_read(folder: Path) -> None:
    (folder / "govreport.toml").symlink_to("../../secret")
    done = govreport("check", cwd=folder)
    assert done.returncode == 2
    assert "指到了报告库" in done.stderr
    assert "19000" not in done.stderr + done.stdout


def test_the_command_line_may_name_any_path(folder: Path, tmp_path: Path) -> None:
    configure(folder, "roster", "roster.csv")
    (folder / "roster.csv").write_text("organ\n某局\n", "utf-8")
    known, out = str(tmp_path / "known"), str(tmp_path / "out")
    assert govreport("check", "--baseline", known, "--write-baseline", cwd=folder).returncode == 0
    assert govreport("build", "--force", "--out", out, cwd=folder).returncode == 0
