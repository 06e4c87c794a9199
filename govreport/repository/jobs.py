"""Checks files one by one, here or in several processes, and gives the outcomes in their order.

An `Outcome` is small: a report without findings is a digest and nothing else, so that memory does
not grow with the number of files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from govreport.errors import GovreportError
from govreport.finding import Finding
from govreport.messages import Message, msg
from govreport.repository.settings import Settings
from govreport.repository.team import shared
from govreport.repository.walk import Candidate
from govreport.rules import FileCheck, check_bytes
from govreport.tomlio.read import read

if TYPE_CHECKING:
    from govreport.rules.digest import Digest

CHUNK = 25  # files a process takes at a time
FIRST = 5  # files that this process checks before others are started
PAYS = 300  # files from which on starting processes pays

Work = tuple[str, bool]  # path, and whether a person named it


class Outcome(NamedTuple):
    """What came of one file. `error` says why it could not be read; `excerpts` are lines by number."""

    path: str
    named: bool
    is_report: bool = True
    findings: tuple[Finding, ...] = ()
    waived: int = 0
    excerpts: Mapping[int, str] = {}
    digest: Digest | None = None
    error: Message | None = None


class Checker:
    """Checks one file after the other. Each process has its own.

    `digest`: also make what the rules across files need. `held` gives the contents of those that
    are no files (standard input).
    """

    def __init__(self, settings: Settings, held: Mapping[str, bytes], *, digest: bool) -> None:
        self._settings = settings
        self._held = held
        self._digest = digest
        self._same = None if settings.per_file else settings.options(digest=digest)

    def __call__(self, work: Iterable[Work]) -> list[Outcome]:
        """The outcomes of some files, in their order."""
        return [self._check(path, named) for path, named in work]

    def _check(self, path: str, named: bool) -> Outcome:
        options = self._same or self._settings.options(path, digest=self._digest)
        try:
            data = self._held[path] if path in self._held else read(path)
            verdict = check_bytes(path, data, options, named=named)
        except GovreportError as error:
            return Outcome(path, named, error=error.message)
        except (RecursionError, MemoryError):
            return Outcome(path, named, error=msg("{path} 嵌套太深或太大，处理不了。", path=path))
        return outcome(verdict, named)


def outcome(verdict: FileCheck, named: bool) -> Outcome:
    """What is kept of the check of a file."""
    return Outcome(
        verdict.path,
        named,
        verdict.is_report or named or bool(verdict.findings),
        verdict.findings,
        verdict.waived,
        excerpts(verdict.findings, verdict.text),
        verdict.digest,
    )


def excerpts(findings: Sequence[Finding], text: str | None) -> dict[int, str]:
    """The lines of a file that findings are about, by number."""
    if not findings or text is None:
        return {}
    lines = text.split("\n")
    wanted = {finding.span.line for finding in findings}
    return {number: lines[number - 1] for number in wanted if number <= len(lines)}


def check_all(
    candidates: Iterable[Candidate],
    settings: Settings,
    jobs: int,
    held: Mapping[str, bytes],
    *,
    digest: bool,
    pays: int = PAYS,
) -> Iterator[list[Outcome]]:
    """Check all candidates, `jobs` processes at a time, a piece after the other in their order.

    When the first piece is there, the other processes are at work on the next ones.
    """
    work = ((_name(one), one.named) for one in candidates)
    check = Checker(settings, held, digest=digest)
    first = list(islice(work, pays))
    rest = _pieces(chain(first[FIRST:], work))
    # The first few are done here: what is read and learned from them, every process then has.
    start = check(first[:FIRST])
    others = shared(check, rest, jobs if len(first) >= pays else 1)
    yield start + next(others, [])
    yield from others


def _pieces(work: Iterator[Work]) -> Iterator[list[Work]]:
    while piece := list(islice(work, CHUNK)):
        yield piece


def _name(one: Candidate) -> str:
    return one.path.as_posix() if str(one.path) != "-" else "<stdin>"
