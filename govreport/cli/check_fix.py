"""`check --fix` and `check --diff`: totals that can be set without hiding a mistake."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from govreport.cli.output import DASH, STDIN, ansi, colourful, note, read_input
from govreport.errors import GovreportError
from govreport.messages import Translator, msg
from govreport.report import Report
from govreport.repository.settings import Settings
from govreport.repository.walk import inputs
from govreport.rules.fix import plan_fixes
from govreport.rules.runner import check_loaded
from govreport.text import printable
from govreport.tomlio import load
from govreport.tomlio.update import update_file, updated


class _Fixed(NamedTuple):
    """A file with totals to set: what it says now, the reports before and after, the new text."""

    path: str
    text: str
    old: Report
    new: Report
    after: str
    totals: int


def fix_files(paths: Sequence[Path], settings: Settings, translate: Translator) -> None:
    """Set the totals in the files themselves, and say in which."""
    for one in _fixable(paths, settings, translate):
        if one.path == STDIN:
            raise GovreportError(msg("标准输入不能就地改正。"), msg("先存成文件，再用 --fix。"))
        update_file(Path(one.path), one.text, one.old, one.new)
        note(translate, msg("{path}：改了 {count} 个合计。", path=one.path, count=one.totals))


def show_fixes(paths: Sequence[Path], settings: Settings, translate: Translator) -> int:
    """Print what --fix would change, as a unified diff. Exit code 1 when there is something."""
    import difflib

    changed = False
    for one in _fixable(paths, settings, translate):
        changed = True
        old, new = (text.split("\n") for text in (one.text, one.after))
        for line in difflib.unified_diff(old, new, one.path, one.path, lineterm=""):
            _print_diff_line(line)
    return int(changed)


def _fixable(paths: Sequence[Path], settings: Settings, translate: Translator) -> Iterator[_Fixed]:
    """The files with totals to set, for the findings that the settings leave.

    Unreadable files are passed over here, as the check that follows names them; one whose way of
    writing cannot be edited is named.
    """
    for one in inputs(paths, lambda _folder, _error: None):
        path = STDIN if str(one.path) == DASH else one.path.as_posix()
        try:
            loaded = load(read_input(one.path), named=one.named)
        except GovreportError:
            continue
        report, text = loaded.report, loaded.text
        if report is None or text is None or not loaded.claims:
            continue
        findings = check_loaded(path, loaded, settings.options(path)).findings
        fixes = plan_fixes(report, {f.problem.cell for f in findings if f.fixable})
        if not fixes:
            continue
        new = report.with_numbers(fixes)
        try:
            yield _Fixed(path, text, report, new, updated(text, report, new), len(fixes))
        except GovreportError as error:
            note(translate, msg("{path}：{reason}", path=path, reason=error.message))


def _print_diff_line(line: str) -> None:
    style = {"+": "added", "-": "removed"}.get(line[:1], "")
    text = printable(line.rstrip("\r")) + line[len(line.rstrip("\r")) :]
    sys.stdout.write((ansi(text, style) if colourful() else text) + "\n")
