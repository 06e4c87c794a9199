"""A report as an immutable value: what it is about, six sections of text or numbers, waivers."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from govreport.edition import Edition

Number = int | float
PREAMBLE = "preamble"
TEXT = "text"
NOTE = "note"
OWN, ROLLED_UP = "own", "rollup"  # scopes


class Waiver(NamedTuple):
    """A finding that the organ stands by: its code, the cell it is about (None: any), the reason."""

    code: str
    cell: str | None = None
    reason: str | None = None

    def lines(self) -> list[str]:
        """How it stands in a report file, ready to be copied."""
        import json  # whose strings are strings of TOML too

        given = [(name, value) for name, value in self._asdict().items() if value is not None]
        return [
            "[[waivers]]",
            *(f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in given),
        ]


@dataclass(frozen=True)
class Report:
    """One report. Numbers are in the edition's official order; None is a number not given.

    `about` holds the keys of [report] (organization, year, kind, scope, date, aliases), those that
    are given; `texts` the narrative by section key and `preamble`; `notes` what is printed under
    the tables, by section key.
    """

    edition: Edition
    about: Mapping[str, object] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    values: tuple[Number | None, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.values:
            object.__setattr__(self, "values", (None,) * self.edition.size)
        if len(self.values) != self.edition.size:
            raise ValueError(f"{self.edition.size} numbers expected, got {len(self.values)}")

    def __getitem__(self, address: str) -> Number | None:
        """The number at a dotted address. Raises KeyError when the edition has no such cell."""
        return self.values[self.edition.cell_at[address].number]

    @property
    def organization(self) -> str:
        """The organ's full name; empty when not given."""
        return str(self.about.get("organization", ""))

    @property
    def year(self) -> int | None:
        """The year reported on."""
        year = self.about.get("year")
        return year if isinstance(year, int) else None

    @property
    def kind(self) -> str | None:
        kind = self.about.get("kind")
        return kind if isinstance(kind, str) else None

    @property
    def scope(self) -> str:
        """`own` (the organ itself, also when not given) or `rollup` (all organs of the region)."""
        return str(self.about.get("scope", "own"))

    @property
    def date(self) -> datetime.date | None:
        date = self.about.get("date")
        return date if isinstance(date, datetime.date) else None

    @property
    def aliases(self) -> tuple[str, ...]:
        """Former names of the organ."""
        aliases = self.about.get("aliases", ())
        return tuple(str(alias) for alias in aliases) if isinstance(aliases, tuple) else ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The addresses of the numbers not given, in official order."""
        return tuple(c.address for c in self.edition.cells if self.values[c.number] is None)

    def with_numbers(self, numbers: Mapping[str, Number | None]) -> Report:
        """The same report with other numbers at some addresses. Raises KeyError as `[]` does."""
        values = list(self.values)
        for address, number in numbers.items():
            values[self.edition.cell_at[address].number] = number
        return replace(self, values=tuple(values))

    def with_text(self, section: str, text: str) -> Report:
        """The report with another text of a section; without one when it is empty."""
        places = [PREAMBLE, *self.edition.section_at]
        return replace(self, texts=_with(self.texts, section, text, places))

    def with_note(self, section: str, note: str) -> Report:
        """The report with another note under a table; without one when it is empty."""
        return replace(self, notes=_with(self.notes, section, note, self.edition.section_at))

    def in_edition(self, edition: Edition) -> Report:
        """The report in another edition: what both have stays, cell by cell, text by text."""
        kept = {a: self[a] for a in edition.cell_at.keys() & self.edition.cell_at.keys()}
        texts = {k: v for k, v in self.texts.items() if k == PREAMBLE or k in edition.section_at}
        return replace(self, edition=edition, texts=texts, values=()).with_numbers(kept)


def _with(
    texts: Mapping[str, str], place: str, text: str, places: Iterable[str]
) -> Mapping[str, str]:
    """The texts with another at a place, or none there, in the order of the places."""
    kept = {key: one for key, one in texts.items() if key != place} | (
        {place: text} if text else {}
    )
    return {key: kept[key] for key in places if key in kept}
