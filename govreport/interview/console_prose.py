"""Asking for prose: the editor in the terminal with last year's text at hand, or a person's own."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace

from govreport.interview.console_editor import Editor, edit_outside
from govreport.interview.console_terminal import Terminal
from govreport.interview.questions import TextQuestion
from govreport.interview.reply import Reply
from govreport.interview.session import Session
from govreport.messages import Message, Translator, msg


@dataclass(frozen=True)
class Draft:
    """A text that is not an answer yet; `taken_over`: some of it is last year's, with its numbers."""

    text: str
    taken_over: bool = False


def ask_prose(
    terminal: Terminal,
    translate: Translator,
    session: Session,
    question: TextQuestion,
    draft: Draft | None,
    keep: Callable[[str], None],
) -> tuple[Reply, bool]:
    """The reply, and whether last year's text was taken over. `keep` is given the text now and then."""
    start = draft or Draft(session.state.text(question))
    last = last_text(session, question)
    bar = translate(msg("^S 写完  ^G 说明  ^B 上一题  ^N 下一题  ^L 目录  ^X 保存退出  ^Z 撤销"))
    if last:
        bar += "  " + translate(msg("^R 看上年的  ^T 看后照搬"))
    if own_editor():
        bar += "  " + translate(msg("^E 用 {editor}", editor=own_editor().split()[0]))
    if terminal.plain:
        terminal.line(bar)
    heading = translate(msg(" 上年的这一部分（年份和数字有标记；翻页键滚动） "))
    editor = Editor(terminal, bar, heading, start.text, last, keep, taken=start.taken_over)
    return editor.read(), editor.taken


def last_text(session: Session, question: TextQuestion) -> str:
    """What last year's report says in the same place; empty when there is none."""
    last = session.around.last
    return "" if last is None else replace(session.state, report=last).text(question)


def own_editor() -> str:
    """The command of the editor that the person prefers; empty when none is named."""
    return os.environ.get("VISUAL", "").strip() or os.environ.get("EDITOR", "").strip()


def ask_outside(text: str) -> tuple[str, Message | None]:
    """The text after the person's own editor; the same, and why, when that did not work."""
    command = own_editor()
    if not command:
        return text, msg("没有设置 VISUAL 或 EDITOR，就在这里写。")
    try:
        changed = edit_outside(command, text)
    except (OSError, ValueError) as error:
        return text, msg("{editor} 打不开：{reason}", editor=command, reason=str(error))
    if changed is None:
        return text, msg("{editor} 没有正常结束，文字没有改动。", editor=command)
    return changed, None
