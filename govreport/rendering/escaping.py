"""Text that Markdown shows exactly as it was typed. The one place that escapes Markdown."""

from __future__ import annotations

import re

_SPECIAL = re.compile(
    r"""[\\`*\[\]{}|~$]                   # marks that may stand anywhere
    |[<>]|&(?=[A-Za-z0-9#]+;)             # HTML and entities
    |_(?![^\W_])|(?<![^\W_])_             # within a word an underscore means nothing
    |:(?=[A-Za-z0-9_+-]+:)                # :100:
    |^[#=+-]|^:(?=\s|$)                   # marks of headings, rules and lists
    |[#](?=[#]*$)                         # marks that close a heading""",
    re.VERBOSE,
)
_ORDERED = re.compile(r"^([0-9]{1,9})([.)])(?=\s|$)")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}


def escape(text: str) -> str:
    """One cleaned line without spaces at its ends, such that CommonMark and GFM show it as it is.

    Angle brackets become entities and not \\<, so that an address beside them stays a link.
    """
    return _ORDERED.sub(r"\1\\\2", _SPECIAL.sub(_escaped, text))


def _escaped(match: re.Match[str]) -> str:
    character = match.group()
    return _ENTITIES.get(character) or "\\" + character
