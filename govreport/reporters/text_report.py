"""`--format text`: for a person at a terminal. Grouped by file, each finding with its line.

With `--statistics` the tables of `statistics_text` instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from govreport.finding import Finding
from govreport.messages import Translator, msg
from govreport.report import Waiver
from govreport.reporters.summary import Display, Run, Style
from govreport.reporters.told_together import in_blocks
from govreport.text import printable

EXCERPT = 76  # characters of a source line that are shown
INDENT = " " * 11
ACROSS_YEARS = "GR7"  # rules by which last year's report may be the wrong one


def report_text(run: Run, display: Display) -> str:
    """The findings, and a last line that sums up. Empty sections of a file are never printed."""
    if run.statistics is not None:
        from govreport.reporters.statistics_text import report_statistics

        return report_statistics(run, display)
    translate, style = display.translate, display.style
    lines: list[str] = []
    for path, findings in groupby(run.findings, key=lambda finding: finding.path):
        lines.append(style(printable(path), "path"))
        source = run.excerpts.get(path, {})
        for one in in_blocks(findings):
            lines += _finding(one, source, display)
        lines.append("")
    lines.append(_closing(run, translate, style))
    return "\n".join(lines) + "\n"


def _finding(one: Finding, source: Mapping[int, str], display: Display) -> Iterator[str]:
    translate, style = display.translate, display.style
    place = f"{one.span.line}:{one.span.column}"
    fixable = translate(msg("（--fix 可以改）")) if one.fixable else ""
    code = style(one.code, one.severity)
    yield f"  {place:<8} {code} {printable(translate(one.problem.message))}{fixable}"
    excerpt = printable(source.get(one.span.line, "").strip())
    if excerpt:
        shown = excerpt if len(excerpt) <= EXCERPT else excerpt[: EXCERPT - 1] + "…"
        yield style(f"{INDENT}│ {shown}", "source")
    yield from (style(f"{INDENT}{printable(line)}", "source") for line in _waiver(one, display))


def _waiver(one: Finding, display: Display) -> list[str]:
    """The lines by which the organ stands by it; a hint where it may well be right as it is."""
    cell, translate = one.problem.cell, display.translate
    if not one.waivable:
        return []
    if display.verbose:
        *lines, reason = Waiver(one.code, cell, "").lines()
        return [*lines, f"{reason}  # {translate(msg('写明理由，放进报告文件的末尾'))}"]
    if cell and (one.severity == "warning" or one.code.startswith(ACROSS_YEARS)):
        return [translate(msg("确有理由不改的可以豁免（-v 给出写法）：cell = {cell}", cell=cell))]
    return []


def _closing(run: Run, translate: Translator, style: Style) -> str:
    waived = translate(msg("，豁免 {count} 个", count=run.waived)) if run.waived else ""
    if run.known:
        waived += translate(msg("，基线已有 {count} 个", count=run.known))
    if not run.findings:
        return style(
            translate(
                msg("{files} 份报告，没有发现问题{waived}。", files=run.files, waived=waived)
            ),
            "good",
        )
    fixable = sum(finding.fixable for finding in run.findings)
    hint = translate(msg("其中 {count} 个可用 --fix 改正，先用 --diff 看改什么。", count=fixable))
    text = translate(
        msg(
            "{files} 份报告：错误 {errors} 个，提醒 {warnings} 个{waived}。{hint}"
            "govreport rules 编号 说明一条规则。",
            **run.counts | {"waived": waived, "hint": hint if fixable else ""},
        )
    )
    return style(text, "bad" if run.errors else "warning")
