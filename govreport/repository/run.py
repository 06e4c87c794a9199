"""A run of `check` over many files: each by itself, then across files. Reads files, prints nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from govreport.errors import GovreportError
from govreport.finding import Finding
from govreport.messages import Message
from govreport.repository.jobs import Checker, Outcome, check_all
from govreport.repository.settings import Settings
from govreport.repository.walk import Candidate, candidates

if TYPE_CHECKING:
    from govreport.reporters.summary import Statistics
    from govreport.repository.expected import Years
    from govreport.repository.known import Baseline, Entry, Seen, Since
    from govreport.repository.ledger import Ledger
    from govreport.repository.names import Names
    from govreport.repository.roster import Roster
    from govreport.rules.digest import Digest


@dataclass
class Result:
    """What a run found. `findings` are in order; `excerpts` are lines by path and number.

    `checked` are the paths of all reports, when they are to be kept; `not_compared` rolled-up ones that
    were not held against their members, and why. `unreadable` gives a reason by path. `known` are the findings that the baseline took away, and
    `gone` what it has that is not there any more. `years`: those for which reports are expected.
    `questions`: what a person may look into.
    """

    files: int = 0
    checked: list[str] = field(default_factory=list)
    not_compared: list[tuple[str, Message]] = field(default_factory=list)
    waived: int = 0
    findings: list[Finding] = field(default_factory=list)
    excerpts: dict[str, dict[int, str]] = field(default_factory=dict)
    unreadable: dict[str, Message] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    known: list[Finding] = field(default_factory=list)
    gone: Counter[Entry] = field(default_factory=Counter)
    statistics: Statistics | None = None
    years: Years | None = None
    questions: list[Message] = field(default_factory=list)

    def take(self, one: Outcome) -> None:
        """Enter findings in a file."""
        self.waived += one.waived
        if one.findings:
            self.findings += one.findings
            self.excerpts.setdefault(one.path, {}).update(one.excerpts)


class Whole(NamedTuple):
    """All that a run knows when it has compared everything, while the ledger is open."""

    result: Result
    ledger: Ledger
    names: Names
    roster: Roster | None


@dataclass(frozen=True)
class Plan:
    """What to run. `held` are the contents of files that are none (standard input), or to be taken
    instead of what stands in a file; `unread` the folders that the walk could not look into.

    `statistics`: also draw up organs by years; `keep_skipped`: list the files passed over;
    `keep_checked`: and those that are reports. `statistics` and `keep_skipped` also ask about names
    that are close. `since`: only what a change brought is wanted. `known`: a baseline, whose findings
    are taken away; all are, when they are all `accepted` into it. `years`: for which reports are
    expected, when that is not to follow from the reports. `progress` is told how many files are done,
    `then` goes on with everything that is known.
    """

    settings: Settings
    jobs: int = 1
    held: Mapping[str, bytes] = field(default_factory=dict)
    unread: Mapping[Path, GovreportError] = field(default_factory=dict)
    statistics: bool = False
    keep_skipped: bool = False
    keep_checked: bool = False
    since: Since | None = None
    known: Baseline | None = None
    accepted: bool = False
    years: Years | None = None
    progress: Callable[[int], None] | None = None
    then: Callable[[Whole], None] | None = None


def run(plan: Plan, found: Iterable[Candidate], paths: Collection[Path]) -> Result:
    """Check the candidates; `paths` are what the person named, to know whether that is everything.

    Raises GovreportError for a roster that cannot be read, and for a code that means no rule.
    """
    settings = plan.settings
    settings.rules()
    result = Result()
    stream = iter(found)
    first = list(islice(stream, 2))
    roster = _roster(settings)
    several = len(first) > 1 or bool(roster or plan.known or plan.statistics or plan.then)
    pieces = check_all(Checker(settings, several, plan.held), chain(first, stream), plan.jobs)
    start = next(pieces)  # from here on others are at work while this process prepares the rest
    digests = _by_file(plan, result, chain([start], pieces))
    if several:
        from govreport.repository.ledger import Ledger

        with Ledger() as ledger:
            for some in digests:
                ledger.add(some)
            _across_files(plan, result, ledger, roster, paths)
    else:
        for _ in digests:
            pass
        _settle(plan, result, paths)
    return result


def _by_file(plan: Plan, result: Result, pieces: Iterable[list[Outcome]]) -> Iterator[list[Digest]]:
    """Enter what came of each file; gives the digests to put aside."""
    done = 0
    for piece in pieces:
        for one in piece:
            if one.error is not None:
                result.unreadable[one.path] = one.error
            elif one.is_report:
                result.files += 1
                if plan.keep_checked:
                    result.checked.append(one.path)
                result.take(one)
            elif plan.keep_skipped:
                result.skipped.append(one.path)
        yield [one.digest for one in piece if one.digest is not None]
        done += len(piece)
        if plan.progress is not None:
            plan.progress(done)
    for number, error in enumerate(plan.unread.values()):
        result.unreadable[str(number)] = error.message


def _across_files(
    plan: Plan, result: Result, ledger: Ledger, roster: Roster | None, paths: Collection[Path]
) -> None:
    from govreport.repository.across import Across
    from govreport.repository.expected import expected_years
    from govreport.repository.names import all_names

    settings, names = plan.settings, all_names(ledger.aliases, roster)
    if roster is not None:
        from govreport.repository.merged import settled

        roster = settled(roster, ledger, names)
        result.years = plan.years or expected_years(roster, ledger, settings.latest_year)
    whole = covers_everything(settings.root, paths)
    across = Across(ledger, settings, roster, names, whole, result.years)
    for one in across.outcomes(plan.held):
        result.take(one)
    result.not_compared = sorted(across.not_compared.items())
    seen = None
    if plan.known is not None:
        from govreport.repository.known import Seen

        whole = whole and not result.unreadable
        seen = Seen(settings, ledger, names, paths, result.unreadable, whole)
    _settle(plan, result, paths, seen)
    if plan.statistics or plan.keep_skipped:
        from govreport.repository.close_names import close_names

        result.questions += close_names(ledger, names, roster)
    if plan.statistics:
        from govreport.repository.statistics import count_up

        result.statistics = count_up(ledger, names, roster, result.findings)
    if plan.then is not None:
        plan.then(Whole(result, ledger, names, roster))


def _settle(plan: Plan, result: Result, paths: Collection[Path], seen: Seen | None = None) -> None:
    """Put the findings in order, and leave those that are wanted and new."""
    result.findings.sort(key=Finding.sort_key)
    result.skipped.sort()
    if plan.since is not None:
        before = partial(_before, plan, plan.since, paths, result.years)
        result.findings = plan.since.brought(result.findings, before)
    elif plan.known is not None and seen is not None:
        result.gone = plan.known.gone(result.findings, seen)
    if plan.accepted:
        result.findings, result.known = [], result.findings
    elif plan.known is not None:
        result.findings, result.known = plan.known.divide(result.findings)


def _before(
    plan: Plan, since: Since, paths: Collection[Path], years: Years | None
) -> list[Finding]:
    """What the same run finds in the files as they were, asked for reports on the same years."""
    held: dict[str, bytes] = {}
    old = list(since.files_before(held))
    again = Plan(plan.settings, plan.jobs, held, years=years)
    return run(again, old, paths).findings


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
                if load(read(one.path), named=False).claims:
                    return False
            except GovreportError:
                continue
    return True
