"""Paths that every system takes, and how they are written down. Opens no file.

Reports go from one computer to another, and most of those run Windows, which allows fewer names than
others. So a name that Windows has not is refused on every system, before a file is made.
"""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePath

from govreport.errors import GovreportError
from govreport.messages import Message, msg

FORBIDDEN = r'[<>:"|?*\\\x00-\x1f]'
DEVICES = r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\..*)?"


def unusable(name: str) -> Message | None:
    """Why no file or folder can have that name on Windows; None where it can."""
    if found := re.search(FORBIDDEN, name):
        return msg("文件名“{name}”里不能有“{character}”。", name=name, character=found[0])
    if name != name.rstrip(". "):
        return msg("文件名“{name}”不能以句点或空格结尾。", name=name)
    if re.fullmatch(DEVICES, name, re.IGNORECASE):
        return msg("“{name}”在 Windows 上是设备，不能作文件名。", name=name)
    return None


def refuse_unusable(path: PurePath) -> None:
    """Raises GovreportError where a file that is to be made cannot have the last name in `path`.

    The folders on the way there are taken to be there.
    """
    name = path.name if path.is_absolute() else path.drive + path.name
    if (reason := unusable(name)) is not None:
        raise GovreportError(
            reason, msg("换一个文件名：报告会传到 Windows 电脑上，那里不能有这样的文件名。")
        )


def as_file_name(text: str) -> str:
    """A text as a file name without its ending: no folder, nothing that a system forbids."""
    kept = "".join(c for c in text.removesuffix(".toml") if c.isprintable() and not c.isspace())
    return re.sub(r'[/\\:*?"<>|]', "", kept).strip(".-")[:80]


def unusable_for_report(name: str) -> Message | None:
    """Why no report file can have that name, blanks aside; None where it can."""
    if "".join(name.split()) != f"{as_file_name(name)}.toml":
        return msg("文件名不能带文件夹、控制字符或 : * ? 这样的符号。")
    return unusable(name)


def relative(path: str | Path, folder: str | Path) -> str:
    """`path` seen from `folder`, with `/`; as it is where it lies on another drive."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:
        return Path(path).absolute().as_posix()


def typed(path: str | Path) -> str:
    """A path as it is typed in the shell of this system."""
    text = str(path)
    if os.name == "nt":  # its shell knows double quotes only
        from subprocess import list2cmdline

        return list2cmdline([text])
    from shlex import quote

    return text if re.fullmatch(r"[\w./+@%:-]+", text) else quote(text)
