"""Replacing a file so that a kill at any moment leaves the old one or the new one."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from govreport.errors import GovreportError, why
from govreport.messages import msg


def write_text(path: Path, text: str, *, new: bool = False) -> None:
    """Write UTF-8 text with LF line ends. See `write_bytes`."""
    write_bytes(path, text.encode("utf-8"), new=new)


def write_bytes(path: Path, data: bytes, *, new: bool = False) -> None:
    """Write a file whole or not at all: a temporary file beside it, on disk, then moved over it.

    A link is followed, so that it stays a link; the mode of the old file is kept; a device or pipe
    is written to directly. `new`: refuse when the file is there. Raises GovreportError when it
    cannot be written, and then nothing has changed.
    """
    if path.exists() and not path.is_file():
        if path.is_dir():
            raise GovreportError(msg("这是文件夹，不是文件：{path}", path=str(path)))
        path.write_bytes(data)  # by its own name: what /dev/fd/63 leads to has none
        return
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    try:
        _replace(target, data, new=new)
    except FileExistsError as error:
        raise GovreportError(
            msg("文件已经存在：{path}", path=str(path)), msg("换一个文件名，或者先把它移走。")
        ) from error
    except OSError as error:
        raise GovreportError(
            msg("写不了 {path}：{reason}", path=str(path), reason=why(error)),
            msg("原来的文件没有改动。") if target.exists() else None,
        ) from error


def _replace(target: Path, data: bytes, *, new: bool) -> None:
    if new and target.exists():
        raise FileExistsError(target)
    import tempfile

    handle, name = tempfile.mkstemp(
        prefix=f".{target.name[:60]}.", suffix=".tmp", dir=target.parent
    )
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), _mode(target))
            os.fsync(file.fileno())
        if new:
            os.link(temporary, target)  # fails when somebody made the file in the meantime
            temporary.unlink()
        else:
            temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


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
