"""Findings in the words of `check`, for a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar

from govreport.finding import Finding
from govreport.messages import Message, Translator, msg
from govreport.rendering.marked import Mark, Marks, Stretch
from govreport.reporters.told_together import blocks
from govreport.text import clean

Key = TypeVar("Key")


def severity_words(severity: str) -> Message:
    """A severity in words."""
    return msg("错误") if severity == "error" else msg("提醒")


def told(findings: Sequence[Finding], translate: Translator) -> list[dict[str, object]]:
    """What each says, numbers not given at once: `severity`, that in words, `code`, `text`,
    and the `cell` that it is about, if it is one."""
    return [
        {
            "severity": one.severity,
            "words": translate(severity_words(one.severity)),
            "code": one.code,
            "text": clean(translate(one.problem.message)),
            "cell": _cell(some[0]) if len(some) == 1 else "",
        }
        for one, some in blocks(findings)
    ]


def marks(findings: Sequence[Finding]) -> Marks:
    """What is wrong with figures and pieces of texts; numbers are the places in `told`, from 1."""
    figures: dict[str, Mark] = {}
    texts: dict[str, dict[tuple[int, int], Mark]] = defaultdict(dict)
    for number, (_, some) in enumerate(blocks(findings), 1):
        for one in some:
            passage = one.problem.passage
            if passage is not None:
                key = passage.address.partition(".")[0]
                _enter(texts[key], (passage.start, passage.end), number, one)
            elif cell := _cell(one):
                _enter(figures, cell, number, one)
    stretches = {
        key: [Stretch(*place, mark) for place, mark in found.items()]
        for key, found in texts.items()
    }
    return Marks(figures, stretches)


def _enter(found: dict[Key, Mark], key: Key, number: int, finding: Finding) -> None:
    found[key] = found.get(key, Mark((), "")).with_another(number, finding.severity)


def _cell(finding: Finding) -> str:
    """The address of the figure that is wrong; empty for a finding about something else."""
    about_text = finding.problem.passage is not None or finding.order < 0
    return "" if about_text else finding.problem.cell or ""
