"""GR104 prose-number, first half: a number in the prose that fits no cell that it can speak of.

bad   共收到政府信息公开申请5件。      (the table has 3, and nothing carried in)
good  共收到政府信息公开申请5件。      (3 received and 2 carried in: one honest reading fits)
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport.finding import Problem
from govreport.messages import Message, msg
from govreport.report import Report
from govreport.rules.prose.narrative_texts import Narrative, Said
from govreport.rules.prose.quantities import Reading

CODE = "GR104"
SHOWN = 3


def numbers_told(narrative: Narrative) -> Iterator[Problem]:
    """The numbers that contradict the tables."""
    for said in narrative.contradicted:
        number = said.statement.number
        if said.statement.kind != "number" or number is None:
            continue
        message = msg(
            "“{phrase}”说的是 {actual}，读作表中的{figures}，{verdict}。请核对文字和表格，改正其中一处。",
            phrase=said.phrase,
            actual=plain(number.value),
            figures=figures(narrative.report, said.against.readings),
            verdict=msg("多于表中的数")
            if said.statement.within
            else msg("都对不上")
            if len(said.against.readings) > 1
            else msg("对不上"),
        )
        yield problem(CODE, narrative.report, said, message, plain(number.value))


def problem(
    code: str, report: Report, said: Said, message: Message, actual: int | float | None
) -> Problem:
    """The problem of a statement, at its phrase; named after the likeliest cell that it speaks of."""
    reading = said.against.readings[0]
    scale = said.statement.options[0].topics[0].scale
    cell = report.edition.cells[reading.terms[0][1]]
    return Problem(
        code,
        message,
        cell.address,
        cell.row.name,
        cell.column.name,
        plain(reading.value * scale) if actual is not None else reading.value,
        actual,
        passage=said.passage,
    )


def figures(report: Report, readings: tuple[Reading, ...]) -> list[Message]:
    """Figures of the tables with their names, as a message shows them."""
    return [_figure(report, reading) for reading in readings[:SHOWN]]


def _figure(report: Report, reading: Reading) -> Message:
    cells = report.edition.cells
    if len(reading.terms) == 1:
        cell = cells[reading.terms[0][1]]
        return msg(
            "「{row}」{column} {value}",
            row=cell.row.name,
            column=cell.column.name,
            value=plain(reading.value),
        )
    shown: list[str] = []
    for sign, number in reading.terms[:SHOWN]:
        cell = cells[number]
        joint = "" if not shown and sign > 0 else " + " if sign > 0 else " − "
        shown.append(f"{joint}{cell.row.short_name()} {cell.column.name}")
    if len(reading.terms) > SHOWN:
        shown.append(" + …")
    return msg("「{cells}」{value}", cells="".join(shown), value=plain(reading.value))


def plain(value: float) -> int | float:
    """A number without needless decimals."""
    return int(value) if float(value).is_integer() else round(float(value), 6)
