"""Text out of files, made safe for each output format. The one place that escapes; a function a format."""

from __future__ import annotations

import os
import re
from pathlib import PureWindowsPath
from typing import Any

from govreport.text import printable

# Patterns are compiled when they are used.
_NOT_XML = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
_MARKS = r"([\\`*_{}\[\]<>()#+!|~&@:-])"
_ORDERED = r"^([0-9]{1,9})([.)])(?=\s|$)"
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}

# What Markdown would read as markup in a line of prose.
_SPECIAL = r"""(?x)[\\`*\[\]{}|~$]                   # marks that may stand anywhere
    |[<>]|&(?=[A-Za-z0-9#]+;)             # HTML and entities
    |_(?![^\W_])|(?<![^\W_])_             # within a word an underscore means nothing
    |:(?=[A-Za-z0-9_+-]+:)                # :100:
    |^[#=+-]|^:(?=\s|$)                   # marks of headings, rules and lists
    |[#](?=[#]*$)                         # marks that close a heading"""


def unicode_text(text: str) -> str:
    """Lone surrogates, which stand for bytes of a path that are no UTF-8, written as `\\udcff`."""
    return text.encode("utf-8", "backslashreplace").decode()


def json_text(document: Any, indent: int | None = 1) -> str:
    """A document as JSON, Chinese legible, valid UTF-8 and safe on a terminal whatever is in it."""
    import json

    text = unicode_surrogates(json.dumps(document, ensure_ascii=False, indent=indent))
    return "\n".join(printable(line, _json_escape) for line in text.split("\n")) + "\n"


def unicode_surrogates(text: str) -> str:
    """As `unicode_text`, inside JSON text, where a backslash is written twice."""
    return re.sub("[\ud800-\udfff]", lambda found: f"\\\\u{ord(found[0]):04x}", text)


def _json_escape(character: str) -> str:
    import json

    return json.dumps(character)[1:-1]


def xml_text(text: str) -> str:
    """Safe in XML 1.0, as text and inside double quotes; what XML cannot hold becomes U+FFFD."""
    text = re.sub(_NOT_XML, "�", text)
    for raw, escaped in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"),
                         ("\t", "&#9;"), ("\n", "&#10;"), ("\r", "&#13;")):  # fmt: skip
        text = text.replace(raw, escaped)
    return printable(text, lambda character: f"&#x{ord(character):x};")


def command_data(text: str) -> str:
    """The message of a GitHub workflow command."""
    text = unicode_text(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return printable(text).replace("##[", "## [")


def command_property(text: str) -> str:
    """A property of a GitHub workflow command."""
    return command_data(text).replace(":", "%3A").replace(",", "%2C")


def harmless_line(text: str) -> str:
    """A line of a log that no runner takes for a command: `##[` is one anywhere, `::` at the start."""
    text = printable(text).replace("##[", "## [")
    return f"· {text}" if text.lstrip().startswith("::") else text


def markdown_cell(text: str) -> str:
    """Safe in a Markdown table cell: nothing in it is markup, a mention or a link."""
    return re.sub(_MARKS, r"\\\1", printable(text)).replace("\\&", "&amp;").replace("\\<", "&lt;")


def markdown_line(text: str) -> str:
    """One cleaned line without spaces at its ends, such that CommonMark and GFM show it as it is.

    Angle brackets become entities and not \\<, so that an address beside them stays a link.
    """
    return re.sub(_ORDERED, r"\1\\\2", re.sub(_SPECIAL, _escaped, text))


def _escaped(match: re.Match[str]) -> str:
    character = match.group()
    return _ENTITIES.get(character) or "\\" + character


def relative_uri(path: str) -> str:
    """A path as a URI reference, relative where the path is, its bytes percent-encoded."""
    if path.startswith("<"):  # standard input
        return "stdin"
    if path[1:3] == ":/":  # on a drive of Windows
        return PureWindowsPath(path).as_uri()
    from urllib.parse import quote

    encoded = quote(os.fsencode(path), safe="/-._~")
    return encoded if encoded.startswith("/") else encoded.removeprefix("./")
