"""GR008 waiver: a waiver without a reason, or that waives nothing. Looked at after all other rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from govreport.finding import WAIVER, Problem
from govreport.messages import msg
from govreport.report import Waiver
from govreport.rules.rule import Rule

RULE = Rule(WAIVER, "waiver", "error")


def waives(waiver: Waiver, problem: Problem) -> bool:
    """Whether a waiver takes a problem away: the code is the same, and the cell if it names one.

    What is wrong with the prose can be waived by the cell that contradicts it or by its text's key.
    """
    text = problem.passage.address if problem.passage is not None else problem.cell
    return (
        bool(waiver.reason and waiver.reason.strip())
        and problem.code == waiver.code.upper()
        and waiver.cell in (None, problem.cell, text)
        and problem.code != WAIVER
    )


def without_waived(
    given: Sequence[Waiver],
    problems: Sequence[Problem],
    running: Collection[str],
    silent: Collection[str],
    *,
    reasons: bool = True,
) -> tuple[list[Problem], int]:
    """The problems that are not waived and those of the waivers themselves, and how many are waived.

    `running` are the codes of the rules that run, `silent` those that could not speak in this run: a
    waiver of one of them may well be needed in another. `reasons`: whether waivers without a reason
    are to be named too.
    """
    kept = [p for p in problems if not any(waives(w, p) for w in given)]
    waived = len(problems) - len(kept)
    if WAIVER in running:
        kept += _bad_waivers(given, problems, silent, reasons=reasons)
    return kept, waived


def _bad_waivers(
    waivers: Sequence[Waiver],
    problems: Sequence[Problem],
    silent: Collection[str],
    *,
    reasons: bool,
) -> Iterable[Problem]:
    for number, waiver in enumerate(waivers):
        message = None
        if not (waiver.reason and waiver.reason.strip()):
            if reasons:
                message = msg(
                    "对 {code} 的豁免没有写理由（reason）。没有理由的豁免不起作用。",
                    code=waiver.code or "?",
                )
        elif not waiver.code.strip():
            message = msg('豁免没有写明编号（code），如 "GR701"。')
        elif waiver.code.upper() not in silent and not any(waives(waiver, p) for p in problems):
            message = msg(
                "对 {code} 的豁免没有豁免任何问题。已经改正的，请删去这一条；否则请核对 code 和 cell。",
                code=waiver.code,
            )
        if message is not None:
            yield Problem(WAIVER, message, f"waivers[{number}]")
