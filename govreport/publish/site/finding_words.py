"""Findings in the words of `check`, for a page."""

from __future__ import annotations

from collections.abc import Sequence

from govreport.finding import Finding
from govreport.messages import Translator, msg
from govreport.rendering.html import Mark
from govreport.reporters.told_together import blocks
from govreport.text import clean


def told(findings: Sequence[Finding], translate: Translator) -> list[dict[str, object]]:
    """What each says, numbers not given at once: `severity`, that in words, `code`, `text`,
    and the `cell` that it is about, if it is one."""
    words = {"error": translate(msg("错误")), "warning": translate(msg("提醒"))}
    return [
        {
            "severity": one.severity,
            "words": words[one.severity],
            "code": one.code,
            "text": clean(translate(one.problem.message)),
            "cell": _cell(some[0]) if len(some) == 1 else "",
        }
        for one, some in blocks(findings)
    ]


def marks(findings: Sequence[Finding]) -> dict[str, Mark]:
    """By address, what is wrong with a figure: the places in `told` of the findings about it, from 1."""
    found: dict[str, Mark] = {}
    for number, (_, some) in enumerate(blocks(findings), 1):
        for one in some:
            cell = _cell(one)
            if not cell:
                continue
            before = found.get(cell, Mark((), one.severity))
            worst = "error" if "error" in (before.severity, one.severity) else "warning"
            found[cell] = Mark((*before.numbers, number), worst)
    return found


def _cell(finding: Finding) -> str:
    """The address of the figure that is wrong; empty for a finding about something else."""
    about_text = finding.problem.passage is not None or finding.order < 0
    return "" if about_text else finding.problem.cell or ""
