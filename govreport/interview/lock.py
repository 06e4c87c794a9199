"""Keeps a second interview off a file. The lock is the system's: it ends with the process."""

from __future__ import annotations

import contextlib
import getpass
import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

from govreport.errors import GovreportError, why
from govreport.messages import msg

FAR = 1 << 30  # a byte that nobody reads: where a locked byte would be unreadable


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the file at `path` for one interview. Raises GovreportError that names the holder.

    A hidden file beside it carries the lock, because the report itself is replaced at every answer.
    One that a killed process left behind holds nothing and is used again.
    """
    target = path.resolve()
    lock = target.with_name(f".{target.name}.lock")
    handle = _open(path, lock)
    try:
        _write_holder(handle)
        yield
    finally:
        with contextlib.suppress(OSError):
            lock.unlink()
        os.close(handle)


def _open(path: Path, lock: Path) -> int:
    while True:
        try:
            handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise GovreportError(
                msg("不能在 {folder} 里写文件：{reason}", folder=str(lock.parent),
                    reason=why(error)),
                msg("换一个有写权限的文件夹。"),
            ) from error  # fmt: skip
        if not _take(handle):
            holder = _holder(handle)
            os.close(handle)
            raise GovreportError(
                msg("另一个访谈正在填 {path}（{holder}）。", path=str(path), holder=holder),
                msg("先在那一边保存退出（q），再在这里继续。"),
            )
        try:  # whoever held it before may have removed the file that this handle is of
            if os.path.samestat(lock.stat(), os.fstat(handle)):
                return handle
        except FileNotFoundError:
            pass
        os.close(handle)


def _take(handle: int) -> bool:
    """Whether the lock is ours now. Where the system, or the file system, has no locks, it always is."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:
        return True
    except OSError as error:
        return sys.platform != "win32" and not isinstance(error, BlockingIOError)
    return True


def _write_holder(handle: int) -> None:
    user = "?"
    with contextlib.suppress(Exception):  # a user without a name, a system without users
        user = getpass.getuser()
    with contextlib.suppress(OSError):
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, f"{user}@{platform.node()} pid {os.getpid()}\n".encode())


def _holder(handle: int) -> str:
    with contextlib.suppress(OSError):
        os.lseek(handle, 0, os.SEEK_SET)
        text = os.read(handle, 200).decode("utf-8", "replace").strip()
        return "".join(c for c in text if c.isprintable()) or "?"
    return "?"
