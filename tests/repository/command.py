"""Runs the program as a person does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def govreport(
    *arguments: str | Path, cwd: Path, env: dict[str, str] | None = None, given: str | None = None
) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, in Chinese; `given` is its standard input."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GITHUB_", "GIT_"))}
    return subprocess.run(
        [sys.executable, "-m", "govreport", *map(str, arguments)],
        cwd=cwd,
        input=given,
        env={**kept, "GOVREPORT_LANG": "zh", "NO_COLOR": "1", **(env or {})},
        capture_output=True,
        text=True,
        check=False,
    )
