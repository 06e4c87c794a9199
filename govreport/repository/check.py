"""What `check` does with the reports below some paths: totals set right, then everything checked.

Reads files and, where that is asked for, corrects them and writes the baseline. Prints nothing:
what is to be said on the way goes to `say`.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from govreport.errors import GovreportError
from govreport.messages import Message, msg
from govreport.repository.find import find_configuration
from govreport.repository.run import Around, Request, Result, run
from govreport.repository.settings import Settings
from govreport.repository.walk import DASH, Candidate, inputs
from govreport.rules.rollup import ROLLUP

if TYPE_CHECKING:
    from govreport.repository.fixes import Fix
    from govreport.repository.known import Baseline, Since

Say = Callable[[Message], None]
MANY = 1000  # reports of a run, beyond which nobody is reminded of anything
SHOWN = 5  # unreadable files that are named one by one


def check(
    request: Request, say: Say, progress: AbstractContextManager[Callable[[int], None] | None]
) -> Result:
    """Check the reports. `progress` is open while they are, and told how many files are done.

    Raises GovreportError when there are none, and as `run` does.
    """
    known = _open_baseline(request)
    if request.fix:
        for fix in fixable(request, say):
            fix.write()
            say(msg("{path}：改了 {count} 个合计。", path=fix.path, count=len(fix.changes())))
            for change in fix.changes():
                say(change)
    result = _run(request, known, progress)
    _say_what_was_left_out(request, result, say)
    if not (result.files or result.findings or result.known or result.unreadable):
        if request.changed_since is None:
            raise GovreportError(
                msg("没有找到报告。"),
                msg("报告是含有 edition 和 [report] 的 .toml 文件；用 govreport new 新建一份。"),
            )
        say(msg("没有改动报告。"))
    if known is not None:
        _close_baseline(request, known, result, say)
    return result


def fixable(request: Request, say: Say) -> Iterator[Fix]:
    """The files in which `fix` would set totals."""
    from govreport.repository.fixes import fixes

    return fixes(request.paths, request.settings, request.held, say)


def settings_for(paths: Sequence[Path], select: Sequence[str], ignore: Sequence[str]) -> Settings:
    """The configuration that the paths lie under, with the command line over it.

    `select` stands in place of what the configuration selects and ignores, `ignore` is added to
    what is ignored; each may hold several codes, separated by commas. What is ignored for some
    files stays: it speaks of a place, not of a run.
    """
    path = find_configuration([one for one in paths if one != DASH])
    settings = Settings()
    if path is not None:
        from govreport.repository.config import read_configuration

        settings = read_configuration(path).settings
    if select:
        settings = settings._replace(select=_codes(select), ignore=())
    return settings._replace(ignore=(*settings.ignore, *_codes(ignore)))


def _codes(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(code.strip() for value in values for code in value.split(","))


def exit_code(result: Result, settings: Settings) -> int:
    """2 when something could not be read, 1 for findings that the configuration holds to be severe
    enough."""
    if result.unreadable:
        return 2
    failing = {"error": ("error",), "warning": ("error", "warning"), "never": ()}
    return int(any(one.severity in failing[settings.fail_on] for one in result.findings))


def _run(
    request: Request,
    known: Baseline | None,
    progress: AbstractContextManager[Callable[[int], None] | None],
) -> Result:
    folders: dict[Path, GovreportError] = {}  # those that cannot be read

    def find() -> Iterable[Candidate]:
        return inputs(request.paths, folders.__setitem__)

    with progress as told:
        since = _since(request, find)
        if since is not None and not since.bears_on_reports():
            request.settings.rules()  # a code that means no rule is an error all the same
            return Result()
        result = run(request, find(), Around(folders, since, known, progress=told))
    if request.narrowed:  # what is not looked for as usual is not gone
        result.gone.clear()
    return result


def _since(request: Request, find: Callable[[], Iterable[Candidate]]) -> Since | None:
    """What has changed since a revision; None when everything is to be shown."""
    if request.changed_since is None:
        return None
    from govreport.repository.git import changed_since
    from govreport.repository.known import Since, changes_everything

    paths = [path for path in request.paths if path != DASH]
    change = changed_since(request.changed_since, paths)
    others = [one for one in (request.settings.roster, request.baseline) if one is not None]
    if change is None or changes_everything(change, paths, others):
        return None
    return Since(change, find, request.paths, request.held)


def _open_baseline(request: Request) -> Baseline | None:
    """The baseline to hold the run against; an empty one when the file is yet to be written."""
    file = request.baseline
    if file is None:
        return None
    from govreport.repository.baseline import read_baseline
    from govreport.repository.known import Baseline

    root = request.settings.root or Path(os.path.realpath(file)).parent
    if file.exists():
        return read_baseline(file, root)
    if not request.write_baseline:
        raise GovreportError(
            msg("没有基线文件：{path}", path=str(file)), msg("用 --write-baseline 写一份。")
        )
    return Baseline(Counter(), root)


def _close_baseline(request: Request, known: Baseline, result: Result, say: Say) -> None:
    """Write the file, or say that it could be shorter.

    Writing keeps what this run could not have found: of reports and rules that were not in it.
    """
    from govreport.repository.baseline import written
    from govreport.tomlio.atomic import write_text

    file = request.baseline
    assert file is not None
    left = result.gone
    if request.write_baseline:
        counts = Counter(map(known.entry_of, result.known)) | (known.counts - left)
        write_text(file, written(counts))
        say(msg("基线写好了：{path}，{count} 个问题。", path=str(file), count=counts.total()))
    elif left:
        say(
            msg(
                "基线里有 {count} 个问题已经没有了，可以用 --write-baseline 缩短：{path}",
                count=left.total(),
                path=str(file),
            )
        )


def _say_what_was_left_out(request: Request, result: Result, say: Say) -> None:
    for question in result.questions:
        say(question)
    _say_reminders(request, result, say)
    for path in result.skipped:
        say(msg("跳过（不是报告）：{path}", path=path))
    for path, reason in result.not_compared if request.verbose else ():
        say(
            msg(
                "{path}：没有与各机关核对（{code}）：{reason}",
                path=path,
                code=ROLLUP,
                reason=reason,
            )
        )
    for reason in list(result.unreadable.values())[: None if request.verbose else SHOWN]:
        say(reason)
    more = len(result.unreadable) - SHOWN
    if more > 0 and not request.verbose:
        say(msg("还有 {count} 个文件读不了，用 -v 全部列出。", count=more))


def _say_reminders(request: Request, result: Result, say: Say) -> None:
    """What a person may look at again: in the reports named, in the only one, in all when asked for;
    not where the reports of others are surveyed."""
    surveyed = request.statistics or request.baseline or request.changed_since
    every = request.verbose or result.files == 1
    named = [path for path in request.paths if every or not path.is_dir()]
    if request.today is None or surveyed or result.files > MANY or not (named or every):
        return
    from govreport.repository.look_again import look_again

    found = inputs(named, lambda _folder, _error: None)
    for path, reminder in look_again(
        found, request.held, result.findings, request.today, every=every
    ):
        say(msg("请看一下 {path}：{reminder}", path=path, reminder=reminder))
