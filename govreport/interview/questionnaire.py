"""Edition → the questions of an interview, in the order of the report.

Derived from the edition alone: which rows and columns are typed and which are sums, which tables are
asked about step by step, what has to be known before a figure can be proposed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from govreport.edition import Edition, Field, Label, Section, named
from govreport.interview.lines import place_name
from govreport.interview.questions.about_report import FieldQuestion
from govreport.interview.questions.applicants import ApplicantsQuestion
from govreport.interview.questions.balance import BalanceQuestion
from govreport.interview.questions.closing import SummaryQuestion
from govreport.interview.questions.gate import GateQuestion
from govreport.interview.questions.narrative_text import TextQuestion
from govreport.interview.questions.note import NoteQuestion
from govreport.interview.questions.prompt import PromptQuestion
from govreport.interview.questions.proof import ProofQuestion, proof_id
from govreport.interview.questions.question import Question
from govreport.interview.questions.row import RowQuestion
from govreport.interview.state import ABOUT, SUMMARY
from govreport.interview.table import Table, tables_of
from govreport.matching.narrative import prompt_id
from govreport.messages import msg
from govreport.report import NOTE, PREAMBLE, TEXT


@dataclass(frozen=True, eq=False)
class Questionnaire:
    """All questions of an edition. `places` are the parts to go to, each at its section's number."""

    edition: Edition
    questions: tuple[Question, ...]
    places: tuple[str, ...]

    def at(self, identifier: str) -> Question | None:
        """The question of that id; None when this edition does not have it."""
        return next((one for one in self.questions if one.id == identifier), None)

    def about(self, address: str) -> Question | None:
        """The question by which a key of the file is answered; None when there is none."""
        section = address.partition(".")[0]
        if (cell := self.edition.cell_at.get(address)) is not None:
            return self.at(tables_of(self.edition)[section].row_of(cell).address)
        inside = (one for one in self.questions if one.section == section)
        return self.at(address) or next(inside, None)


@cache
def questionnaire(edition: Edition) -> Questionnaire:
    """The questions of an edition."""
    questions = [*_proofread([*_asked(edition)], edition), SummaryQuestion()]
    places = (ABOUT, *(section.key for section in edition.sections), PREAMBLE, SUMMARY)
    return Questionnaire(edition, tuple(questions), places)


def _asked(edition: Edition) -> Iterator[Question]:
    for field in edition.fields:
        if field.type != "texts":
            yield _field(field)
    first = edition.preamble
    yield TextQuestion(PREAMBLE, PREAMBLE, named(first), (first,), optional=True, whole=None)
    for section in edition.sections:
        if section.narrative:
            yield from _narrative(edition, section)
        else:
            yield from _rows(tables_of(edition)[section.key])


def _proofread(asked: list[Question], edition: Edition) -> Iterator[Question]:
    """The questions, and behind every text, and at the end of every table, what the texts have wrong."""
    for one, following in zip(asked, [*asked[1:], None], strict=True):
        yield one
        ends = following is None or following.section != one.section
        if one.section != ABOUT and (ends or one.section not in tables_of(edition)):
            name = proof_id(one.section if ends else one.id)
            yield ProofQuestion(name, one.section, msg("核对文字"), others=asked, whole=ends)


def _field(field: Field) -> Question:
    label = Label(field.label, field.key, field.english, field.guidance)
    name, optional = f"{ABOUT}.{field.key}", not field.required
    return FieldQuestion(name, ABOUT, named(field), (label,), optional, field=field)


def _narrative(edition: Edition, section: Section) -> Iterator[Question]:
    key, prompts = section.key, section.prompts
    for one in prompts:
        name, label = prompt_id(section, one), one.label
        yield PromptQuestion(name, key, named(label), (label,), whole=section, prompt=one)
    for part in section.parts:
        name = f"{key}.{part.key}"
        yield TextQuestion(name, key, named(part), (part,), whole=section, part=part.key)
    if not section.parts:
        name, heading = f"{key}.{TEXT}" if prompts else key, place_name(edition, key)
        yield TextQuestion(name, key, heading, (), bool(prompts), whole=section)


def _rows(table: Table) -> Iterator[Question]:
    """The rows of a table, and its note; one whose columns balance is asked about step by step."""
    key, labels = table.section, table.labels
    if table.balances:
        columns = tuple(column.label for column in table.rows[0].columns)
        yield GateQuestion(table.any_id, key, msg("有没有申请"), labels, table=table)
        yield ApplicantsQuestion(table.columns_id, key, msg("申请人的种类"), columns, table=table)
    for row in table.rows:
        yield RowQuestion(row.address, key, row.name, row.row.labels, table=table, typed=row)
    if table.balances:
        yield BalanceQuestion(table.balance_id, key, msg("勾稽关系"), labels, table=table)
    note = table.edition.note
    yield NoteQuestion(f"{key}.{NOTE}", key, named(note), (note,))
