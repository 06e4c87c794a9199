"""Which files are meant by the paths on the command line."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from govreport.errors import GovreportError, why
from govreport.messages import msg
from govreport.tomlio.read import unreadable as why_unreadable

DASH = Path("-")  # what a person names standard input by
SITE = ".govreport-site.json"  # the memory of a site: its folder holds copies of reports
STDIN = "<stdin>"  # and how it is called in findings and messages


def source_name(path: Path) -> str:
    """A path that a person named, as it stands in findings and messages."""
    return STDIN if path == DASH else path.as_posix()


class Candidate(NamedTuple):
    """A file that may hold a report. `named`: a person named it; else it was met in a folder.

    `base` is the path on the command line below which it was found.
    """

    path: Path
    named: bool
    base: Path


Unreadable = Callable[[Path, GovreportError], None]


def candidates(paths: Sequence[Path], unreadable: Unreadable | None = None) -> Iterator[Candidate]:
    """The files below `paths` (none: the current folder), in a fixed order, each once.

    Hidden folders and files are skipped, and folders that `site` has written; links are not followed out
    of a folder. Raises
    GovreportError for a path that is not there, and for a folder that cannot be read, unless
    `unreadable` takes note of that one and the walk goes on.
    """
    _refuse_missing(paths)
    seen: set[str] = set()
    # Many files of one folder come one after the other. Of this call: the current folder may change.
    real_folder = lru_cache(maxsize=256)(os.path.realpath)
    several = len(paths) > 1
    found: Iterable[tuple[Path, bool]]
    for path in paths or (Path(),):
        if path.is_dir():
            found = ((one, False) for one in _walk(path, path.resolve(), unreadable))
        else:
            found = [(path, True)]
        for one, named in found:
            if several:  # a set of 200,000 paths is not kept for nothing
                key = _own_path(one, real_folder)
                if key in seen:
                    continue
                seen.add(key)
            yield Candidate(one, named, path)


def inputs(paths: Sequence[Path], unreadable: Unreadable | None = None) -> Iterator[Candidate]:
    """As `candidates`; a path `-` stands for standard input and comes first."""
    rest = [path for path in paths if path != DASH]
    _refuse_missing(rest)
    if DASH in paths:
        yield Candidate(DASH, named=True, base=DASH)
    if rest or not paths:
        yield from candidates(rest, unreadable)


def _own_path(file: Path, real_folder: Callable[[Path], str]) -> str:
    """Where a file really is, by whatever path it was named."""
    if file.is_symlink():
        return os.path.realpath(file)
    return f"{real_folder(file.parent)}/{file.name}"


def _refuse_missing(paths: Sequence[Path]) -> None:
    """Raises GovreportError for a path that is not there, before anything is done about the others."""
    for path in paths:
        if not path.exists():
            raise GovreportError(why_unreadable(path, FileNotFoundError()))


def _walk(folder: Path, root: Path, unreadable: Unreadable | None) -> Iterator[Path]:
    """The files below a folder, however deep: a call of its own for each folder would not go so far."""
    ahead = _entries(folder, unreadable)
    while ahead:
        entry = ahead.pop()
        if entry.name.startswith("."):
            continue
        path = Path(entry.path)
        link = entry.is_symlink()
        if link and not _leads_to_more(Path(os.path.realpath(path)), root):
            continue
        try:
            is_folder = entry.is_dir()
            is_file = entry.name.endswith(".toml") and not is_folder and entry.is_file()
        except OSError as error:  # a link that goes round in a circle
            if unreadable is None:
                raise GovreportError(why_unreadable(path, error)) from error
            unreadable(path, GovreportError(why_unreadable(path, error)))
            continue
        if is_folder and not link:  # what a link points to is met in its own place
            below = _entries(path, unreadable)
            ahead += below if all(one.name != SITE for one in below) else []
        elif is_file:
            yield path


def _entries(folder: Path, unreadable: Unreadable | None) -> list[os.DirEntry[str]]:
    """What is in a folder, the last by name first."""
    try:
        with os.scandir(folder) as listing:
            return sorted(listing, key=lambda entry: entry.name, reverse=True)
    except OSError as error:
        reason = why(error)
        wrong = GovreportError(
            msg("打不开文件夹 {path}：{reason}", path=str(folder), reason=reason)
        )
        if unreadable is None:
            raise wrong from error
        unreadable(folder, wrong)
        return []


def _leads_to_more(target: Path, root: Path) -> bool:
    """Whether a link leads to something below `root` that is not met there in its own place."""
    if not target.is_relative_to(root):
        return False
    hidden = any(part.startswith(".") for part in target.relative_to(root).parts)
    in_a_circle = target.is_symlink()  # of which the person is to be told
    return hidden or in_a_circle or target.suffix != ".toml"
