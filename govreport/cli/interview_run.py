"""What an interview is opened with, how it ends, and the way without questions."""

from __future__ import annotations

import contextlib
import datetime
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from govreport.cli.output import DASH, note, read_input
from govreport.errors import GovreportError
from govreport.finding import Finding
from govreport.interview.batch import Data, fill, flatten, missing, parse_pairs
from govreport.interview.lock import locked
from govreport.interview.marks import Marks
from govreport.interview.session import Session, start
from govreport.interview.store import Store, open_store
from govreport.messages import Translator, msg
from govreport.report import Report
from govreport.tomlio.read import load_for_update

if TYPE_CHECKING:
    from govreport.interview.console_terminal import Terminal

OK, FINDINGS, CANNOT_RUN, INTERRUPTED = 0, 1, 2, 130
FROM = "from"


@dataclass(frozen=True)
class Request:
    """The command line."""

    file: Path | None
    last_file: Path | None
    data: tuple[str, ...]
    data_file: Path | None
    no_input: bool


def run_interview(request: Request, translate: Translator) -> int:
    """Run the interview, or fill in the data without one. Returns the exit code."""
    data = _data(request)
    if request.file is not None and str(request.file) == DASH:
        raise GovreportError(msg("访谈要有一个文件，不能是 -。"))
    if request.no_input:
        return _without_questions(request, data, translate)
    from govreport.interview.console_terminal import open_terminal

    terminal = open_terminal()
    if terminal is None:
        raise GovreportError(
            msg("访谈要在终端里进行，这里没有终端。"),
            msg(
                "不提问的办法：govreport interview FILE --no-input --data KEY=VALUE … 或 --data-file FILE。"
            ),
        )
    if not terminal.can_show("政府信息"):
        terminal.line("This terminal cannot show Chinese; use a UTF-8 locale, or --lang en.")
    try:
        path = request.file or _ask_file(request, terminal, translate)
    except KeyboardInterrupt:
        return INTERRUPTED
    if path is None:
        return OK
    with locked(path):
        return _at_terminal(path, request, data, terminal, translate)


def _at_terminal(
    path: Path, request: Request, data: Data, terminal: Terminal, translate: Translator
) -> int:
    from govreport.interview.console import Interview
    from govreport.interview.console_signals import HangUpError, LeaveError, hang_up_is_an_error

    store = open_store(path)
    session = _session(store, path, request, translate)
    if data:
        session, store = _filled(session, store, data, translate)
    interview = Interview(terminal, translate, session, store, check)
    accepted, code = False, OK
    try:
        with hang_up_is_an_error():
            accepted = interview.run()
    except LeaveError as left:
        code = INTERRUPTED if left.interrupted else OK
    except KeyboardInterrupt:
        code = INTERRUPTED
    except HangUpError:
        code = INTERRUPTED
    except OSError as error:
        if terminal.out.closed or not _gone(error):
            raise
        code = INTERRUPTED
    with contextlib.suppress(OSError, ValueError):
        _farewell(path, interview.store, terminal, translate, accepted=accepted)
    return code


def _gone(error: OSError) -> bool:
    import errno

    return error.errno in (errno.EIO, errno.EBADF, errno.EPIPE)


def _farewell(
    path: Path, store: Store, terminal: Terminal, translate: Translator, *, accepted: bool
) -> None:
    terminal.line()
    if store.text is None:
        terminal.line(translate(msg("还没有回答，没有建文件。")))
        return
    name = _quoted(path)
    if not accepted:
        terminal.line(
            translate(msg("已保存。接着填：govreport interview {path}", path=name)), "good"
        )
        return
    terminal.line(translate(msg("已写好 {path}。下一步：", path=str(path))), "good")
    terminal.line(f"  govreport check {name}")
    terminal.line(f"  govreport render {name} -o {_quoted(path.with_suffix('.md'))}")


def _quoted(path: Path) -> str:
    import shlex

    return shlex.quote(str(path))


def check(path: str, data: bytes) -> Sequence[Finding]:
    """What `check` says about a file's contents."""
    from govreport.rules.runner import check_bytes

    return check_bytes(path, data).findings


def _session(store: Store, path: Path, request: Request, translate: Translator) -> Session:
    """The session over the file, with last year's report where one is named, now or before."""
    marks, last = store.marks, None
    if request.last_file is not None:
        last, _ = load_for_update(request.last_file)
        relative = os.path.relpath(request.last_file.resolve(), path.resolve().parent)
        marks = marks.with_value(FROM, Path(relative).as_posix())
    elif FROM in marks.values:
        last = _remembered(path, marks.values[FROM], translate)
    _refuse_wrong_year(request, store.report, last)
    return start(store.report, marks, last, datetime.date.today())


def _remembered(path: Path, name: str, translate: Translator) -> Report | None:
    try:
        return load_for_update(path.resolve().parent / name)[0]
    except GovreportError:
        note(translate, msg("注意：上年的报告 {name} 读不到了，不再对照它。", name=name))
        return None


def _refuse_wrong_year(request: Request, report: Report | None, last: Report | None) -> None:
    if report is None or last is None or request.last_file is None:
        return
    if report.year is not None and last.year is not None and last.year != report.year - 1:
        raise GovreportError(
            msg("{path} 是 {last} 年的报告，不是 {year} 年的上一年。",
                path=str(request.last_file), last=last.year, year=report.year),
            msg("--from 要用 {last} 年的报告。", last=report.year - 1),
        )  # fmt: skip


def _filled(
    session: Session, store: Store, data: Data, translate: Translator
) -> tuple[Session, Store]:
    filled = fill(session, data)
    if filled.wrong:
        for reason in filled.wrong:
            note(translate, reason)
        raise GovreportError(msg("--data 里有 {count} 处不对，没有开始。", count=len(filled.wrong)))
    return filled.session, store.save(filled.session.report, filled.session.marks)


def _ask_file(request: Request, terminal: Terminal, translate: Translator) -> Path | None:
    """A file name in the current folder; an existing one is gone on with. None: nothing wanted."""
    from govreport.interview.console_line import LineReader

    proposed = _proposed(request)
    while True:
        terminal.line(translate(msg("报告存成什么文件？（已有的文件接着填）")))
        terminal.line(translate(msg("回车 = {answer}（{origin}）", answer=proposed,
                                    origin=msg("当前文件夹里"))), "good")  # fmt: skip
        reply = LineReader(terminal, "> ", translate(msg(" q 退出 "))).read()
        if reply.wish in ("leave", "interrupt"):
            return None
        if reply.wish != "text":
            continue
        name = reply.text.strip() or proposed
        name = name if name.endswith(".toml") else f"{name}.toml"
        if name != file_name(name) + ".toml":
            terminal.line(
                translate(msg("文件名不能带文件夹、控制字符或 : * ? 这样的符号。")), "bad"
            )
            continue
        return Path(name)


def _proposed(request: Request) -> str:
    year, organ = datetime.date.today().year - 1, ""
    if request.last_file is not None:
        last, _ = load_for_update(request.last_file)
        year = last.year + 1 if last.year is not None else year
        organ = file_name(last.organization)
    return f"{organ or 'report'}-{year}.toml"


def file_name(text: str) -> str:
    """A text as a file name without its ending: no folder, nothing that a system forbids."""
    bare = text.removesuffix(".toml")
    kept = "".join(
        c for c in bare if c.isprintable() and c not in '/\\:*?"<>|\0' and not c.isspace()
    )
    return kept.strip(".-")[:80]


def _data(request: Request) -> Data:
    data: Data = {}
    if request.data_file is not None:
        data = _read_data(request.data_file)
    return data | parse_pairs(request.data)


def _read_data(path: Path) -> Data:
    import json

    import rtoml

    try:
        text = read_input(path).decode("utf-8-sig")
        parsed: object = json.loads(text) if text.lstrip().startswith("{") else rtoml.loads(text)
    except (ValueError, RecursionError) as error:
        raise GovreportError(
            msg("{path} 读不出 TOML 或 JSON：{reason}", path=str(path), reason=str(error))
        ) from error
    if not isinstance(parsed, dict):
        raise GovreportError(msg("{path} 里应是键和值。", path=str(path)))
    return flatten(parsed)


def _without_questions(request: Request, data: Data, translate: Translator) -> int:
    path = request.file
    if path is None:
        name = file_name(f"{data.get('organization', data.get('report.organization', ''))}")
        year = data.get("year", data.get("report.year", ""))
        if not name or not year:
            raise GovreportError(
                msg("缺少 FILE。"), msg("写明文件，或用 --data 给出 organization 和 year。")
            )
        path = Path(f"{name}-{file_name(str(year))}.toml")
    with locked(path):
        store = open_store(path)
        filled = fill(_session(store, path, request, translate), data)
        lacking = missing(filled.session)
        if filled.wrong:
            return _say_wrong(filled.wrong, lacking, translate)
        for line in filled.taken_over:
            note(translate, line)
        session = filled.session
        marks = session.marks if lacking else Marks()
        store = store.save(session.report, marks)
    if lacking:
        note(translate, msg("已写 {path}，还缺 {count} 项：", path=str(path), count=len(lacking)))
        _list(lacking)
        return FINDINGS
    findings = check(str(path), (store.text or "").encode())
    for finding in findings:
        note(translate, msg("{code} {message}", code=finding.code, message=finding.problem.message))
    note(translate, msg("已写好 {path}。", path=str(path)))
    return FINDINGS if findings else OK


def _say_wrong(wrong: Sequence[object], lacking: Sequence[str], translate: Translator) -> int:
    note(translate, msg("有 {count} 处不对，没有写文件：", count=len(wrong)))
    for reason in wrong:
        note(translate, msg("  {reason}", reason=reason))
    if lacking:
        note(translate, msg("还缺 {count} 项：", count=len(lacking)))
        _list(lacking)
    return CANNOT_RUN


def _list(names: Sequence[str]) -> None:
    for name in names:
        print(f"  {name}", file=sys.stderr)
