"""A build from beginning to end: plan, skip, work, put in place, remember."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing, nullcontext
from pathlib import Path
from typing import NamedTuple

from govreport.errors import GovreportError
from govreport.messages import Message, msg
from govreport.paths import relative
from govreport.publish import manifest
from govreport.publish.choices import BuildRequest, choose
from govreport.publish.plan import Source, refuse_collisions, sources
from govreport.publish.standing import Brought, Standing, done_by_several
from govreport.publish.target import Target
from govreport.publish.work import Done, Task, Work
from govreport.rendering import FORMATS, Options, template_folder
from govreport.repository.pool import processors

Progress = Callable[[int, int], None]


class Faulty(NamedTuple):
    """A report with errors, how many, and why nothing could be rendered when it could not."""

    path: Path
    errors: int
    problem: Message | None


class BuildOutcome(NamedTuple):
    """What a build did, or with `check` would do, to how many reports.

    `templates`: the folder of templates that it went by.
    """

    templates: Path | None
    reports: int
    brought: Brought
    faulty: Sequence[Faulty]


def build(request: BuildRequest, progress: Progress) -> BuildOutcome:
    """Bring OUT up to date. Raises GovreportError, and then has changed no output."""
    run = _Build(request)
    with nullcontext() if request.check else run.target.alone():
        run.work(progress)
        return run.finish()


class _Build:
    """A build while it runs. `reports` are the files found to be one."""

    def __init__(self, request: BuildRequest) -> None:
        self.request = request
        self.choices = choices = choose(request)
        self.target = Target(choices.out)
        template_folder(Options(templates=choices.templates))
        self.sources = sources(request.paths)
        refuse_collisions(self.sources, choices.formats)
        self.do = Work(
            choices,
            manifest.program_digest() + manifest.folder_digest(choices.templates),
            request.force,
            not request.check,
        )
        self.standing: Standing
        self.reports: list[Source] = []
        self.faulty: list[Faulty] = []

    def work(self, progress: Progress) -> None:
        """Find out what is to be made, and make it."""
        self.standing = Standing(self.target, manifest.NAME, trusted=not self.request.check)
        tasks = []
        for one in self.sources:
            wanted = tuple(name for name in self.choices.formats if not self._is_fresh(one, name))
            if wanted:
                tasks.append(Task(one, wanted))
            else:
                self.reports.append(one)
        progress(0, len(tasks))
        outputs = sum(len(task.formats) for task in tasks)
        results = done_by_several(self.do, tasks, outputs, self.request.jobs or processors())
        with closing(results):  # none works on when we are cut short
            for count, (task, done) in enumerate(zip(tasks, results, strict=True), 1):
                if done.report:
                    self._take(task.source, done)
                progress(count, len(tasks))

    def _is_fresh(self, one: Source, name: str) -> bool:
        key = self.do.key(one, name)
        return self.standing.is_fresh(one.output(name), key, faultless=not self.request.force)

    def _take(self, one: Source, done: Done) -> None:
        self.reports.append(one)
        if done.errors:
            self.faulty.append(Faulty(one.path, done.errors, done.problem))
        for product in done.products:
            self.standing.take(product, self._seen_from_out(one.path), done.errors)

    def finish(self) -> BuildOutcome:
        """Put what was made in its place, remember it, and deal with what is left over."""
        if not self.reports:
            raise GovreportError(
                msg("没有找到报告。"),
                msg("报告是含有 edition 和 [report] 的 .toml 文件；用 govreport new 新建一份。"),
            )
        brought = self.standing.brought(
            self._gone(), write=not self.request.check, prune=self.request.prune
        )
        return BuildOutcome(self.choices.templates, len(self.reports), brought, self.faulty)

    def _seen_from_out(self, path: Path) -> str:
        return relative(path.absolute(), self.choices.out.absolute())

    def _gone(self) -> list[str]:
        """Outputs of ours whose report is not there any more, or is now called something else."""
        expected = {one.output(name) for one in self.reports for name in FORMATS}
        seen = {self._seen_from_out(one.path) for one in self.sources}
        return [
            output
            for output, entry in self.standing.old.items()
            if output not in expected
            and (entry.source in seen or not (self.choices.out / entry.source).exists())
        ]
