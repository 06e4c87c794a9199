"""Lines as they were printed → paragraphs: what a page or a line's end has broken is joined."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from govreport.importers.document import Paragraph
from govreport.matching.normal import visible
from govreport.text import display_width

_NUMBERED = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十]+[、,，]|[-*·•●■◆]|注[:：])"
)
_ENDED = re.compile(r"[。；;！!？?：:…”’」』】）)>》.]$")
_INDENT = re.compile(r"^(?:\u3000|  |\t)")
_PAGE_NUMBER = re.compile(r"[-—–－·]+\s*\d{1,3}\s*[-—–－·]+|第\s*\d{1,3}\s*页.{0,12}")
_WIDEST, _LONG = 130, 40  # columns: of a line that was broken at its end; of one that can be


def paragraphs(lines: Sequence[Paragraph]) -> list[str]:
    """The paragraphs of a section, without indents and outer blanks; page numbers are left out."""
    widths = sorted(
        display_width(line.text) for line in lines if line.text.strip() and not line.level
    )
    of_lines = any(line.line is not None for line in lines)
    wrapped = of_lines and bool(widths) and widths[-1] <= _WIDEST
    indented = any(_INDENT.match(line.text) for line in lines)
    spacing = Spacing(line.text for line in lines)
    full = widths[-1] * 0.9 if widths else 0
    found: list[str] = []
    before: Paragraph | None = None
    for line in lines:
        text = line.text.replace("\t", " ").strip()
        if not visible(text) or _PAGE_NUMBER.fullmatch(visible(text)):
            before = None
            continue
        follows = (
            before is not None
            and wrapped
            and (indented or not _ENDED.search(before.text.rstrip()))
            and not _INDENT.match(line.text)
            and not _NUMBERED.match(text)
            and display_width(before.text) >= max(full, _LONG)
        )
        if found and (follows or _broken(found[-1], text, wrapped=wrapped)):
            found[-1] = spacing.joined(found[-1], text)
        else:
            found += [part.strip() for part in text.split("\n") if part.strip()]
        before = line
    return found


def _broken(before: str, text: str, *, wrapped: bool) -> bool:
    """Whether a page's end stands between two pieces of one paragraph."""
    if _NUMBERED.match(text) or _ENDED.search(before) or display_width(before) < 2 * _LONG:
        return before.endswith(("，", "、")) and not _NUMBERED.match(text)
    return not wrapped and re.search(r"[。；]", text) is not None


class Spacing:
    """Whether a text sets spaces between numbers and characters, so that a join restores them."""

    def __init__(self, texts: Iterable[str]) -> None:
        whole = "\n".join(texts)
        self.behind = _more(r"[a-zA-Z0-9] [一-鿿]", r"[a-zA-Z0-9][一-鿿]", whole)
        self.before = _more(r"[一-鿿] [a-zA-Z0-9]", r"[一-鿿][a-zA-Z0-9]", whole)

    def joined(self, before: str, after: str) -> str:
        """Two pieces of a line as one; words of Latin letters and numbers keep a space between."""
        left, right = _is_word(before[-1:]), _is_word(after[:1])
        if left and right:
            return f"{before} {after}"
        spaced = (left and self.behind and after[:1] >= "一") or (
            right and self.before and before[-1:] >= "一"
        )
        cjk = unicodedata.category((after if left else before)[0 if left else -1]) == "Lo"
        return f"{before} {after}" if spaced and cjk else before + after


def _more(some: str, than: str, text: str) -> bool:
    return len(re.findall(some, text)) > len(re.findall(than, text))


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalnum()
