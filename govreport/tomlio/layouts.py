"""The fast way to a report's words, for files in which all but the words is as in a file met before.

What a file says outside its tables is cut at every quotation mark. What lies between two of them is
the contents of a string, or it is the same in all files of a *layout*, save for the year and the
date. Of the first file of a layout the parser is asked which string is which key, by giving it the
same text with marked strings.

As with the shapes of tables, what comes of it is what the ordinary way makes of the file when nothing
is wrong, or nothing. It is exact, since a layout, its strings and its figures together are the text:
no string has a quotation mark, a backslash or a control character in it, nor a line end unless three
quotation marks stand around it, so that each ends where the one in the first file did.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

import rtoml

from govreport.edition import Edition, Field
from govreport.report import TEXT, Report
from govreport.tomlio.about import parse_field

MOST = 16  # layouts that are learned; each file is held against those of as many parts
MEMORY = 1000  # values of a key that are kept
MARK = b"govreport-string-%d-"
FIGURE = re.compile(rb"(?<=\n)(\w+) = ([0-9]{4}(?:-[0-9]{2}-[0-9]{2})?)(?=\n)")
UNSAFE = bytes({*range(0x20), 0x7F, ord("\\")} - {ord("\t"), ord("\n")})
ABOUT = "report"
Convert = Callable[[bytes], object]
Figures = tuple[int, tuple[bytes, ...], tuple[tuple[str, Convert], ...]]  # part, around, keys


class Layout(NamedTuple):
    """The parts of a file between quotation marks: which are always the same, and what the others
    are. `figures` are parts with a year or a date in them, and what stands around those."""

    fixed: Callable[[Sequence[bytes]], tuple[bytes, ...]]
    same: tuple[bytes, ...]
    about: tuple[tuple[int, str, Convert], ...]
    texts: tuple[tuple[int, str, bool], ...]
    figures: tuple[Figures, ...]


class Layouts:
    """The layouts met so far, by the number of their parts."""

    def __init__(self) -> None:
        self._known: dict[tuple[Edition, int], list[Layout]] = {}
        self._count = 0

    def words(
        self, edition: Edition, rest: bytes
    ) -> tuple[dict[str, object], dict[str, str]] | None:
        """What a report says about itself and its texts, as in `Report`, if the layout is known and
        nothing is wrong. `rest` is the file without its tables."""
        parts = rest.split(b'"')
        for layout in self._known.get((edition, len(parts)), ()):
            if layout.fixed(parts) == layout.same and len(rest.translate(None, UNSAFE)) == len(
                rest
            ):
                try:
                    return _words(layout, parts)
                except ValueError:
                    return None
        return None

    def learn(self, rest: bytes, report: Report, alone: str) -> None:
        """Take note of the layout of a file in which nothing is wrong; `alone` as in `_layout`."""
        if self._count < MOST and len(rest.translate(None, UNSAFE)) == len(rest):
            parts = rest.split(b'"')
            layout = _layout(parts, report, alone)
            if layout is not None:
                self._known.setdefault((report.edition, len(parts)), []).append(layout)
                self._count += 1


def _words(layout: Layout, parts: Sequence[bytes]) -> tuple[dict[str, object], dict[str, str]]:
    about = {key: convert(parts[place]) for place, key, convert in layout.about}
    for place, around, figures in layout.figures:
        cut = FIGURE.split(parts[place])
        if tuple(cut[::3]) != around:
            raise ValueError(parts[place])
        for (key, convert), stated, figure in zip(figures, cut[1::3], cut[2::3], strict=True):
            if stated.decode() != key:
                raise ValueError(stated)
            about[key] = convert(figure)
    texts = {}
    for place, key, lines in layout.texts:
        text = parts[place].decode()
        if lines:
            text = text.removeprefix("\n")
        elif "\n" in text:
            raise ValueError(text)
        texts[key] = text
    return about, texts


def _layout(parts: list[bytes], report: Report, alone: str) -> Layout | None:
    """The layout of a file; None when the parser does not understand it as it is understood here.

    `alone` is an empty table that the file has besides.
    """
    strings = _strings(parts)
    if strings is None:
        return None
    marked = parts.copy()
    for place, _ in strings:
        marked[place] = MARK % place
    try:
        data = rtoml.loads(b'"'.join(marked).decode())
    except ValueError:
        return None
    fields = {field.key: field for field in report.edition.fields}
    found = _keys(
        data, {(MARK % place).decode(): (place, three) for place, three in strings}, fields
    )
    if found is None:
        return None
    about, texts = found
    changing = {place for place, *_ in (*about, *texts)}
    figures: list[Figures] = []
    for place, part in enumerate(parts):
        cut = FIGURE.split(part) if place not in changing else [part]
        named = tuple(key.decode() for key in cut[1::3])
        if named and fields.keys() >= set(named):
            changing.add(place)
            converts = tuple((key, _Convert(fields[key])) for key in named)
            figures.append((place, tuple(cut[::3]), converts))
    fixed = itemgetter(*(place for place in range(len(parts)) if place not in changing))
    layout = Layout(fixed, fixed(parts), tuple(about), tuple(texts), tuple(figures))
    try:
        stated, written = _words(layout, parts)
    except ValueError:
        return None
    marks = {key: (MARK % place).decode() for place, key, _ in about}
    expected = {
        "edition": data["edition"],
        ABOUT: stated | marks,
        alone: {},
        **{key: {TEXT: (MARK % place).decode()} for place, key, _ in texts},
    }
    right = data == expected and (stated, written) == (report.about, report.texts)
    return layout if right else None


def _keys(
    data: Mapping[str, Any], marks: dict[str, tuple[int, bool]], fields: Mapping[str, Field]
) -> tuple[list[tuple[int, str, Convert]], list[tuple[int, str, bool]]] | None:
    """Which part is which key of [report], and which is the text of which section; None when there
    are other strings, in comments for instance."""
    about: list[tuple[int, str, Convert]] = []
    texts: list[tuple[int, str, bool]] = []
    left = set(marks) - {str(data.get("edition"))}
    for table, values in data.items():
        for key, value in values.items() if isinstance(values, dict) else ():
            if not isinstance(value, str) or value not in left:
                continue
            left.remove(value)
            place, three = marks[value]
            if table == ABOUT and key in fields and not three:
                about.append((place, key, _Convert(fields[key])))
            elif key == TEXT:
                texts.append((place, table, three))
    return None if left else (about, texts)


def _strings(parts: Sequence[bytes]) -> list[tuple[int, bool]] | None:
    """Which parts are the contents of strings, and whether in three quotation marks; None when they
    do not come out even."""
    found: list[tuple[int, bool]] = []
    place = 0  # of a part outside of strings
    while place < len(parts) - 1:
        three = parts[place + 1 : place + 3] == [b"", b""]
        found.append((place + 3 if three else place + 1, three))
        if three and parts[place + 4 : place + 6] != [b"", b""]:
            return None
        place += 6 if three else 2
    return found if place == len(parts) - 1 else None


class _Convert(dict[bytes, object]):
    """What a key of [report] says, by how it is written. Raises ValueError for what it may not."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._field = field

    def __call__(self, written: bytes) -> object:
        found = self.get(written)
        if found is None:
            found = self._convert(written)
            if len(self) < MEMORY:
                self[written] = found
        return found

    def _convert(self, written: bytes) -> object:
        value: object = written.decode()
        if b"\n" in written:
            raise ValueError(written)
        if self._field.type == "year":
            value = int(written)
        elif self._field.type == "date":
            value = datetime.date.fromisoformat(written.decode())
        meant, _, wrong = parse_field(self._field, value)
        if wrong is not None:
            raise ValueError(written)
        return meant
