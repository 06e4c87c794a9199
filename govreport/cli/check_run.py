"""What `govreport check` does: files in, findings out. The command itself is in `check`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from govreport.cli.check_output import Output, parse_formats, write_outputs
from govreport.cli.output import DASH, STDIN, note, read_input, spare
from govreport.errors import GovreportError
from govreport.messages import Translator, msg
from govreport.repository.pool import processors
from govreport.repository.run import Plan, Result, run
from govreport.repository.settings import Settings
from govreport.repository.walk import Candidate, inputs

if TYPE_CHECKING:
    from govreport.cli.progress import Progress
    from govreport.repository.known import Baseline, Since

SHOWN = 5  # unreadable files that are named one by one


class Request(NamedTuple):
    """The command line of `check`."""

    paths: tuple[Path, ...]
    formats: tuple[str, ...]
    output_file: Path | None
    select: list[str] | None
    ignore: list[str] | None
    fix: bool
    diff: bool
    statistics: bool
    baseline: Path | None
    write_baseline: bool
    changed_since: str | None
    jobs: int | None
    exit_zero: bool
    verbose: bool


def check_reports(request: Request, translate: Translator) -> int:
    """Do what the command line asks for, and return the exit code."""
    outputs = parse_formats(request.formats, request.output_file)
    settings = read_settings(request)
    if request.write_baseline and request.baseline is None:
        raise GovreportError(msg("--write-baseline 要和 --baseline FILE 一起用。"))
    if request.write_baseline and request.select:
        raise GovreportError(
            msg("--write-baseline 不能和 --select 一起用：基线要记下全部规则的问题。"),
            msg("长期不用的规则，写在 govreport.toml 的 ignore 里。"),
        )
    _spare_inputs(request, outputs, settings)
    known = None
    if request.baseline is not None:
        from govreport.cli.check_baseline import open_baseline

        known = open_baseline(request.baseline, request.write_baseline, settings)
    if request.fix or request.diff:
        from govreport.cli.check_fix import fix_files, show_fixes

        if request.diff:
            return show_fixes(request.paths, settings, translate)
        fix_files(request.paths, settings, translate)
    result = _checked(request, settings, known, translate)
    if not (result.files or result.findings or result.known or result.unreadable):
        if request.changed_since is None:
            raise GovreportError(
                msg("没有找到报告。"),
                msg("报告是含有 edition 和 [report] 的 .toml 文件；用 govreport new 新建一份。"),
            )
        note(translate, msg("没有改动报告。"))
    if request.baseline is not None and known is not None:
        from govreport.cli.check_baseline import close_baseline

        close_baseline(request.baseline, request.write_baseline, known, result, translate)
    write_outputs(outputs, result, None if known is None else len(result.known), translate)
    return _exit_code(request, settings, result)


def _spare_inputs(request: Request, outputs: Sequence[Output], settings: Settings) -> None:
    """Raise GovreportError, before anything is written, when that would destroy what is read."""
    read = [*request.paths, settings.roster]
    for one in outputs:
        spare(one.file, *read, request.baseline)
    if request.write_baseline:
        spare(request.baseline, *read)


def _checked(
    request: Request, settings: Settings, known: Baseline | None, translate: Translator
) -> Result:
    held = {STDIN: read_input(Path(DASH))} if Path(DASH) in request.paths else {}
    folders: dict[Path, GovreportError] = {}

    def unreadable(folder: Path, error: GovreportError) -> None:
        folders[folder] = error

    def find() -> Iterable[Candidate]:
        return inputs(request.paths, unreadable)

    with _progress(translate) as progress:
        since = _since(request, settings, find, held)
        plan = Plan(
            settings,
            jobs=request.jobs or processors(),
            held=held,
            unread=folders,
            statistics=request.statistics,
            keep_skipped=request.verbose,
            since=since,
            known=known,
            accepted=request.write_baseline,
            progress=progress.update if progress is not None else None,
        )
        files = find() if since is None or since.bears_on_reports() else ()
        result = run(plan, files, request.paths)
    if request.select or request.ignore:  # what is not looked for as usual is not gone
        result.gone.clear()
    _say_what_was_left_out(request, result, translate)
    return result


def _since(
    request: Request,
    settings: Settings,
    find: Callable[[], Iterable[Candidate]],
    held: Mapping[str, bytes],
) -> Since | None:
    """What has changed since a revision; None when everything is to be shown."""
    if request.changed_since is None:
        return None
    from govreport.repository.git import changed_since
    from govreport.repository.known import Since, changes_everything

    paths = [path for path in request.paths if str(path) != DASH]
    change = changed_since(request.changed_since, paths)
    others = [one for one in (settings.roster, request.baseline) if one is not None]
    if change is None or changes_everything(change, paths, others):
        return None
    return Since(change, find, request.paths, held)


def _say_what_was_left_out(request: Request, result: Result, translate: Translator) -> None:
    for path in result.skipped:
        note(translate, msg("跳过（不是报告）：{path}", path=path))
    for reason in list(result.unreadable.values())[: None if request.verbose else SHOWN]:
        note(translate, reason)
    more = len(result.unreadable) - SHOWN
    if more > 0 and not request.verbose:
        note(translate, msg("还有 {count} 个文件读不了，用 -v 全部列出。", count=more))


def _exit_code(request: Request, settings: Settings, result: Result) -> int:
    if result.unreadable:
        return 2
    if request.exit_zero or settings.fail_on == "never":
        return 0
    failing = ("error",) if settings.fail_on == "error" else ("error", "warning")
    return int(any(finding.severity in failing for finding in result.findings))


def read_settings(request: Request) -> Settings:
    """The configuration, with the command line over it.

    `--select` stands in place of what the configuration selects and ignores, `--ignore` is added to
    what is ignored. What is ignored for some files stays: it speaks of a place, not of a run.
    """
    from govreport.repository.find import find_configuration

    path = find_configuration([one for one in request.paths if str(one) != DASH])
    settings = Settings()
    if path is not None:
        from govreport.repository.config import read_configuration

        settings = read_configuration(path).settings
    if request.select:
        settings = settings._replace(select=_codes(request.select), ignore=())
    if request.ignore:
        settings = settings._replace(ignore=(*settings.ignore, *_codes(request.ignore)))
    return settings


def _codes(values: list[str]) -> tuple[str, ...]:
    """The codes of an option that may be repeated and may hold several, separated by commas."""
    return tuple(code.strip() for value in values for code in value.split(","))


def _progress(translate: Translator) -> AbstractContextManager[Progress | None]:
    import sys

    if not sys.stderr.isatty():
        return nullcontext()
    from govreport.cli.progress import Progress

    return Progress(translate)
