"""The parts of an office document (a ZIP archive of XML), opened with limits.

Refuses archives that unpack to more than any report, and XML that defines entities.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from posixpath import dirname, normpath
from xml.etree.ElementTree import Element, ParseError, XMLParser

from govreport.errors import GovreportError
from govreport.messages import msg

MOST_ENTRIES, MOST_PART = 5_000, 24 * 1024 * 1024  # files in an archive; bytes of one of them
MOST_MARKS = 600_000  # tags and attributes of one part
_ENTRY = b"PK\x01\x02"
_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w.-]+)")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError,
           NotImplementedError, ParseError)  # fmt: skip


class Archive:
    """An office document's parts. Every method raises GovreportError when the file is not sound."""

    def __init__(self, content: bytes, name: str) -> None:
        self.name = name
        if content.count(_ENTRY) > MOST_ENTRIES:
            raise self._too_large()
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except _BROKEN as error:
            raise self.broken() from error

    def __contains__(self, part: str) -> bool:
        return part in self._zip.NameToInfo

    def sizes(self) -> dict[str, int]:
        """All parts and how large they say they are."""
        return {one.filename: one.file_size for one in self._zip.infolist()}

    def part(self, part: str) -> bytes:
        """The bytes of a part; none when it is not there."""
        if part not in self:
            return b""
        entry = self._zip.getinfo(part)
        if entry.file_size > MOST_PART:
            raise self._too_large()
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self.broken()
        try:
            return self._zip.read(entry)
        except _BROKEN as error:
            raise self.broken() from error

    def check(self, part: str, marks: int = MOST_MARKS) -> bytes:
        """The bytes of a part of XML that a parser can be given."""
        content = self.part(part)
        if content.count(b"<") + content.count(b"=") > marks:
            raise self._too_large()
        declared = _ENCODING.match(content[:200].lstrip(b"\xef\xbb\xbf"))
        plain = declared is None or declared[1].lower() in (b"utf-8", b"us-ascii")
        if b"<!DOCTYPE" in content or b"\0" in content[:200] or not plain:
            raise self.broken()
        return content

    def xml(self, part: str) -> Element | None:
        """A part of XML; None when it is not there."""
        content = self.check(part)
        if not content:
            return None
        parser = XMLParser()  # noqa: S314 - without entities, which `check` refuses, and bounded
        try:
            parser.feed(content)
            return parser.close()
        except _BROKEN as error:
            raise self.broken() from error

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to within the archive: id → type and part."""
        folder = dirname(part)
        rels = f"{folder}/_rels/{part.rpartition('/')[2]}.rels".lstrip("/")
        root = self.xml(rels)
        found: dict[str, tuple[str, str]] = {}
        for one in root if root is not None else ():
            target = one.get("Target", "")
            if one.get("TargetMode") != "External":
                path = normpath(target if target.startswith("/") else f"{folder}/{target}")
                kind = one.get("Type", "").rpartition("/")[2]
                found[one.get("Id", "")] = (kind, path.lstrip("/"))
        return found

    def main(self) -> str:
        """The part that is the document itself."""
        for kind, part in self.related("").values():
            if kind == "officeDocument" and part in self:
                return part
        raise self.broken()

    def broken(self) -> GovreportError:
        """What to say of an archive that cannot be read."""
        return GovreportError(
            msg("{name} 打不开：文件损坏、有密码，或者不是它的扩展名所说的格式。", name=self.name),
            msg("请用 Office 或 WPS 打开它，去掉密码，另存为 .docx 或 .xlsx。"),
        )

    def _too_large(self) -> GovreportError:
        return GovreportError(msg("{name} 里面的内容太大，不会是一份年度报告。", name=self.name))


def local(element: Element) -> str:
    """An element's name without its namespace, which differs between editions of the format."""
    return element.tag[element.tag.rfind("}") + 1 :]


def attribute(element: Element | None, name: str) -> str | None:
    """An attribute by its name without namespace."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if key[key.rfind("}") + 1 :] == name:
            return value
    return None


def child(element: Element | None, *path: str) -> Element | None:
    """The first element down a path of names without namespace."""
    for name in path:
        if element is None:
            return None
        element = next((one for one in element if local(one) == name), None)
    return element
