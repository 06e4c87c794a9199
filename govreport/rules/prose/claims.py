"""GR105 prose-claim: that there was none, or that all were, where the tables say otherwise.

    bad   未收到政府信息公开申请。        (the table has 3)
    good  已审结的3件均维持。             (something pending is owned to)
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport.finding import Problem
from govreport.messages import msg
from govreport.rules.prose.figures_told import figures, problem
from govreport.rules.prose.narrative_texts import Narrative

CODE = "GR105"


def claims(narrative: Narrative) -> Iterator[Problem]:
    """The claims that the tables contradict."""
    for said in narrative.contradicted:
        if said.statement.kind == "number":
            continue
        shown = figures(narrative.report, said.against.readings)
        if said.statement.kind == "none":
            message = msg(
                "“{phrase}”读作没有，但表中{figures}。请核对文字和表格，改正其中一处。",
                phrase=said.phrase,
                figures=shown,
            )
        else:
            message = msg(
                "“{phrase}”读作全部如此，但表中{figures}。请核对文字和表格，改正其中一处。",
                phrase=said.phrase,
                figures=shown,
            )
        yield problem(CODE, narrative.report, said, message, 0 if said.statement.kind == "none" else None)
