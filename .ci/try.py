"""Set everything up and run the main job on a real example: TOML in, checked, text and Markdown out."""

from __future__ import annotations

import subprocess
import sys

from setup import ROOT, environment


def main() -> int:
    programs = environment(".venv-try", development=False)
    govreport = str(programs / "govreport")
    report = "examples/reports/tonggui-2020.toml"
    out = ROOT / "out"
    out.mkdir(exist_ok=True)
    for command in (
        ["check", report],
        ["render", report, "-o", "out/tonggui-2020.txt"],
        ["render", report, "-o", "out/tonggui-2020.md"],
        ["render", report],
    ):
        print("$ govreport", *command, flush=True)
        done = subprocess.run([govreport, *command], cwd=ROOT, check=False)
        if done.returncode:
            return done.returncode
    print("\nout/tonggui-2020.txt\nout/tonggui-2020.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
