"""The interview at a terminal: shows a question, reads a reply, saves, and goes on.

The session decides everything; this decides only what is shown and when the file is written. Every
answer is in the file before the next question is shown.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import replace

from govreport.errors import GovreportError
from govreport.finding import Finding
from govreport.interview.console_line import LineReader
from govreport.interview.console_prose import Draft, ask_outside, ask_prose
from govreport.interview.console_signals import LeaveError
from govreport.interview.console_terminal import Terminal
from govreport.interview.outcome import Confirm, Outcome, Refused, Taken
from govreport.interview.questions import BalanceQuestion, Question, SummaryQuestion, TextQuestion
from govreport.interview.reply import Reply
from govreport.interview.screen import show_question
from govreport.interview.screen_more import (
    grouped,
    show_block,
    show_help,
    show_places,
    show_summary,
)
from govreport.interview.session import Session
from govreport.interview.state import ONGOING
from govreport.interview.store import ChangedError, Store
from govreport.interview.table_answers import NO, YES
from govreport.messages import Message, Translator, msg

Check = Callable[[str, bytes], Sequence[Finding]]
PROMPT = "> "


class Interview:
    """One run of the interview over one file."""

    def __init__(
        self,
        terminal: Terminal,
        translate: Translator,
        session: Session,
        store: Store,
        check: Check,
    ) -> None:
        self.terminal, self.translate = terminal, translate
        self.session, self.store, self.check = session, store, check
        self.draft: Draft | None = None  # a text that could not be taken yet
        self.wish = Reply("text")  # what was wanted instead of a confirmation
        self.taken_over = False
        self.refused = False  # the question still stands above the reason

    def run(self) -> bool:
        """Ask until the report is accepted. Raises LeaveError, HangUpError, EOFError."""
        while True:
            question = self.session.current
            if isinstance(question, SummaryQuestion):
                if self._summary():
                    return True
                continue
            if not self.refused or isinstance(question, TextQuestion):
                self._show()
            self.refused = False
            reply = self._read(question)
            self._respond(question, reply)

    def _show(self) -> None:
        self.terminal.line()
        self.terminal.say(show_question(self.session, self.translate))

    def _read(self, question: Question) -> Reply:
        if isinstance(question, TextQuestion):
            reply, self.taken_over = ask_prose(
                self.terminal, self.translate, self.session, question, self.draft, self._autosave
            )
            return reply
        return self._line()

    def _autosave(self, text: str) -> None:
        """A text on its way: should the process be killed, it is there to be gone on with."""
        with contextlib.suppress(GovreportError):
            self._keep(self.session.with_draft(text))

    def _line(self, bar: Message | None = None) -> Reply:
        bar = bar or msg(" ? 说明   < 上一题   > 下一题   # 目录   q 保存退出 ")
        text = self.translate(bar)
        if self.terminal.plain:
            self.terminal.line(text)
        return LineReader(self.terminal, PROMPT, text).read()

    def _respond(self, question: Question, reply: Reply) -> None:
        prose = isinstance(question, TextQuestion)
        if prose and reply.wish not in ("text", "external", "help"):
            self._keep(self.session.with_draft(reply.text))
        self.draft = None
        if reply.wish == "help":
            self.draft = self._drafted(reply.text)
            self.terminal.line()
            self.terminal.say(show_help(self.session, self.translate))
        elif reply.wish == "external":
            changed, wrong = ask_outside(reply.text)
            self.draft = Draft(changed, self.taken_over)
            if wrong is not None:
                self._wrong(wrong)
        elif reply.wish == "block":
            self._take(lambda session: session.paste(reply.text), reply.text)
        elif reply.wish != "text":
            self._move(reply)
        elif isinstance(question, BalanceQuestion) and reply.text.strip().isdigit():
            self._go_to_row(int(reply.text))
        else:
            self._take(lambda session: session.answer(reply.text), reply.text)

    def _drafted(self, text: str) -> Draft | None:
        """What to go on writing with after something else was shown."""
        prose = isinstance(self.session.current, TextQuestion)
        return Draft(text, self.taken_over) if prose else None

    def _move(self, reply: Reply) -> None:
        if reply.wish in ("leave", "interrupt"):
            raise LeaveError(interrupted=reply.wish == "interrupt")
        if reply.wish == "back":
            self.session = self.session.back()
        elif reply.wish == "forward":
            self.session = self.session.forward()
        elif reply.wish == "list":
            self._places()

    def _go_to_row(self, place: int) -> None:
        ways = self.session.ways()
        if 1 <= place <= len(ways):
            self.session = self.session.go(ways[place - 1][1].id)
        else:
            self._wrong(msg("请填 1 到 {count} 的序号。", count=len(ways)))

    def _take(self, ask: Callable[[Session], Outcome], typed: str) -> None:
        """Take what comes of an answer, after asking where that is due; nothing else when refused."""
        outcome = ask(self.session)
        if isinstance(outcome, Refused):
            self.draft = self._drafted(typed)
            self._wrong(outcome.reason)
            return
        if isinstance(outcome, Confirm):
            if not self._confirmed(outcome):
                self.draft = self._drafted(typed)
                self.terminal.line(self.translate(msg("没有采用。")), "warn")
                if self.wish.wish in ("leave", "interrupt", "list"):
                    self._keep(self.session.with_draft(typed))
                    self.draft = None
                    self._move(self.wish)
                return
            outcome = outcome.taken
        try:
            self._keep(self.session.after(outcome))
        except ChangedError as error:
            self._reread(error, typed)
            return
        except GovreportError as error:
            self.draft = self._drafted(typed)
            self._wrong(error.message)
            return
        for line in outcome.said:
            self.terminal.line("  " + self.translate(line), "good")

    def _reread(self, error: GovreportError, typed: str) -> None:
        """Somebody changed the file: go on from what it holds now, the answer to be given again."""
        at = self.session.current.id
        self.draft = self._drafted(typed)
        self.store = self.store.again()
        if self.store.report is None:
            raise error
        state = replace(self.session.state, report=self.store.report, marks=self.store.marks)
        self.session = replace(self.session, state=state).go(at)
        self._wrong(msg("文件刚刚被别的程序改过，已重新读入；这个回答没有采用，请再填一次。"))

    def _keep(self, session: Session) -> None:
        """Write what has changed, and only then go on."""
        if session.state != self.session.state:
            self.store = self.store.save(session.report, session.marks)
        self.session = session

    def _confirmed(self, outcome: Confirm) -> bool:
        if outcome.block is not None:
            self.terminal.say(show_block(outcome.block, self.translate))
        for line in outcome.about:
            self.terminal.line(self.translate(line), "warn")
        while True:
            self.terminal.line(self.translate(msg("采用吗？y = 采用，n = 不采用（回到原处）")))
            reply = self._line(
                msg(" y 采用   n 不采用   ? 说明   < 回到原处   # 目录   q 保存退出 ")
            )
            word = reply.text.strip().lower()
            if reply.wish == "text" and word in YES:
                return True
            if reply.wish == "help":
                self.terminal.say(show_help(self.session, self.translate))
            elif reply.wish not in ("text", "block") or word in NO:
                self.wish = reply
                return False

    def _places(self) -> None:
        self.terminal.line()
        self.terminal.say(show_places(self.session, self.translate))
        reply = self._line(msg(" 填序号   < 回到原处   q 保存退出 "))
        if reply.wish in ("leave", "interrupt"):
            self._move(reply)
        places = self.session.state.questions.places
        word = reply.text.strip()
        if reply.wish == "text" and word.isascii() and word.isdigit() and int(word) < len(places):
            self.session = self.session.enter(places[int(word)])
        elif reply.wish in ("text", "block") and word:
            self._wrong(msg("没有第 {word} 项。", word=word))
            self.refused = False

    def _summary(self) -> bool:
        """Show the whole and ask for acceptance; False when the person goes back to a question."""
        path = str(self.store.path)
        data = (self.store.text or "").encode()
        questions = self.session.state.questions
        findings = grouped(
            [
                (one, questions.about_cell(one.problem.cell) if one.problem.cell else None)
                for one in self.check(path, data)
            ],
            self.session.state.open_questions,
        )
        self.terminal.line()
        self.terminal.say(show_summary(self.session, findings, self.translate))
        reply = self._line()
        word = reply.text.strip()
        if reply.wish == "text" and word.isascii() and word.isdigit():
            opened = self.session.state.open_questions
            if int(word) == 0 and opened:
                self.session = self.session.go(opened[0].id)
                return False
            target = findings[int(word) - 1][1] if 0 < int(word) <= len(findings) else None
            if target is None:
                self._wrong(msg("没有第 {word} 项，或者它不属于哪一题。", word=word))
            else:
                self.session = self.session.go(target.id)
            return False
        if reply.wish == "text" and word.lower() in {"", *YES}:
            marks = self.session.marks.without(ONGOING)
            final = self.session.answer("")
            if isinstance(final, Taken) and not self.session.state.open_questions:
                marks = final.state.marks
            state = self.session.state.changed(marks=marks)
            self._keep(replace(self.session, state=state))
            return True
        if reply.wish in ("text", "block"):
            self._wrong(msg("请按回车完成，或填序号回到那一题。"))
        elif reply.wish == "forward":
            self.session = replace(self.session, at=None)
        else:
            self._respond(SummaryQuestion(), reply)
        return False

    def _wrong(self, reason: Message) -> None:
        self.refused = True
        self.terminal.line("  " + self.translate(reason), "bad")
