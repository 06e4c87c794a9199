"""All the faults of a text that is no TOML, in order, as problems with their places."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import rtoml

from govreport.finding import SYNTAX, Problem, Span
from govreport.messages import msg
from govreport.tomlio.characters import line_and_column
from govreport.tomlio.faults import (
    broken_headers,
    broken_numbers,
    broken_quotes,
    broken_signs,
    broken_texts,
)
from govreport.tomlio.faults.conflict_marks import conflicts
from govreport.tomlio.faults.fault import Edit, Fault, edited, place_before
from govreport.tomlio.faults.toml_statements import Statement, statements
from govreport.tomlio.faults.twice import Seen
from govreport.tomlio.syntax import explain, reason_of, split_error

Recogniser = Callable[[Statement], Fault | None]
# One cause each, in the order in which they are tried: what hides others stands first.
RECOGNISERS: tuple[Recogniser, ...] = (
    broken_headers.stray,
    broken_signs.key_in_chinese,
    broken_signs.sign,
    broken_signs.space,
    broken_headers.header,
    broken_texts.not_closed,
    broken_texts.behind_triple,
    broken_texts.over_lines,
    broken_numbers.nothing,
    broken_numbers.another_key,
    broken_numbers.date,
    broken_numbers.number,
    broken_signs.array,
    broken_quotes.in_quotes,
    broken_signs.backslash,
    broken_signs.control,
)
MOST = 20  # faults that are named
ROUNDS = 6  # faults that one statement may have
LOOKED_AT = 1_000_000  # characters: far beyond a report
LONGEST = 100_000  # characters of a statement whose cause is looked for
LARGE = 1_000_000  # characters of a text that is not parsed again and again
LONE_RETURN = re.compile(r"\r(?!\n)")
LAST_ROUNDS = 8  # faults that only the whole corrected text shows


class _Piece:
    """A statement as it stands corrected, and the edits that led there, first to last."""

    def __init__(self, one: Statement) -> None:
        self.one, self.steps = one, list[tuple[Edit, ...]]()

    def make(self, edits: tuple[Edit, ...]) -> None:
        self.one = self.one.with_text(edited(self.one.text, edits))
        self.steps.append(edits)

    def place(self, at: int) -> int:
        """Where a place in the corrected statement is in the file."""
        for edits in reversed(self.steps):
            at = place_before(at, edits)
        return self.one.start + at

    def blank(self) -> None:
        """Leave the statement out."""
        self.make((Edit(0, len(self.one.text), ""),))


def diagnose(text: str, error: str) -> list[Problem]:
    """The problems of a text that the parser refused with that `error`, at least one, in order.

    At most MOST are named; then the last says how many lines were not looked at any more.
    """
    faults, seen_to = _faults(text)
    if not faults:
        message, line, column = explain(error)
        return [Problem(SYNTAX, message, span=Span(line, column, line, column + 1))]
    faults.sort(key=lambda fault: (fault.start, fault.end))
    problems = [Problem(SYNTAX, one.message, span=_span(text, one)) for one in faults[:MOST]]
    left = text.count("\n", seen_to) + 1 if seen_to < len(text.rstrip()) else 0
    if left or len(faults) > MOST:
        last = problems[-1]
        more = msg(
            "{message}改好这些再核对一次：往下的 {count} 行还没有看。",
            message=last.message,
            count=left,
        )
        problems[-1] = last._replace(message=more)
    return problems


def _faults(text: str) -> tuple[list[Fault], int]:
    """The faults, places as in the text; and up to where the text was looked at."""
    head = (
        text[: text.rfind("\n", 0, LOOKED_AT) + 1 or LOOKED_AT] if len(text) > LOOKED_AT else text
    )
    whole, faults = conflicts(head.replace("\r\n", " \n"))
    faults = faults[:MOST]
    whole, returns = _lone_returns(whole)
    faults += returns
    pieces: list[_Piece] = []
    seen = Seen(whole)
    waiting: tuple[_Piece, Fault] | None = None  # a key that its table has already
    for one in statements(whole):
        piece = _Piece(one)
        pieces.append(piece)
        own = _corrected(piece)
        faults += own
        again = seen.take(piece.one) if piece.one.text.strip() else None
        if waiting is not None:
            first, fault = waiting
            if again is not None and piece.one.part == "pair":
                fault = seen.without_header(first.one, fault)
                again = seen.take(piece.one)
            faults.append(_in_file(first, fault))
            waiting = None
        if again is not None and piece.one.part == "pair":
            waiting = piece, again
        elif again is not None:
            fault = _in_file(piece, again)
            faults += [] if own else [fault]
        if len(faults) >= MOST:
            return faults, one.start + len(one.text)
    if waiting is not None:
        faults.append(_in_file(*waiting))
    faults += _of_the_whole(pieces, len(head))
    return faults, len(head)


def _in_file(piece: _Piece, fault: Fault) -> Fault:
    """A fault at its place in the file, its correction made."""
    placed = Fault(fault.message, piece.place(fault.start), piece.place(fault.end), fault.edits)
    piece.make(fault.edits)
    return placed


def _corrected(piece: _Piece) -> list[Fault]:
    """The faults of a statement by itself; in the end the parser takes it, or it is left out."""
    found: list[Fault] = []
    for _ in range(ROUNDS):
        error = _refused(piece.one.text)
        if error is None:
            return found
        fault = _recognised(piece.one, error) or _unknown(piece.one, error)
        found.append(_in_file(piece, fault))
    if _refused(piece.one.text) is not None:
        piece.blank()
    return found


def _recognised(one: Statement, error: str) -> Fault | None:
    """The first cause with whose correction the parser takes the statement, or gets on in it."""
    if len(one.text) > LONGEST:
        return None
    for recogniser in RECOGNISERS:
        fault = recogniser(one)
        if fault is None:
            continue
        after = one.with_text(edited(one.text, fault.edits))
        if after.text == one.text:
            continue
        left = _refused(after.text)
        if left is None or (left != error and not _again(recogniser(after), fault)):
            return fault
    return None


def _again(after: Fault | None, fault: Fault) -> bool:
    """Whether the same cause is seen once more, so that the correction was none."""
    return after is not None and after.message.template == fault.message.template


def _unknown(one: Statement, error: str) -> Fault:
    """Where the parser stopped in a statement, and what it expected there."""
    what, at = _place(error, one.text)
    end = one.text.find("\n", at)
    end = end if end > at else len(one.text)
    message = msg("读到这里读不下去了：{reason}", reason=reason_of(what))
    return Fault(message, at, max(end, at + 1), (Edit(0, len(one.text), ""),))


def _of_the_whole(pieces: list[_Piece], size: int) -> list[Fault]:
    """What is wrong between statements that are right each by itself."""
    found: list[Fault] = []
    for _ in range(LAST_ROUNDS if size < LARGE else 1):
        text = "\n".join(piece.one.text for piece in pieces)
        error = _refused(text)
        if error is None:
            break
        what, at = _place(error, text)
        starts = [0]
        for piece in pieces:
            starts.append(starts[-1] + len(piece.one.text) + 1)
        hit = next((n for n, (a, b) in enumerate(pairwise(starts)) if a <= at < b), len(pieces) - 1)
        piece = pieces[hit]
        within = min(at - starts[hit], len(piece.one.text))
        message = msg("读到这里读不下去了：{reason}", reason=reason_of(what))
        found.append(Fault(message, piece.place(within), piece.place(len(piece.one.text)), ()))
        piece.blank()
    return found


def _refused(text: str) -> str | None:
    """What the parser says against a text; None when it takes it."""
    if text.startswith("\ufeff"):  # which it would take for the beginning of a file
        return "invalid unquoted key at line 1 column 1"
    try:
        rtoml.loads(text)
    except rtoml.TomlParsingError as error:
        return str(error)
    return None


def _place(error: str, text: str) -> tuple[str, int]:
    """What the parser said, and where in the text: a character."""
    what, line, column = split_error(error)
    at = 0
    for _ in range(line - 1):
        at = text.find("\n", at) + 1
    return what, min(at + column - 1, len(text))


def _lone_returns(text: str) -> tuple[str, list[Fault]]:
    """Line ends of old programs, which are none for the parser: one fault, and the text of the same
    length with others."""
    found = LONE_RETURN.search(text)
    if found is None:
        return text, []
    message = msg(
        "这里换行只用了回车符（U+000D），读不了：请在编辑器里把换行改成 LF 或 CRLF，再保存。"
    )
    return LONE_RETURN.sub("\n", text), [Fault(message, *found.span(), ())]


def _span(text: str, fault: Fault) -> Span:
    start = line_and_column(text, fault.start)
    return Span(*start, *line_and_column(text, max(fault.end, fault.start + 1)))
