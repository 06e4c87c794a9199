"""Set everything up and run the main job on a real example: TOML in, checked, text and Word file out."""

from __future__ import annotations

import subprocess
import sys

from setup import EXAMPLE, ROOT, environment, first_example

if __name__ == "__main__":
    program = environment(".venv-try", development=False) / "govreport"
    code = first_example(program, ROOT)
    sys.exit(code or subprocess.call([str(program), "render", EXAMPLE], cwd=ROOT))
