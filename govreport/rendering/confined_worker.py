"""The process in which a user's templates run: `python -m govreport.rendering.confined_worker`.

Reads requests and writes answers, a line of JSON each. May take no more memory than LIMIT beyond
what it has at its start, and may write no file; where the system knows no such limits, the one of
time in `confined` remains.
"""

from __future__ import annotations

import contextlib
import json
import sys
from pathlib import Path

from govreport.rendering.templates import Fault, filled

LIMIT = 192 * 1024 * 1024  # bytes
LONGEST = 32 * 1024 * 1024  # characters of an output


def main() -> None:
    """Answer until there are no more requests."""
    _limit()
    for line in sys.stdin.buffer:
        answer = _answer(line)
        sys.stdout.buffer.write(answer + b"\n")
        sys.stdout.buffer.flush()


def _answer(line: bytes) -> bytes:
    name = ""
    try:
        name, data, folder, autoescape = json.loads(line)
        outcome = filled(name, data, Path(folder), autoescape=autoescape)
        if isinstance(outcome, str) and len(outcome) > LONGEST:
            outcome = Fault("large", name, 0, "")
        return json.dumps(outcome).encode()
    except MemoryError:
        return json.dumps(Fault("large", name, 0, "")).encode()


def _limit() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        most = pages * resource.getpagesize() + LIMIT
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
