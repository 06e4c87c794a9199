"""What a person is asked to look at again, though it may be right: said by the editions, with its source.

A reminder is no finding: it has no code and changes no exit code.
"""

from collections.abc import Collection, Iterator
from typing import Literal, NamedTuple, get_args

from govreport.edition.source import Source
from govreport.messages import msg

About = Literal["year", "name", "row", "text"]
# What may be put into the words of a reminder, by what it is about.
PLACES: dict[About, tuple[str, ...]] = {
    "year": ("year",),
    "name": ("organization", "kind"),
    "row": ("row", "kind", "value"),
    "text": ("section", "text"),
}


class NamesOfKind(NamedTuple):
    """Organs whose names end in one of the `endings` are of one of the `kinds`; the longest counts."""

    endings: tuple[str, ...]
    kinds: tuple[str, ...]


class Reminder(NamedTuple):
    """`about` what it is: a `year` that is not over; a kind of organ that its `name` contradicts; a
    `row` in which these `kinds` of organs have nothing; a `text` with lines of figures or signs alone.

    It is not given where one of the `rules` has spoken. `says` and `english` are templates of str.format; `source` is the official guidance behind it.
    """

    key: str
    about: About
    says: str
    english: str
    source: str
    row: str = ""
    kinds: tuple[str, ...] = ()
    names: tuple[NamesOfKind, ...] = ()
    rules: tuple[str, ...] = ()


def read_reminders(
    source: Source, kinds: Collection[str], rows: Collection[str]
) -> Iterator[Reminder]:
    """The reminders of an edition file. Raises GovreportError for a kind or a row that there is not."""
    for one in source.tables("reminders"):
        word = one.text("about")
        about = next((known for known in get_args(About) if known == word), None)
        if about is None:
            raise one.wrong(msg("about 不能是“{value}”", value=word))
        names = tuple(
            NamesOfKind(name.texts("endings"), name.texts("kinds")) for name in one.tables("names")
        )
        reminder = Reminder(
            one.text("key"),
            about,
            one.text("says"),
            one.text("english"),
            one.text("source"),
            one.text("row", ""),
            one.texts("kinds"),
            names,
            one.texts("rules"),
        )
        wanted = {*reminder.kinds, *(kind for name in names for kind in name.kinds)}
        if unknown := sorted(wanted - {*kinds}):
            raise one.wrong(msg("没有机关种类 {names}", names=unknown))
        if about == "row" and reminder.row not in rows:
            raise one.wrong(msg("没有“{row}”这一行", row=reminder.row))
        try:
            for template in (reminder.says, reminder.english):
                template.format_map(dict.fromkeys(PLACES[about], ""))
        except (KeyError, ValueError, IndexError) as error:
            raise one.wrong(msg("句子里的 {name} 不能用", name=str(error))) from error
        yield reminder
