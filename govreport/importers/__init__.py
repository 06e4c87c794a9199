"""Published reports come in: any document → a report and an account of what was read.

A reader a source format (`readers/`), one line each in `READERS`; everything after the reader is the
same for all formats. Never a wrong number in silence: a cell is right, or it is left out and named.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType

from govreport.edition import Edition
from govreport.errors import GovreportError
from govreport.importers.account import Account, Blank, Doubt
from govreport.importers.assemble import assemble
from govreport.importers.document import Document
from govreport.importers.readers.kinds import kind
from govreport.importers.readers.merged_cells import size
from govreport.messages import msg
from govreport.report import Report

__all__ = [
    "MOST_BYTES", "READERS", "Account", "Blank", "Doubt", "import_document", "is_document", "read_document",
]  # fmt: skip

MOST_BYTES = 64 * 1024 * 1024
MOST_BLOCKS, MOST_TEXT = 20_000, 1_000_000  # paragraphs and tables of a document; its characters
_FORMATS = {
    "plain": (".txt",),
    "markdown_text": (".md", ".markdown"),
    "web_page": (".html", ".htm"),
    "web_archive": (".mht", ".mhtml"),
    "word_file": (".docx", ".docm"),
    "workbook": (".xlsx", ".xlsm"),
    "pdf_file": (".pdf",),
    "libreoffice": (".doc", ".wps", ".odt", ".rtf", ".xls", ".et", ".ods"),
}
READERS: Mapping[str, str] = MappingProxyType(
    {ending: module for module, endings in _FORMATS.items() for ending in endings}
)


def import_document(
    content: bytes, name: str, edition: Edition | None = None
) -> tuple[Report, Account]:
    """The report in a file's bytes; `name` tells its format. Raises GovreportError when unreadable.

    `edition`: the one to read it by, where a person says so; else the one that fits.
    """
    digest = hashlib.sha256(content).hexdigest()
    return assemble(read_document(content, name), name, digest, edition)


def is_document(name: str) -> bool:
    """Whether a file is by its name such as can be imported."""
    return name[name.rfind(".") :].lower() in READERS if "." in name else False


def read_document(content: bytes, name: str) -> Document:
    """The paragraphs and tables of a file. Raises GovreportError when it cannot be read."""
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    if ending in READERS or not ending:
        ending = kind(content, ending, name)
    if ending not in READERS:
        raise GovreportError(
            msg("不会读“{ending}”这种文件：{name}。", ending=ending, name=name),
            msg("可以读的：{endings}。", endings=list(READERS)),
        )
    if len(content) > MOST_BYTES:
        raise GovreportError(
            msg("{name} 太大了（{size} 兆），不会是一份年度报告。", name=name,
                size=len(content) // 1024 // 1024)
        )  # fmt: skip
    module = import_module(f"govreport.importers.readers.{READERS[ending]}")
    read: Callable[[bytes, str], Document] = module.read
    document = read(content, name)
    if len(document.blocks) > MOST_BLOCKS or sum(map(size, document.blocks)) > MOST_TEXT:
        raise GovreportError(msg("{name} 里面的内容太大，不会是一份年度报告。", name=name))
    return document
