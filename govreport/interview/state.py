"""What an interview has so far, all that its questions go by; and what comes of an answer.

Which questions apply and which are open follows from the state; nothing is remembered beside it.
"""

from __future__ import annotations

import datetime
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from govreport.edition import Edition
from govreport.finding import Problem
from govreport.interview.marks import Marks
from govreport.matching.block import Block
from govreport.messages import Message
from govreport.report import Report

ABOUT = "report"  # the place of the questions about the report as a whole
SUMMARY = "summary"  # the place of the last question, and its id
ONGOING = "interview"  # the mark of an interview that has not come to its end

Proofread = Callable[[Report, str], Sequence[Problem]]  # what is wrong with the text of a section


def unread(_report: Report, _section: str) -> Sequence[Problem]:
    """No text is read."""
    return ()


@dataclass(frozen=True)
class Misread:
    """What is wrong in the text of a section, or in the note under its table, and the words in question."""

    problem: Problem
    section: str
    words: str

    @property
    def sign(self) -> str:
        """By what it is known again, wherever its words have moved."""
        told = (self.problem.code, self.words, self.problem.cell, self.problem.expected)
        return f"{zlib.crc32(repr(told).encode()):08x}"


@dataclass(frozen=True)
class State:
    """A report on its way and the marks beside it; last year's report, the day, who reads the texts."""

    report: Report
    marks: Marks = field(default_factory=Marks)
    last: Report | None = None
    today: datetime.date = datetime.date.min
    proofread: Proofread = unread

    @property
    def edition(self) -> Edition:
        return self.report.edition

    @property
    def last_year(self) -> Report | None:
        """Last year's report, unless it is known to be that of another year."""
        if self.last is None or self.report.year is None or self.last.year is None:
            return self.last
        return self.last if self.last.year == self.report.year - 1 else None

    @cached_property
    def misread(self) -> tuple[Misread, ...]:
        """What is wrong in the texts and notes."""
        return tuple(
            Misread(problem, section, text[problem.passage.start : problem.passage.end])
            for section, text in (*self.report.texts.items(), *self.report.notes.items())
            for problem in self.proofread(replace(self.report, texts={section: text}), section)
            if problem.passage is not None
        )

    def changed(self, report: Report | None = None, marks: Marks | None = None) -> State:
        return replace(self, report=report or self.report, marks=marks or self.marks)


@dataclass(frozen=True)
class Taken:
    """The state with the answer in it, and what the person is told was understood.

    `at`: the question to go to, when the answer names one. `done`: the interview is over.
    """

    state: State
    said: Message | None = None
    at: str | None = None
    done: bool = False

    def asking(self, *about: Message) -> Taken | Confirm:
        """This, once the person has agreed to it where there is something to say before."""
        return Confirm(about, self) if about else self


@dataclass(frozen=True)
class Refused:
    """Nothing was taken."""

    reason: Message


@dataclass(frozen=True)
class Confirm:
    """`about` says what would happen; only then `taken`. `block` is a paste to be looked at.

    `instead`: what is taken when the person wants its blanks left open.
    """

    about: tuple[Message, ...]
    taken: Taken
    block: Block | None = None
    instead: Taken | None = None


Result = Taken | Refused | Confirm
