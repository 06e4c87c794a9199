"""Writing to the terminal, to pipes and to files, and reading what a person names."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from govreport.console import obeys_sequences
from govreport.errors import GovreportError
from govreport.messages import Message, Translator, msg
from govreport.reporters.summary import Style, plain
from govreport.text import printable
from govreport.tomlio.atomic import write_bytes
from govreport.tomlio.read import read

DASH = "-"
STDOUT = (DASH, "/dev/stdout")  # the second may be a file that others write to, not to be replaced
STYLES = {
    "path": "1;4",
    "error": "1;31",
    "warning": "33",
    "source": "2",
    "good": "32",
    "bad": "1;31",
    "added": "32",
    "removed": "31",
}


def read_input(path: Path) -> bytes:
    """The bytes of a file, or of standard input for `-`. Raises GovreportError as `read` does."""
    if str(path) == DASH:
        return sys.stdin.buffer.read()
    return read(path)


def refuse_dash(option: str, *paths: Path | None) -> None:
    """Raises GovreportError for a `-` that can stand for neither standard input nor output."""
    if any(path is not None and str(path) == DASH for path in paths):
        raise GovreportError(
            msg("{option} 不能是 -（标准输入或输出）。", option=option),
            msg("写文件或文件夹的名字。"),
        )


def write_output(path: Path | None, data: str | bytes) -> None:
    """Write data to a file, whole or not at all; to standard output for None and `-`."""
    encoded = data.encode("utf-8", "backslashreplace") if isinstance(data, str) else data
    if path is not None and str(path) not in STDOUT:
        write_bytes(path, encoded)
    elif isinstance(data, str):
        sys.stdout.write(data)
    else:
        if sys.stdout.isatty():
            raise GovreportError(
                msg("这种格式不能显示在终端里。"), msg("用 -o 写到文件，如 -o 报告.docx。")
            )
        sys.stdout.buffer.write(data)


def spare(out: Path | None, *sources: Path | None) -> None:
    """Raises GovreportError when writing to `out` would destroy a report, or one of the sources."""
    if out is None or str(out) in STDOUT:
        return
    place = os.path.realpath(out)
    read = {os.path.realpath(source) for source in sources if source is not None}
    if place in read or (place.endswith(".toml") and Path(place).is_file()):
        raise GovreportError(
            msg("结果不能写到 {path}：那里是报告或别的输入。", path=str(out)),
            msg("换一个文件名，或者先把它移走。"),
        )


def note(translate: Translator, message: Message) -> None:
    """A remark to the person, on standard error."""
    print(printable(translate(message)), file=sys.stderr)


def style() -> Style:
    """What colours printable text, where standard output is a terminal that may be coloured."""
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return _ansi if sys.stdout.isatty() and wanted and obeys_sequences() else plain


def _ansi(text: str, kind: str) -> str:
    return f"\x1b[{STYLES[kind]}m{text}\x1b[0m" if kind in STYLES else text


def columns() -> int:
    """How wide the terminal is."""
    import shutil

    return shutil.get_terminal_size((80, 24)).columns


def print_diff_line(line: str, safe: Callable[[str], str]) -> None:
    """A line of a unified diff, made `safe` but for its line end, in colour on a terminal."""
    bare = line.rstrip("\r")
    kind = {"+": "added", "-": "removed"}.get(line[:1], "")
    print(style()(safe(bare) + line[len(bare) :], kind))
