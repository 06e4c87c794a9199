"""What was made from what: a file in OUT that lets a build skip what has not changed.

A key stands for everything an output depends on: the report's bytes, the choices, the templates,
and the program itself. Nothing in it depends on the day, the machine or the number of jobs. It is
a memory and no authority: one that cannot be read costs time, and a path in it that leads out of
OUT is passed over.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import govreport
from govreport.rendering import FORMATS

NAME = ".govreport-build.json"
VERSION = 1
PIECE = 1 << 20  # bytes of a file that are read at a time
LIBRARIES = sorted({one for known in FORMATS.values() for one in known.libraries})
PROGRAM = (".py", ".toml", ".j2", ".xml", ".rels", ".po")


class Entry(NamedTuple):
    """An output of ours. `source`: its report, seen from OUT; `digest`: of the output.

    `key` is empty from the moment before an output is put in its place until it is there. `errors`:
    how many the report had when it was made all the same.
    """

    source: str
    key: str = ""
    digest: str = ""
    errors: int = 0


def digest(*parts: bytes) -> str:
    """A SHA-256 over parts, each with its length."""
    state = hashlib.sha256()
    for part in parts:
        state.update(len(part).to_bytes(8, "big"))
        state.update(part)
    return state.hexdigest()


def file_digest(path: Path) -> str:
    """`digest` of a file's contents, a piece after the other."""
    with path.open("rb") as file:
        state = hashlib.sha256()
        state.update(os.fstat(file.fileno()).st_size.to_bytes(8, "big"))
        while piece := file.read(PIECE):
            state.update(piece)
    return state.hexdigest()


def program_digest() -> bytes:
    """Stands for this program and the libraries that write: another one writes something else."""
    libraries = (f"{name} {_version(name)}".encode() for name in LIBRARIES)
    return digest(*_files(Path(govreport.__file__).parent, PROGRAM), *libraries).encode()


def folder_digest(folder: Path | None) -> bytes:
    """Stands for a user's templates."""
    return digest(*_files(folder)).encode() if folder is not None else b""


def _files(folder: Path, endings: Collection[str] = ()) -> Iterator[bytes]:
    """The names and contents of all files with one of these endings, or with any."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and (not endings or path.suffix in endings):
            yield path.relative_to(folder).as_posix().encode()
            yield path.read_bytes()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


def dump(entries: Mapping[str, Entry]) -> bytes:
    """The manifest's content, a line an output; the same entries give the same bytes."""
    write = json.JSONEncoder(ensure_ascii=False).encode
    lines = ",\n".join(
        f"{write(output)}: {write(entries[output]._asdict())}" for output in sorted(entries)
    )
    text = f'{{"version": {VERSION}, "outputs": {{\n{lines}\n}}}}\n'
    return text.encode("utf-8", "surrogateescape")


def parse(data: bytes | None) -> dict[str, Entry]:
    """The entries of a manifest; none when it cannot be understood."""
    if data is None:
        return {}
    try:
        read = json.loads(data.decode("utf-8", "surrogateescape"))
        if read["version"] != VERSION:
            return {}
        entries = {output: Entry(**entry) for output, entry in read["outputs"].items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}
    kinds = tuple(type(value) for value in Entry("", "", "", 0))
    return {
        output: entry
        for output, entry in entries.items()
        if _inside(output) and tuple(map(type, entry)) == kinds
    }


def _inside(output: str) -> bool:
    path = PurePosixPath(output)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts
