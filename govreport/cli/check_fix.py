"""`check --fix` and `check --diff`: totals that can be set without hiding a mistake."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from govreport.checks.fix import plan_fixes
from govreport.cli.output import DASH, STDIN, ansi, colourful, note, read_input
from govreport.errors import GovreportError
from govreport.messages import Translator, msg
from govreport.report import Number, Report
from govreport.reporters.escape import printable
from govreport.repository.walk import inputs
from govreport.tomlio import load


def fix_files(paths: Sequence[Path], translate: Translator) -> None:
    """Set the totals in the files themselves, and say in which."""
    from govreport.tomlio.update import update_file

    for path, text, report, fixes in _fixable(paths):
        if path == STDIN:
            raise GovreportError(msg("标准输入不能就地改正。"), msg("先存成文件，再用 --fix。"))
        update_file(Path(path), text, report, report.with_numbers(fixes))
        note(translate, msg("{path}：改了 {count} 个合计。", path=path, count=len(fixes)))


def show_fixes(paths: Sequence[Path]) -> int:
    """Print what --fix would change, as a unified diff. Exit code 1 when there is something."""
    import difflib

    from govreport.tomlio.update import updated

    changed = False
    for path, text, report, fixes in _fixable(paths):
        changed = True
        after = updated(text, report, report.with_numbers(fixes))
        for line in difflib.unified_diff(
            text.splitlines(), after.splitlines(), path, path, lineterm=""
        ):
            _print_diff_line(line)
    return int(changed)


def _fixable(
    paths: Sequence[Path],
) -> Iterator[tuple[str, str, Report, Mapping[str, Number]]]:
    """The files with totals to set: path, text, report, and the totals. Unreadable ones are passed
    over here; the check that follows names them."""
    for one in inputs(paths, lambda _folder, _error: None):
        path = STDIN if str(one.path) == DASH else one.path.as_posix()
        try:
            loaded = load(read_input(one.path), named=one.named)
        except GovreportError:
            continue
        report = loaded.report if loaded.claims else None
        fixes = plan_fixes(report) if report is not None else {}
        if report is not None and loaded.text is not None and fixes:
            yield path, loaded.text, report, fixes


def _print_diff_line(line: str) -> None:
    style = {"+": "added", "-": "removed"}.get(line[:1], "")
    text = printable(line)
    sys.stdout.write((ansi(text, style) if colourful() else text) + "\n")
