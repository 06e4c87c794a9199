"""Answers without a person: keys and values, all of them looked at before anything is said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from govreport.edition import Cell
from govreport.errors import GovreportError
from govreport.figures import add
from govreport.interview.defaults import default, following
from govreport.interview.outcome import Confirm, Refused
from govreport.interview.questions import (
    ABOUT,
    FieldQuestion,
    PromptQuestion,
    RowQuestion,
    TextQuestion,
)
from govreport.interview.session import Session
from govreport.interview.state import State, is_optional
from govreport.interview.table_changes import stored
from govreport.interview.text_answers import put_text
from govreport.matching.numbers import exact, parse_number
from govreport.messages import Message, msg
from govreport.report import TEXT, Number
from govreport.tomlio.structure import brief, nearest

Data = dict[str, object]


@dataclass(frozen=True)
class Filled:
    """The session with the data in it, what is wrong with the data, and what was taken over."""

    session: Session
    wrong: tuple[Message, ...]
    taken_over: tuple[Message, ...]


def parse_pairs(pairs: Iterable[str]) -> Data:
    """KEY=VALUE arguments. Raises GovreportError for one without an equals sign."""
    found: Data = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key.strip():
            raise GovreportError(
                msg("--data 要写成 KEY=VALUE，不能是“{pair}”。", pair=brief(pair)),
                msg("如 --data year=2025 --data requests.received.natural_person=3"),
            )
        found[key.strip()] = value
    return found


def flatten(data: Mapping[str, object], place: str = "") -> Data:
    """Nested tables as dotted keys."""
    found: Data = {}
    for key, value in data.items():
        address = f"{place}.{key}" if place else str(key)
        if isinstance(value, Mapping):
            found |= flatten(value, address)
        else:
            found[address] = value
    return found


def fill(session: Session, data: Data) -> Filled:
    """Put the data into the report. What is wrong is collected, never raised."""
    wrong: list[Message] = []
    rest = {key.removeprefix(f"{ABOUT}."): value for key, value in data.items()}
    rest.pop("edition", None)
    rest.pop("schema", None)
    session = _about(session, rest, wrong)
    last = session.around.last
    if last is not None and session.around.last_for(session.report) is None:
        wrong.append(
            msg("--from 是 {last} 年的报告，不是 {year} 年的上一年。",
                last=last.year, year=session.report.year)
        )  # fmt: skip
    session, taken_over = _from_last_year(session)
    cells = _cells(session, rest, wrong)
    state = session.state
    for section in state.report.edition.sections:
        own = {a: v for a, v in cells.items() if a.startswith(f"{section.key}.")}
        if own:
            state = _numbers(state, section.key, own, wrong)
    session = _texts(replace(session, state=state), rest, wrong)
    known = [*(one.id for one in session.state.questions.questions), *state.report.edition.cell_at]
    for key in rest:
        meant = nearest(key, known)
        wrong.append(
            msg("不认识的键 {key}，是不是 {meant}？", key=brief(key), meant=meant)
            if meant
            else msg("不认识的键 {key}。", key=brief(key))
        )
    return Filled(session, tuple(wrong), taken_over)


def missing(session: Session) -> tuple[str, ...]:
    """What a script has yet to give, by key."""
    found: list[str] = []
    for question in session.state.open_questions:
        if isinstance(question, RowQuestion):
            found += [c.address for c in question.cells if session.report.values[c.number] is None]
        elif isinstance(
            question, FieldQuestion | TextQuestion | PromptQuestion
        ) and not is_optional(question):
            found.append(question.id)
    return tuple(found)


def _about(session: Session, rest: Data, wrong: list[Message]) -> Session:
    """The keys of [report]; what is not given comes from last year's or the organ's name."""
    for question in session.state.questions.questions:
        if not isinstance(question, FieldQuestion):
            continue
        key = question.field.key
        given = key in rest
        default_answer = default(session.state, question, session.around)
        if given:
            answer = str(rest.pop(key))
        elif key in session.report.about or default_answer is None or key == "year":
            if key != "year" or session.around.last is None or key in session.report.about:
                continue
            answer = default_answer.answer if default_answer is not None else ""
        else:
            answer = default_answer.answer
        outcome = session.go(question.id).answer(answer)
        if isinstance(outcome, Refused):
            wrong.append(outcome.reason)
            continue
        taken = outcome.taken if isinstance(outcome, Confirm) else outcome
        session = replace(session, state=taken.state)
    return session


def _from_last_year(session: Session) -> tuple[Session, tuple[Message, ...]]:
    """The figures that last year's report gives outright."""
    last, state = session.around.last_for(session.report), session.state
    said: list[Message] = []
    for row in (q for q in state.questions.questions if isinstance(q, RowQuestion)):
        fresh = {
            one.address: one.value
            for one in following(state, row, last)
            if state.report[one.address] is None and not one.continuity.this
        }
        if fresh:
            state = stored(state, row.section, fresh)
            shown = "、".join(f"{address} = {exact(value)}" for address, value in fresh.items())
            said.append(msg("由上年报告带入：{cells}", cells=shown))
    return replace(session, state=state), tuple(said)


def _cells(session: Session, rest: Data, wrong: list[Message]) -> dict[str, Number]:
    """The numbers by address. A table set to 0 means every cell in it that is not given itself."""
    edition = session.report.edition
    found: dict[str, Number] = {}
    tables = sorted(
        (key for key in rest if str(rest[key]).strip() == "0" and key not in edition.cell_at),
        key=len,
    )
    for key in tables:
        inside = [a for a in edition.cell_at if a.startswith(f"{key}.")]
        if inside:
            del rest[key]
            found |= dict.fromkeys(inside, 0)
    totals = {edition.cells[one.total].address for one in edition.sums}
    zeroed = set(found)
    for address in [key for key in rest if key in edition.cell_at]:
        value = _number(edition.cell_at[address], rest.pop(address))
        if isinstance(value, Message):
            wrong.append(msg("{key}：{reason}", key=address, reason=value))
        else:
            found[address] = value
            zeroed.discard(address)
    return {a: v for a, v in found.items() if not (a in zeroed and a in totals)}


def _number(cell: Cell, value: object) -> Number | Message:
    if isinstance(value, bool):
        return msg("应是一个数字。")
    return parse_number(str(value).strip(), cell.column.value, cell.column.label.unit)


def _numbers(state: State, section: str, given: dict[str, Number], wrong: list[Message]) -> State:
    edition = state.report.edition
    totals = {one.total: one for one in edition.sums}
    typed = {a: v for a, v in given.items() if edition.cell_at[a].number not in totals}
    state = stored(state, section, typed)
    stale: dict[str, Number | None] = {}
    for address, value in given.items():
        number = edition.cell_at[address].number
        if number not in totals:
            continue
        computed = state.report.values[number]
        if computed is None and add(state.report.values, totals[number].parts) is None:
            stale[address] = value
        elif computed != value:
            wrong.append(
                msg("{key} 给的是 {total}，各数相加是 {sum}。",
                    key=address, total=exact(value), sum=exact(computed or 0))
            )  # fmt: skip
    return state.changed(state.report.with_numbers(stale))


def _texts(session: Session, rest: Data, wrong: list[Message]) -> Session:
    state = session.state
    for question in state.questions.questions:
        if isinstance(question, PromptQuestion) and question.id in rest:
            outcome = (
                replace(session, state=state).go(question.id).answer(str(rest.pop(question.id)))
            )
            if isinstance(outcome, Refused):
                wrong.append(msg("{key}：{reason}", key=question.id, reason=outcome.reason))
            elif not isinstance(outcome, Confirm):
                state = outcome.state
        if not isinstance(question, TextQuestion):
            continue
        whole = state.report.edition.section_at.get(question.section)
        names = [question.id]
        if not question.part and (whole is None or not whole.prompts or question.id not in rest):
            names += [question.section, f"{question.section}.{TEXT}"]
        for name in names:
            if name in rest:
                value = rest.pop(name)
                if isinstance(value, str):
                    state = put_text(state, question, value.strip("\n"))
                else:
                    wrong.append(msg("{key} 应是文字。", key=name))
    return _whole_texts(replace(session, state=state), rest)


def _whole_texts(session: Session, rest: Data) -> Session:
    """A section that is asked for in parts may also be given as one text."""
    from govreport.interview.narrative import with_text

    report = session.report
    for section in report.edition.sections:
        for name in (section.key, f"{section.key}.{TEXT}"):
            if section.narrative and isinstance(rest.get(name), str):
                report = with_text(report, section.key, str(rest.pop(name)).strip("\n"))
    return replace(session, state=session.state.changed(report))
