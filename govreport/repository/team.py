"""Shares work out among processes, and gives the results back in the order of the work.

The helpers are forked, so that all that is imported and worked out by then is theirs in a millisecond;
the standard library's pool takes twenty to be imported and started, as long as a third of the check
of a thousand reports. Where there is no fork (Windows), this process does everything.

Work and results are such as `pickle` takes; what the work is about, nothing here knows.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import select
import signal
from collections.abc import Callable, Generator, Iterator
from typing import Any, NoReturn, TypeVar

from govreport.errors import GovreportError
from govreport.messages import msg

Piece = TypeVar("Piece")
Made = TypeVar("Made")

AHEAD = 2  # pieces that a helper has: one in work, one waiting
HELD = 8  # results a helper that is long about one may keep waiting
HEADER = 8  # bytes that say how long a message is


def shared(
    do: Callable[[Piece], Made], pieces: Iterator[Piece], jobs: int
) -> Generator[Made, None, None]:
    """`map(do, pieces)` by so many processes, of which this is one.

    Pieces are asked for as they are needed. What `do` raises, for whatever piece, is raised here;
    GovreportError when a helper was ended from outside. However it ends, no helper is left behind.
    """
    if jobs <= 1 or not hasattr(os, "fork"):
        yield from map(do, pieces)
        return
    team: list[_Helper] = []
    try:
        with contextlib.suppress(OSError):  # no more processes, or pipes: then with fewer
            for _ in range(jobs - 1):
                team.append(_Helper(do, team))
        _move_to_processor(0)
        yield from _in_order(do, enumerate(pieces), team)
    finally:
        for one in team:
            one.end()


def _in_order(
    do: Callable[[Piece], Made], pieces: Iterator[tuple[int, Piece]], team: list[_Helper]
) -> Iterator[Made]:
    early: dict[int, Made] = {}  # results by number, until it is their turn
    due = 0
    more = True
    while more or any(one.numbers for one in team):
        room = more and len(early) < HELD * (len(team) + 1)
        for _ in range(AHEAD if room else 0):  # first one for everybody
            for one in team:
                if len(one.numbers) < AHEAD and (piece := next(pieces, None)) is not None:
                    one.give(*piece)
        ready = _ready(team, wait=not room)
        for one in ready:
            early[one.numbers.pop(0)] = one.take()
        if room and not ready:
            piece = next(pieces, None)
            more = piece is not None
            if piece is not None:
                early[piece[0]] = do(piece[1])
        while due in early:
            yield early.pop(due)
            due += 1


def _ready(team: list[_Helper], *, wait: bool) -> list[_Helper]:
    """The helpers with a result; hands on on the way what they can take of their work."""
    while True:
        poll = select.poll()
        for one in team:
            if one.numbers:
                poll.register(one.results, select.POLLIN)
            if one.outgoing:
                poll.register(one.work, select.POLLOUT)
        events = dict(poll.poll(None if wait else 0))
        for one in team:
            if one.work in events:
                one.hand_on()
        ready = [one for one in team if one.results in events]
        if ready or not wait or not any(one.numbers for one in team):
            return ready


class _Helper:
    """A forked process, seen from the one that forked it. `numbers`: the pieces it has."""

    def __init__(self, do: Callable[[Any], Any], others: list[_Helper]) -> None:
        self.numbers: list[int] = []
        self.outgoing = b""
        with contextlib.ExitStack() as opened:
            theirs, self.work = _pipe(opened)
            self.results, back = _pipe(opened)
            self._pid = os.fork()
            opened.pop_all()
        if self._pid == 0:
            for fd in (
                self.work,
                self.results,
                *(fd for o in others for fd in (o.work, o.results)),
            ):
                os.close(fd)
            _move_to_processor(len(others) + 1)
            _help(do, theirs, back)
        os.close(theirs)
        os.close(back)
        os.set_blocking(self.work, False)

    def give(self, number: int, piece: object) -> None:
        """Add a piece to its work."""
        self.numbers.append(number)
        self.outgoing += _message(piece)
        self.hand_on()

    def hand_on(self) -> None:
        """Write as much of its work as it can take now: waiting could be for each other for ever."""
        try:
            self.outgoing = self.outgoing[os.write(self.work, self.outgoing) :]
        except BlockingIOError:
            pass
        except BrokenPipeError:
            raise _lost() from None

    def take(self) -> Any:
        """Its next result. Raises what was raised in making it."""
        try:
            made, error = _receive(self.results)
        except EOFError:
            raise _lost() from None
        if error is not None:
            raise error
        return made

    def end(self) -> None:
        """Stop it, whatever it is at."""
        os.close(self.work)
        os.close(self.results)
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)


def _pipe(opened: contextlib.ExitStack) -> tuple[int, int]:
    """A pipe that is closed again when `opened` is left."""
    ends = os.pipe()
    for end in ends:
        opened.callback(os.close, end)
    return ends


def _move_to_processor(number: int) -> None:
    """Go on on a processor of one's own, and stay free to leave it.

    Left to itself, Linux has been seen to run all processes on the one where they were forked for as
    long as the check of a thousand reports takes.
    """
    if hasattr(os, "sched_setaffinity"):
        usable = os.sched_getaffinity(0)
        with contextlib.suppress(OSError):  # one that has just been taken away
            os.sched_setaffinity(0, {sorted(usable)[number % len(usable)]})
            os.sched_setaffinity(0, usable)


def _lost() -> GovreportError:
    return GovreportError(
        msg("一个工作进程意外中止，可能是内存不够。"), msg("用 --jobs 1 再试一次。")
    )


def _help(do: Callable[[Any], Any], work: int, results: int) -> NoReturn:
    """What a helper does until there is no more work, or nobody to do it for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever forked it is interrupted, and ends it
    gc.disable()
    try:
        while True:
            piece = _receive(work)
            answer: tuple[Any, Exception | None]
            try:
                answer = (do(piece), None)
            except Exception as error:  # its place is over there
                answer = (None, error)
            _send(results, _message(answer))
    except (EOFError, BrokenPipeError):
        os._exit(0)
    finally:
        os._exit(1)


def _message(content: object) -> bytes:
    data = pickle.dumps(content, pickle.HIGHEST_PROTOCOL)
    return len(data).to_bytes(HEADER, "little") + data


def _send(fd: int, message: bytes) -> None:
    while message:
        message = message[os.write(fd, message) :]


def _receive(fd: int) -> Any:
    """The next message. Raises EOFError when there will be none."""
    return pickle.loads(_exactly(fd, int.from_bytes(_exactly(fd, HEADER), "little")))  # noqa: S301 - a process of our own


def _exactly(fd: int, size: int) -> bytes:
    parts = []
    while size:
        part = os.read(fd, size)
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
