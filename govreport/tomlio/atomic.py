"""Replacing a file so that a kill at any moment leaves the old one or the new one."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from govreport.errors import GovreportError, why
from govreport.messages import Message, msg
from govreport.paths import refuse_unusable
from govreport.tomlio.lock import NOT_A_LINK, is_at, take

NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
PAUSES = (0.05, 0.2, 0.5)  # seconds


def write_text(path: Path, text: str, *, new: bool = False) -> None:
    """Write UTF-8 text with LF line ends. See `write_bytes`."""
    write_bytes(path, text.encode("utf-8"), new=new)


def write_bytes(path: Path, data: bytes, *, new: bool = False) -> None:
    """Write a file whole or not at all. See `rewritten`."""
    with rewritten(path, new=new) as file:
        file.write(data)


@contextlib.contextmanager
def rewritten(path: Path, *, new: bool = False) -> Iterator[BinaryIO]:
    """A file to write, whole or not at all: a temporary one beside it, on disk, then moved over it.

    A link is followed, so that it stays a link; the mode of the old file is kept; a device or pipe
    is written to directly. `new`: refuse when the file is there. Raises GovreportError when it
    cannot be written, or has a name that Windows does not allow, and then nothing has changed.
    """
    if not path.is_file():
        refuse_unusable(path)
    if path.exists() and not path.is_file():
        if path.is_dir():
            raise GovreportError(msg("这是文件夹，不是文件：{path}", path=str(path)))
        with path.open("wb") as file:  # by its own name: what /dev/fd/63 leads to has none
            yield file
        return
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    try:
        with _replaced(target, new=new) as file:
            yield file
    except FileExistsError as error:
        raise GovreportError(
            msg("文件已经存在：{path}", path=str(path)), msg("换一个文件名，或者先把它移走。")
        ) from error
    except OSError as error:
        raise GovreportError(
            msg("写不了 {path}：{reason}", path=str(path), reason=why(error)),
            _advice(error) if target.exists() else None,
        ) from error


def _advice(error: OSError) -> Message:
    if os.name == "nt" and isinstance(error, PermissionError):
        return msg("如果它在别的程序（如 Word、WPS）里开着，先关掉。原来的文件没有改动。")
    return msg("原来的文件没有改动。")


@contextlib.contextmanager
def _replaced(target: Path, *, new: bool) -> Iterator[BinaryIO]:
    if new and target.exists():
        raise FileExistsError(target)
    handle, temporary = _temporary(target)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            temporary.chmod(_mode(target))
            os.fsync(file.fileno())
            if os.name != "nt":  # which moves no file that is open
                _place(temporary, target, new=new)
        if os.name == "nt":
            _place(temporary, target, new=new)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


def _place(temporary: Path, target: Path, *, new: bool) -> None:
    if not (new and _linked(temporary, target)):
        _move(temporary, target)


def _linked(temporary: Path, target: Path) -> bool:
    """Whether the file has its place; else it is kept free for it, as on a memory stick without links.

    Raises FileExistsError when somebody has made the file in the meantime.
    """
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:
        target.open("xb").close()
        return False
    temporary.unlink()
    return True


def _move(temporary: Path, target: Path) -> None:
    for pause in PAUSES if os.name == "nt" else ():  # where a virus scanner looks into new files
        try:
            temporary.replace(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    temporary.replace(target)


def _temporary(target: Path) -> tuple[int, Path]:
    """A new hidden file beside the target, held while it is open. What a kill has left there goes."""
    number = 0
    while True:
        path = target.with_name(f".{target.name[:60]}.{number}.tmp")
        try:
            handle = os.open(path, NEW, 0o600)
        except FileExistsError:
            if not _removed(path):
                number += 1
            continue
        if take(handle) is not False and is_at(path, handle):
            return handle, path
        os.close(handle)  # somebody took it for one that was left


def _removed(path: Path) -> bool:
    """Whether a temporary file that nobody holds, if it was one, has gone."""
    try:
        handle = os.open(path, os.O_RDWR | NOT_A_LINK)
    except OSError as error:
        return isinstance(error, FileNotFoundError)
    windows = os.name == "nt"  # removes no file that is open
    try:
        if (free := bool(take(handle))) and not windows:
            path.unlink()
    except OSError:
        free = False
    finally:
        os.close(handle)
    if free and windows:
        path.unlink(missing_ok=True)
    return free


def _mode(target: Path) -> int:
    """The mode of the old file, else what the user's mask gives a new one."""
    try:
        return target.stat().st_mode & 0o7777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):  # not every system can open a folder; the file is safe
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
