"""The outputs of one report: checked, rendered, compared with what stands in OUT, shelved.

Runs in a worker process or in this one; what it is given and what it returns can be sent between
processes. Puts nothing in its place.
"""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Literal, NamedTuple

from govreport.messages import Message
from govreport.publish.manifest import digest
from govreport.publish.plan import Source
from govreport.publish.target import Target
from govreport.rendering import Options, render
from govreport.rendering.office import same_archive
from govreport.rules.runner import check_loaded
from govreport.tomlio import load

State = Literal["same", "changed", "missing"]


class Task(NamedTuple):
    """What is to be made of one file. `write`: shelve what differs; else say how it does."""

    number: int
    source: Source
    formats: tuple[str, ...]
    tables: tuple[tuple[str, str | None], ...]
    templates: Path | None
    out: Path
    force: bool
    write: bool


class Product(NamedTuple):
    """One output. `shelved`: its name on the shelf; `diff`: how the file in OUT differs, for text."""

    format_name: str
    state: State
    digest: str
    shelved: str | None = None
    diff: tuple[str, ...] = ()


class Done(NamedTuple):
    """What became of a file. `report`: it holds one. `problem`: why there is nothing to render.

    Where a report has errors, there are products only when they were asked for all the same.
    """

    report: bool
    errors: int = 0
    problem: Message | None = None
    products: tuple[Product, ...] = ()


def work(task: Task) -> Done:
    """Do a task. Raises GovreportError for a user's template that does not work."""
    source = task.source
    loaded = load(source.data, named=source.named)
    if not loaded.claims and not loaded.problems:
        return Done(report=False)
    findings = check_loaded(source.path.as_posix(), loaded).findings
    errors = sum(finding.severity == "error" for finding in findings)
    if loaded.report is None:
        return Done(True, max(errors, 1), loaded.problems[0].message)
    if errors and not task.force:
        return Done(True, errors)
    target = Target(task.out)
    tables = dict(task.tables)
    products = []
    for name in task.formats:
        options = Options(tables=tables.get(name), templates=task.templates, source=source.below)
        rendered = render(loaded.report, name, options)
        products.append(_compared(task, target, name, rendered))
    return Done(True, errors, products=tuple(products))


def _compared(task: Task, target: Target, name: str, rendered: str | bytes) -> Product:
    text = isinstance(rendered, str)
    data = rendered.encode("utf-8") if isinstance(rendered, str) else rendered
    output = task.source.output(name)
    standing = target.read(output)
    made = digest(data)
    if standing == data:
        return Product(name, "same", made)
    if standing is not None and not text and same_archive(standing, data):
        return Product(name, "same", digest(standing))  # compressed on another machine
    state: State = "missing" if standing is None else "changed"
    if task.write:
        return Product(name, state, made, target.shelve(f"{task.number}-{name}", data))
    diff: tuple[str, ...] = ()
    if text and standing is not None:
        diff = tuple(_diff(standing, data, output))
    return Product(name, state, made, diff=diff)


def _diff(standing: bytes, data: bytes, output: str) -> list[str]:
    old, new = (one.decode("utf-8", "replace").splitlines() for one in (standing, data))
    return list(difflib.unified_diff(old, new, output, output, lineterm=""))
