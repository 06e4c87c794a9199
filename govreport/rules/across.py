"""GR701–GR703, GR801–GR803 as rules: they speak about several files, so never from one alone.

What they say is in `years`, `copied`, `presence` and `rollup`; which files belong
together, `repository` finds out.
"""

from __future__ import annotations

from typing import NamedTuple

from govreport.finding import Severity
from govreport.rules.rule import Rule

CARRY_OVER, STOCK, COPIED = "GR701", "GR702", "GR703"
MISSING, DUPLICATE, ROLLUP = "GR801", "GR802", "GR803"


class CopyLimits(NamedTuple):
    """From which share (0 to 1) on a section counts as copied, and from which length it is looked at.

    `others`: compare with other organs' reports of the same year too.
    """

    share: float = 0.8
    length: int = 100
    others: bool = False


def _rule(code: str, name: str, severity: Severity = "error") -> Rule:
    return Rule(code, name, severity, lambda _subject: ())


ACROSS_RULES = (
    _rule(CARRY_OVER, "carry-over"),
    _rule(STOCK, "stock-continuity", "warning"),
    _rule(COPIED, "copied-narrative", "warning"),
    _rule(MISSING, "missing-report"),
    _rule(DUPLICATE, "duplicate-report"),
    _rule(ROLLUP, "rollup-mismatch"),
)
ACROSS_CODES = frozenset(rule.code for rule in ACROSS_RULES)
