"""An interview at a terminal from its beginning to its end: the file, every way out, the last words."""

from __future__ import annotations

import contextlib
import errno
from pathlib import Path

from govreport.interview.opening import Opening
from govreport.interview.store import locked
from govreport.interview.terminal.interview import Check, Interview
from govreport.interview.terminal.line import LineReader
from govreport.interview.terminal.prompting import hang_up_leaves
from govreport.interview.terminal.screen import Terminal, open_terminal
from govreport.messages import Translator, msg
from govreport.paths import typed, unusable_for_report


def run(opening: Opening, check: Check, translate: Translator) -> bool:
    """Hold the interview. False when it was interrupted. Raises GovreportError."""
    terminal = open_terminal(translate)
    try:
        path = opening.file or _ask_file(opening.proposed_file(), terminal)
    except KeyboardInterrupt:
        return False
    if path is None:
        return True
    with locked(path):
        session, store = opening.begin(path)
        interview = Interview(terminal, session, store, check)
        interrupted = _interrupted(interview)
        with contextlib.suppress(OSError, ValueError):
            _farewell(path, interview)
    return not interrupted


def _interrupted(interview: Interview) -> bool:
    """Run it; whether it ended otherwise than a person ends it."""
    try:
        with hang_up_leaves():
            return interview.run() == "interrupt"
    except KeyboardInterrupt:
        return True
    except OSError as error:
        gone = error.errno in (errno.EIO, errno.EBADF, errno.EPIPE)
        if not gone or interview.terminal.out.closed:
            raise
        return True


def _farewell(path: Path, interview: Interview) -> None:
    say, name = interview.terminal.line, typed(path)
    say()
    if interview.unsaved:
        say(msg("最后的回答没有写进 {path}。", path=str(path)), "bad")
    if interview.store.text is None:
        say(msg("没有建文件。") if interview.unsaved else msg("还没有回答，没有建文件。"))
    elif interview.done:
        say(msg("已写好 {path}。下一步：", path=str(path)), "good")
        say(f"  govreport check {name}")
        say(f"  govreport render {name} -o {typed(path.with_suffix('.docx'))}")
    elif interview.unsaved:
        say(msg("以前的回答都在。接着填：govreport interview {path}", path=name))
    else:
        say(msg("已保存。接着填：govreport interview {path}", path=name), "good")


def _ask_file(proposed: str, terminal: Terminal) -> Path | None:
    """A file name in the current folder; what is in an existing one stays. None: nothing wanted."""
    origin = msg("当前文件夹里")
    while True:
        terminal.line(msg("报告存成什么文件？（已有的文件接着填）"))
        terminal.line(msg("回车 = {answer}（{origin}）", answer=proposed, origin=origin), "good")
        entry = LineReader(terminal, msg(" q 退出 ")).run()
        if entry.action in ("leave", "interrupt"):
            return None
        if entry.action != "text":
            continue
        name = (entry.text.strip() or proposed).removesuffix(".toml") + ".toml"
        if (reason := unusable_for_report(name)) is None:
            return Path(name)
        terminal.line(reason, "bad")
