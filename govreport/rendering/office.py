"""What the office formats share: fixed properties, and archives whose bytes are the same every time.

Office files are ZIP archives. Their bytes depend on the compressor's version, so two of them are
compared by their entries. Knows neither Word nor Excel.
"""

from __future__ import annotations

import datetime
import hashlib
import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govreport.rendering.layout import Document
    from govreport.report import Report

USER_TEMPLATE = "report.docx"  # in a user's folder of templates
PROPERTY = 255  # characters that a property of an office document may have
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that an archive can state
_CORE, _CORE_END = b"<cp:coreProperties", "</cp:coreProperties>"
_SEAL = re.compile(rb"<dc:identifier>([0-9a-f]{64})</dc:identifier>")
_REGULAR_FILE = 0o100644 << 16
_UNIX = 3
_FIRST, _LAST, _LAST_SIZE = b"PK\x03\x04", b"PK\x05\x06", 22


def property_text(text: str) -> str:
    """Text as a property of the document may have it."""
    return text if len(text) <= PROPERTY else text[: PROPERTY - 1] + "…"


def full_title(document: Document) -> str:
    """The organ and the title in one."""
    return document.organization + document.title


def stated_date(report: Report) -> datetime.datetime:
    """The date of the report; else the day after the year it is on, so that no run is like no other.

    Never the date of today.
    """
    date = report.date
    if date is None:
        year = report.year
        known = year is not None and datetime.MINYEAR < year + 1 <= datetime.MAXYEAR
        date = datetime.date(year + 1 if known and year is not None else 1980, 1, 1)
    return datetime.datetime(date.year, date.month, date.day)


def packed(entries: Mapping[str, bytes]) -> bytes:
    """An archive of the entries in their order, without a trace of the day or the machine."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in entries.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system = _UNIX
            entry.external_attr = _REGULAR_FILE
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, compresslevel=6)
    return buffer.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """The entries of an archive. Raises zipfile.BadZipFile for what is none."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sealed(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts of a document, its properties saying what it held when it was made."""
    core = next(name for name, data in parts.items() if _CORE in data)
    seal = f"<dc:identifier>{_contents(parts, core)}</dc:identifier>{_CORE_END}"
    return {**parts, core: parts[core].replace(_CORE_END.encode(), seal.encode())}


def as_made(document: bytes) -> bool | None:
    """Whether a document is as this program made it; None when it is no document at all.

    One that was changed since, or that came from elsewhere, is somebody's work.
    """
    try:
        parts = unpacked(document)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return None
    except zlib.error:
        return None
    core = next((name for name, data in parts.items() if _CORE in data), "")
    seal = _SEAL.search(parts.get(core, b""))
    return seal is not None and seal[1].decode() == _contents(parts, core)


def _contents(parts: Mapping[str, bytes], core: str) -> str:
    """Stands for all that a document holds beside its properties."""
    digest = hashlib.sha256()
    for name in sorted(parts.keys() - {core}):
        for piece in (name.encode("utf-8", "surrogateescape"), parts[name]):
            digest.update(b"%d:" % len(piece) + piece)
    return digest.hexdigest()


def same_archive(one: bytes, other: bytes) -> bool:
    """Whether two archives hold the same in the same order, however they were compressed."""
    if one == other:
        return True
    try:
        return _signed(one) == _signed(other) and unpacked(one) == unpacked(other)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return False
    except zlib.error:
        return False


def _signed(data: bytes) -> list[tuple[object, ...]]:
    """What an archive says of its entries. Raises BadZipFile for one with something around it."""
    if not data.startswith(_FIRST) or data[-_LAST_SIZE:][: len(_LAST)] != _LAST:
        raise zipfile.BadZipFile
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [
            (entry.filename, entry.date_time, entry.external_attr, entry.comment, entry.extra)
            for entry in archive.infolist()
        ]
