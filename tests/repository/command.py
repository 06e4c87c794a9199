"""Runs the program as a person does."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from program import call


def govreport(
    *arguments: str | Path, cwd: Path, env: dict[str, str] | None = None, given: str | None = None
) -> subprocess.CompletedProcess[str]:
    """A command in a folder, in Chinese; `given` is its standard input."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GITHUB_", "GIT_"))}
    environment = {**kept, "GOVREPORT_LANG": "zh", "NO_COLOR": "1", **(env or {})}
    done = call(*arguments, stdin=(given or "").encode(), cwd=cwd, environment=environment)
    return subprocess.CompletedProcess(list(map(str, arguments)), done.code, done.out, done.err)
