"""Locks on files. They are the system's, and end with the process: what a kill leaves holds nothing."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from govreport.errors import GovreportError, why
from govreport.messages import msg

FAR = 1 << 30  # a byte that nobody reads: where a locked byte would be unreadable
NOT_A_LINK = getattr(os, "O_NOFOLLOW", 0)


@contextlib.contextmanager
def held(lock: Path, refusal: Callable[[str], GovreportError]) -> Iterator[None]:
    """Hold the file `lock`, which is made for it and goes with it.

    Raises what `refusal` makes of the holder's name when somebody else holds it.
    """
    handle = _open(lock, refusal)
    try:
        _write_holder(handle)
        yield
    finally:
        with contextlib.suppress(OSError):
            lock.unlink()
        os.close(handle)
        if os.name == "nt":  # which removes no file that is open
            with contextlib.suppress(OSError):
                lock.unlink()


def take(handle: int) -> bool | None:
    """Whether the lock of an open file is ours now; None where the system has no locks."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(handle, FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)  # where it will be written
        return True
    try:
        import fcntl
    except ImportError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None  # a file system without locks
    return True


def is_at(path: Path, handle: int) -> bool:
    """Whether an open file still stands at its place: who held it before may have removed it."""
    try:
        return os.path.samestat(path.stat(follow_symlinks=False), os.fstat(handle))
    except FileNotFoundError:
        return False


def _open(lock: Path, refusal: Callable[[str], GovreportError]) -> int:
    while True:
        try:
            handle = os.open(lock, os.O_RDWR | os.O_CREAT | NOT_A_LINK, 0o666)
        except OSError as error:
            raise GovreportError(
                msg("不能在 {folder} 里写文件：{reason}", folder=str(lock.parent),
                    reason=why(error)),
                msg("换一个有写权限的文件夹。"),
            ) from error  # fmt: skip
        if take(handle) is False:
            holder = _holder(handle)
            os.close(handle)
            raise refusal(holder)
        if is_at(lock, handle):
            return handle
        os.close(handle)


def _write_holder(handle: int) -> None:
    import getpass
    import platform

    user = "?"
    with contextlib.suppress(Exception):
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
