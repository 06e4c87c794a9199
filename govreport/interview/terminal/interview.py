"""The interview at a terminal: shows a question, reads an entry, saves, and goes on.

The session decides everything; this decides only what is shown and when the file is written. Every
answer is in the file before the next question is shown.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import replace

from govreport.errors import GovreportError
from govreport.finding import Finding
from govreport.interview.lines import Text
from govreport.interview.pasted import show_block
from govreport.interview.questions.question import NO, YES, TextBox
from govreport.interview.session import Session
from govreport.interview.state import SUMMARY, Confirm, Result, Taken
from govreport.interview.store import Store, open_store
from govreport.interview.terminal.editor import Editor, edit_outside, own_editor
from govreport.interview.terminal.line import LineReader
from govreport.interview.terminal.prompting import Action, Entry
from govreport.interview.terminal.screen import Terminal
from govreport.messages import Message, msg
from govreport.tomlio.structure import brief
from govreport.tomlio.update import ChangedError

Check = Callable[[str, bytes], Sequence[Finding]]


class Interview:
    """One run of the interview over one file."""

    def __init__(self, terminal: Terminal, session: Session, store: Store, check: Check) -> None:
        self.terminal, self.session, self.store, self.check = terminal, session, store, check
        self.box: TextBox | None = None  # what is answered in several lines, as it now stands
        self.draft: TextBox | None = None  # a text that could not be taken yet
        self.refused = False  # the question still stands above the reason
        self.rejected = False  # the last answer was not taken: Enter stands for nothing
        self.unsaved = False  # the last answer could not be written
        self.done = False
        self.left: Action | None = None  # how the person left

    def run(self) -> Action | None:
        """Ask until the report is accepted, or the person leaves: by which action, is told then."""
        while not (self.done or self.left):
            at_the_end = self.session.current.id == SUMMARY
            if at_the_end:
                found = self.check(str(self.store.path), (self.store.text or "").encode())
                self.session = replace(self.session, findings=tuple(found))
            box = self.session.current.text_box(self.session.state)
            self.box = box and (self.draft or box)
            if not self.refused or at_the_end or self.box is not None:
                self.terminal.line()
                self.terminal.say(self.session.show())
            self.refused = False
            entry = self._line() if self.box is None else self._write(self.box)
            self._respond(entry)
        return self.left

    def _line(self, bar: Message | None = None) -> Entry:
        bar = bar or msg(" ? 说明   < 上一题   > 下一题   # 目录   q 保存退出 ")
        return LineReader(self.terminal, bar).run()

    def _write(self, box: TextBox) -> Entry:
        bar: list[Text] = [
            msg("^S 写完  ^G 说明  ^B 上一题  ^N 下一题  ^L 目录  ^X 保存退出  ^Z 撤销")
        ]
        if box.last:
            bar += ["  ", msg("^R 看上年的  ^T 看后照搬")]
        if own_editor():
            bar += ["  ", msg("^E 用 {editor}", editor=own_editor().split()[0])]
        editor = Editor(self.terminal, bar, box, self._autosave)
        entry = editor.run()
        self.box = replace(box, taken=editor.taken)
        return entry

    def _autosave(self, text: str) -> None:
        """A text on its way: should the process be killed, it is there to be continued."""
        with contextlib.suppress(GovreportError):
            self._keep(self.session.with_draft(text))

    def _respond(self, entry: Entry) -> None:
        rejected, self.rejected, self.draft = self.rejected, False, None
        blank = entry.action == "text" and not entry.text.strip()
        if blank and rejected and self.box is None:
            self.terminal.line(msg("  刚才的没有采用，这一下回车也不算回答。"), "warn")
        elif entry.action == "text":
            self._take(self.session.answer(entry.text), entry.text)
        elif entry.action == "block":
            self._take(self.session.paste(entry.text), entry.text)
        elif entry.action == "help":
            self._keep_for_now(entry.text)
            self.terminal.line()
            self._help()
        elif entry.action == "external":
            changed, wrong = edit_outside(entry.text)
            self._keep_for_now(changed)
            if wrong is not None:
                self._wrong(wrong)
        else:
            self._move(entry, entry.text)

    def _help(self) -> None:
        self.terminal.say(self.session.current.help(self.session.state))

    def _keep_for_now(self, text: str) -> None:
        """A text that the editor begins with when the question is asked again."""
        self.draft = self.box and replace(self.box, text=text)

    def _move(self, entry: Entry, text: str) -> None:
        """Elsewhere; a text that is not finished is kept in the file."""
        self._keep(self.session.with_draft(text))
        self.draft = None
        if entry.action in ("leave", "interrupt"):
            self.left = entry.action
        elif entry.action == "back":
            self.session = self.session.back()
        elif entry.action == "forward":
            self.session = self.session.forward()
        elif entry.action == "list":
            self._places()

    def _take(self, result: Result, typed: str) -> None:
        """Take what comes of an answer, after asking where that is due; nothing when it is refused."""
        if isinstance(result, Confirm):
            self._confirm(result, typed)
        elif isinstance(result, Taken):
            self._store(result, typed)
        else:
            self._keep_for_now(typed)
            self._wrong(result.reason)

    def _store(self, taken: Taken, typed: str) -> None:
        try:
            self._keep(self.session.after(taken))
        except GovreportError as error:
            self._keep_for_now(typed)
            self.unsaved = not isinstance(error, ChangedError)
            self._wrong(error.message if self.unsaved else self._reread(error))
        else:
            self.done = taken.done
            if taken.said is not None:
                self.terminal.line(["  ", taken.said], "good")

    def _reread(self, error: GovreportError) -> Message:
        """Somebody changed the file: go on from what it holds now, the answer to be given again."""
        self.store = open_store(self.store.path)
        if self.store.report is None:
            raise error
        at = self.session.current.id
        state = self.session.state.changed(self.store.report, self.store.marks)
        self.session = replace(self.session, state=state).go(at)
        return msg("文件刚刚被别的程序改过，已重新读入；这个回答没有采用，请再填一次。")

    def _keep(self, session: Session) -> None:
        """Write what has changed, and only then go on."""
        if session.state != self.session.state:
            self.store = self.store.save(session.report, session.marks)
            self.unsaved = False
        self.session = session

    def _confirm(self, asked: Confirm, typed: str) -> None:
        """Take it when the person agrees; else do what was entered instead."""
        if asked.block is not None:
            self.terminal.say(show_block(asked.block))
        for line in asked.about:
            self.terminal.line(line, "warn")
        answers = dict.fromkeys(YES, asked.taken)
        says = msg("采用吗？y = 采用，n = 不采用（回到原处）")
        if asked.instead is not None:
            answers["k"] = asked.instead
            says = msg("采用吗？y = 采用，都按 0；k = 采用，空的以后逐行问；n = 不采用（回到原处）")
        bar = msg(" y 采用   n 不采用   ? 说明   < 回到原处   # 目录   q 保存退出 ")
        while True:
            self.terminal.line(says)
            entry = self._line(bar)
            word = entry.text.strip().lower()
            if entry.action == "text" and word in answers:
                self._store(answers[word], typed)
                return
            if entry.action == "help":
                self._help()
            elif entry.action not in ("text", "block") or word in NO:
                break
        self._keep_for_now(typed)
        self.rejected = True
        self.terminal.line(msg("没有采用。"), "warn")
        if entry.action in ("leave", "interrupt", "list"):
            self._move(entry, typed)

    def _places(self) -> None:
        self.terminal.line()
        self.terminal.say(self.session.show_places())
        entry = self._line(msg(" 填序号   < 回到原处   q 保存退出 "))
        if entry.action in ("leave", "interrupt"):
            self._move(entry, "")
        places = self.session.questionnaire.places
        word = entry.text.strip()
        if entry.action == "text" and word.isascii() and word.isdigit() and int(word) < len(places):
            self.session = self.session.enter(places[int(word)])
        elif entry.action in ("text", "block") and word:
            self.terminal.line(["  ", msg("没有第 {word} 项。", word=brief(word))], "bad")

    def _wrong(self, reason: Message) -> None:
        self.refused = self.rejected = True
        self.terminal.line(["  ", reason], "bad")
