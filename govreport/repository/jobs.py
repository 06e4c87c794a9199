"""Checks files one by one, here or in several processes, and gives the outcomes in their order.

An `Outcome` is small: a report without findings is a digest and nothing else, so that memory does
not grow with the number of files.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from govreport.checks import FileCheck, check_bytes
from govreport.checks.runner import Options
from govreport.errors import GovreportError
from govreport.finding import Finding
from govreport.messages import Message, msg
from govreport.repository.settings import Settings
from govreport.repository.walk import Candidate
from govreport.tomlio.read import read

if TYPE_CHECKING:
    from govreport.checks.digest import Digest

CHUNK = 50  # files a process takes at a time
PAYS = 300  # files from which on starting processes pays
AHEAD = 4  # chunks a process may lie behind the reading of folders

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


def check_files(
    work: Iterable[Work], settings: Settings, digest: bool, held: Mapping[str, bytes] | None = None
) -> list[Outcome]:
    """Check some files. `held` gives the contents of those that are no files (standard input)."""
    same = None if settings.per_file else settings.options(digest=digest)
    return [
        _check_file(path, named, same or settings.options(path, digest=digest), held or {})
        for path, named in work
    ]


def _check_file(path: str, named: bool, options: Options, held: Mapping[str, bytes]) -> Outcome:
    try:
        data = held[path] if path in held else read(Path(path))
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
    """Check all candidates, `jobs` processes at a time, a piece after the other in their order."""
    work = ((_name(one), one.named) for one in candidates)
    first = list(islice(work, pays))
    if jobs <= 1 or len(first) < pays:
        rest = chain(first, work)
        while piece := list(islice(rest, CHUNK)):
            yield check_files(piece, settings, digest, held)
        return
    # The first few are done here: what is read and compiled for them, every process then has.
    yield check_files(first[:CHUNK], settings, digest, held)
    yield from _in_processes(chain(first[CHUNK:], work), settings, jobs, held, digest)


def _name(one: Candidate) -> str:
    return one.path.as_posix() if str(one.path) != "-" else "<stdin>"


def _in_processes(
    work: Iterator[Work], settings: Settings, jobs: int, held: Mapping[str, bytes], digest: bool
) -> Iterator[list[Outcome]]:
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    pending: deque[Future[list[Outcome]]] = deque()
    with ProcessPoolExecutor(jobs, initializer=gc.disable) as pool:
        try:
            while True:
                while len(pending) < jobs * AHEAD and (piece := list(islice(work, CHUNK))):
                    few = {path: held[path] for path, _ in piece if path in held}
                    pending.append(pool.submit(check_files, piece, settings, digest, few))
                if not pending:
                    return
                yield pending.popleft().result()
        except BrokenProcessPool as error:
            raise GovreportError(
                msg("核对用的一个进程被系统结束了，多半是内存不够。"), msg("用 --jobs 1 再试。")
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)
