"""A run of `check` over many files: each by itself, then across files. Reads files, prints nothing."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from govreport.errors import GovreportError
from govreport.finding import Finding
from govreport.messages import Message
from govreport.repository.jobs import Checker, Outcome, check_all
from govreport.repository.pool import processors
from govreport.repository.settings import Settings
from govreport.repository.walk import Candidate, candidates

if TYPE_CHECKING:
    import datetime

    from govreport.reporters.summary import Statistics
    from govreport.repository.expected import Years
    from govreport.repository.known import Baseline, Entry, Seen, Since
    from govreport.repository.ledger import Ledger
    from govreport.repository.names import Names
    from govreport.repository.roster import Roster
    from govreport.rules.digest import Digest


class Result:
    """What a run found. `findings` are in order; `excerpts` are lines by path and number.

    `checked` are the paths of all reports, when they are to be kept; `not_compared` rolled-up ones that
    were not held against their members, and why. `unreadable` gives a reason by path. `known` are the findings that the baseline took away, and
    `gone` what it has that is not there any more. `years`: those for which reports are expected.
    `questions`: what a person may look into.
    """

    def __init__(self) -> None:
        self.files = 0
        self.checked: list[str] = []
        self.not_compared: list[tuple[str, Message]] = []
        self.waived = 0
        self.findings: list[Finding] = []
        self.excerpts: dict[str, dict[int, str]] = {}
        self.unreadable: dict[str, Message] = {}
        self.skipped: list[str] = []
        self.known: list[Finding] = []
        self.gone: Counter[Entry] = Counter()
        self.statistics: Statistics | None = None
        self.years: Years | None = None
        self.questions: list[Message] = []

    def take(self, one: Outcome) -> None:
        """Enter findings in a file."""
        self.waived += one.waived
        if one.findings:
            self.findings += one.findings
            self.excerpts.setdefault(one.path, {}).update(one.excerpts)


class Whole(NamedTuple):
    """All that a run knows when it has compared everything, while the ledger is open."""

    result: Result
    ledger: "Ledger"
    names: "Names"
    roster: "Roster | None"


class Request(NamedTuple):
    """What a person asks of `check`. `held` are the contents of files that are none (standard input),
    or to be taken instead of what stands in a file.

    `paths` are what the person named. `narrowed`: rules were chosen for this run. `fix`: set totals
    first. `statistics`: also draw up organs by years; that and `verbose` also ask about names that
    are close. `write_baseline`: all findings are accepted into the file. `jobs`: by default one for
    each processor. `verbose`: list the files passed over; `lists`: and those that are reports.
    `today`: the day, where the person is to be reminded of what may be wrong.
    """

    paths: tuple[Path, ...]
    settings: Settings
    held: Mapping[str, bytes] = {}
    narrowed: bool = False
    fix: bool = False
    statistics: bool = False
    baseline: Path | None = None
    write_baseline: bool = False
    changed_since: str | None = None
    jobs: int | None = None
    verbose: bool = False
    lists: bool = False
    today: "datetime.date | None" = None


class Around(NamedTuple):
    """What else bears on a run. `unread` are the folders that the walk could not look into.

    `since`: only what a change brought is wanted. `known`: a baseline, whose findings are taken away.
    `years`: for which reports are expected, when that is not to follow from the reports. `progress`
    is told how many files are done, `then` goes on with everything that is known.
    """

    unread: Mapping[Path, GovreportError] = {}
    since: "Since | None" = None
    known: "Baseline | None" = None
    years: "Years | None" = None
    progress: Callable[[int], None] | None = None
    then: Callable[[Whole], None] | None = None


ALONE = Around()


def run(request: Request, found: Iterable[Candidate], around: Around = ALONE) -> Result:
    """Check the candidates, which are those that the request's paths lead to.

    Raises GovreportError for a roster that cannot be read, and for a code that means no rule.
    """
    settings = request.settings
    settings.rules()
    result = Result()
    stream = iter(found)
    first = list(islice(stream, 2))
    roster = _roster(settings)
    several = len(first) > 1 or bool(roster or around.known or around.then or request.statistics)
    checker = Checker(settings, several, request.held)
    pieces = check_all(checker, chain(first, stream), request.jobs or processors())
    start = next(pieces)  # from here on others are at work while this process prepares the rest
    digests = _by_file(request, around, result, chain([start], pieces))
    if several:
        from govreport.repository.ledger import Ledger

        with Ledger() as ledger:
            for some in digests:
                ledger.add(some)
            _across_files(request, around, result, ledger, roster)
    else:
        for _ in digests:
            pass
        _settle(request, around, result)
    return result


def _by_file(
    request: Request, around: Around, result: Result, pieces: Iterable[list[Outcome]]
) -> "Iterator[list[Digest]]":
    """Enter what came of each file; gives the digests to put aside."""
    done = 0
    for piece in pieces:
        for one in piece:
            if one.error is not None:
                result.unreadable[one.path] = one.error
            elif one.is_report:
                result.files += 1
                if request.lists:
                    result.checked.append(one.path)
                result.take(one)
            elif request.verbose:
                result.skipped.append(one.path)
        yield [one.digest for one in piece if one.digest is not None]
        done += len(piece)
        if around.progress is not None:
            around.progress(done)
    for number, error in enumerate(around.unread.values()):
        result.unreadable[str(number)] = error.message


def _across_files(
    request: Request, around: Around, result: Result, ledger: "Ledger", roster: "Roster | None"
) -> None:
    from govreport.repository.across import Across
    from govreport.repository.expected import expected_years
    from govreport.repository.names import all_names

    settings, names = request.settings, all_names(ledger.aliases, roster)
    if roster is not None:
        from govreport.repository.merged import settled

        roster = settled(roster, ledger, names)
        result.years = around.years or expected_years(roster, ledger, settings.latest_year)
    whole = covers_everything(settings.root, request.paths)
    across = Across(ledger, settings, roster, names, whole, result.years)
    for one in across.outcomes(request.held):
        result.take(one)
    result.not_compared = sorted(across.not_compared.items())
    seen = None
    if around.known is not None:
        from govreport.repository.known import Seen

        whole = whole and not result.unreadable
        seen = Seen(settings, ledger, names, request.paths, result.unreadable, whole)
    _settle(request, around, result, seen)
    if request.statistics or request.verbose:
        from govreport.repository.close_names import close_names

        result.questions += close_names(ledger, names, roster)
    if request.statistics:
        from govreport.repository.statistics import count_up

        result.statistics = count_up(ledger, names, roster, result.findings)
    if around.then is not None:
        around.then(Whole(result, ledger, names, roster))


def _settle(request: Request, around: Around, result: Result, seen: "Seen | None" = None) -> None:
    """Put the findings in order, and leave those that are wanted and new."""
    result.findings.sort(key=Finding.sort_key)
    result.skipped.sort()
    if around.since is not None:
        before = partial(_before, request, around.since, result.years)
        result.findings = around.since.brought(result.findings, before)
    elif around.known is not None and seen is not None:
        result.gone = around.known.gone(result.findings, seen)
    if request.write_baseline:
        result.findings, result.known = [], result.findings
    elif around.known is not None:
        result.findings, result.known = around.known.divide(result.findings)


def _before(request: Request, since: "Since", years: "Years | None") -> list[Finding]:
    """What the same run finds in the files as they were, asked for reports on the same years."""
    held: dict[str, bytes] = {}
    old = list(since.files_before(held))
    again = Request(request.paths, request.settings, held, jobs=request.jobs)
    return run(again, old, Around(years=years)).findings


def _roster(settings: Settings) -> "Roster | None":
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
