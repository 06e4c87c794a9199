"""The person's own editor for prose, as VISUAL or EDITOR names it."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from govreport.messages import Message, msg


def own_editor() -> str:
    """The command of the editor that the person prefers, or Windows has; empty when there is none."""
    named = os.environ.get("VISUAL", "").strip() or os.environ.get("EDITOR", "").strip()
    return named or ("notepad" if os.name == "nt" else "")


def edit_outside(text: str) -> tuple[str, Message | None]:
    """The text after the person's own editor; the same, and why, when that did not work."""
    command = own_editor()
    if not command:
        return text, msg("没有设置 VISUAL 或 EDITOR，就在这里写。")
    try:
        with tempfile.TemporaryDirectory(prefix="govreport-") as folder:
            path = Path(folder) / "text.txt"
            path.write_text(text + "\n" if text else "", "utf-8")
            words = shlex.split(command, posix=os.name != "nt")  # there `\\` parts folders
            program = [word.strip('"') for word in words]
            done = subprocess.run([*program, str(path)], check=False)  # noqa: S603
            if done.returncode != 0:
                return text, msg("{editor} 没有正常结束，文字没有改动。", editor=command)
            changed = path.read_bytes().decode("utf-8-sig")
    except (OSError, ValueError) as error:
        return text, msg("{editor} 打不开：{reason}", editor=command, reason=str(error))
    return changed.replace("\r\n", "\n").strip("\n"), None
