"""Messages for people: Chinese is the source language, a catalogue gives the English.

A `Message` is a value: a template and what goes into it. Nothing below `cli` turns one into text on
its own; whoever prints has a `Translator`. Values that come out of a report are inserted as they
are, never read as templates.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import gettext

LOCALE_DIR = Path(__file__).parent / "locale"
LANGUAGES = ("zh", "en")


class Words(NamedTuple):
    """A term in both languages, for a value of a message."""

    chinese: str
    english: str


def joined(*parts: object, by: str = "") -> Words:
    """Parts one after the other, each in its language; what has no English stands as it is."""
    chinese, english = (
        by.join(str((one[n] or one[0]) if isinstance(one, Words) else one) for one in parts)
        for n in (0, 1)
    )
    return Words(chinese, english)


class Message(NamedTuple):
    """A sentence: a Chinese template with `{named}` places, and the values for them.

    A value that is a Message or Words is translated too; a list is joined with the commas of the
    language.
    """

    template: str
    values: Mapping[str, object] | None = None


def msg(template: str, **values: object) -> Message:
    """A `Message`; the template must be a literal, so that the catalogue can be held complete."""
    return Message(template, values)


class Count(int):
    """A number in an English text; `{count:total|totals}` is the word that goes with it."""

    def __format__(self, words: str) -> str:
        one, bar, many = words.partition("|")
        return (one if self == 1 else many) if bar else super().__format__(words)


class Translator:
    """Turns messages into text in one language, `zh` or `en`."""

    def __init__(self, language: str = "zh") -> None:
        self.language = language
        self._catalogue: gettext.NullTranslations | None = None
        if language != "zh":
            import gettext

            self._catalogue = gettext.translation(
                "govreport", LOCALE_DIR, [language], fallback=True
            )

    def __call__(self, message: Message | str, **values: object) -> str:
        """The text of a message, or of a template with its values."""
        if isinstance(message, str):
            message = Message(message, values)
        template = message.template
        if self._catalogue is not None:
            template = self._catalogue.gettext(template)
        if not message.values:
            return template
        inserted = {name: self._value(value) for name, value in message.values.items()}
        return template.format_map(inserted)

    def _value(self, value: object) -> object:
        if isinstance(value, Message):
            return self(value)
        if isinstance(value, Words):
            return self.choose(*value)
        if type(value) is int and self._catalogue is not None:
            return Count(value)
        if isinstance(value, list | tuple):
            return self.choose("、", ", ").join(str(self._value(item)) for item in value)
        return value

    def choose(self, chinese: str, english: str) -> str:
        """One of two texts that data states in both languages."""
        return chinese if self.language == "zh" else english or chinese
