"""What git knows of a repository of reports: files as they were, and which changed since a revision."""

from __future__ import annotations

import io
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from govreport.errors import GovreportError
from govreport.messages import msg
from govreport.tomlio.read import unreadable


@dataclass(frozen=True)
class Change:
    """The files that differ from a revision, by absolute path; `added` are those that it has not, and
    `old` what reports held in it."""

    files: frozenset[Path]
    added: frozenset[Path]
    old: Mapping[Path, bytes]


def changed_since(revision: str, paths: Sequence[Path]) -> Change | None:
    """What changed since a revision, committed or not; None for everything: the null revision of a
    first push, or HEAD of a repository without a commit.

    `paths`: what is asked about. Raises GovreportError when one of them is not there, when there is
    no git, no repository or more than one, or no such revision.
    """
    if revision and not revision.strip("0"):
        return None
    top = _top(paths)
    base = _commit(revision, top)
    if base is None:
        return None
    status = _git(["diff", "--name-status", "-z", "--no-renames", "--no-ext-diff", base, "--"], top)
    letters, names = (list(map(os.fsdecode, status.split(b"\0")[at:-1:2])) for at in (0, 1))
    others = _git(["ls-files", "--others", "--exclude-standard", "-z"], top)
    untracked = list(map(os.fsdecode, others.split(b"\0")[:-1]))
    added = [name for letter, name in zip(letters, names, strict=True) if letter == "A"]
    wanted = [name for name in names if name.endswith(".toml") and "\n" not in name]
    return Change(
        frozenset(top / name for name in (*names, *untracked)),
        frozenset(top / name for name in (*added, *untracked)),
        {top / name: data for name, data in _contents(base, wanted, top).items()},
    )


def content_at(name: str) -> bytes:
    """What stood in a file at a revision: `REV:PATH`, the path seen from the top of the repository, as
    git has it, or from the current folder.

    Raises GovreportError when there is no such file, and as `changed_since` does.
    """
    revision, _, path = name.partition(":")
    top = _top(())
    commit = _commit(revision, top)
    here = Path(os.path.relpath(os.path.realpath(path), top)).as_posix()
    names = [one for one in dict.fromkeys((path, here)) if one and "\n" not in one]
    found = _contents(commit, names, top) if commit is not None else {}
    for one in names:
        if one in found:
            return found[one]
    raise GovreportError(
        msg("版本“{revision}”里没有文件 {path}。", revision=revision, path=path),
        msg("用 git ls-tree -r --name-only {revision} 看看有哪些文件。", revision=revision),
    )


def _commit(revision: str, top: Path) -> str | None:
    """The commit that a revision means; None for HEAD where there is no commit yet."""
    try:
        commit = _git(
            ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"], top
        )
    except GovreportError as error:
        if not _git(["rev-list", "--all", "--max-count=1"], top):
            if revision == "HEAD":
                return None
            hint = msg("仓库里还没有提交。")
        elif _git(["rev-parse", "--is-shallow-repository"], top).strip() == b"true":
            hint = msg(
                "浅克隆里没有旧版本：GitHub 上给 actions/checkout 写 fetch-depth: 0，GitLab 上写 GIT_DEPTH: 0。"
            )
        else:
            hint = msg("用 git log、git branch -a 看看有哪些版本。")
        raise GovreportError(
            msg("git 里没有版本“{revision}”。", revision=revision), hint
        ) from error
    return os.fsdecode(commit.strip())


def _top(paths: Sequence[Path]) -> Path:
    """The folder of the repository that all paths lie in."""
    tops: set[Path] = set()
    for path in paths or (Path(),):
        if not path.exists():
            raise GovreportError(unreadable(path, FileNotFoundError()))
        place = Path(os.path.realpath(path))
        folder = place if place.is_dir() else place.parent
        answer = _git(["rev-parse", "--show-toplevel"], folder)
        tops.add(Path(os.path.realpath(os.fsdecode(answer.rstrip(b"\n")))))
    if len(tops) > 1:
        raise GovreportError(
            msg("这些路径不在同一个 git 仓库里：{tops}。", tops=sorted(map(str, tops))),
            msg("请分开核对。"),
        )
    return tops.pop()


def _contents(revision: str, names: Sequence[str], top: Path) -> dict[str, bytes]:
    """The contents of files in a revision; those that it does not have are left out."""
    if not names:
        return {}
    asked = b"".join(os.fsencode(f"{revision}:{name}\n") for name in names)
    answer = io.BytesIO(_git(["cat-file", "--batch"], top, asked))
    found: dict[str, bytes] = {}
    for name in names:
        head = answer.readline().split(b" ")
        if len(head) == 3 and head[-1].strip().isdigit():
            data = answer.read(int(head[-1]))
            answer.readline()
            if head[1] == b"blob":
                found[name] = data
    return found


def _git(arguments: Sequence[str], folder: Path, given: bytes = b"") -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, no shell
            ["git", "-c", "core.quotepath=off", *arguments],  # noqa: S607 - from the PATH, as people do
            cwd=folder,
            input=given,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise GovreportError(
            msg("找不到 git。"), msg("--changed-since 和 REV:PATH 要用 git。")
        ) from error
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip() or " ".join(arguments[:2])
        raise GovreportError(msg("git 出错：{reason}", reason=reason))
    return done.stdout
