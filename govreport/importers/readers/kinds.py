"""What format a file is in, by its bytes: many have been renamed, and not converted."""

from __future__ import annotations

from govreport.errors import GovreportError
from govreport.messages import msg

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .doc, .xls, .wps, .et
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_OLD = {".docx": ".doc", ".docm": ".doc", ".xlsx": ".xls", ".xlsm": ".xls"}
_OLD_FORMATS = frozenset((".doc", ".wps", ".xls", ".et"))
_MARKUP = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<div", b"<meta")


def kind(content: bytes, ending: str, name: str) -> str:
    """The ending that a file should have. Raises GovreportError for one that is locked."""
    head = content[:4096]
    if b"%PDF-" in head[:1024]:
        return ".pdf"
    if head.startswith(_OLE):
        if _LOCKED in content:
            raise GovreportError(
                msg("{name} 有密码，打不开。", name=name), msg("请去掉密码，另存一份。")
            )
        return ending if ending in _OLD_FORMATS else _OLD.get(ending, ".doc")
    if head.startswith(b"PK\x03\x04"):
        return _archive(content, ending)
    if head.startswith(b"{\\rtf"):
        return ".rtf"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"mime-version:", b"from: <saved")):
        return ".mht"
    if ending not in (".md", ".markdown") and start.startswith(_MARKUP):
        return ".html"
    return ending or ".txt"


def _archive(content: bytes, ending: str) -> str:
    for part, found in ((b"word/", ".docx"), (b"xl/", ".xlsx"),
                        (b"opendocument.text", ".odt"), (b"opendocument.spreadsheet", ".ods")):  # fmt: skip
        if part in content:
            return found if ending != found[:-1] + "m" else ending
    return ending
