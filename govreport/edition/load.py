"""Edition files → `Edition`. A file that contradicts itself is refused with the place and reason."""

from __future__ import annotations

import copyreg
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import rtoml

from govreport.edition.model import Deadline, Edition, Field, Label, Section, ValueKind, Word
from govreport.edition.reading import read_label, read_section
from govreport.edition.relations import Balance, Bound, Continuity, Sum
from govreport.edition.reminder import Reminder, read_reminders
from govreport.edition.source import Source
from govreport.edition.sums import read_balances, read_bounds, read_continuities, read_sums
from govreport.errors import GovreportError
from govreport.messages import msg

EDITIONS_DIR = Path(__file__).parent.parent / "editions"
FIELDS_FILE = EDITIONS_DIR / "_report.toml"
READING = (
    "subject", "report", "fillers", "cut_organ", "second_names", "rolled_up", "notes", "organization", "date", "about",
)  # fmt: skip


class Common(NamedTuple):
    """What all editions share: the keys of [report], the kinds of numbers, the note under tables, the
    words by which published reports are read, and what a person is reminded of."""

    fields: tuple[Field, ...]
    kinds: dict[str, ValueKind]
    note: Label
    reading: dict[str, tuple[str, ...]]
    reminders: tuple[Reminder, ...]


@cache
def edition_names() -> tuple[str, ...]:
    """The editions there are, oldest first."""
    files = (p for p in EDITIONS_DIR.iterdir() if p.suffix == ".toml" and p.name[0] != "_")
    return tuple(sorted(p.stem for p in files))


@cache
def load_edition(name: str) -> Edition:
    """The edition of that name. Raises GovreportError when there is none."""
    if name not in edition_names():
        raise GovreportError(
            msg("没有名为“{name}”的版式。", name=name),
            msg("可用的版式：{names}。", names=edition_names()),
        )
    edition = read_edition(EDITIONS_DIR / f"{name}.toml")
    if edition.name != name:
        raise Source({}, f"{name}.toml").wrong(
            msg("文件名与 edition = {edition} 不一致", edition=repr(edition.name))
        )
    return edition


# An edition goes to another process as its name, so that everywhere there is one of each.
copyreg.pickle(Edition, lambda edition: (load_edition, (edition.name,)))


@cache
def editions() -> tuple[Edition, ...]:
    """All editions, oldest first. No two may be in force for the same year."""
    loaded = tuple(load_edition(name) for name in edition_names())
    for earlier, later in pairwise(loaded):
        if earlier.last_year is None or earlier.last_year >= later.first_year:
            raise Source({}, f"{later.name}.toml").wrong(
                msg("{earlier} 与 {later} 的年份重叠", earlier=earlier.name, later=later.name)
            )
    return loaded


def kinds() -> tuple[Word, ...]:
    """The kinds of organs, which all editions share."""
    return next(one.words for one in _common().fields if one.key == "kind")


def edition_for_year(year: int) -> Edition | None:
    """The edition in force for reports on `year`; None when there was none yet."""
    return next((edition for edition in editions() if edition.covers(year)), None)


def read_edition(path: Path) -> Edition:
    """Read and validate one edition file. Raises GovreportError with the place in the file."""
    fields, kinds, note, reading, reminders = _common()
    source = _parse(path)
    name = source.text("edition")
    sections: dict[str, Section] = {}
    size = 0
    sums: list[Sum] = []
    balances: list[Balance] = []
    bounds: list[Bound] = []
    continuities: list[Continuity] = []
    for one in source.tables("sections"):
        section = read_section(one, kinds, size)
        if section.key in sections:
            raise one.wrong(msg("键“{key}”用了两次", key=section.key))
        sections[section.key] = section
        size += sum(len(row.columns) for row in section.rows)
        zero_rule = one.text("zero_rule", "")
        sums += read_sums(one, section, zero_rule)
        balances += read_balances(one, section, zero_rule)
        bounds += read_bounds(one, section)
        continuities += read_continuities(one, section)
    first_year, last_year = source.take("first_year", int), source.take("last_year", int, -1)
    if last_year != -1 and last_year < first_year:
        raise source.wrong(msg("last_year 早于 first_year"))
    preamble = source.table("preamble")
    rows = [row.address for section in sections.values() for row in section.rows]
    edition = Edition(
        name=name,
        first_year=first_year,
        last_year=None if last_year == -1 else last_year,
        title=source.text("title"),
        date_format=source.text("date"),
        english=source.text("english"),
        notice=source.take("notice", dict),
        preamble=read_label(preamble, "columns"),
        fields=fields,
        note=note,
        sections=tuple(sections.values()),
        sums=tuple(sums),
        balances=tuple(balances),
        bounds=tuple(bounds),
        continuities=tuple(continuities),
        reading=reading,
        reminders=(*reminders, *read_reminders(source, _kinds_in(fields), rows)),
    )
    preamble.done()
    source.done()
    return edition


@cache
def _common() -> Common:
    """What all editions share."""
    source = _parse(FIELDS_FILE)
    kinds = {
        (key := one.text("key")): ValueKind(
            key, one.take("minimum", int), one.take("maximum", int), one.take("whole", bool, False)
        )
        for one in source.tables("values")
    }
    deadlines = {
        kind: day
        for one in source.tables("deadlines")
        for day in [Deadline(one.take("month", int), one.take("day", int), one.text("source"))]
        for kind in one.texts("kinds")
    }
    words = {
        name: tuple(
            Word(
                key=(key := one.text("key")),
                label=one.text("label"),
                english=one.text("english"),
                endings=one.texts("endings"),
                left_out=one.texts("left_out"),
                deadline=deadlines.get(key),
            )
            for one in source.tables(name)
        )
        for name in ("kinds", "scopes")
    }
    fields = tuple(_field(one, words) for one in source.tables("fields"))
    note_source, words_read = source.table("note"), source.table("reading")
    note = read_label(note_source, "columns")
    reading = {key: words_read.texts(key) for key in READING}
    reminders = tuple(read_reminders(source, _kinds_in(fields), ()))
    for one in (note_source, words_read, source):
        one.done()
    return Common(fields, kinds, note, reading, reminders)


def _kinds_in(fields: tuple[Field, ...]) -> list[str]:
    return [word.key for one in fields if one.key == "kind" for word in one.words]


def _field(one: Source, words: dict[str, tuple[Word, ...]]) -> Field:
    wordlist = one.text("words", "")
    if wordlist and wordlist not in words:
        raise one.wrong(msg("没有词表“{name}”", name=wordlist))
    return Field(
        key=one.text("key"),
        label=one.text("label"),
        english=one.text("english"),
        type=one.text("type"),
        guidance=one.text("guidance"),
        required=one.take("required", bool, False),
        words=words.get(wordlist, ()),
    )


def _parse(path: Path) -> Source:
    try:
        return Source(rtoml.loads(path.read_text("utf-8")), path.name)
    except (rtoml.TomlParsingError, UnicodeDecodeError, OSError) as error:
        raise GovreportError(
            msg("版式文件 {file} 读不出来：{error}", file=path.name, error=str(error))
        ) from error
