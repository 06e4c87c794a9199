"""A site from beginning to end: check, take stock, skip, make, put in place, remember."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from govreport.errors import GovreportError
from govreport.messages import Translator, msg
from govreport.publish import manifest
from govreport.publish.site.site_plan import plan_site
from govreport.publish.site.site_tasks import SiteTask, SiteWork, office_formats
from govreport.publish.site.survey import Survey, take_stock
from govreport.publish.standing import Brought, Standing, done_by_several
from govreport.publish.target import Target
from govreport.repository.check import settings_for
from govreport.repository.find import told_from
from govreport.repository.pool import processors
from govreport.repository.run import Plan, Whole, run
from govreport.repository.settings import Settings
from govreport.repository.walk import SITE, Candidate, candidates

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class SiteRequest:
    """What a person asks for. `jobs` is by default one for each processor. `check`: write nothing and
    say what differs."""

    paths: tuple[Path, ...]
    out: Path
    language: str
    jobs: int | None = None
    check: bool = False


class SiteOutcome(NamedTuple):
    """What was done, or with `check` would be. `office`: the formats of offices that were written."""

    survey: Survey
    brought: Brought
    office: tuple[str, ...]


def make_site(request: SiteRequest, progress: Progress) -> SiteOutcome:
    """Bring OUT up to date. Raises GovreportError, and then has changed nothing in it."""
    _refuse(request.out, request.paths)
    target = Target(request.out)
    with nullcontext() if request.check else target.alone():
        standing = Standing(target, SITE, trusted=not request.check)
        survey = _survey(request, standing)
        office = office_formats()
        translate = Translator(request.language)
        wanted, tasks = plan_site(survey, office, translate, manifest.program_digest(), standing)
        _work(request, standing, tasks, progress)
        gone = [output for output in standing.old if output not in wanted]
        brought = standing.brought(gone, write=not request.check, prune=True)
        return SiteOutcome(survey, brought, office)


def _survey(request: SiteRequest, standing: Standing) -> Survey:
    """What `check` knows of the reports, taken stock of."""
    settings = settings_for(request.paths, (), ())
    root = _root(request.paths, settings)
    found: list[Survey] = []

    def then(whole: Whole) -> None:
        if whole.result.unreadable:
            raise GovreportError(next(iter(whole.result.unreadable.values())))
        found.append(take_stock(whole, root))

    plan = Plan(settings, jobs=request.jobs or processors(), keep_checked=True, then=then)
    run(plan, _without_ours(candidates(request.paths), standing), request.paths)
    survey = found[0]
    if next(survey.entries, None) is None:
        raise GovreportError(
            msg("没有找到报告。"),
            msg("报告是含有 edition 和 [report] 的 .toml 文件；用 govreport new 新建一份。"),
        )
    return survey


def _work(
    request: SiteRequest, standing: Standing, tasks: Sequence[SiteTask], progress: Progress
) -> None:
    do = SiteWork(standing.target, request.language, not request.check)
    outputs = sum(len(task.wanted) for task in tasks)
    progress(0, len(tasks))
    results = done_by_several(do, tasks, outputs, request.jobs or processors())
    with closing(results):  # none works on when we are cut short
        for count, products in enumerate(results, 1):
            for one in products:
                standing.take(one, "")
            progress(count, len(tasks))


def _root(paths: Sequence[Path], settings: Settings) -> Path:
    """The folder that pages tell paths from: that of the repository, or one that all paths lie below."""
    root = Path(os.path.realpath(told_from(paths, settings.root)))
    named = [Path(os.path.realpath(one)) for one in paths or (Path(),)]
    if all(one.is_relative_to(root) for one in named):
        return root
    folders = [one if one.is_dir() else one.parent for one in named]
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:  # on several drives
        return root


def _refuse(out: Path, paths: Sequence[Path]) -> None:
    """Raises GovreportError for a path that is no report file, and when reports lie in OUT, where pages
    would stand among them."""
    real = Path(os.path.realpath(out))
    for one in paths or (Path(),):
        if one.is_file() and one.suffix != ".toml":
            raise GovreportError(
                msg("{path} 不是 TOML 文件。", path=str(one)),
                msg("已公开的报告先用 govreport import 转成 TOML。"),
            )
        if Path(os.path.realpath(one)).is_relative_to(real):
            raise GovreportError(
                msg("网站不能写到 {out}：报告就在里面。", out=str(out)),
                msg("用 --out 指明另一个文件夹。"),
            )


def _without_ours(found: Iterable[Candidate], standing: Standing) -> Iterator[Candidate]:
    """The candidates without the copies in OUT that a site offers. Raises GovreportError for a report
    there that is none of them."""
    out = Path(os.path.realpath(standing.target.root))
    for one in found:
        real = Path(os.path.realpath(one.path))
        if not real.is_relative_to(out):
            yield one
        elif real.relative_to(out).as_posix() not in standing.old:
            raise GovreportError(
                msg(
                    "网站不能写到 {out}：里面有别的文件 {path}。", out=str(out), path=str(one.path)
                ),
                msg("用 --out 指明另一个文件夹。"),
            )
