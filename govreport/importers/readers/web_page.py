"""A web page → its paragraphs and tables, as a browser would show them.

Bytes are decoded here, since parsers believe what a page declares: many declare gb2312 and are
GB18030. No script runs, and nothing that the page refers to is fetched.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from govreport.errors import GovreportError
from govreport.importers.document import DATE, ORGANIZATION, TITLE, Document
from govreport.importers.readers.page_parts import report_parts
from govreport.importers.readers.page_walk import Walk, too_deep
from govreport.importers.readers.plain import decode

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MOST_BYTES, MOST_MARKS = 16 * 1024 * 1024, 200_000  # of a page; its tags
FEW_MARKS, DEEPEST = 8_000, 500  # tags that no nesting of which matters; how deep more may be
LONG_TAG, MOST_ATTRIBUTES = 3_000, 5_000  # bytes between two "<"; separators in them
_NESTING = re.compile(
    rb"<(/?)(?!(?:area|base|body|br|col|colgroup|dd|dt|embed|head|hr|html|img|input|li|link|meta|"
    rb"option|p|source|tbody|td|tfoot|th|thead|tr|track|wbr)\b)([a-z][a-z0-9:-]*)",
    re.IGNORECASE,
)
_LONG = re.compile(rb"<(?!script|style)[a-z][^<]{%d,}" % LONG_TAG, re.IGNORECASE)
_DATA = re.compile(rb"=\s*[\"']?data:[^\s\"'>]*")
_SEPARATOR = re.compile(rb"[\s/\"']+")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_META = {"articletitle": TITLE, "pubdate": DATE, "contentsource": ORGANIZATION}


def read(content: bytes, name: str) -> Document:
    """The paragraphs and tables of a page. Raises GovreportError when it is none that can be read."""
    return read_text(page_text(content, name), name)


def page_text(content: bytes, name: str) -> str:
    """The text of a page, in the encoding that it is in, whatever it declares."""
    declared = _CHARSET.search(content[:4096])
    encoding = declared[1].decode("ascii").lower() if declared else ""
    if encoding.startswith("big5"):
        try:
            return content.decode("big5hkscs")
        except UnicodeDecodeError:
            pass
    try:
        return decode(content, name)
    except GovreportError:
        zeros = b"\0" in content[:4096]
        known = encoding if encoding.startswith(("gb", "utf")) and _is_codec(encoding) else "utf-8"
        text = content.decode("gb18030" if known.startswith("gb") else known, "replace")
        if zeros or text.count("\ufffd") > len(text) // 50:
            raise
        return text


def _is_codec(name: str) -> bool:
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True


def read_text(text: str, name: str) -> Document:
    """The paragraphs and tables of a page that is decoded."""
    from selectolax.lexbor import LexborHTMLParser

    check_size(text.encode("utf-8", "replace"), name)
    page = LexborHTMLParser(text.replace("\0", ""))
    body = page.body
    about = _about(page.head)
    if body is None:
        return Document((), about)
    return Document(tuple(report_parts(Walk(name).parts(body), about.get(TITLE, ""))), about)


def check_size(content: bytes, name: str) -> None:
    """Raises GovreportError for a page that would take a parser too long, or too much memory."""
    marks = content.count(b"<")
    attributes = (
        len(_SEPARATOR.findall(_DATA.sub(b"", found.group()))) for found in _LONG.finditer(content)
    )
    if (
        len(content) > MOST_BYTES
        or marks > MOST_MARKS
        or max(attributes, default=0) > MOST_ATTRIBUTES
        or (marks > FEW_MARKS and _depth(content) > DEEPEST)
    ):
        raise too_deep(name)


def _depth(content: bytes) -> int:
    """How deep elements are nested at most, as far as can be told without a parser."""
    open_: dict[bytes, int] = {}
    depth = deepest = 0
    for closes, tag in _NESTING.findall(content):
        if not closes:
            open_[tag] = open_.get(tag, 0) + 1
            depth += 1
            deepest = max(deepest, depth)
        elif open_.get(tag):
            open_[tag] -= 1
            depth -= 1
    return deepest


def _about(head: LexborNode | None) -> dict[str, str]:
    """What a page says of itself apart from its text."""
    about: dict[str, str] = {}
    if head is None:
        return about
    for node in head.css("meta[name]"):
        given: Mapping[str, str | None] = node.attributes
        key = _META.get((given.get("name") or "").lower())
        if key is not None and (value := (given.get("content") or "").strip()):
            about[key] = value
    title = head.css_first("title")
    if TITLE not in about and title is not None and (text := title.text().strip()):
        about[TITLE] = text
    return about
