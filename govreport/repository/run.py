"""A run of `check` over many files: each by itself, then across files. Reads files, prints nothing."""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import chain, islice
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from govreport.errors import GovreportError
from govreport.finding import Finding
from govreport.messages import Message
from govreport.repository.jobs import PAYS, Outcome, check_all
from govreport.repository.names import Names
from govreport.repository.settings import Settings
from govreport.repository.walk import Candidate, candidates

if TYPE_CHECKING:
    from govreport.reporters.summary import Statistics
    from govreport.repository.across import Able, Across
    from govreport.repository.baseline import About, Baseline
    from govreport.repository.roster import Roster
    from govreport.rules.digest import Digest


class Result:
    """What a run found. `findings` are in order; `excerpts` are lines by path and number.

    `unreadable` gives a reason by path. `known` are the findings that the baseline took away; `able`
    gives, for the reports and files that it speaks of and that were in the run, which rules could
    speak. `names` are the organs' names; `whole`: the run covers all reports below the
    configuration's folder.
    """

    def __init__(self) -> None:
        self.files = 0
        self.waived = 0
        self.findings: list[Finding] = []
        self.excerpts: dict[str, dict[int, str]] = {}
        self.unreadable: dict[str, Message] = {}
        self.skipped: list[str] = []
        self.known: list[Finding] = []
        self.able: dict[About, Able] = {}
        self.names = Names({})
        self.statistics: Statistics | None = None
        self.whole = False


class Plan(NamedTuple):
    """What to run. `held` are the contents of files that are none (standard input), or to be taken
    instead of what stands in a file.

    `statistics`: also draw up organs by years; `keep_skipped`: list the files passed over. `shown`, when it is not every finding that is wanted, picks those that are.
    `known`: a baseline, whose findings are taken away; all are, when they are all `accepted` into
    it. `progress` is told how many files are done.
    """

    settings: Settings
    jobs: int = 1
    held: Mapping[str, bytes] = MappingProxyType({})
    statistics: bool = False
    keep_skipped: bool = False
    shown: Callable[[Finding], bool] | None = None
    known: Baseline | None = None
    accepted: bool = False
    pays: int = PAYS
    progress: Callable[[int], None] | None = None


def run(plan: Plan, found: Iterable[Candidate], paths: Collection[Path]) -> Result:
    """Check the candidates; `paths` are what the person named, to know whether that is everything.

    Raises GovreportError for a roster that cannot be read, and for a code that means no rule.
    """
    collecting = gc.isenabled()
    gc.disable()  # nothing here goes in circles, and looking for it takes a third of the time
    try:
        return _run(plan, found, paths)
    finally:
        if collecting:
            gc.enable()


def _run(plan: Plan, found: Iterable[Candidate], paths: Collection[Path]) -> Result:
    settings = plan.settings
    settings.rules()
    result = Result()
    stream = iter(found)
    first = list(islice(stream, 2))
    roster = _roster(settings)
    if len(first) < 2 and roster is None and plan.known is None and not plan.statistics:
        for piece in check_all(first, settings, 1, plan.held, digest=False):
            _take(result, piece, plan)
        _settle(plan, result)
        return result
    pieces = check_all(
        chain(first, stream), settings, plan.jobs, plan.held, digest=True, pays=plan.pays
    )
    start = next(pieces)  # from here on others are at work while this process prepares the rest
    from govreport.repository.across import Across
    from govreport.repository.ledger import Ledger

    with Ledger() as ledger:
        done = 0
        for piece in chain([start], pieces):
            ledger.add(_take(result, piece, plan))
            done += len(piece)
            if plan.progress is not None:
                plan.progress(done)
        result.whole = covers_everything(settings.root, paths)
        keys = plan.known.keys() if plan.known is not None else frozenset()
        _second_half(plan, result, Across(ledger, settings, roster, result.whole, plan.jobs, keys))
    return result


def _take(result: Result, piece: list[Outcome], plan: Plan) -> list[Digest]:
    """Enter some outcomes; gives the digests to put aside."""
    digests = []
    known = plan.known
    for one in piece:
        if known is not None and known.files and one.error is None:
            name = known.name_of(one.path)
            if name in known.files:
                result.able[name] = _all_able(plan.settings, one.path)
        if one.error is not None:
            result.unreadable[one.path] = one.error
        elif not one.is_report:
            if plan.keep_skipped:
                result.skipped.append(one.path)
        else:
            result.files += 1
            result.waived += one.waived
            if one.findings:
                result.findings += one.findings
                result.excerpts.setdefault(one.path, {}).update(one.excerpts)
            if one.digest is not None:
                digests.append(one.digest)
    return digests


def _all_able(settings: Settings, path: str) -> Able:
    from govreport.repository.across import Able

    running = frozenset(rule.code for rule in settings.rules(path))
    return Able(running, running)


def _second_half(plan: Plan, result: Result, across: Across) -> None:
    result.names = across.names()
    for verdict in across.verdicts(plan.held):
        result.waived += verdict.waived
        if verdict.key is not None:
            before = result.able.get(verdict.key, verdict.able)
            result.able[verdict.key] = verdict.able.both(before)
        if verdict.findings:
            result.findings += verdict.findings
            result.excerpts.setdefault(verdict.path, {}).update(verdict.excerpts)
    _settle(plan, result)
    if plan.statistics:
        from govreport.repository.statistics import count_up

        result.statistics = count_up(across.ledger, result.names, across.roster, result.findings)


def _settle(plan: Plan, result: Result) -> None:
    """Put the findings in order, and leave those that are wanted and new."""
    result.findings.sort(key=Finding.sort_key)
    result.skipped.sort()
    if plan.shown is not None:
        result.findings = list(filter(plan.shown, result.findings))
        result.able.clear()  # what is not shown is not gone
        result.whole = False
    if plan.accepted:
        result.findings, result.known = [], result.findings
    elif plan.known is not None:
        result.findings, result.known = plan.known.divide(result.findings)


def _roster(settings: Settings) -> Roster | None:
    if settings.roster is None:
        return None
    from govreport.repository.roster import read_roster

    return read_roster(settings.roster)


def covers_everything(root: Path | None, paths: Collection[Path]) -> bool:
    """Whether no report below `root` lies outside the paths: then a missing one is missing indeed."""
    if root is None:
        return False
    named = [path.resolve() for path in paths or (Path(),)]
    if any(root.is_relative_to(one) for one in named):
        return True
    if not any(one.is_dir() for one in named):
        return False
    from govreport.tomlio import load
    from govreport.tomlio.read import read

    for one in candidates([root], lambda _folder, _error: None):
        if not any(one.path.is_relative_to(path) for path in named):
            try:
                claims = load(read(one.path), named=False).claims
            except GovreportError:
                continue
            if claims:
                return False
    return True
