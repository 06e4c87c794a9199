"""Kills the program at a step of its writing that is chosen by number, not by a clock.

Run with the program's arguments. For every number on standard input, a process does the run and
kills itself at that step; for 0 it comes to its end. A line of JSON says how it went. A
step is the moment before, or after, a call that writes; and the data comes in several parts.
"""

from __future__ import annotations

import io
import json
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

PART = 400  # bytes


def deadly(last: int, pipe: int) -> None:
    """From now on this process kills itself at that step, and names every step that it comes to."""
    count = 0

    def step(name: str) -> None:
        nonlocal count
        count += 1
        os.write(pipe, f"{name}\n".encode())
        if count == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def wrapped(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def doubled(*args: Any, **kwargs: Any) -> Any:
            step(f"before {name}")
            result = call(*args, **kwargs)
            step(f"after {name}")
            return result

        return doubled

    class Parts(io.FileIO):
        def write(self, data: Any) -> int:
            written = super().write(memoryview(data)[:PART])
            step("after write")
            return written

    def opened(handle: int, mode: str) -> io.BufferedWriter:
        return io.BufferedWriter(Parts(handle, mode))

    os.fdopen = opened  # type: ignore[assignment]
    for name in ("open", "chmod", "fsync", "replace"):
        setattr(os, name, wrapped(name, getattr(os, name)))


def main(arguments: list[str]) -> None:
    from govreport.cli import main as program

    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.argv = ["govreport", *arguments]
    program.run(arguments)  # what it imports, it imports once
    print("ready", file=answers, flush=True)
    for line in sys.stdin:
        end, pipe = os.pipe()
        child = os.fork()
        if child == 0:
            deadly(int(line), pipe)
            program.main()
        os.close(pipe)
        with os.fdopen(end) as file:
            steps = file.read().split("\n")[:-1]
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        print(json.dumps({"steps": steps, "code": code}), file=answers, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
