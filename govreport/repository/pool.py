"""Shares pieces of work out among processes, and gives the results back in the order of the pieces.

What the work is about, nothing here knows. Pieces and results are such as `pickle` takes, and so is
what does the work, where processes are not forked.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, TypeVar

from govreport.errors import GovreportError
from govreport.messages import msg

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

Piece = TypeVar("Piece")
Made = TypeVar("Made")

PER_PROCESSOR, MOST = 4, 61  # processes, whatever is asked for; Windows has no more in a pool
AHEAD = 4  # pieces a process has at most: in work, waiting, or done and waiting for their turn

_do: Callable[[Any], Any]  # what a worker process does with each piece, given to it when it starts


def processors() -> int:
    """The processors that this process may use, which in a container are not all that there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def shared(
    do: Callable[[Piece], Made], pieces: Iterable[Piece], jobs: int
) -> Generator[Made, None, None]:
    """`map(do, pieces)` by up to so many processes; by this one, if the system gives no others.

    Pieces are asked for as they are needed. What `do` raises, for whatever piece, is raised here;
    GovreportError when a process was ended from outside. However it ends, no process is left behind.
    """
    given = iter(pieces)
    first = list(islice(given, min(jobs, PER_PROCESSOR * processors(), MOST)))
    rest = chain(first, given)
    if len(first) < 2:
        yield from map(do, rest)
        return
    from concurrent.futures import BrokenExecutor

    try:
        with _pool(do, len(first)) as pool:
            yield from map(do, rest) if pool is None else _in_order(pool, rest, AHEAD * len(first))
    except BrokenExecutor as error:
        raise GovreportError(
            msg("一个工作进程意外中止，可能是内存不够。"), msg("用 --jobs 1 再试一次。")
        ) from error


def _in_order(pool: Executor, pieces: Iterable[Any], most: int) -> Iterator[Any]:
    waiting: deque[Future[Any]] = deque()
    for piece in pieces:
        waiting.append(pool.submit(_work, piece))
        if len(waiting) == most:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


@contextmanager
def _pool(do: Callable[[Any], Any], size: int) -> Iterator[Executor | None]:
    """So many processes, ready to work; None when the system gives none. Ended when it is left."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    start = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    others = set(multiprocessing.active_children())
    pool: Any = None
    maskable = hasattr(signal, "pthread_sigmask")
    if maskable:  # Ctrl-C waits until the workers know that it is not meant for them
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        try:
            pool = ProcessPoolExecutor(size, multiprocessing.get_context(start), _start, (do,))
            pool.submit(os.getpid)  # it starts its processes when there is something to do
        except (OSError, RuntimeError, NotImplementedError, ImportError):
            _end(others)
            pool = None
        finally:
            if maskable:
                signal.pthread_sigmask(signal.SIG_SETMASK, before)
        yield pool
    except BaseException:
        _end(others)
        if pool is not None:  # its thread reads on for the rest of a result that is cut off
            pool._result_queue._writer.close()
        raise
    finally:
        if pool is not None:
            pool.shutdown(cancel_futures=True)


def _end(others: set[Any]) -> None:
    """End the processes of the pool, whatever they are at."""
    import multiprocessing

    for process in set(multiprocessing.active_children()) - others:
        process.kill()
        process.join()


def _start(do: Callable[[Any], Any]) -> None:
    """What a worker process does first."""
    global _do  # noqa: PLW0603 - a process of the pool has no other place to keep it
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # this program is interrupted, and ends it
    _do = do


def _work(piece: Any) -> Any:
    return _do(piece)
