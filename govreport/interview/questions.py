"""Edition → the questions of an interview, as data, in the order of the report.

Derived from the edition alone: which rows and columns are typed and which are sums, which groups a
row belongs to, what has to be known before a figure can be proposed. No question is worded here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from govreport.edition import Balance, Cell, Column, Edition, Field, Label, Prompt, Row, Section
from govreport.report import PREAMBLE

ABOUT = "report"
SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class FieldQuestion:
    """A key of [report]."""

    id: str
    section: str
    field: Field


@dataclass(frozen=True, slots=True)
class TextQuestion:
    """Narrative: a whole section, one part of it (`part`), or what follows its sentences.

    `optional`: it may be left out for good.
    """

    id: str
    section: str
    label: Label | None
    part: str
    optional: bool


@dataclass(frozen=True, slots=True)
class PromptQuestion:
    """Numbers that become a sentence at the beginning of a narrative section."""

    id: str
    section: str
    prompt: Prompt


@dataclass(frozen=True, slots=True)
class GateQuestion:
    """Whether a table has anything in it at all."""

    id: str
    section: str


@dataclass(frozen=True, slots=True)
class KindsQuestion:
    """Which columns of a table can have something in them."""

    id: str
    section: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class RowQuestion:
    """Numbers of one row, in one line. `cells` are typed, `total` is their sum if there is one.

    `gated`: the row belongs to a table with a gate, so that only some of its cells are asked for.
    """

    id: str
    section: str
    row: Row
    cells: tuple[Cell, ...]
    total: Cell | None
    gated: bool


@dataclass(frozen=True, slots=True)
class BalanceQuestion:
    """What to do about columns that do not balance. Asked only when there are some."""

    id: str
    section: str


@dataclass(frozen=True, slots=True)
class SummaryQuestion:
    """Whether the report is right as a whole."""

    id: str = SUMMARY
    section: str = SUMMARY


Question = (
    FieldQuestion
    | TextQuestion
    | PromptQuestion
    | GateQuestion
    | KindsQuestion
    | RowQuestion
    | BalanceQuestion
    | SummaryQuestion
)


@dataclass(frozen=True)
class Questionnaire:
    """All questions of an edition. `places` are the parts to go to, each at its section's number."""

    edition: Edition
    questions: tuple[Question, ...]
    places: tuple[str, ...]

    def at(self, identifier: str) -> Question | None:
        """The question of that id; None when this edition does not have it."""
        return next((one for one in self.questions if one.id == identifier), None)

    def index(self, identifier: str) -> int:
        return next(i for i, one in enumerate(self.questions) if one.id == identifier)

    def rows(self, section: str) -> tuple[RowQuestion, ...]:
        """The row questions of a section, in order."""
        return tuple(
            one for one in self.questions if isinstance(one, RowQuestion) and one.section == section
        )

    def balances(self, section: str) -> tuple[Balance, ...]:
        """The balances of a section, one a column."""
        cells = self.edition.cells
        return tuple(b for b in self.edition.balances if cells[b.left[0]].section == section)

    def about_cell(self, address: str) -> Question | None:
        """The question by which a key of the file is answered; None when there is none."""
        head = address.split(".", maxsplit=1)[0]
        for one in self.questions:
            if isinstance(one, FieldQuestion) and address == one.id:
                return one
            if isinstance(one, RowQuestion) and any(
                address == cell.address for cell in (*one.cells, one.total) if cell is not None
            ):
                return one
        if address in self.edition.cell_at:  # a sum over rows: the first row that it is made of
            number = self.edition.cell_at[address].number
            parts = next((s.parts for s in self.edition.sums if s.total == number), ())
            below = [self.about_cell(self.edition.cells[part].address) for part in parts]
            return next((one for one in below if one is not None), None)
        for one in self.questions:
            if one.section == head:
                return one
        return None


@cache
def questionnaire(edition: Edition) -> Questionnaire:
    """The questions of an edition."""
    found: list[Question] = [
        FieldQuestion(f"{ABOUT}.{field.key}", ABOUT, field)
        for field in edition.fields
        if field.type != "texts"
    ]
    found.append(TextQuestion(PREAMBLE, PREAMBLE, edition.preamble, "", optional=True))
    for section in edition.sections:
        found += _narrative(section) if section.narrative else _table(edition, section)
    found.append(SummaryQuestion())
    places = (ABOUT, *(section.key for section in edition.sections), PREAMBLE, SUMMARY)
    return Questionnaire(edition, tuple(found), places)


def _narrative(section: Section) -> list[Question]:
    found: list[Question] = [
        PromptQuestion(f"{section.key}.{prompt.label.key}", section.key, prompt)
        for prompt in section.prompts
    ]
    if section.parts:
        return found + [
            TextQuestion(f"{section.key}.{part.key}", section.key, part, part.key, optional=False)
            for part in section.parts
        ]
    optional = bool(section.prompts)
    identifier = f"{section.key}.text" if optional else section.key
    return [*found, TextQuestion(identifier, section.key, None, "", optional=optional)]


def _table(edition: Edition, section: Section) -> list[Question]:
    sums = {one.total: one for one in edition.sums}
    followed = {
        one.cell for one in edition.continuities if one.this and not one.at_most
    }  # proposed only once the rest of the row is known
    gated = any(edition.cells[one.left[0]].section == section.key for one in edition.balances)
    rows: list[RowQuestion] = []
    for row in section.rows:
        cells = edition.cells[row.first : row.first + len(row.columns)]
        if all(cell.number in sums and sums[cell.number].over == "rows" for cell in cells[:1]):
            continue
        total = next((c for c in cells if c.number in sums), None)
        first = tuple(c for c in cells if c.number not in sums and c.number not in followed)
        rows.append(RowQuestion(row.address, section.key, row, first, total, gated))
        rows += [
            RowQuestion(c.address, section.key, row, (c,), None, gated)
            for c in cells
            if c.number in followed
        ]
    if not gated:
        return list(rows)
    columns = tuple(cell.column for cell in rows[0].cells)
    return [
        GateQuestion(f"{section.key}.any", section.key),
        KindsQuestion(f"{section.key}.applicants", section.key, columns),
        *rows,
        BalanceQuestion(f"{section.key}.balance", section.key),
    ]
