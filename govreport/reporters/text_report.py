"""`--format text`: for a person at a terminal. Grouped by file, each finding with its line.

With `--statistics` the tables of `statistics_text` instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from govreport.finding import Finding
from govreport.messages import Translator, msg
from govreport.reporters.summary import Display, Run, Style
from govreport.text import printable

EXCERPT = 76  # characters of a source line that are shown


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
        for group in _grouped(list(findings)):
            lines += _finding(group, source, translate, style)
        lines.append("")
    lines.append(_closing(run, translate, style))
    return "\n".join(lines) + "\n"


def _grouped(findings: list[Finding]) -> Iterator[list[Finding]]:
    """Numbers not given of one row belong in one line; every other finding stands alone."""
    for _, group in groupby(
        enumerate(findings),
        key=lambda item: (
            (item[1].span.line, item[1].problem.row)
            if item[1].code == "GR004" and item[1].problem.column
            else item[0]
        ),
    ):
        yield [finding for _, finding in group]


def _finding(
    group: list[Finding], source: Mapping[int, str], translate: Translator, style: Style
) -> Iterator[str]:
    first = group[0]
    place = f"{first.span.line}:{first.span.column}"
    says = translate(first.problem.message)
    if len(group) > 1:
        says = translate(
            msg(
                "「{row}」{columns}：没有填（{count} 格）。没有的要填 0。",
                row=first.problem.row,
                columns=[one.problem.column for one in group],
                count=len(group),
            )
        )
    fixable = translate(msg("（--fix 可以改）")) if all(f.fixable for f in group) else ""
    code = style(first.code, first.severity)
    yield f"  {place:<8} {code} {printable(says)}{fixable}"
    excerpt = printable(source.get(first.span.line, "").strip())
    if excerpt:
        shown = excerpt if len(excerpt) <= EXCERPT else excerpt[: EXCERPT - 1] + "…"
        yield style(f"           │ {shown}", "source")


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
