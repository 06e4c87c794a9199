"""A report file, read: bytes → text → TOML → `Report`, and whatever is wrong on the way."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import rtoml

from govreport.errors import GovreportError, why
from govreport.finding import ENCODING, MISSING_KEY, SYNTAX, Problem, Span
from govreport.messages import Message, msg
from govreport.report import Report
from govreport.tomlio.decode import decode, is_report
from govreport.tomlio.newer import newer_syntax

# How a report begins, for files that cannot be read as one. Compiled when first used.
LIKE_A_REPORT = rb"""(?m)^[\xef\xbb\xbf\s]*(?:\[\s*["']?report\b|["']?report["']?\s*[.=]|["']?edition["']?\s*=)"""
MAX_BYTES = 64 * 1024 * 1024  # far beyond any report; a guard against reading a disk image


class Loaded(NamedTuple):
    """What was found in a file.

    `report` is None when it is not TOML or is no report at all (then `claims` is False: it has not
    the two keys by which a report is known). `lines`: where it does not come out of TOML, the source
    line of each cell, by address.
    """

    data: bytes | None
    report: Report | None
    problems: tuple[Problem, ...]
    claims: bool = True
    lines: Mapping[str, int] | None = None

    @property
    def text(self) -> str | None:
        """The file's text, decoded when asked for; None when it cannot be decoded."""
        if self.data is None:
            return None
        try:
            return self.data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return None

    @property
    def reason(self) -> Message:
        """The first problem, in words."""
        return in_words(self.problems[0])


def in_words(problem: Problem) -> Message:
    """A problem for where no place is shown beside it: with its line, if it is the file's."""
    if problem.span is None:
        return problem.message
    return msg("第 {line} 行：{reason}", line=problem.span.line, reason=problem.message)


def read(path: str | Path) -> bytes:
    """The bytes of a file. Raises GovreportError, with what to do, when it cannot be read."""
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - a fifth faster, for 200,000
            size = os.fstat(file.fileno()).st_size  # asking for MAX_BYTES would set them all aside
            data = file.read(min(size, MAX_BYTES) + 1)
            if len(data) > size:  # a pipe, or a file that is being written
                data += file.read(MAX_BYTES + 1 - len(data))
    except OSError as error:
        raise GovreportError(unreadable(Path(path), error)) from error
    if len(data) > MAX_BYTES:
        raise GovreportError(msg("{path} 太大，不像是一份报告。", path=str(path)))
    return data


def unreadable(path: Path, error: OSError) -> Message:
    """Why a file cannot be read, in words."""
    if isinstance(error, FileNotFoundError):
        return msg("没有这个文件：{path}", path=str(path))
    if isinstance(error, IsADirectoryError) or path.is_dir():  # Windows says: no permission
        return msg("这是文件夹，不是文件：{path}", path=str(path))
    if isinstance(error, PermissionError):
        return msg("没有权限读取：{path}", path=str(path))
    return msg("读取 {path} 时出错：{reason}", path=str(path), reason=why(error))


def load(data: bytes, *, named: bool = True) -> Loaded:
    """Read a report from the bytes of a file.

    `named`: somebody named this file, so that it is meant to be a report; otherwise one that does
    not claim to be a report is not looked into.
    """
    try:
        text = data.decode("utf-8-sig")
        parsed: Mapping[str, Any] = rtoml.loads(text)
    except (UnicodeDecodeError, rtoml.TomlParsingError) as error:
        if not named and not _like_a_report(data):
            return Loaded(data, None, (), claims=False)
        if isinstance(error, UnicodeDecodeError):
            return Loaded(data, None, (_encoding_problem(data, error),))
        from govreport.tomlio.faults import diagnose

        return Loaded(data, None, tuple(diagnose(text, str(error))))
    if not named and not is_report(parsed):
        return Loaded(data, None, (), claims=False)
    if not parsed.keys() & {"edition", "report"}:
        problem = Problem(
            MISSING_KEY, msg("文件里没有报告：至少要有 edition 和 [report]。"), "edition"
        )
        return Loaded(data, None, (problem,), claims=False)
    report, problems = decode(parsed)
    newer = newer_syntax(text)
    if newer is not None:
        problems.append(_newer_problem(newer))
    return Loaded(data, report, tuple(problems), claims=is_report(parsed))


def load_for_update(path: Path) -> tuple[Report, str]:
    """The report of a file that is to be used or changed, and its text.

    Raises GovreportError when it cannot be understood: then nothing can be built on it.
    """
    loaded = load(read(path))
    return understood(str(path), loaded), loaded.text or ""


def understood(path: str, loaded: Loaded) -> Report:
    """The report in a file that somebody named. Raises GovreportError when there is none."""
    if loaded.report is None:
        raise GovreportError(
            msg("{path} 读不出一份报告：{reason}", path=path, reason=loaded.reason),
            msg("先用 govreport check {path} 查看并改正。", path=path),
        )
    return loaded.report


def _like_a_report(data: bytes) -> bool:
    """Whether a file that cannot be read was meant to be a report."""
    return re.search(LIKE_A_REPORT, data.replace(b"\0", b"")) is not None


def _encoding_problem(data: bytes, error: UnicodeDecodeError) -> Problem:
    line = data.count(b"\n", 0, error.start) + 1
    before = data[data.rfind(b"\n", 0, error.start) + 1 : error.start]
    column = len(before.decode("utf-8", "replace")) + 1
    if data[:4] in (b"\xff\xfe\0\0", b"\0\0\xfe\xff"):
        message = msg("文件是 UTF-32 编码，不是 UTF-8。请在编辑器里另存为 UTF-8。")
    elif data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        message = msg("文件是 UTF-16 编码，不是 UTF-8。请在编辑器里另存为 UTF-8。")
    else:
        try:
            data.decode("gb18030")
        except UnicodeDecodeError:
            message = msg("文件不是 UTF-8 编码，也不像 GB18030。请在编辑器里另存为 UTF-8。")
        else:
            message = msg(
                "文件是 GB18030（GBK）编码，不是 UTF-8。请用记事本打开，另存为，编码选 UTF-8；"
                "也可以用命令转换：iconv -f GB18030 -t UTF-8 旧文件 > 新文件。"
            )
    return Problem(ENCODING, message, span=Span(line, column, line, column + 1))


def _newer_problem(span: Span) -> Problem:
    return Problem(
        SYNTAX,
        msg(
            "这里用了 TOML 1.1 才有的写法（多行的或以逗号结尾的行内表、\\e、\\x 转义、没有秒的时间），"
            "其他工具读不了。请按 TOML 1.0 写。"
        ),
        span=span,
    )
