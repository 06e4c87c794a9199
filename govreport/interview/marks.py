"""What an interview must remember that a report has no key for, as one comment in its file.

Answers such as "no preamble" or "yes, there were requests" leave no trace in a report. They stand
in the last line of the file until the report is accepted, so that a killed interview has nothing to
ask twice and no second file is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import quote, unquote

LINE = re.compile(r"(?:\r?\n)?# 访谈进度（填完自动删去）：(?P<marks>[^\r\n]*)\s*\Z")
START = "# 访谈进度（填完自动删去）："
SAFE = "./_-"


@dataclass(frozen=True)
class Marks:
    """`passed`: answered without a trace. `again`: answered, to be confirmed. `values`: the rest."""

    passed: frozenset[str] = frozenset()
    again: frozenset[str] = frozenset()
    values: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.passed or self.again or self.values)

    def with_passed(self, *names: str) -> Marks:
        return replace(self, passed=self.passed | set(names), again=self.again - set(names))

    def with_again(self, names: Iterable[str]) -> Marks:
        return replace(self, again=self.again | set(names))

    def with_value(self, name: str, value: str) -> Marks:
        return replace(self, values={**self.values, name: value})

    def without(self, *names: str) -> Marks:
        """Nothing remembered about some questions."""
        gone = set(names)
        kept = {name: value for name, value in self.values.items() if name not in gone}
        return Marks(self.passed - gone, self.again - gone, kept)


def split_marks(text: str) -> tuple[str, Marks]:
    """The text of a file without the line, and what the line says. Words it cannot mean are lost."""
    found = LINE.search(text)
    if found is None:
        return text, Marks()
    passed, again, values = set(), set(), {}
    for word in found["marks"].split():
        name, equals, value = word.partition("=")
        if equals:
            values[unquote(name)] = unquote(value)
        elif name.startswith("!"):
            again.add(unquote(name[1:]))
        else:
            passed.add(unquote(name))
    return text[: found.start()], Marks(frozenset(passed), frozenset(again), values)


def join_marks(text: str, marks: Marks) -> str:
    """The text with the line at its end; `split_marks` undoes it."""
    if not marks:
        return text
    words = [quote(name, SAFE) for name in sorted(marks.passed)]
    words += ["!" + quote(name, SAFE) for name in sorted(marks.again)]
    words += [f"{quote(k, SAFE)}={quote(v, SAFE + ',')}" for k, v in sorted(marks.values.items())]
    end = "\r\n" if "\r\n" in text else "\n"
    before = text if text.endswith("\n") or not text else text + end
    return f"{before}{end}{START}{' '.join(words)}{end}"
