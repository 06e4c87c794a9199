"""Narrative sections in pieces: the sentences they begin with, their parts, and the rest.

A section is stored as one text. It is taken apart by the edition's own words, and put together by
them; a text that was written otherwise is left as it is.
"""

from __future__ import annotations

import re
import string
import unicodedata

from govreport.edition import Prompt, Section
from govreport.matching.values import exact
from govreport.report import Number

FIGURE = re.compile(r"[0-9０-９]+(?:[.．,][0-9０-９]+)*[%％]?")
LINE_LENGTH = 12  # a line at least this long that stood in last year's text was taken from it


def prompt_id(section: Section, prompt: Prompt) -> str:
    """What a sentence of a section is known by, as a question and in data."""
    return f"{section.key}.{prompt.label.key}"


def prompt_values(section: Section, text: str) -> dict[str, dict[str, Number]]:
    """The numbers of the sentences at the beginning of a text, by prompt and column."""
    return _sentences(section, text)[0]


def with_prompt(
    section: Section, text: str, prompt: Prompt, values: dict[str, Number], year: int
) -> str:
    """The text with that sentence in its place at the beginning."""
    found, after = _sentences(section, text)
    found[prompt.label.key] = values
    lines = [
        sentence(one, found[one.label.key], year)
        for one in section.prompts
        if one.label.key in found
    ]
    return "\n".join([*lines, after] if after else lines)


def sentence(prompt: Prompt, values: dict[str, Number], year: int) -> str:
    """The sentence that some numbers become."""
    template = prompt.sentence if any(values.values()) else prompt.zero
    shown = {key: exact(value) for key, value in values.items()}
    return template.format_map({"year": year, **shown})


def _sentences(section: Section, text: str) -> tuple[dict[str, dict[str, Number]], str]:
    found: dict[str, dict[str, Number]] = {}
    for prompt in section.prompts:
        line, _, after = text.partition("\n")
        keys = [column.key for column in prompt.columns]
        for template in (prompt.zero, prompt.sentence):
            match = _pattern(template).fullmatch(line)
            if match is None:
                continue
            given = match.groupdict()
            numbers = {key: float(given.get(key, 0)) for key in keys}
            found[prompt.label.key] = {
                key: int(value) if value.is_integer() else value for key, value in numbers.items()
            }
            text = after
            break
    return found, text


def _pattern(template: str) -> re.Pattern[str]:
    pieces: list[str] = []
    for literal, name, _, _ in string.Formatter().parse(template):
        pieces.append(re.escape(literal))
        if name:
            pieces.append(rf"(?P<{name}>[0-9]+(?:\.[0-9]+)?)")
    return re.compile("".join(pieces))


def piece(section: Section | None, text: str, part: str) -> str:
    """The text of a part; without one, what stands after the sentences; of no section, all of it.

    A text that was written otherwise stands under the first part.
    """
    if section is None:
        return text
    if not part:
        return _sentences(section, text)[1]
    parts = _parts(section, text)
    if parts is None:
        return text if part == section.parts[0].key else ""
    return parts.get(part, "")


def with_piece(section: Section | None, text: str, part: str, new: str) -> str:
    """The text with something else as that piece; parts that are empty are left out."""
    if section is None:
        return new
    if part:
        parts = {**(_parts(section, text) or {}), part: new}
        given = [(one.label, parts[one.key]) for one in section.parts if parts.get(one.key)]
        return "\n".join(f"{label}\n{one}" for label, one in given)
    after = _sentences(section, text)[1]
    lead = text[: len(text) - len(after)].rstrip("\n")
    return "\n".join(one for one in (lead, new) if one)


def _parts(section: Section, text: str) -> dict[str, str] | None:
    """The text of each part that has its sub-heading; None when the text was written otherwise."""
    if not text.strip():
        return {}
    headings = {_plain(part.label): part.key for part in section.parts}
    found: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in text.split("\n"):
        key = headings.get(_plain(line))
        if key is not None and key not in found:
            current = found[key] = []
        elif current is not None:
            current.append(line)
        elif line.strip():
            return None
    return {key: "\n".join(lines).strip("\n") for key, lines in found.items()}


def _plain(line: str) -> str:
    kept = unicodedata.normalize("NFKC", line)
    return "".join(c for c in kept if not c.isspace()).rstrip(":")


def figures(text: str) -> list[tuple[int, int]]:
    """Where years and other numbers stand in a text, as start and end."""
    return [match.span() for match in FIGURE.finditer(text)]


def left_over(text: str, last: str) -> list[str]:
    """The lines of a text that hold numbers and stand word for word in last year's."""
    before = {line.strip() for line in last.split("\n") if len(line.strip()) >= LINE_LENGTH}
    return [line for line in text.split("\n") if line.strip() in before and FIGURE.search(line)]


def length(text: str) -> int:
    """How many characters a text has, blanks not counted."""
    return sum(not c.isspace() for c in text)
