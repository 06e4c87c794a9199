"""GR105 prose-claim: that there was none, or that all were, where the tables say otherwise.

bad   未收到政府信息公开申请。        (the table has 3)
good  已审结的3件均维持。             (something pending is owned to)
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport.finding import Passage, Problem
from govreport.messages import msg
from govreport.rules.prose.narrative_texts import Narrative
from govreport.rules.prose.told_numbers import figures, problem
from govreport.rules.prose.vocabulary import data

CODE = "GR105"


def claims(narrative: Narrative) -> Iterator[Problem]:
    """The claims that the tables contradict."""
    for said in narrative.contradicted:
        phrase, shown = said.phrase, figures(narrative.report, said)
        if said.statement.kind == "none":
            message = msg(
                "“{phrase}”读作没有，但表中{figures}。请核对文字和表格，改正其中一处。",
                phrase=phrase,
                figures=shown,
            )
            yield problem(CODE, narrative.report, said, message, 0)
        elif said.statement.kind == "all":
            message = msg(
                "“{phrase}”读作全部如此，但表中{figures}。请核对文字和表格，改正其中一处。",
                phrase=phrase,
                figures=shown,
            )
            yield problem(CODE, narrative.report, said, message, None)
    yield from _no_fee(narrative)


def _no_fee(narrative: Narrative) -> Iterator[Problem]:
    """未发出收费通知, where the table counts requests closed because such a notice was not paid.

    That nothing was charged may well be true then.
    """
    words, report = data("processing_fee"), narrative.report
    cell = report.edition.cell_at.get(words["unpaid"])
    count = report.values[cell.number] if cell is not None else None
    if cell is None or not count:
        return
    for written in narrative.texts:
        for word in words["none"]:
            at = written.text.find(word)
            if at >= 0:
                message = msg(
                    "“{phrase}”，但表中「{row}」{column} {value}，可见发出过收费通知。请核对文字和表格，改正其中一处。",
                    phrase=word,
                    row=cell.row.words,
                    column=cell.column.words,
                    value=count,
                )
                passage = Passage(written.address, at, at + len(word))
                yield Problem.at(cell, CODE, message, count, 0)._replace(passage=passage)
                return
