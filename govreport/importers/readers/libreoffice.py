"""Formats that no library reads well (.doc, .wps, .odt, .rtf, .xls, .et), by way of LibreOffice.

It converts to .docx or .xlsx in a folder and with a profile of its own, both gone afterwards: no
macro runs, no link is followed, and after a time it is ended.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from govreport.errors import GovreportError
from govreport.importers.document import Document
from govreport.importers.readers import word_file, workbook
from govreport.messages import msg

PROGRAMS = ("soffice", "libreoffice", r"C:\Program Files\LibreOffice\program\soffice.com")
SECONDS, MOST_BYTES = 60, 24 * 1024 * 1024
SHEETS = frozenset((".xls", ".et", ".ods"))
_WRITTEN_AS = {".wps": ".doc", ".et": ".xls"}  # what these are; LibreOffice goes by the ending
_SETTING = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def read(content: bytes, name: str) -> Document:
    """The blocks of a document. Raises GovreportError when LibreOffice is missing or cannot read it."""
    ending = name[name.rfind(".") :].lower() if "." in name else ".doc"
    target = ".xlsx" if ending in SHEETS else ".docx"
    office = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if office is None:
        raise GovreportError(
            msg(
                "读 {ending} 文件要用 LibreOffice，这台机器上没有装：{name}。",
                ending=ending,
                name=name,
            ),
            msg("请用 Word 或 WPS 打开它，另存为 {target} 再来。", target=target),
        )
    if len(content) > MOST_BYTES:
        raise GovreportError(msg("{name} 里面的内容太大，不会是一份年度报告。", name=name))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        converted = _converted(content, office, Path(folder), ending, target)
    if converted is None:
        raise GovreportError(
            msg("LibreOffice 没能读出 {name}：文件损坏、有密码，或者太大。", name=name),
            msg("请用 Word 或 WPS 打开它，另存为 {target} 再来。", target=target),
        )
    return workbook.read(converted, name) if target == ".xlsx" else word_file.read(converted, name)


def _converted(content: bytes, office: str, folder: Path, ending: str, target: str) -> bytes | None:
    source = folder / f"document{_WRITTEN_AS.get(ending, ending)}"
    source.write_bytes(content)
    profile = folder / "profile"
    _set_up(profile)
    command = [
        office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
        "--nolockcheck", "--nodefault", "--convert-to", target[1:],
        "--outdir", str(folder / "out"), str(source),
    ]  # fmt: skip
    process = subprocess.Popen(  # noqa: S603 - words of our own
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        return None
    finally:
        if process.poll() is None:
            _end(process)
    made = folder / "out" / f"document{target}"
    if not made.exists() or made.stat().st_size > MOST_BYTES:
        return None
    return made.read_bytes()


def _set_up(profile: Path) -> None:
    items = "".join(
        _SETTING.format(path=path, name=name, value=value) for path, name, value in _SETTINGS
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>\n',
        "utf-8",
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program with the processes that it has started."""
    with contextlib.suppress(OSError, AttributeError):
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()
