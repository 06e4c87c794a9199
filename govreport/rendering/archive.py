"""Office files are ZIP archives: the same entries always make the same bytes here.

Knows nothing of what the entries hold. The bytes depend on the compressor's version, so two
archives are compared by their entries.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that an archive can state
_REGULAR_FILE = 0o100644 << 16
_UNIX = 3
_FIRST, _LAST, _LAST_SIZE = b"PK\x03\x04", b"PK\x05\x06", 22


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
