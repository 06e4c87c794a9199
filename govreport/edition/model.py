"""What an edition is made of: frozen values, numbered cells, and the identities over them.

Cells are numbered 0, 1, 2 … in the order of the official tables; an identity names its cells by
number, so that a check is plain arithmetic over a report's tuple of values. Official source of all
labels: the notice that the edition file names. Nothing here reads a file. Named tuples, because
sixteen dataclasses take 6 ms to define, a tenth of the start of `check`. Nor are annotations postponed,
here and where else named tuples are defined at that start: `typing` compiles each that is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from govreport.edition.relations import Balance, Bound, Continuity, Identity, Sum
from govreport.edition.reminder import Reminder
from govreport.messages import Words

NUMBERING = r"[（(]?(?:[一二三四五六七八九十]+|\d+(?=[.)]))[）)]?\.?"  # compiled when first used
Orientation = Literal["down", "across"]


class ValueKind(NamedTuple):
    """What a number may be: `whole` or with decimals, from `minimum` to `maximum` inclusive."""

    key: str
    minimum: int
    maximum: int
    whole: bool


class Label(NamedTuple):
    """A heading of rows or columns, and those under it. `key`: its part of the address, or empty."""

    label: str
    key: str = ""
    english: str = ""
    guidance: str = ""
    source: str = ""
    aliases: tuple[str, ...] = ()
    children: "tuple[Label, ...]" = ()
    value: ValueKind | None = None
    unit: str = ""

    def leaves(self) -> "Iterator[Label]":
        """The innermost headings, in order; itself when nothing is under it."""
        for child in self.children:
            yield from child.leaves()
        if not self.children:
            yield self

    @property
    def depth(self) -> int:
        """Levels from here down, at least 1."""
        return 1 + max((child.depth for child in self.children), default=0)


def _short(labels: list[str]) -> str:
    numbers = [found[0] for label in labels if (found := re.match(NUMBERING, label))]
    return "".join(numbers) if len(numbers) == len(labels) else labels[-1]


def _beside(official: str, english: str) -> str:
    return f"{official} ({english})" if english.strip("/") else official


class Column(NamedTuple):
    """An innermost column heading of a block. `path` is the labels above it and its own."""

    key: str
    path: tuple[str, ...]
    label: Label
    value: ValueKind

    @property
    def name(self) -> str:
        return self.path[-1]

    @property
    def term(self) -> Words:
        """Its name, in English the English word alone."""
        return Words(self.name, self.label.english)

    @property
    def words(self) -> Words:
        """Its name, in English the official one with the English word beside it."""
        return Words(self.name, _beside(self.name, self.label.english))


class Row(NamedTuple):
    """An innermost row of a block: one table of the TOML file, with one key a column.

    `keys` is its dotted address, section first; `path` its official labels, block heading first;
    `first` the number of its first cell. `labels` are the row's headings, outermost first.
    """

    keys: tuple[str, ...]
    path: tuple[str, ...]
    labels: tuple[Label, ...]
    columns: tuple[Column, ...]
    first: int

    @property
    def address(self) -> str:
        return ".".join(self.keys)

    @property
    def name(self) -> str:
        return "/".join(self.path)

    def short_name(self, skip: int = 0) -> str:
        """As `short_words`, in Chinese."""
        return self.short_words(skip).chinese

    def short_words(self, skip: int = 0) -> Words:
        """The row by its official numbering alone, `三（七）`; by its last label where it has none.

        `skip` leaves out so many of the outermost headings.
        """
        labels = self.labels[skip:] or self.labels
        return Words(_short([one.label for one in labels]), _short([one.english for one in labels]))

    @property
    def words(self) -> Words:
        """Its name, in English the official one with the English words beside it."""
        return Words(self.name, _beside(self.name, "/".join(one.english for one in self.labels)))


class Cell(NamedTuple):
    """One number of the report. `number` is its place in the official order."""

    number: int
    address: str
    row: Row
    column: Column

    @property
    def section(self) -> str:
        return self.row.keys[0]


class Block(NamedTuple):
    """A part of a table with its own header row.

    `down`: rows go down, columns across. `across`: one row of numbers, the rows' headings standing
    above the columns'. `label_columns` is how many columns the row headings take.
    """

    heading: str
    corner: str
    orientation: Orientation
    label_columns: int
    column_labels: tuple[Label, ...]
    row_labels: tuple[Label, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


class Prompt(NamedTuple):
    """Something that a narrative section must say, asked for as numbers.

    They become `sentence`, or `zero` when all are 0: templates with `year` and the columns' keys.
    """

    label: Label
    columns: tuple[Column, ...]
    zero: str
    sentence: str


class Section(NamedTuple):
    """One of the six sections: narrative text, or a table of `width` columns.

    `parts` are the sub-headings that a text has; `prompts` the sentences that it begins with.
    """

    key: str
    number: str
    heading: str
    english: str
    narrative: bool
    guidance: str
    source: str
    width: int = 0
    blocks: tuple[Block, ...] = ()
    parts: tuple[Label, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def rows(self) -> Iterator[Row]:
        for block in self.blocks:
            yield from block.rows


class Deadline(NamedTuple):
    """The last day on which a report must be out, in the year after the one it is on."""

    month: int
    day: int
    source: str


class Word(NamedTuple):
    """A word that a key of [report] may take.

    A kind of organ also has the `endings` of its names, those of them that may be `left_out`
    without its being another organ, and a `deadline` where the law knows one.
    """

    key: str
    label: str
    english: str
    endings: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    deadline: Deadline | None = None


class Field(NamedTuple):
    """A key of [report]. `type`: text, texts, year, date or word (then `words` are allowed)."""

    key: str
    label: str
    english: str
    type: str
    guidance: str
    required: bool = False
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, eq=False, repr=False)
class Edition:
    """An official format; `load` gives one value of each. `last_year` is None while it is in force.

    `title` and `date_format` are templates of str.format. `note` is what may stand under tables, and
    begins with its label. `reading`: the words by which published reports are read. `reminders`: what a
    person is asked to look at again.
    """

    name: str
    first_year: int
    last_year: int | None
    title: str
    date_format: str
    english: str
    notice: Mapping[str, object]
    preamble: Label
    fields: tuple[Field, ...]
    note: Label
    sections: tuple[Section, ...]
    sums: tuple[Sum, ...]
    balances: tuple[Balance, ...]
    bounds: tuple[Bound, ...]
    continuities: tuple[Continuity, ...]
    reading: Mapping[str, tuple[str, ...]]
    reminders: tuple[Reminder, ...] = ()

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every row of the official tables, in order."""
        return tuple(row for section in self.sections for row in section.rows)

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every number of the report, in order."""
        return tuple(
            Cell(row.first + place, f"{row.address}.{column.key}", row, column)
            for row in self.rows
            for place, column in enumerate(row.columns)
        )

    @cached_property
    def cell_at(self) -> Mapping[str, Cell]:
        """Cells by dotted address."""
        return {cell.address: cell for cell in self.cells}

    @cached_property
    def section_at(self) -> Mapping[str, Section]:
        """Sections by key."""
        return {section.key: section for section in self.sections}

    @cached_property
    def size(self) -> int:
        """How many numbers the report has."""
        return len(self.cells)

    @cached_property
    def identities(self) -> tuple[Identity, ...]:
        """All sums, then all balances."""
        return (*self.sums, *self.balances)

    def covers(self, year: int) -> bool:
        """Whether this is the format in force for reports on `year`."""
        return self.first_year <= year <= (self.last_year or year)

    def field_at(self, key: str) -> Field:
        """The field of [report] with that key. Raises KeyError."""
        return {one.key: one for one in self.fields}[key]
