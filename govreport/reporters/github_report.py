"""`--format github`: annotations for a workflow's log, and the job summary in Markdown.

GitHub shows ten annotations of a step; the most severe come first, the rest as plain lines.
"""

from __future__ import annotations

from govreport.escape import (
    command_data,
    command_property,
    harmless_line,
    markdown_cell,
)
from govreport.finding import Finding
from govreport.messages import Translator, msg
from govreport.reporters.summary import Display, Run
from govreport.reporters.told_together import from_root, in_blocks, most_severe_first, placed

SHOWN = 10
SUMMARY_ROWS = 200
SUMMARY_BYTES = 900_000  # GitHub takes a mebibyte


def report_github(run: Run, display: Display) -> str:
    """Workflow commands for the first ten, then one line a finding, and a line that sums up."""
    translate = display.translate
    findings = most_severe_first(in_blocks(placed(run)))
    lines = [_command(finding, translate) for finding in findings[:SHOWN]]
    lines += [_plain(finding, translate) for finding in findings[SHOWN:]]
    lines.append(harmless_line(_closing(run, translate)))
    return "\n".join(lines) + "\n"


def github_summary(run: Run, display: Display) -> str:
    """The run as Markdown for the job's page: a table of findings, as far as there is room."""
    translate = display.translate
    lines = ["### govreport check", "", _closing(run, translate), ""]
    if run.findings:
        head = [msg("文件"), msg("行"), msg("编号"), msg("问题")]
        lines += ["| " + " | ".join(map(translate, head)) + " |", "| --- | ---: | --- | --- |"]
    size = shown = 0
    findings = most_severe_first(in_blocks(placed(run)))
    for finding in findings[:SUMMARY_ROWS]:
        row = (
            f"| {markdown_cell(finding.path)} | {finding.span.line} | {finding.code} "
            f"| {markdown_cell(translate(finding.problem.message))} |"
        )
        size += len(row.encode())
        if size > SUMMARY_BYTES:
            break
        lines.append(row)
        shown += 1
    if shown < len(findings):
        lines += ["", translate(msg("其余 {count} 个见日志。", count=len(findings) - shown))]
    if run.not_compared:
        lines += [
            "",
            translate(msg("没有与各机关核对的汇总报告：{count} 份。", count=len(run.not_compared))),
        ]
        place = from_root(run)
        for path, reason in run.not_compared[:SUMMARY_ROWS]:
            said = msg("{path}：{reason}", path=place(path), reason=reason)
            lines.append(f"- {markdown_cell(translate(said))}")
    return "\n".join(lines) + "\n\n"


def _command(finding: Finding, translate: Translator) -> str:
    span = finding.span
    properties = {
        "file": finding.path,
        "line": str(span.line),
        "endLine": str(span.end_line),
        "title": f"{finding.code} {finding.name}",
    }
    if span.end_line == span.line:
        properties |= {"col": str(span.column), "endColumn": str(span.end_column)}
    given = ",".join(f"{key}={command_property(value)}" for key, value in properties.items())
    return f"::{finding.severity} {given}::{command_data(translate(finding.problem.message))}"


def _plain(finding: Finding, translate: Translator) -> str:
    place = f"{finding.path}:{finding.span.line}:{finding.span.column}"
    return harmless_line(f"{place}: {finding.code} {translate(finding.problem.message)}")


def _closing(run: Run, translate: Translator) -> str:
    return translate(
        msg(
            "{files} 份报告：错误 {errors} 个，提醒 {warnings} 个，豁免 {waived} 个。", **run.counts
        )
    )
