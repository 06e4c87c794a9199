"""Runs a user's templates in a process of their own, with a limit of time and of memory.

A sandbox keeps a template from files and from Python, but not from a loop without end or from
building a text of 300 MB. The process is started for the first such template, kept for the next
ones, ended with the program, and killed when a template goes too far. Packaged templates do not
come here.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import weakref
from functools import cache
from typing import TYPE_CHECKING

from govreport.rendering.templates import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SECONDS = 10.0  # for one template and one report; the packaged ones take a hundredth of a second
COMMAND = ("-P", "-B", "-m", "govreport.rendering.confined_worker")


def fill_confined(
    name: str, data: Mapping[str, object], folder: Path, *, autoescape: bool
) -> str | Fault:
    """What `templates.filled` gives, or a fault of kind `slow` or `large` when it went too far."""
    return _confinement(os.getpid()).fill(name, data, folder, autoescape=autoescape)


@cache
def _confinement(pid: int) -> _Confinement:
    """One for each process: a fork must not talk to the worker of its parent."""
    del pid
    return _Confinement()


class _Confinement:
    """A worker, started when it is needed."""

    def __init__(self) -> None:
        self._worker: _Worker | None = None

    def fill(
        self, name: str, data: Mapping[str, object], folder: Path, *, autoescape: bool
    ) -> str | Fault:
        if self._worker is None:
            self._worker = _Worker()
        request = [name, data, str(folder.resolve()), autoescape]
        answer = self._worker.ask(json.dumps(request).encode() + b"\n")
        if isinstance(answer, str):
            self._worker = None
            return Fault(answer, name, 0, "")
        told: str | list[str | int] = json.loads(answer)
        if isinstance(told, str):
            return told
        kind, where, line, detail = told
        if kind == "large":  # what is left of its memory is not enough for the next one
            self._worker.stop()
            self._worker = None
        return Fault(str(kind), str(where), int(line), str(detail))


class _Worker:
    """The process, and lines of JSON to and from it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - this Python, with words of our own
            [sys.executable, *COMMAND],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.stop = weakref.finalize(self, _end, self._process)

    def ask(self, request: bytes) -> bytes | str:
        """The answer; `slow` when there was none in time, `large` when the process died of it."""
        late = threading.Event()

        def give_up() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(SECONDS, give_up)
        timer.start()
        answer = b""
        try:
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            with contextlib.suppress(BrokenPipeError):
                self._process.stdin.write(request)
                self._process.stdin.flush()
                answer = self._process.stdout.readline()
        finally:
            timer.cancel()
            timer.join()
        if answer.endswith(b"\n"):
            return answer
        self.stop()
        return "slow" if late.is_set() else "large"


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    with contextlib.suppress(BrokenPipeError):
        process.communicate()
