"""A build from beginning to end: plan, skip, work, put in place, remember."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing, nullcontext
from pathlib import Path
from typing import NamedTuple

from govreport.errors import GovreportError
from govreport.messages import Message, msg
from govreport.paths import relative
from govreport.publish import manifest
from govreport.publish.choices import BuildRequest, Choices, choose
from govreport.publish.manifest import Entry, digest
from govreport.publish.plan import Source, refuse_collisions, sources
from govreport.publish.target import Target
from govreport.publish.work import Done, Product, Task, Work
from govreport.rendering import FORMATS, Options, template_folder
from govreport.repository.pool import processors, shared

ALONE = 24  # outputs that one process makes sooner than others have started
CHUNK = 16  # reports that are sent to a process at a time
Progress = Callable[[int, int], None]


class Faulty(NamedTuple):
    """A report with errors, how many, and why nothing could be rendered when it could not."""

    path: Path
    errors: int
    problem: Message | None


class BuildOutcome(NamedTuple):
    """What a build did, or with `check` would do. Outputs are paths below OUT, in order.

    `fresh`: how many outputs nothing had to be done for. `gone`: those whose report is no longer
    there; `removed` those of them that were removed, `edited` those that were not, since somebody
    has changed them.
    """

    choices: Choices
    reports: int
    fresh: int
    products: Sequence[Product]
    faulty: Sequence[Faulty]
    gone: Sequence[str]
    removed: Sequence[str]
    edited: Sequence[str]


def build(request: BuildRequest, progress: Progress) -> BuildOutcome:
    """Bring OUT up to date. Raises GovreportError, and then has changed no output."""
    run = _Build(request)
    with nullcontext() if request.check else run.target.alone():
        run.work(progress)
        return run.finish()


class _Build:
    """A build while it runs. `reports` are the files found to be one, `fresh` counts outputs."""

    def __init__(self, request: BuildRequest) -> None:
        self.request = request
        self.choices = choices = choose(request)
        self.target = Target(choices.out)
        template_folder(Options(templates=choices.templates))
        self.sources = sources(request.paths)
        refuse_collisions(self.sources, choices.formats)
        self.old: Mapping[str, Entry] = {}
        self.do = Work(
            choices,
            manifest.program_digest() + manifest.folder_digest(choices.templates),
            request.force,
            not request.check,
        )
        self.entries: dict[str, Entry] = {}
        self.fresh = 0
        self.reports: list[Source] = []
        self.products: list[Product] = []
        self.faulty: list[Faulty] = []

    def work(self, progress: Progress) -> None:
        """Find out what is to be made, and make it."""
        self.old = manifest.parse(self.target.read(manifest.NAME))
        tasks = []
        for one in self.sources:
            wanted = tuple(name for name in self.choices.formats if not self._is_fresh(one, name))
            self.fresh += len(self.choices.formats) - len(wanted)
            if wanted:
                tasks.append(Task(one, wanted))
            else:
                self.reports.append(one)
        progress(0, len(tasks))
        results = _all(self.do, tasks, self.request.jobs or processors())
        with closing(results):  # none works on when we are cut short
            for count, (task, done) in enumerate(zip(tasks, results, strict=True), 1):
                if done.report:
                    self._take(task.source, done)
                progress(count, len(tasks))

    def _is_fresh(self, one: Source, name: str) -> bool:
        """Whether an output is remembered, and stands there as it was made. Never with `check`."""
        output = one.output(name)
        entry = self.old.get(output)
        if self.request.check or entry is None or entry.key != self.do.key(one, name):
            return False
        if entry.errors and not self.request.force:
            return False
        standing = self.target.read(output)
        if standing is None or digest(standing) != entry.digest:
            return False
        self.entries[output] = entry
        return True

    def _take(self, one: Source, done: Done) -> None:
        self.reports.append(one)
        self.products += done.products
        if done.errors:
            self.faulty.append(Faulty(one.path, done.errors, done.problem))
        for product in done.products:
            self.entries[product.output] = Entry(
                self._seen_from_out(one.path), product.key, product.digest, done.errors
            )

    def finish(self) -> BuildOutcome:
        """Put what was made in its place, remember it, and deal with what is left over."""
        if not self.reports:
            raise GovreportError(
                msg("没有找到报告。"),
                msg("报告是含有 edition 和 [report] 的 .toml 文件；用 govreport new 新建一份。"),
            )
        gone = self._gone()
        removed, edited = ([], []) if self.request.check else self._put_in_place(gone)
        return BuildOutcome(
            self.choices, len(self.reports), self.fresh, sorted(self.products), self.faulty,
            gone, removed, edited,
        )  # fmt: skip

    def _seen_from_out(self, path: Path) -> str:
        return relative(path.absolute(), self.choices.out.absolute())

    def _gone(self) -> list[str]:
        """Outputs of ours whose report is not there any more, or is now called something else."""
        expected = {one.output(name) for one in self.reports for name in FORMATS}
        seen = {self._seen_from_out(one.path) for one in self.sources}
        return sorted(
            output
            for output, entry in self.old.items()
            if output not in expected
            and (entry.source in seen or not (self.choices.out / entry.source).exists())
        )

    def _put_in_place(self, gone: Sequence[str]) -> tuple[list[str], list[str]]:
        """Returns the outputs that were removed, and those that were left since they were edited."""
        kept = {**self.old, **self.entries}
        moved = [one.output for one in self.products if one.state != "same"]
        if moved:  # first say what is ours, so that nothing is forgotten when this is cut short
            self._remember({**kept, **{output: kept[output]._replace(key="") for output in moved}})
        for output in moved:
            self.target.move(output)
        removed, edited = [], []
        for output in gone if self.request.prune else ():
            standing, made = self.target.read(output), kept[output]
            if standing is not None and made.key and digest(standing) != made.digest:
                edited.append(output)
                continue
            self.target.remove(output)
            removed.append(output)
            del kept[output]
        self._remember(kept)
        return removed, edited

    def _remember(self, entries: Mapping[str, Entry]) -> None:
        data = manifest.dump(entries)
        if self.target.read(manifest.NAME) == data or not (entries or self.old):
            return
        self.target.write(manifest.NAME, data)


def _all(do: Work, tasks: Sequence[Task], jobs: int) -> Generator[Done, None, None]:
    """The tasks done, in their order, by this process or by several."""
    yield from do(tasks[:1])  # what it loads and works out, the others find done
    rest = tasks[1:]
    if sum(len(task.formats) for task in tasks) <= ALONE:
        jobs = 1
    size = max(1, min(CHUNK, len(rest) // (jobs * 4)))
    pieces = (rest[start : start + size] for start in range(0, len(rest), size))
    with closing(shared(do, pieces, jobs)) as done:
        for piece in done:
            yield from piece
