"""What an interview must remember that a report has no key for, as one comment in its file.

Answers such as "no preamble" or "yes, there were requests" leave no trace in a report. They stand
in the last line of the file until the report is accepted, so that a killed interview has nothing to
ask twice and no second file is needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from govreport.tomlio.last_line import join_words, split_words

START = "# 访谈进度（填完自动删去）："
PASSED, AGAIN = "", "!"  # the value of what was passed; the sign before what is to be confirmed


@dataclass(frozen=True)
class Marks:
    """Words by name: a question that was answered without a trace, or with `!` before its name one
    that was answered and is to be confirmed; or what has a value of its own."""

    words: Mapping[str, str] = field(default_factory=dict)

    def passed(self, name: str) -> bool:
        return self.words.get(name) == PASSED

    def again(self, name: str) -> bool:
        return AGAIN + name in self.words

    def with_passed(self, name: str) -> Marks:
        return self.with_value(name, PASSED)

    def with_again(self, *names: str) -> Marks:
        return Marks({**self.without(*names).words, **{AGAIN + name: PASSED for name in names}})

    def with_value(self, name: str, value: str) -> Marks:
        return Marks({**self.without(name).words, name: value})

    def without(self, *names: str) -> Marks:
        """Nothing remembered about some questions."""
        gone = {sign + name for name in names for sign in ("", AGAIN)}
        return Marks({name: word for name, word in self.words.items() if name not in gone})


def split_marks(text: str) -> tuple[str, Marks]:
    """The text of a file without the line, and what the line says."""
    plain, words = split_words(text, START)
    return plain, Marks(words)


def join_marks(text: str, marks: Marks) -> str:
    """The text with the line at its end; `split_marks` undoes it."""
    return join_words(text, START, marks.words)
