"""What git knows of a repository of reports: the files changed since a revision, and their old text."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from govreport.errors import GovreportError
from govreport.messages import msg


@dataclass(frozen=True)
class Change:
    """The files that differ from a revision, by absolute path; `old` what they held in it."""

    files: frozenset[Path]
    old: Mapping[Path, bytes]


def changed_since(revision: str, folder: Path) -> Change | None:
    """What changed since a revision, committed or not; None for the null revision of a first push.

    Raises GovreportError when there is no git, no repository, or no such revision.
    """
    if revision and not revision.strip("0"):
        return None
    top = Path(os.fsdecode(_git(["rev-parse", "--show-toplevel"], folder).rstrip(b"\n")))
    try:
        commit = _git(
            ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"], top
        )
    except GovreportError as error:
        raise GovreportError(
            msg("git 里没有版本“{revision}”。", revision=revision),
            msg(
                "浅克隆里没有旧版本：GitHub 上给 actions/checkout 写 fetch-depth: 0，GitLab 上写 GIT_DEPTH: 0。"
            ),
        ) from error
    base = os.fsdecode(commit.strip())
    names = _git(["diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", base, "--"], top)
    more = _git(["ls-files", "--others", "--exclude-standard", "-z"], top)
    files = [os.fsdecode(name) for name in (names + more).split(b"\0") if name]
    wanted = [name for name in files if name.endswith(".toml") and "\n" not in name]
    return Change(
        frozenset(top / name for name in files),
        {top / name: data for name, data in _contents(base, wanted, top).items()},
    )


def _contents(revision: str, names: Sequence[str], top: Path) -> dict[str, bytes]:
    """The contents of files in a revision; those that it does not have are left out."""
    if not names:
        return {}
    asked = b"".join(os.fsencode(f"{revision}:{name}\n") for name in names)
    answer = _git(["cat-file", "--batch"], top, asked)
    found: dict[str, bytes] = {}
    at = 0
    for name in names:
        end = answer.index(b"\n", at)
        head = answer[at:end].split(b" ")
        at = end + 1
        if head[-1].isdigit() and len(head) == 3:
            size = int(head[-1])
            found[name] = answer[at : at + size]
            at += size + 1
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
        raise GovreportError(msg("找不到 git。"), msg("--changed-since 要用 git。")) from error
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip() or " ".join(arguments[:2])
        raise GovreportError(msg("git 出错：{reason}", reason=reason))
    return done.stdout
