"""The program as tests call it: in this process, since starting one for every call takes minutes.

What only a process of its own shows (signals, kills, pipes, a terminal, a full disk, streams that
are closed) is tested in one, beside these calls.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from govreport.cli.main import run


@dataclass(frozen=True)
class Outcome:
    """How a call of the program ended."""

    code: int
    out: str
    err: str


def call(
    *arguments: str | Path,
    stdin: bytes = b"",
    cwd: Path | None = None,
    environment: Mapping[str, str],
) -> Outcome:
    """Run a command with this environment and no other. A traceback is a failure, in any test."""
    out, err = _stream(), _stream()
    with (
        mock.patch.multiple(sys, stdin=_stream(stdin), stdout=out, stderr=err),
        mock.patch.dict(os.environ, environment, clear=True),
        contextlib.chdir(cwd or Path()),
    ):
        try:
            code = run([str(argument) for argument in arguments])
        except SystemExit as end:  # how the completion of a shell ends
            code = int(end.code or 0)
    outcome = Outcome(code, _written(out), _written(err))
    assert "Traceback" not in outcome.err, outcome.err
    return outcome


def _stream(data: bytes = b"") -> io.TextIOWrapper:
    """A standard stream, neither a terminal nor a file, as `main` sets it up."""
    return io.TextIOWrapper(io.BytesIO(data), "utf-8", errors="backslashreplace", newline="\n")


def _written(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()
