"""GR104 prose-number: a number in the prose that fits no cell that it can speak of (`sums_told`: or that
does not agree with the others of its sentence).

bad   共收到政府信息公开申请5件。      (the table has 3, and nothing carried in)
good  共收到政府信息公开申请5件。      (3 received and 2 carried in: one honest reading fits)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from govreport.finding import Problem
from govreport.messages import Message, Words, msg
from govreport.report import Report
from govreport.rules.prose.narrative_texts import Narrative, Said, plain

CODE = "GR104"
SHOWN = 3
SUMS = r"其中|包括|包含|分别[为是]|百分之|％|%|增加|减少|增少|减加|合计|共计|总计"  # only where one of these is, there are sums


def told_numbers(narrative: Narrative) -> Iterator[Problem]:
    """The numbers that contradict the tables, or one another."""
    for said in narrative.contradicted:
        number = said.statement.number
        if number is None:
            continue
        message = msg(
            "“{phrase}”说的是 {actual}，读作表中的{figures}，{verdict}。请核对文字和表格，改正其中一处。",
            phrase=said.phrase,
            actual=plain(number.value),
            figures=figures(narrative.report, said),
            verdict=msg("多于表中的数")
            if said.statement.within
            else msg("都对不上")
            if len(said.against) > 1
            else msg("对不上"),
        )
        yield problem(CODE, narrative.report, said, message, plain(number.value))
    if re.search(SUMS, narrative.whole) is not None:
        from govreport.rules.prose.sums_told import sums_told

        for written, sentence, (begin, stop, message, expected, actual) in sums_told(
            narrative, SUMS
        ):
            passage = written.passage(sentence, begin, stop)
            yield written.problem(CODE, message, passage, expected, actual)


def problem(
    code: str, report: Report, said: Said, message: Message, actual: int | float | None
) -> Problem:
    """The problem of a statement, at its phrase; named after the likeliest cell that it speaks of."""
    reading = said.against[0]
    scale = said.statement.options[0].topics[0].scale
    cell = report.edition.cells[reading.terms[0][1]]
    expected = plain(reading.value * scale) if actual is not None else reading.value
    return Problem.at(cell, code, message, expected, actual)._replace(passage=said.passage)


def figures(report: Report, said: Said) -> list[Message]:
    """The figures of the tables that contradict a statement, with their names, as a message shows them."""
    cells, found = report.edition.cells, []
    for reading in said.against[:SHOWN]:
        value = plain(reading.value)
        if len(reading.terms) == 1:
            cell = cells[reading.terms[0][1]]
            row, column = cell.row.words, cell.column.words
            found.append(msg("「{row}」{column} {value}", row=row, column=column, value=value))
            continue
        chinese = english = ""
        for sign, number in reading.terms[:SHOWN]:
            joint = "" if not chinese and sign > 0 else " + " if sign > 0 else " − "
            row, column = cells[number].row.short_words(), cells[number].column.term
            chinese += f"{joint}{row.chinese} {column.chinese}"
            english += f"{joint}{row.english} {column.english}"
        more = " + …" if len(reading.terms) > SHOWN else ""
        found.append(
            msg("「{cells}」{value}", cells=Words(chinese + more, english + more), value=value)
        )
    return found
