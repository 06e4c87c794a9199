"""What an interview must remember that a report has no key for, as one comment in its file.

Answers such as "no preamble" or "yes, there were requests" leave no trace in a report. They stand
in the last line of the file until the report is accepted, so that a killed interview has nothing to
ask twice and no second file is needed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

START = "# 访谈进度（填完自动删去）："
LINE = re.compile(rf"(?:\r?\n)?{START}(?P<marks>[^\r\n]*)\s*\Z")
SAFE = "./_-"
PASSED, AGAIN = "", "!"


@dataclass(frozen=True)
class Marks:
    """A word by name: PASSED, answered without a trace; AGAIN, answered, to be confirmed; or a value."""

    words: Mapping[str, str] = field(default_factory=dict)

    def passed(self, name: str) -> bool:
        return self.words.get(name) == PASSED

    def again(self, name: str) -> bool:
        return self.words.get(name) == AGAIN

    def with_passed(self, name: str) -> Marks:
        return self.with_value(name, PASSED)

    def with_again(self, *names: str) -> Marks:
        return Marks({**self.words, **dict.fromkeys(names, AGAIN)})

    def with_value(self, name: str, value: str) -> Marks:
        return Marks({**self.words, name: value})

    def without(self, *names: str) -> Marks:
        """Nothing remembered about some questions."""
        return Marks({name: word for name, word in self.words.items() if name not in names})


def split_marks(text: str) -> tuple[str, Marks]:
    """The text of a file without the line, and what the line says. Words it cannot mean are lost."""
    found = LINE.search(text)
    if found is None:
        return text, Marks()
    words: dict[str, str] = {}
    for one in found["marks"].split():
        name, _, value = one.partition("=")
        words[unquote(name.removeprefix(AGAIN))] = (
            AGAIN if name.startswith(AGAIN) else unquote(value)
        )
    return text[: found.start()], Marks(words)


def join_marks(text: str, marks: Marks) -> str:
    """The text with the line at its end; `split_marks` undoes it."""
    if not marks.words:
        return text
    words = [
        AGAIN * (word == AGAIN)
        + quote(name, SAFE)
        + (f"={quote(word, SAFE + ',')}" if word not in (PASSED, AGAIN) else "")
        for name, word in sorted(marks.words.items())
    ]
    end = "\r\n" if "\r\n" in text else "\n"
    before = text if text.endswith("\n") or not text else text + end
    return f"{before}{end}{START}{' '.join(words)}{end}"
