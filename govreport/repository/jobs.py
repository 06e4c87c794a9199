"""Checks files one by one, here or in several processes, and gives the outcomes in their order.

An `Outcome` is small: a report without findings is a digest and nothing else, so that memory does
not grow with the number of files.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from govreport.errors import GovreportError
from govreport.finding import Finding
from govreport.messages import Message, msg
from govreport.repository.pool import shared
from govreport.repository.settings import Settings
from govreport.repository.walk import Candidate, source_name
from govreport.rules.runner import Options, check_file
from govreport.tomlio import Loaded, load
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
    is_report: bool = True
    findings: tuple[Finding, ...] = ()
    waived: int = 0
    excerpts: Mapping[int, str] = {}
    digest: "Digest | None" = None
    error: Message | None = None


class Checker:
    """Checks some files, one after the other.

    `digest`: also make what the rules across files need. `held` gives the contents of those that
    are no files (standard input).
    """

    def __init__(
        self, settings: Settings, digest: bool, held: Mapping[str, bytes] | None = None
    ) -> None:
        self.settings, self.digest, self.held = settings, digest, held or {}

    def __call__(self, work: Iterable[Work]) -> list[Outcome]:
        """The outcomes, in their order."""
        usual = None if self.settings.per_file else self.settings.options(digest=self.digest)
        return [
            self._check(path, named, usual or self.settings.options(path, digest=self.digest))
            for path, named in work
        ]

    def _check(self, path: str, named: bool, options: Options) -> Outcome:
        try:
            data = self.held[path] if path in self.held else read(path)
            done = check_file(path, data, read_as_report(path, data, named=named), options)
        except GovreportError as error:
            return Outcome(path, error=error.message)
        except (RecursionError, MemoryError):
            return Outcome(path, error=msg("{path} 嵌套太深或太大，处理不了。", path=path))
        return Outcome(
            path,
            done.is_report or named or bool(done.findings),
            done.findings,
            done.waived,
            excerpts(done.findings, done.text),
            done.digest,
        )


def read_as_report(path: str, data: bytes, *, named: bool) -> Loaded:
    """A report in the contents of a file: TOML, or a document that a person named."""
    if not named or path.endswith(".toml"):
        return load(data, named=named)
    from govreport.repository.published import load_file

    return load_file(path, data)


def excerpts(findings: Sequence[Finding], text: str | None) -> dict[int, str]:
    """The lines of a file that findings are about, by number."""
    if not findings or text is None:
        return {}
    lines = text.split("\n")
    wanted = {finding.span.line for finding in findings}
    return {number: lines[number - 1] for number in wanted if number <= len(lines)}


def check_all(
    check: Checker, candidates: Iterable[Candidate], jobs: int
) -> Iterator[list[Outcome]]:
    """Check all candidates, `jobs` processes at a time, a piece after the other in their order.

    When the first piece is there, the other processes are at work on the next ones.
    """
    work = ((source_name(one.path), one.named) for one in candidates)
    some = list(islice(work, PAYS))
    files = chain(some[FIRST:], work)
    pieces = iter(lambda: list(islice(files, CHUNK)), [])
    # The first few are done here: what is read and learned from them, every process then has.
    first = check(some[:FIRST])
    others = shared(check, pieces, jobs if len(some) == PAYS else 1)
    yield first + next(others, [])
    yield from others
