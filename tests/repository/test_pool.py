"""Work shared out among processes: order, errors, large messages, and no process left behind."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from govreport.errors import GovreportError
from govreport.messages import msg
from govreport.repository import pool
from govreport.repository.jobs import Checker
from govreport.repository.pool import shared
from govreport.repository.settings import Settings

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no processes are forked here")
LARGE = 1_000_000  # bytes, more than any pipe holds


def children() -> list[str]:
    tasks = Path("/proc/self/task")
    if not tasks.exists():
        pytest.skip("this system does not list the children of a process")
    found: list[str] = []
    for one in tasks.iterdir():
        with contextlib.suppress(FileNotFoundError):  # a thread that has just ended
            found += (one / "children").read_text().split()
    return found


@pytest.mark.parametrize("jobs", [1, 2, 3, 7])
@pytest.mark.parametrize("count", [0, 1, 2, 50])
def test_everything_is_done_once_and_comes_in_order(jobs: int, count: int) -> None:
    before = children()
    assert list(shared(lambda n: n * n, iter(range(count)), jobs)) == [n * n for n in range(count)]
    assert children() == before


def test_the_work_is_really_shared() -> None:
    def who(_: int) -> int:
        time.sleep(0.002)  # long enough for the others to get their turn
        return os.getpid()

    assert len(set(shared(who, iter(range(200)), 3))) == 3


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_large_work_and_large_results_do_not_wait_for_each_other(jobs: int) -> None:
    pieces = (bytes([n]) * LARGE for n in range(12))
    found = list(shared(lambda piece: piece * 2, pieces, jobs))
    assert [(one[0], len(one)) for one in found] == [(n, 2 * LARGE) for n in range(12)]


def test_pieces_are_asked_for_as_they_are_needed() -> None:
    """A piece that takes long does not let the results of all others pile up behind it."""
    home, asked = os.getpid(), 0

    def slow_elsewhere(n: int) -> int:
        time.sleep(0 if os.getpid() == home else 0.3)
        return n

    def pieces() -> Iterator[int]:
        nonlocal asked
        while asked < 1000:
            asked += 1
            yield asked

    results = shared(slow_elsewhere, pieces(), 3)
    assert next(results) == 1
    assert asked < 30
    results.close()


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_an_error_is_raised_here_and_no_process_is_left(jobs: int) -> None:
    def do(n: int) -> int:
        if n == 7:
            raise GovreportError(msg("坏了"))
        return n

    before = children()
    with pytest.raises(GovreportError, match="坏了"):
        list(shared(do, iter(range(20)), jobs))
    assert children() == before


def test_what_is_no_error_of_ours_is_raised_too() -> None:
    def do(n: int) -> int:
        return 1 // (n - 5)

    with pytest.raises(ZeroDivisionError):
        list(shared(do, iter(range(20)), 3))


@pytest.mark.parametrize("end", [lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: os._exit(3)])
def test_a_process_that_is_ended_from_outside_is_told(end: Callable[[], None]) -> None:
    home = os.getpid()

    def do(n: int) -> int:
        if os.getpid() != home:
            end()
        time.sleep(0.001)
        return n

    before = children()
    with pytest.raises(GovreportError, match="内存不够"):
        list(shared(do, iter(range(500)), 2))
    assert children() == before


def test_stopping_early_leaves_no_process_behind() -> None:
    def slow(n: int) -> int:
        time.sleep(60 if n > 3 else 0)
        return n

    before = children()
    results = shared(slow, iter(range(4)), 3)
    assert next(results) == 0
    results.close()
    assert children() == before


def test_stopping_in_the_middle_of_a_large_result_does_not_hang() -> None:
    before = children()
    for _ in range(5):
        results = shared(lambda _: bytes(30 * LARGE), iter(range(30)), 3)
        next(results)
        results.close()
    assert children() == before


def test_an_interrupt_is_left_to_whoever_asked() -> None:
    def do(_: int) -> object:
        return signal.getsignal(signal.SIGINT)

    home = signal.getsignal(signal.SIGINT)
    assert set(shared(do, iter(range(60)), 3)) <= {home, signal.SIG_IGN}


@pytest.mark.parametrize("possible", [0, 1])
@pytest.mark.parametrize("lacking", ["fork", "pipe"])
def test_alone_when_the_system_gives_no_processes(
    possible: int, lacking: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, left = getattr(os, lacking), possible

    def refuse() -> object:
        nonlocal left
        if left == 0:
            raise OSError(11, "Resource temporarily unavailable")
        left -= 1
        return real()

    before = children()
    monkeypatch.setattr(os, lacking, refuse)
    assert list(shared(lambda n: n * n, iter(range(50)), 4)) == [n * n for n in range(50)]
    assert children() == before


def test_never_more_processes_than_pieces_or_four_for_each_processor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real, started = os.fork, 0

    def fork() -> int:
        nonlocal started
        started += 1
        return real()

    monkeypatch.setattr(os, "fork", fork)
    monkeypatch.setattr(pool, "processors", lambda: 1)
    for pieces, most in ((1, 0), (3, 3), (50, 4)):
        started = 0
        assert len(list(shared(abs, iter(range(pieces)), 1_000_000))) == pieces
        assert started == most


def test_where_nothing_is_forked_processes_are_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    check = Checker(Settings(), digest=True)
    (done,) = {len(one) for one in shared(check, iter([[("nowhere.toml", True)]] * 3), 2)}
    assert done == 1
