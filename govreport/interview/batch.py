"""Answers without a person: keys and values, all of them looked at before anything is said."""

from __future__ import annotations

from dataclasses import dataclass, replace

from govreport.figures import add
from govreport.interview.questionnaire import questionnaire
from govreport.interview.questions.question import Data
from govreport.interview.session import Session
from govreport.interview.state import ABOUT, State
from govreport.interview.table import Table, tables_of
from govreport.matching.given_numbers import given_numbers
from govreport.matching.values import exact
from govreport.messages import Message, msg
from govreport.report import Number
from govreport.tomlio.structure import brief, nearest


@dataclass(frozen=True)
class Filled:
    """The session with the data in it, what is wrong with the data, and what was taken over."""

    session: Session
    wrong: tuple[Message, ...]
    taken_over: tuple[Message, ...]


def fill(session: Session, data: Data) -> Filled:
    """Put the data into the report. What is wrong is collected, never raised."""
    wrong: list[Message] = []
    taken_over: list[Message] = []
    about = {one.key for one in session.report.edition.fields}
    given = {key: value for key, value in data.items() if key not in ("edition", "schema")}
    rest = {f"{ABOUT}.{key}" if key in about else key: value for key, value in given.items()}
    state = _answered(session.state, rest, wrong, about=True)
    if state.last is not None and state.last_year is None:
        wrong.append(
            msg("--from 是 {last} 年的报告，不是 {year} 年的上一年。",
                last=state.last.year, year=state.report.year)
        )  # fmt: skip
    for table in tables_of(state.edition).values():  # the edition is known now
        state = _from_last_year(state, table, taken_over)
    state = _numbers(state, given_numbers(state.edition, rest, wrong), wrong)
    state = _answered(state, rest, wrong, about=False)
    known = [*(one.id for one in questionnaire(state.edition).questions), *state.edition.cell_at]
    for key in rest:
        meant = nearest(key, known)
        wrong.append(
            msg("不认识的键 {key}，是不是 {meant}？", key=brief(key), meant=meant)
            if meant
            else msg("不认识的键 {key}。", key=brief(key))
        )
    return Filled(replace(session, state=state), tuple(wrong), tuple(taken_over))


def _answered(state: State, rest: Data, wrong: list[Message], *, about: bool) -> State:
    """The state with the answers about the report as a whole, or those to all other questions."""
    for question in questionnaire(state.edition).questions:
        if (question.section == ABOUT) is about:
            state = question.fill(state, rest, wrong)
    return state


def _from_last_year(state: State, table: Table, said: list[Message]) -> State:
    carried = {one.address: one.value for one in table.carried(state)}
    for row in table.rows:
        opened = [c.address for c in row.cells if state.report.values[c.number] is None]
        if fresh := {address: carried[address] for address in opened if address in carried}:
            state = table.put(state, fresh)
            shown = [f"{address} = {exact(value)}" for address, value in fresh.items()]
            said.append(msg("由上年报告带入：{cells}", cells=shown))
    return state


def _numbers(state: State, given: dict[str, Number], wrong: list[Message]) -> State:
    """The state with the numbers. A total that is given has to be the sum of its parts."""
    edition = state.edition
    for table in tables_of(edition).values():
        own = {c.address: given[c.address] for c in table.cells if c.address in given}
        state = table.put(state, own)
    sums = {edition.cells[one.total].address: one for one in edition.sums}
    alone: dict[str, Number | None] = {}  # totals whose parts are not known
    for address in [address for address in sums if address in given]:
        value, computed = given[address], state.report[address]
        if computed is None and add(state.report.values, sums[address].parts) is None:
            alone[address] = value
        elif computed != value:
            wrong.append(
                msg("{key} 给的是 {total}，各数相加是 {sum}。",
                    key=address, total=exact(value), sum=exact(computed or 0))
            )  # fmt: skip
    return state.changed(state.report.with_numbers(alone))
