"""The hook of a plain git server: what is pushed is checked as it was pushed, whatever is in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from repository.test_example import CI, EXAMPLE, git

Push = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A clone of the example without the line of its roster that makes it fail."""
    folder = tmp_path / "work"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("output"))
    lines = (folder / "roster.csv").read_text("utf-8").splitlines()[:-1]
    (folder / "roster.csv").write_text("\n".join(lines) + "\n", "utf-8")
    git(folder, "init", "-q", "-b", "main")
    return folder


@pytest.fixture
def push(tmp_path: Path, work: Path) -> Push:
    """Commits what is in the clone and pushes it, or pushes a revision."""
    bare = tmp_path / "server.git"
    git(tmp_path, "init", "-q", "--bare", str(bare))
    (bare / "hooks").mkdir(exist_ok=True)
    shutil.copy(CI / "pre-receive", bare / "hooks")
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "govreport").write_text(f'#!/bin/sh\nexec {sys.executable} -m govreport "$@"\n')
    (programs / "govreport").chmod(0o755)
    env = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "GOVREPORT_LANG": "zh"}

    def push(*refs: str) -> subprocess.CompletedProcess[str]:
        if not refs:
            git(work, "add", "-A")
            git(work, "commit", "-q", "--allow-empty", "-m", "reports")
        done = subprocess.run(
            ["git", "push", "-q", "-f", str(bare), *(refs or ["HEAD:main"])],
            cwd=work, env=env, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stderr
        assert not list(bare.glob("govreport-*"))
        return done

    return push


def spoil(work: Path) -> Path:
    path = work / "reports" / "shuiwu" / "2021.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("\ntotal = ", "\ntotal = 9", 1), "utf-8")
    return path


def test_a_push_with_errors_is_refused(work: Path, push: Push) -> None:
    assert push().returncode == 0
    spoil(work)
    done = push()
    assert done.returncode != 0
    assert "GR303" in done.stderr
    assert "推送没有接收" in done.stderr
    assert push("HEAD:refs/tags/draft").returncode == 0  # what is no branch is not looked at
    assert push("HEAD^:refs/heads/other", "HEAD:main").returncode != 0
    assert push("HEAD^:refs/heads/other", "HEAD^:main").returncode == 0
    assert push(":other").returncode == 0


@pytest.mark.parametrize(
    "attributes",
    ["* export-ignore", "reports export-ignore", "*.toml working-tree-encoding=ASCII//IGNORE",
     "*.toml ident text eol=crlf export-subst", "* filter=none diff=none"],
)  # fmt: skip
def test_attributes_hide_nothing(work: Path, push: Push, attributes: str) -> None:
    spoil(work)
    git(work, "add", "-A")  # the files as they are, before git is told to change them
    git(work, "commit", "-qm", "reports")
    (work / ".gitattributes").write_text(attributes + "\n", "utf-8")
    git(work, "add", ".gitattributes")
    git(work, "commit", "-qm", "attributes")
    done = push("HEAD:main")
    assert done.returncode != 0
    assert "GR303" in done.stderr


def test_a_first_push_without_a_report(work: Path, push: Push) -> None:
    shutil.rmtree(work / "reports")
    text = (work / "govreport.toml").read_text("utf-8")  # it does not say which years are asked for
    (work / "govreport.toml").write_text(text.partition("[limits]")[0], "utf-8")
    assert push().returncode == 0
    for name in ("roster.csv", "govreport.toml"):
        (work / name).unlink()
    assert push().returncode == 0  # nothing at all
    (work / "govreport.toml").write_text("nothing = 1\n", "utf-8")
    done = push()
    assert done.returncode != 0
    assert "nothing" in done.stderr


@pytest.mark.parametrize(
    "name", ["新 局.toml", "a\"b'\\.toml", "新\n行.toml", "-x.toml", "$(x)\t.toml"]
)
def test_odd_names(work: Path, push: Push, name: str) -> None:
    assert push().returncode == 0
    spoil(work).rename(work / "reports" / name)
    done = push()
    assert done.returncode != 0
    assert "GR303" in done.stderr


def test_links_and_submodules(work: Path, push: Push, tmp_path: Path) -> None:
    (work / "again").symlink_to("reports")
    (work / "again.toml").symlink_to("reports/shuiwu/2021.toml")
    (work / "out.toml").symlink_to("/dev/zero")
    (work / "deep").mkdir()
    (work / "roster.csv").rename(work / "deep" / "r.csv")
    (work / "roster.csv").symlink_to("deep/r.csv")
    git(work, "add", "-A")
    git(work, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},module")
    git(work, "commit", "-qm", "links")
    done = push("HEAD:main")
    assert done.returncode == 0, done.stderr
    (work / "roster.csv").unlink()
    (work / "roster.csv").symlink_to("/etc/passwd")
    done = push()
    assert done.returncode != 0
    assert "root:" not in done.stderr
    assert "指到了报告库" in done.stderr


def raw_tree(work: Path, *entries: tuple[str, str, str]) -> str:
    """A commit of a tree that git itself would not write."""
    data = b"".join(f"{m} {n}\0".encode() + bytes.fromhex(i) for m, n, i in entries)
    done = subprocess.run(
        ["git", "hash-object", "-t", "tree", "-w", "--stdin", "--literally"],
        cwd=work, input=data, capture_output=True, check=True,
    )  # fmt: skip
    return git(work, "commit-tree", "-m", "raw", done.stdout.decode().strip()).strip()


def test_a_tree_made_by_hand_writes_nothing_elsewhere(
    work: Path, push: Push, tmp_path: Path
) -> None:
    (tmp_path / "target").mkdir()
    (work / "link").write_text(str(tmp_path / "target"), "utf-8")
    target = git(work, "hash-object", "-w", "link").strip()
    inner = raw_tree(work, ("120000", "x", target))
    folder = git(work, "rev-parse", f"{inner}^{{tree}}").strip()
    before = sorted(tmp_path.glob("*")), sorted((tmp_path / "server.git").glob("*"))
    for entries in (
        [("40000", "..", folder)], [("40000", ".git", folder)], [("100644", "../x", target)],
        [("120000", "a", target), ("40000", "a", folder)], [("100644", "a", target)] * 2,
    ):  # fmt: skip
        assert push(f"{raw_tree(work, *entries)}:refs/heads/main").returncode != 0
    assert not list((tmp_path / "target").iterdir())
    assert (sorted(tmp_path.glob("*")), sorted((tmp_path / "server.git").glob("*"))) == before
