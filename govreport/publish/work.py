"""The outputs of one report: checked, rendered, compared with what stands in OUT, shelved.

Runs in a worker process or in this one; what it is given and what it returns can be sent between
processes. Puts nothing in its place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from govreport.messages import Message
from govreport.publish.choices import Choices
from govreport.publish.manifest import digest
from govreport.publish.plan import Source
from govreport.publish.product import Product, product
from govreport.publish.target import Target
from govreport.rendering import WORD, Options, render
from govreport.report import Report
from govreport.rules.runner import check_loaded
from govreport.tomlio import load


class Task(NamedTuple):
    """What is to be made of one file."""

    source: Source
    formats: tuple[str, ...]


class Done(NamedTuple):
    """What became of a file. `report`: it holds one. `problem`: why there is nothing to render.

    Where a report has errors, there are products only when they were asked for all the same.
    """

    report: bool
    errors: int = 0
    problem: Message | None = None
    products: tuple[Product, ...] = ()


@dataclass(frozen=True)
class Work:
    """Does tasks. `program` stands for all that outputs depend on beside report and choices.

    `force`: render reports with errors too, as drafts, and replace Word files that were worked on. `write`: shelve what differs; else say how it does.
    """

    choices: Choices
    program: bytes
    force: bool
    write: bool

    def __call__(self, tasks: Iterable[Task]) -> list[Done]:
        """What became of each. Raises GovreportError for a user's template that does not work."""
        return list(map(self._done, tasks))

    def key(self, one: Source, name: str) -> str:
        """Stands for everything that an output in that format depends on."""
        choices = f"{name}\n{self.choices.tables[name]}\n{one.below}"
        return digest(self.program, choices.encode("utf-8", "surrogateescape"), one.data)

    def _done(self, task: Task) -> Done:
        source = task.source
        loaded = load(source.data, named=source.named)
        if not loaded.claims and not loaded.problems:
            return Done(report=False)
        findings = check_loaded(source.path.as_posix(), loaded).findings
        errors = sum(finding.severity == "error" for finding in findings)
        if loaded.report is None:
            return Done(True, max(errors, 1), loaded.reason)
        if errors and not self.force:
            return Done(True, errors)
        draft = errors > 0
        products = tuple(self._product(task, loaded.report, name, draft) for name in task.formats)
        return Done(True, errors, products=products)

    def _product(self, task: Task, report: Report, name: str, draft: bool) -> Product:
        source, target = task.source, Target(self.choices.out)
        tables, templates = self.choices.tables[name], self.choices.templates
        options = Options(tables, templates=templates, source=source.below, draft=draft)
        made, output, key = (
            render(report, name, options),
            source.output(name),
            self.key(source, name),
        )
        guard = name == WORD and not self.force
        return product(target, output, key, made, write=self.write, guard=guard)
