"""Marks in a report that is shown with what is wrong in it: at its figures, and in its text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from govreport.text import clean


class Mark(NamedTuple):
    """What is wrong: the numbers of what is said about it elsewhere on the page, and how severe it is."""

    numbers: tuple[int, ...]
    severity: str

    def with_another(self, number: int, severity: str) -> Mark:
        """The same, where one more thing is wrong."""
        worst = "error" if "error" in (self.severity, severity) else severity
        return Mark((*self.numbers, number), worst)


class Stretch(NamedTuple):
    """A piece of a narrative, from character to character, and what is wrong with it."""

    start: int
    end: int
    mark: Mark


class Marks(NamedTuple):
    """All marks: figures by address, pieces of narratives by the key of their section."""

    figures: Mapping[str, Mark] = MappingProxyType({})
    texts: Mapping[str, Sequence[Stretch]] = MappingProxyType({})


def pieces(text: str, stretches: Sequence[Stretch]) -> list[list[dict[str, object]]]:
    """The paragraphs of a text as `layout` makes them, each cut where a mark begins or ends.

    A paragraph without a mark is an empty list. Of stretches that overlap the first one counts.
    """
    found = []
    start = 0
    for line in text.splitlines(keepends=True):
        if clean(line).strip():
            found.append(list(_cut(line, start, stretches)))
        start += len(line)
    return found


def _cut(line: str, start: int, stretches: Sequence[Stretch]) -> Iterator[dict[str, object]]:
    bare = line.splitlines()[0]
    last = len(bare.rstrip())
    at = first = len(bare) - len(bare.lstrip())
    for one in sorted(stretches):
        begin, end = max(one.start - start, at), min(one.end - start, last)
        if begin < end:
            yield _piece(bare[at:begin])
            yield _piece(bare[begin:end], one.mark)
            at = end
    if at > first:
        yield _piece(bare[at:last])


def _piece(text: str, mark: Mark | None = None) -> dict[str, object]:
    numbers = list(mark.numbers) if mark is not None else []
    return {
        "text": clean(text),
        "marks": numbers,
        "severity": mark.severity if mark is not None else "",
    }
