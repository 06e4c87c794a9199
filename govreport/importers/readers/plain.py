"""Plain text in whatever encoding it comes: one paragraph a line."""

from __future__ import annotations

import re

from govreport.errors import GovreportError
from govreport.importers.document import Document, Paragraph
from govreport.messages import msg

MOST_BYTES = 8 * 1024 * 1024
_LINE_END = re.compile("\r\n|[\n\r\x0b\x85\u2028\u2029]|(?=\f)")
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def read(content: bytes, name: str) -> Document:
    """The lines of a text, blank ones included. Raises GovreportError when it is none."""
    if len(content) > MOST_BYTES:
        raise GovreportError(msg("{name} 里面的内容太大，不会是一份年度报告。", name=name))
    page = 1
    paragraphs: list[Paragraph] = []
    for number, line in enumerate(_LINE_END.split(decode(content, name)), 1):
        page += line.count("\f")
        paragraphs.append(Paragraph(line.replace("\f", ""), number, page=page))
    return Document(tuple(paragraphs))


def decode(content: bytes, name: str) -> str:
    """The text of a file: by its mark, else UTF-8, UTF-16 or GB18030, whichever it is."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content, (encoding,), name)
    zeros = content[:4096].count(0)
    if zeros > len(content[:4096]) // 8:
        low = content[:4096:2].count(0) > zeros // 2
        return _decoded(content, ("utf-16-be" if low else "utf-16-le",), name)
    return _decoded(content, ("utf-8", "gb18030"), name)


def _decoded(content: bytes, encodings: tuple[str, ...], name: str) -> str:
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise GovreportError(
        msg("{name} 不是文本文件，或者编码认不出来。", name=name),
        msg("文本请存成 UTF-8 或 GB18030；别的文件请用它原来的扩展名。"),
    )
