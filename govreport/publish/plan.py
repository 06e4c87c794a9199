"""Which output comes from which report: `OUT/<path below PATH, without .toml>.<ending>`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from govreport.errors import GovreportError
from govreport.messages import msg
from govreport.paths import unusable
from govreport.rendering import FORMATS
from govreport.repository.walk import candidates
from govreport.tomlio import load, read

SUFFIX = ".toml"


class Source(NamedTuple):
    """A file that may hold a report. `stem` is where its outputs stand below OUT, without ending.

    `below` is its path below PATH, which an output may show.
    """

    path: Path
    named: bool
    stem: str
    below: str
    data: bytes

    def output(self, format_name: str) -> str:
        """The path of an output below OUT, with `/`."""
        return self.stem + FORMATS[format_name].ending


def sources(paths: Sequence[Path]) -> list[Source]:
    """The files below the paths, read. Raises GovreportError for what is not there or unreadable."""
    found = []
    for one in candidates(paths):
        inside = one.base.is_dir()
        below = one.path.relative_to(one.base).as_posix() if inside else one.path.name
        stem = below.removesuffix(SUFFIX)
        found.append(Source(one.path, one.named, stem, below, read(one.path)))
    return found


def refuse_collisions(found: Iterable[Source], formats: Sequence[str]) -> None:
    """Raises GovreportError when two reports have one output, or one's output is another's folder, or
    an output would have a name that Windows does not allow."""
    by_stem: dict[str, list[Source]] = {}
    for one in found:
        by_stem.setdefault(os.path.normcase(one.stem), []).append(one)
    for group in by_stem.values():
        reports = [one for one in group if len(group) > 1 and _is_report(one)]
        if len(reports) > 1:
            raise _collision(reports[0].path, reports[1].path, group[0].stem)
    outputs = {one.output(name): one for group in by_stem.values() for one in group
               for name in formats}  # fmt: skip
    for output, one in outputs.items():
        for name in PurePosixPath(output).parts:
            if (reason := unusable(name)) is not None and _is_report(one):
                raise GovreportError(
                    reason, msg("给 {path} 改名，再运行一次。", path=str(one.path))
                )
        for folder in PurePosixPath(one.stem).parents:
            other = outputs.get(str(folder))
            if other is not None and _is_report(one) and _is_report(other):
                raise _collision(other.path, one.path, str(folder))


def _is_report(one: Source) -> bool:
    return load(one.data, named=one.named).claims


def _collision(one: Path, other: Path, output: str) -> GovreportError:
    return GovreportError(
        msg(
            "{one} 和 {other} 的输出会是同一个文件：{output}",
            one=str(one),
            other=str(other),
            output=output,
        ),
        msg("给其中一份改名，或者分两次生成到不同的文件夹。"),
    )
