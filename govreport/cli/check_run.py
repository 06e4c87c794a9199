"""What `govreport check` does: files in, findings out. The command itself is in `check`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from govreport.checks import FileCheck, Rule, check_bytes
from govreport.cli.output import DASH, STDIN, ansi, colourful, note, read_input, write_output
from govreport.errors import GovreportError
from govreport.finding import Finding
from govreport.messages import Translator, msg
from govreport.reporters.summary import Run
from govreport.reporters.text_report import plain, printable, report_text
from govreport.repository.walk import inputs


def codes(values: list[str] | None) -> list[str]:
    """The codes of options that may be repeated and may hold several, separated by commas."""
    return [code for value in values or [] for code in value.split(",")]


def run(
    paths: Sequence[Path], rules: Sequence[Rule], translate: Translator, *, verbose: bool
) -> Iterator[FileCheck]:
    """Check every report below the paths. Raises GovreportError when there is none."""
    found = 0
    for candidate in inputs(paths):
        path = STDIN if str(candidate.path) == DASH else candidate.path.as_posix()
        verdict = check_bytes(path, read_input(candidate.path), rules, named=candidate.named)
        if verdict.is_report or candidate.named:
            found += 1
            yield verdict
        elif verdict.findings:
            yield verdict
            found += 1
        elif verbose:
            note(translate, msg("跳过（不是报告）：{path}", path=path))
    if not found:
        raise GovreportError(
            msg("没有找到报告。"),
            msg("报告是含有 edition 和 [report] 的 .toml 文件；用 govreport new 新建一份。"),
        )


def report(
    checks: Sequence[FileCheck],
    form: str,
    output_file: Path | None,
    *,
    exit_zero: bool,
    translate: Translator,
) -> int:
    """Write the findings in a format, and return the exit code."""
    findings = sorted((f for one in checks for f in one.findings), key=Finding.sort_key)
    run = Run(
        files=len(checks),
        findings=findings,
        waived=sum(one.waived for one in checks),
        sources={one.path: one.text or "" for one in checks if one.findings},
    )
    if form == "json":
        from govreport.reporters.json_report import report_json

        text = report_json(run, translate)
    else:
        style = ansi if colourful(to_file=output_file is not None) else plain
        text = report_text(run, translate, style)
    write_output(output_file, text)
    return 1 if findings and not exit_zero else 0


def fixed(one: FileCheck, rules: Sequence[Rule], translate: Translator) -> FileCheck:
    """The check of a file after its totals have been set."""
    from govreport.checks.fix import plan_fixes
    from govreport.tomlio.update import update_file

    fixes = plan_fixes(one.report) if one.report is not None else {}
    if one.report is None or one.text is None or not fixes:
        return one
    if one.path == STDIN:
        raise GovreportError(msg("标准输入不能就地改正。"), msg("先存成文件，再用 --fix。"))
    text = update_file(Path(one.path), one.text, one.report, one.report.with_numbers(fixes))
    note(translate, msg("{path}：改了 {count} 个合计。", path=one.path, count=len(fixes)))
    return check_bytes(one.path, text.encode("utf-8"), rules)


def show_fixes(checks: Sequence[FileCheck]) -> int:
    """Print what --fix would change, as a unified diff. Exit code 1 when there is something."""
    import difflib

    from govreport.checks.fix import plan_fixes
    from govreport.tomlio.update import updated

    changed = False
    for one in checks:
        fixes = plan_fixes(one.report) if one.report is not None else {}
        if one.report is None or one.text is None or not fixes:
            continue
        changed = True
        after = updated(one.text, one.report, one.report.with_numbers(fixes))
        lines = difflib.unified_diff(
            one.text.splitlines(), after.splitlines(), one.path, one.path, lineterm=""
        )
        for line in lines:
            _print_diff_line(line)
    return 1 if changed else 0


def _print_diff_line(line: str) -> None:
    style = {"+": "added", "-": "removed"}.get(line[:1], "")
    text = printable(line)
    sys.stdout.write((ansi(text, style) if colourful() else text) + "\n")
