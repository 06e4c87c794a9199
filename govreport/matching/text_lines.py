"""Lines of text → strips, in every form in which people separate the cells of a table.

Tabs, bars, spaces, drawn lines, one cell a line with or without blank lines between; forms may
change from line to line. A line says by itself which form it has, except that a lone bar between
cells is told from a row of blanks by the lines around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from govreport.matching.drawn_grids import drawn_edge, drawn_grid, drawn_line
from govreport.matching.grids import grid_strips
from govreport.matching.label_words import kinds
from govreport.matching.normal import plain, visible
from govreport.matching.piece import Piece, Slot, Strip
from govreport.matching.values import value_like
from govreport.messages import msg

_RULE = re.compile(r"(?=.*(?:-{3}|─{3}|━{3}|={3}|_{3}|:-))[-─━=_:+|\s]+")
_PAGE = re.compile(
    r"[-—–－·]+\s*\d{1,3}\s*[-—–－·]+|第\s*\d{1,3}\s*页.{0,12}|\d{1,3}\s*/\s*\d{1,3}(?=$)"
)
_SENTENCE = re.compile(r"[。；;！!？?]")
_GLUED = re.compile(r"(\D*[^\W\d_]\D*?)\d+")
_BARS = re.compile(r"[|｜]")

Item = Strip | Piece  # a strip, or a line that is no part of a table


def text_strips(lines: Sequence[Piece]) -> list[Item]:
    """The strips of some lines, in order, and between them the lines that are prose."""
    return _Lines(lines).items()


class _Lines:
    def __init__(self, lines: Sequence[Piece]) -> None:
        self.lines = lines
        self.found: list[Item] = []
        self.labels: list[Piece] = []
        self.values: list[Piece] = []
        self.gaps: list[int] = []
        self.blank = 0
        self.glued = False

    def items(self) -> list[Item]:
        at = 0
        while at < len(self.lines):
            at = self._take(at)
        self._flush()
        if self.labels:
            self.found.append(Strip(tuple(self.labels), (), "flat", (self.blank,)))
        return self.found

    def _take(self, at: int) -> int:
        """Read the line at `at`, or the drawn table or bars that begin there; where to go on."""
        line = self.lines[at]
        if drawn_edge(line.text):
            end = at
            while end < len(self.lines) and drawn_line(self.lines[end].text):
                end += 1
            if (drawn := drawn_grid([one.text for one in self.lines[at:end]])) is not None:
                self._flush()
                grid, starts = drawn
                numbers = [self.lines[at + start].line or 0 for start in starts]
                self._emit_all(grid_strips(grid, numbers))
                return end
        shown = visible(line.text)
        if _BARS.search(line.text):
            end = self._bars(at)
            if end > at:
                return end
        if not shown and "\t" not in line.text:
            self.blank += 1
        elif shown and (_RULE.fullmatch(shown) or _PAGE.fullmatch(shown)):
            pass
        elif is_fields(line.text):
            self._fields(line, fields_of(line.text))
        else:
            self._words(line, shown)
        return at + 1

    def _bars(self, at: int) -> int:
        """Lines with one cell each and a bar between: read them to their end, if that is the form."""
        end = at
        cells: list[Piece] = []
        while end < len(self.lines):
            text = self.lines[end].text
            parts = [visible(part) for part in _BARS.split(text)]
            if len([part for part in parts if part]) > 1 or "\t" in text:
                break
            if not visible(text) or _BARS.search(text) is None:
                ahead = self.lines[end + 1 : end + 3]
                if not any(visible(one.text) == "|" for one in ahead) and cells:
                    if visible(text):
                        break
                    end += 1
                    continue
            cells.append(self.lines[end])
            end += 1
        single = [one for one in cells if visible(one.text) not in ("", "|")]
        if len(single) < 4 or not any(_BARS.search(one.text) for one in cells):
            return at
        for one in cells:
            for part in re.split(r"([|｜])", one.text):
                if part in ("|", "｜"):
                    self.blank += 1
                elif visible(part):
                    self._cell(Piece(part, one.line), visible(part))
        return end

    def _cell(self, piece: Piece, shown: str) -> None:
        """One cell that is a line of its own."""
        if value_like(shown):
            if not self.values:
                self.gaps = []
            self.gaps.append(self.blank)
            self.values.append(piece)
        else:
            self._label(piece, shown)
        self.blank = 0

    def _label(self, piece: Piece, shown: str) -> None:
        self._flush()
        if _SENTENCE.search(shown) and not kinds(plain(shown)):
            self.found.append(piece)
            return
        glued = _GLUED.fullmatch(plain(shown))
        if glued is not None and "row" in kinds(glued[1]):
            self.labels.append(Piece(glued[1], piece.line))
            self._emit(Strip(tuple(self.labels), (Slot(piece),), "flat",
                             doubt=msg("行名和数字连在一起，分不清：“{text}”", text=shown)))  # fmt: skip
            return
        self.labels.append(piece)

    def _flush(self) -> None:
        """A row of single cells has ended."""
        if self.values:
            gaps = (*self.gaps, self.blank)
            slots = tuple(Slot(value) for value in self.values)
            self._emit(Strip(tuple(self.labels), slots, "flat", gaps))
        elif self.labels and self.blank and self._ends_in_row():
            self._emit(Strip(tuple(self.labels), (), "flat", (self.blank,)))
        self.values = []

    def _ends_in_row(self) -> bool:
        found = kinds(plain(self.labels[-1].text))
        return "row" in found and "column" not in found

    def _emit(self, strip: Strip) -> None:
        self.found.append(strip)
        self.labels = []
        self.values = []
        self.blank = 0

    def _emit_all(self, strips: list[Strip]) -> None:
        for number, strip in enumerate(strips):
            before = tuple(self.labels) if number == 0 else ()
            self.found.append(strip._replace(labels=(*before, *strip.labels)))
        self.labels = []
        self.blank = 0

    def _words(self, line: Piece, shown: str) -> None:
        words = shown.split(" ")
        first = next((i for i, word in enumerate(words) if value_like(word)), len(words))
        if first == 0 and len(words) > 1 and not value_like(words[1]) and len(words[0]) < 3:
            more = (i for i, word in enumerate(words[1:], 1) if value_like(word))
            first = next(more, len(words))  # a numeral that numbers the label behind it
        if first == len(words) or len(words) == 1:
            self._cell(line, shown)
            return
        if _SENTENCE.search(shown):
            self._label(line, shown)
            return
        self._row(line, words[:first], words[first:], "spaced", 0)

    def _fields(self, line: Piece, fields: list[str]) -> None:
        """A line of fields: labels, then places for numbers, blank ones included."""
        shown = [visible(one) for one in fields]
        if not any(shown) and not self.labels and not self.found:
            return
        first = next((i for i, one in enumerate(shown) if value_like(one)), len(shown))
        filled = [i for i, one in enumerate(shown) if one]
        depth = 0
        for i in range(first):
            if shown[i] and (depth in (0, i) or "row" in kinds(plain(shown[i]))):
                depth = i + 1
        if first == len(shown) and filled and filled[-1] >= depth:
            depth = filled[-1] + 1
        labels = [one for one in shown[:depth] if one]
        text = plain("".join(labels))
        if first == len(shown) and labels and not self._is_blank_row(labels, fields, depth):
            self._flush()
            if _SENTENCE.search("".join(labels)) and not kinds(text):
                self.found.append(line)
            else:
                self.labels += [Piece(one, line.line) for one in labels]
            self.blank = 0
            return
        self._row(line, labels, fields[depth:], "fields", depth)

    def _is_blank_row(self, labels: list[str], fields: list[str], depth: int) -> bool:
        """Whether a line without numbers is a row left blank, and not a part of the header."""
        found = kinds(plain(labels[-1]))
        if len(fields) == depth:
            return False
        if "column" in found:
            others = (*(one.text for one in self.labels), *labels[:-1])
            return "row" in found and "column" not in kinds(plain("".join(others)))
        return "row" in found if found else len(labels) < 3

    def _row(
        self, line: Piece, labels: Sequence[str], fields: Sequence[str], form: str, depth: int
    ) -> None:
        self._flush()
        pieces = [*self.labels, *(Piece(one, line.line) for one in labels)]
        slots = tuple(
            Slot(Piece(one, line.line, None, depth + number + 1))
            for number, one in enumerate(fields)
        )
        made = Strip(tuple(pieces), slots, "fields" if form == "fields" else "spaced", depth=depth)
        self._emit(made)


def is_fields(text: str) -> bool:
    """Whether a line is cut into fields, blank ones included."""
    return "\t" in text or _BARS.search(text) is not None


def fields_of(text: str) -> list[str]:
    """The fields between tabs, or between bars; bars at the ends of the line are its frame."""
    if "\t" in text:
        return text.split("\t")
    fields = _BARS.split(text.strip())
    if fields and not fields[0].strip():
        del fields[0]
    if len(fields) > 1 and not fields[-1].strip() and text.strip()[0] in "|｜":
        del fields[-1]
    return fields
