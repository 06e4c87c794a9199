"""Published reports come in: any document → a report and an account of what was read.

A reader a source format (`readers/`), one line each in `READERS`; everything after the reader is the
same for all formats. Never a wrong number in silence: a cell is right, or it is left out and named.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType

from govreport.errors import GovreportError
from govreport.importers.account import Account, Blank, Doubt
from govreport.importers.assemble import assemble
from govreport.importers.document import Document
from govreport.messages import msg
from govreport.report import Report

__all__ = ["MOST_BYTES", "READERS", "Account", "Blank", "Doubt", "import_document", "read_document"]

MOST_BYTES = 64 * 1024 * 1024
READERS: Mapping[str, str] = MappingProxyType(
    {
        ".txt": "plain",
        ".md": "markdown_text",
        ".markdown": "markdown_text",
        ".html": "web_page",
        ".pdf": "pdf_file",
        ".htm": "web_page",
        ".mht": "web_archive",
        ".mhtml": "web_archive",
        ".docx": "word_file",
        ".docm": "word_file",
        ".xlsx": "workbook",
        ".xlsm": "workbook",
    }
)


def import_document(content: bytes, name: str) -> tuple[Report, Account]:
    """The report in a file's bytes; `name` tells its format. Raises GovreportError when unreadable."""
    return assemble(read_document(content, name), name, hashlib.sha256(content).hexdigest())


def read_document(content: bytes, name: str) -> Document:
    """The paragraphs and tables of a file. Raises GovreportError when it cannot be read."""
    ending = name[name.rfind(".") :].lower() if "." in name else ""
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
    return read(content, name)
