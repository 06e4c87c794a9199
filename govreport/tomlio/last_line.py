"""Words that stand in a comment, the last line of a report file, for whoever goes on writing it.

No report holds them, and no second file is needed for them; they go when the file is done.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, unquote

SAFE = "./_-!,"


def split_words(text: str, sign: str) -> tuple[str, dict[str, str]]:
    """The text without the comment that begins with `sign`, and its words, each with its value.

    What it cannot mean is lost.
    """
    found = re.search(rf"(?:\r?\n)?{re.escape(sign)}(?P<words>[^\r\n]*)\s*\Z", text)
    if found is None:
        return text, {}
    pairs = (one.partition("=") for one in found["words"].split())
    return text[: found.start()], {unquote(name): unquote(value) for name, _, value in pairs}


def join_words(text: str, sign: str, words: Mapping[str, str]) -> str:
    """The text with such a comment at its end; `split_words` undoes it."""
    if not words:
        return text
    pairs = [
        quote(name, SAFE) + (f"={quote(value, SAFE)}" if value else "")
        for name, value in sorted(words.items())
    ]
    end = "\r\n" if "\r\n" in text else "\n"
    before = text if text.endswith("\n") or not text else text + end
    return f"{before}{end}{sign}{' '.join(pairs)}{end}"
