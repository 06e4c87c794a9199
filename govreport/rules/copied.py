"""GR703 copied-narrative: a section that is nearly last year's, or another organ's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from govreport.finding import Problem
from govreport.messages import Message, msg
from govreport.report import TEXT
from govreport.rules.rule import RepositoryRule
from govreport.rules.similarity import Sameness, compare, likely

if TYPE_CHECKING:
    from govreport.rules.digest import YearReport

COPIED = "GR703"
RULE = RepositoryRule(COPIED, "copied-narrative", "warning")
PASSAGE_SHOWN = 24  # characters of a passage that a message repeats


class CopyLimits(NamedTuple):
    """From which share (0 to 1) on a section counts as copied, and from which length it is looked at.

    `others`: compare with other organs' reports of the same year too.
    """

    share: float = 0.8
    length: int = 100
    others: bool = False


def candidates(this: YearReport, last: YearReport, limits: CopyLimits) -> tuple[str, ...]:
    """The sections worth comparing exactly, going by their fingerprints."""
    return tuple(
        key
        for key, pieces in this.pieces.items()
        if key in last.pieces and likely(pieces, last.pieces[key], limits.share)
    )


def copied_problems(
    this: YearReport,
    other: YearReport,
    texts: Mapping[str, str],
    other_texts: Mapping[str, str],
    limits: CopyLimits,
) -> Iterator[Problem]:
    """A problem for each section that is the same to the limit or beyond, in the sections given."""
    for section in this.edition.sections:
        if section.key not in texts or section.key not in other_texts:
            continue
        same = compare(texts[section.key], other_texts[section.key])
        if same.share >= limits.share:
            yield Problem(
                COPIED,
                _describe(section.heading, this, other, same),
                f"{section.key}.{TEXT}",
                section.heading,
                actual=round(same.share, 2),
            )


def _describe(heading: str, this: YearReport, other: YearReport, same: Sameness) -> Message:
    named = {
        "heading": heading,
        "percent": int(same.share * 100),
        "path": other.path,
        "passages": [f"“{_short(passage)}”" for passage in same.passages],
    }
    if this.year != other.year:
        return msg(
            "「{heading}」有 {percent}% 的文字与上一年的报告相同（{path}），如{passages}。请写本年度的情况。",
            **named,
        )
    return msg(
        "「{heading}」有 {percent}% 的文字与“{organ}”的报告相同（{path}），如{passages}。请写本机关的情况。",
        organ=other.organ,
        **named,
    )


def _short(passage: str) -> str:
    passage = passage.strip("，。；：、")
    return passage if len(passage) <= PASSAGE_SHOWN else passage[: PASSAGE_SHOWN - 1] + "…"
