"""`check --fix` and `--diff`: files with totals that can be set without hiding a mistake."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from govreport.errors import GovreportError
from govreport.messages import Message, msg
from govreport.report import Report
from govreport.repository.settings import Settings
from govreport.repository.walk import inputs, source_name
from govreport.rules.fix import plan_fixes
from govreport.rules.runner import check_loaded
from govreport.tomlio import load, read
from govreport.tomlio.update import update_file, updated


@dataclass(frozen=True, slots=True)
class Fix:
    """A file with totals to set: what it says now, the reports before and after, the new text.

    `held`: it is no file but standard input.
    """

    path: str
    text: str
    old: Report
    new: Report
    after: str
    held: bool

    def write(self) -> None:
        """Set them in the file. Raises GovreportError for standard input."""
        if self.held:
            raise GovreportError(msg("标准输入不能就地改正。"), msg("先存成文件，再用 --fix。"))
        update_file(Path(self.path), self.text, self.old, self.new)

    def changes(self) -> list[Message]:
        """What is set, a line for each total."""
        return [
            msg(
                "  「{row}」{column}：{old} → {new}",
                row=cell.row.words,
                column=cell.column.words,
                old=msg("没有填") if old is None else old,
                new=new,
            )
            for cell, old, new in zip(
                self.new.edition.cells, self.old.values, self.new.values, strict=True
            )
            if old != new
        ]

    def diff(self) -> Iterator[str]:
        """What would change, as the lines of a unified diff."""
        old, new = (text.split("\n") for text in (self.text, self.after))
        return difflib.unified_diff(old, new, self.path, self.path, lineterm="")


def fixes(
    paths: Sequence[Path],
    settings: Settings,
    held: Mapping[str, bytes],
    say: Callable[[Message], None],
) -> Iterator[Fix]:
    """The files with totals to set, for the findings that the settings leave.

    Unreadable files are passed over here, as the check that follows names them; one whose way of
    writing cannot be edited is named.
    """
    for one in inputs(paths, lambda _folder, _error: None):
        path = source_name(one.path)
        try:
            loaded = load(held[path] if path in held else read(one.path), named=one.named)
        except GovreportError:
            continue
        report, text = loaded.report, loaded.text
        if report is None or text is None or not loaded.claims:
            continue
        findings = check_loaded(path, loaded, settings.options(path)).findings
        totals = plan_fixes(report, {f.problem.cell for f in findings if f.fixable})
        if not totals:
            continue
        new = report.with_numbers(totals)
        try:
            after = updated(text, report, new)
        except GovreportError as error:
            say(msg("{path}：{reason}", path=path, reason=error.message))
        else:
            yield Fix(path, text, report, new, after, path in held)
