"""A Windows of sorts: every Python with this folder on its path finds what Windows has and no more.

The modules of govreport see neither fcntl nor os.fork, are told that the system is Windows, and cannot
make hard links; libraries are left alone with those, for they know Windows. All alike: a text file is
cp936 with CRLF unless the program says otherwise, a folder cannot be opened, a file that is open can
be neither replaced nor removed, a name that Windows forbids cannot be made, and processes are
spawned. A folder called `C:` or `D:` is a drive.
"""

from __future__ import annotations

import builtins
import errno
import fcntl
import io
import multiprocessing
import ntpath
import os
import re
import signal
import sys
import types
from collections.abc import Callable, Mapping
from typing import Any

ABSENT = {"curses", "fcntl", "grp", "nis", "posix", "pty", "pwd", "readline", "resource",
          "spwd", "syslog", "termios", "tty"}  # fmt: skip
HIDDEN = {
    "os": re.compile(
        r"(fork|forkpty|posix_spawnp?|register_at_fork|wait|wait3|wait4|waitid|W[A-Z]+|P_[A-Z]+|nice|killpg|getloadavg"
        r"|sched_.*|[gs]ete?[ug]id|[gs]etres[ug]id|[gs]etpgid|[gs]etpgrp|[gs]etpriority|[gs]etsid|[gs]etgroups|initgroups"
        r"|l?chown|fchmod|fchown|chroot|fchdir|f?statvfs|sync|fdatasync|mkfifo|mknod|makedev|major|minor"
        r"|preadv?|pwritev?|readv|writev|sendfile|splice|copy_file_range|posix_.*|lockf|.*xattr.*|pipe2|memfd_create"
        r"|ctermid|ttyname|openpty|tc[gs]etpgrp|[gs]et_blocking|uname|confstr.*|sysconf.*|f?pathconf.*"
        r"|O_(CLOEXEC|DIRECTORY|NOFOLLOW|NONBLOCK|NOCTTY|SYNC|DSYNC|RSYNC|ASYNC|DIRECT|LARGEFILE|NOATIME|PATH|TMPFILE)"
        r"|EX_.*|F_.*|RTLD_.*|ST_.*)"
    ),
    "signal": re.compile(
        r"(?!SIG(INT|TERM|ABRT|FPE|ILL|SEGV|_DFL|_IGN)$)SIG[A-Z0-9_]+"
        r"|alarm|pause|setitimer|getitimer|siginterrupt|sig(wait|pending|timedwait|waitinfo)|pthread_.*|ITIMER_.*"
    ),
    "select": re.compile("poll|epoll|EPOLL.*|POLL.*|kqueue|devpoll"),
    "locale": re.compile("LC_MESSAGES|nl_langinfo"),
    "time": re.compile("tzset|clock_.*|pthread_.*"),
    "socket": re.compile("AF_UNIX|socketpair"),
}  # fmt: skip
NUL = ("/dev/null",)
DRIVE = re.compile(r"(?:^|/)([A-Z]:)(?:/|$)")
MOST_PROCESSES = 61


def denied(path: object, number: int = errno.EACCES) -> OSError:
    return OSError(number, os.strerror(number), str(path))


def refuse_name(path: object) -> None:
    """What Windows does with a name that it cannot have."""
    if not isinstance(path, str | os.PathLike) or os.fspath(path) in NUL:
        return
    name = os.path.basename(str(path))
    if re.search(r'[<>:"|?*\x00-\x1f\\]|[. ]$', name) or re.fullmatch(
        r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\..*)?", name
    ):
        raise denied(path, errno.EINVAL)


def refuse_open(path: object) -> None:
    """A file that this or (HELD_OPEN) another program has open stays where it is."""
    if str(path) and os.path.abspath(str(path)) == os.environ.get("HELD_OPEN"):
        raise denied(path)
    for handle in os.listdir("/proc/self/fd"):
        try:
            same = os.path.samefile(f"/proc/self/fd/{handle}", str(path))
        except OSError:
            continue
        if same:
            raise denied(path)


def over(name: str) -> None:
    """os.replace and os.rename, which pathlib calls too."""
    real = getattr(os, name)

    def moved(source: Any, target: Any, **options: Any) -> None:
        refuse_name(target)
        refuse_open(source)
        refuse_open(target)
        if name == "rename" and os.path.lexists(target):
            raise denied(target, errno.EEXIST)
        real(source, target, **options)

    setattr(os, name, moved)


def away(name: str) -> None:
    """os.remove and os.unlink."""
    real = getattr(os, name)

    def removed(path: Any, **options: Any) -> None:
        if not options:
            refuse_open(path)
        real(path, **options)

    setattr(os, name, removed)


real_open = io.open


def opened(file: Any, mode: str = "r", buffering: int = -1, encoding: str | None = None,
           errors: str | None = None, newline: str | None = None, *rest: Any, **more: Any) -> Any:  # fmt: skip
    """`open` with the encoding and the line ends of a Chinese Windows."""
    if not isinstance(file, int) and more.get("opener") is None:
        if os.path.isdir(file):
            raise denied(file)
        if "r" not in mode:
            refuse_name(file)
    if "b" not in mode:
        encoding = "cp936" if encoding in (None, "locale") else encoding
        if "r" not in mode and newline is None:
            newline = "\r\n"
    return real_open(file, mode, buffering, encoding, errors, newline, *rest, **more)


def drive(path: object) -> str:
    found = DRIVE.search(os.path.abspath(str(path)))
    return found[1] if found else ""


def relpath(path: Any, start: Any = os.curdir) -> Any:
    if drive(path) != drive(start):
        raise ValueError(f"path is on mount {drive(path)!r}, start on mount {drive(start)!r}")
    return os.path.relpath(path, start)


def os_open(path: Any, *rest: Any, **more: Any) -> int:
    if os.path.isdir(path):
        raise denied(path)
    refuse_name(path)
    return os.open(path, *rest, **more)


def link(*_: object, **__: object) -> None:
    raise denied("link", errno.EINVAL)  # a USB stick


def handled(number: Any, handler: Any) -> Any:
    if HIDDEN["signal"].fullmatch(signal.Signals(number).name):
        raise ValueError("invalid signal value")
    return signal.signal(number, handler)


def lock(handle: int, mode: int, count: int) -> None:
    del mode, count
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise denied(handle) from error


def processes(size: int | None = None, *rest: Any, **more: Any) -> Any:
    from concurrent.futures import ProcessPoolExecutor

    if size is not None and size > MOST_PROCESSES:
        raise ValueError(f"max_workers must be <= {MOST_PROCESSES}")
    return ProcessPoolExecutor(size, *rest, **more)


def seen(real: types.ModuleType, instead: Mapping[str, Any]) -> types.ModuleType:
    """A module as govreport sees it."""
    hidden = HIDDEN.get(real.__name__, re.compile("(?!)"))

    class Seen(types.ModuleType):
        def __getattr__(self, name: str) -> Any:
            if hidden.fullmatch(name):
                raise AttributeError(f"Windows has no {self.__name__}.{name}")
            return getattr(real, name)

        def __setattr__(self, name: str, value: object) -> None:
            setattr(real, name, value)

    module = Seen(real.__name__)
    module.__dict__.update(instead)
    return module


def modules() -> dict[str, types.ModuleType]:
    """What stands in place of modules, by name."""
    path = seen(os.path, {"relpath": relpath, "normcase": ntpath.normcase})
    found = {
        "os": seen(os, {"name": "nt", "path": path, "open": os_open, "link": link}),
        "sys": seen(sys, {"platform": "win32"}),
        "signal": seen(signal, {"signal": handled}),
        "msvcrt": types.ModuleType("msvcrt"),
        "ctypes": types.ModuleType("ctypes"),
    }
    found["msvcrt"].__dict__.update(LK_NBLCK=2, LK_UNLCK=0, locking=lock)
    kernel = types.SimpleNamespace(
        GetStdHandle=lambda number: number + 100,
        GetConsoleMode=lambda *_: sys.stdout.isatty(),
        SetConsoleMode=lambda *_: "OLD_CONSOLE" not in os.environ,
    )
    windll = types.SimpleNamespace(kernel32=kernel)
    found["ctypes"].__dict__.update(byref=lambda value: value, windll=windll)
    return found


def install() -> None:
    real_import: Callable[..., Any] = builtins.__import__
    known = modules()

    def imported(name: str, names: Mapping[str, Any] | None = None, *rest: Any, **more: Any) -> Any:
        whose = (names or {}).get("__name__", "")
        if not isinstance(whose, str) or not f"{whose}.".startswith("govreport."):
            return real_import(name, names, *rest, **more)
        if name.partition(".")[0] in ABSENT:
            raise ModuleNotFoundError(f"Windows has no {name}", name=name)
        if name in known:
            return known[name]
        module = real_import(name, names, *rest, **more)
        if name == "concurrent.futures":
            return seen(module, {"ProcessPoolExecutor": processes})
        return seen(module, {}) if name in HIDDEN else module

    multiprocessing.set_start_method("spawn")
    multiprocessing.get_all_start_methods = lambda: ["spawn"]
    for name in ("replace", "rename"):
        over(name)
    for name in ("remove", "unlink"):
        away(name)
    real_mkdir = os.mkdir

    def mkdir(path: Any, *rest: Any, **more: Any) -> None:
        refuse_name(path)
        real_mkdir(path, *rest, **more)

    os.mkdir = mkdir
    builtins.open = io.open = opened
    builtins.__import__ = imported  # type: ignore[assignment]


install()
