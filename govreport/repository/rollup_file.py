"""The file of a rolled-up report: a new one, or one whose tables change and whose words stay."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from difflib import unified_diff
from pathlib import Path

from govreport.edition import Edition, organ_key
from govreport.errors import GovreportError
from govreport.figures import Values
from govreport.messages import Message, msg
from govreport.report import ROLLED_UP, Report
from govreport.repository.summing import SCOPES, Wanted
from govreport.tomlio import skeleton
from govreport.tomlio.atomic import write_text
from govreport.tomlio.beginning import NewReport, begin
from govreport.tomlio.read import load_for_update
from govreport.tomlio.update import update_file, updated
from govreport.tomlio.write import schema_reference


@dataclass(frozen=True)
class RollupFile:
    """What stands at `path` now: a report and its text, or nothing."""

    path: Path
    old: Report | None = None
    text: str = ""

    def filled(
        self,
        wanted: Wanted,
        edition: Edition,
        sums: Values,
        kind: str | None,
        say: Callable[[Message], None],
    ) -> Filled:
        """The file with these numbers in it. Raises GovreportError when it is of another edition, and
        as `begin` and `updated` do."""
        old = self.old
        if old is not None and old.edition is not edition:
            raise GovreportError(
                msg(
                    "{path} 是 {edition} 版式，各机关的报告是 {right} 版式。",
                    path=str(self.path),
                    edition=old.edition.name,
                    right=edition.name,
                ),
                msg("换一个文件名。"),
            )
        fresh = begin(NewReport(wanted.organization, wanted.year, edition.name, kind=kind), say)
        about = {**(old or fresh).about, "scope": ROLLED_UP}
        if kind:
            about["kind"] = fresh.about["kind"]
        new = replace(old or fresh, about=about, values=tuple(sums))
        if old is not None:
            return Filled(self, new, updated(self.text, old, new))
        return Filled(self, new, skeleton(new, schema_reference(self.path, edition)))


@dataclass(frozen=True)
class Filled:
    """The file as it is to be: `report` and its `text`; `before` is how it is."""

    before: RollupFile
    report: Report
    text: str

    def diff(self) -> Iterator[str]:
        """What changes, as the lines of a unified diff."""
        path, old = str(self.before.path), self.before.text
        lines = old.split("\n") if old else []
        return unified_diff(lines, self.text.split("\n"), path, path, lineterm="")

    def write(self) -> None:
        """Write it; nothing when nothing changes."""
        path, old, text = self.before.path, self.before.old, self.before.text
        if old is None:
            write_text(path, self.text, new=True)
        elif text != self.text:
            update_file(path, text, old, self.report)


def open_rollup(path: Path, wanted: Wanted) -> RollupFile:
    """What is there. Raises GovreportError when that is another report than the one to be made."""
    if not path.exists():
        return RollupFile(path)
    old, text = load_for_update(path)
    names = {organ_key(name) for name in (old.organization, *old.aliases)}
    own = old.scope != ROLLED_UP and any(value is not None for value in old.values)
    if own or old.year != wanted.year or organ_key(wanted.organization) not in names:
        raise GovreportError(
            msg(
                "{path} 是{organ} {year} 年的{scope}报告，不能写成{wanted} {wanted_year} 年的汇总报告。",
                path=str(path),
                organ=old.organization,
                year=old.year or "？",
                scope=SCOPES.get(old.scope, old.scope),
                wanted=wanted.organization,
                wanted_year=wanted.year,
            ),
            msg("换一个文件名。"),
        )
    return RollupFile(path, old, text)
