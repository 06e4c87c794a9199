"""Files that were made to do harm, or are just broken: refused or bounded, with a message."""

from __future__ import annotations

import os
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from importers.office import archive, relations, rows, sheets, word

from govreport.errors import GovreportError
from govreport.importers import MOST_BYTES, import_document

pytestmark = pytest.mark.no_cover  # many processes that do what other tests do as well

COMMAND = """
import resource, sys
from govreport.errors import GovreportError
from govreport.importers import import_document
try:
    import_document(sys.stdin.buffer.read(), sys.argv[1])
except GovreportError as error:
    assert str(error)
self, below = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
own = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(max(int(own.split()[1]), below.ru_maxrss) // 1024)
print(self.ru_utime + self.ru_stime + below.ru_utime + below.ru_stime)
"""
SECONDS, MEGABYTES = 10, 300  # of the processor
ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    + "]>"
)


def pdf(stream: bytes) -> bytes:
    """A page that draws what the stream says."""
    packed = zlib.compress(stream, 9)
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
        b"4 0 obj<</Length " + str(len(packed)).encode() + b"/Filter/FlateDecode>>stream\n"
        + packed + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n"
    )  # fmt: skip


HOSTILE = {
    "span.html": lambda: b"<table>" + b"<tr>" + b"<td colspan=99999999 rowspan=99999999>1" * 3000,
    "nested.html": lambda: b"<table><tr><td>x" * 50_000,
    "deep.html": lambda: b"<article>" * 100_000,
    "bold.html": lambda: b"".join(b"<b a=%d>" % i for i in range(50_000)) + b"<p>x" * 50_000,
    "attributes.html": lambda: b"<p " + b" ".join(b"a%d" % i for i in range(300_000)) + b">x",
    "cells.html": lambda: b"<table>" + (b"<tr>" + b"<td>1" * 90) * 2000,
    "long.txt": lambda: "规章\t1\t2\t3\n".encode() * 2_000_000,
    "brackets.md": lambda: b"[" * 49_000,
    "quotes.md": lambda: b">" * 49_000 + b"\n" + b"*a **b " * 7_000,
    "unpacked.docx": lambda: word("<w:p><w:r><w:t>" + " " * 200_000_000 + "</w:t></w:r></w:p>"),
    "paragraphs.docx": lambda: word("<w:p/>" * 1_000_000),
    "tables.docx": lambda: word("<w:tbl><w:tr><w:tc>" * 9000 + "</w:tc></w:tr></w:tbl>" * 9000),
    "entities.docx": lambda: archive({
        "_rels/.rels": relations(officeDocument="d.xml"), "d.xml": ENTITIES + "<x>&j;</x>",
    }),
    "entries.docx": lambda: archive({f"a{number}": "" for number in range(20_000)}),
    "merged.xlsx": lambda: sheets(
        a=rows(["甲"]) + '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    ),
    "far.xlsx": lambda: sheets(
        a='<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    ),
    "cells.xlsx": lambda: sheets(a=rows(*[[1] * 50] * 4000)),
    "unpacked.pdf": lambda: pdf(b" " * 300_000_000),
    "drawn.pdf": lambda: pdf(b"BT /F 9 Tf (abc) Tj ET\n" * 2_000_000),
    "parts.mht": lambda: b"MIME-Version: 1.0\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (i, i) for i in range(1500)
    ),
}  # fmt: skip


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="limits are Linux's here")
@pytest.mark.parametrize("name", HOSTILE)
def test_neither_memory_nor_time_are_taken(name: str) -> None:
    content = HOSTILE[name]()
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, name], input=content, capture_output=True, check=True,
        timeout=12 * SECONDS,
    )  # fmt: skip
    megabytes, seconds = map(float, done.stdout.split())
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


@pytest.mark.parametrize(
    "name", ["x.html", "x.docx", "x.xlsx", "x.pdf", "x.mht", "x.md", "x.txt", "x.doc"]
)
@pytest.mark.parametrize(
    "content",
    [b"", b"\0" * 5000, os.urandom(3000), b"PK\x03\x04" + os.urandom(2000), b"%PDF-1.7\n%%EOF",
     word("<w:p/>")[:300], b"<", b"\xff\xfe<\0"],
    ids=["empty", "zeros", "noise", "archive", "pdf", "cut", "short", "utf16"],
)  # fmt: skip
def test_a_broken_file_is_a_message_and_no_traceback(name: str, content: bytes) -> None:
    if name == "x.doc" and content[:1] not in (b"P", b"%"):
        pytest.skip("goes through LibreOffice, which reads anything as text")
    try:
        report, _ = import_document(content, name)
    except GovreportError as error:
        assert str(error)
    else:
        assert not any(report.values)


def test_a_file_that_is_too_large_is_not_read() -> None:
    with pytest.raises(GovreportError, match="太大"):
        import_document(bytes(MOST_BYTES + 1), "x.txt")


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    html = (
        b'<base href="http://127.0.0.1:1/"><link rel=stylesheet href=a.css><img src=b.png>'
        b"<iframe src=c></iframe><script src=d></script><p>x"
    )
    import_document(html, "x.html")
    outside = relations(officeDocument="d.xml") + ""
    linked = archive({
        "_rels/.rels": outside,
        "d.xml": '<d><body><altChunk id="r"/></body></d>',
        "_rels/d.xml.rels": '<Relationships><Relationship Id="r" Type="a/aFChunk" '
        'Target="http://127.0.0.1:1/" TargetMode="External"/></Relationships>',
    })  # fmt: skip
    import_document(linked, "x.docx")
