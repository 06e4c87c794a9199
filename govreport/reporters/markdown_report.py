"""`--format markdown`: what each organ has to put right, a list in words that can be sent as it is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from govreport.escape import markdown_line
from govreport.finding import Finding
from govreport.messages import Translator, msg
from govreport.reporters.summary import Display, Run
from govreport.reporters.told_together import in_blocks, placed
from govreport.text import clean, printable


def report_markdown(run: Run, display: Display) -> str:
    """A heading and a numbered list for each organ, a file after the other, in the file's order."""
    translate = display.translate
    findings = in_blocks(placed(run))
    lines = [f"# {translate(msg('整改清单'))}"]
    for organ, several in groupby(sorted(findings, key=_organ), key=_organ):
        name = organ[1] or translate(msg("没有写明机关的文件"))
        lines += ["", f"## {_line(name)}"]
        for path, some in groupby(several, key=lambda finding: finding.path):
            lines += ["", *_of_file(path, list(some), translate)]
    if not findings:
        lines += [
            "",
            translate(msg("{files} 份报告，没有发现问题{waived}。", files=run.files, waived="")),
        ]
    return "\n".join(lines) + "\n"


def _organ(finding: Finding) -> tuple[bool, str]:
    """By organ; what tells none comes last."""
    return not finding.organ, finding.organ


def _of_file(path: str, findings: list[Finding], translate: Translator) -> Iterator[str]:
    years = {str(one.year) for one in findings if one.problem.span is None}
    if len(years) == 1:
        yield _line(translate(msg("{year} 年报告，文件 {path}：", year=years.pop(), path=path)))
    else:
        yield _line(translate(msg("文件 {path}：", path=path)))
    yield ""
    for number, one in enumerate(findings, 1):
        said = translate(one.problem.message)
        if one.severity == "warning":
            said = translate(msg("（请核对）{message}", message=said))
        place = translate(msg("（第 {line} 行，{code}）", line=one.span.line, code=one.code))
        yield f"{number}. {_line(said)}{place}"


def _line(text: str) -> str:
    return markdown_line(printable(clean(text)).strip())
