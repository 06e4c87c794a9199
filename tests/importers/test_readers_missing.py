"""What to do when a library or a program is not installed, or a format is not known."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from govreport import libraries
from govreport.errors import GovreportError
from govreport.importers import import_document
from govreport.importers.readers import libreoffice
from govreport.messages import Translator

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def said(content: bytes, name: str) -> tuple[str, str]:
    with pytest.raises(GovreportError) as caught:
        import_document(content, name)
    error = caught.value
    return str(error), Translator()(error.hint) if error.hint else ""


def test_a_missing_library_is_named_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "find_spec", lambda _: None)
    message, hint = said(b"%PDF-1.4", "x.pdf")
    assert "PDF" in message
    assert "pip install" in hint


@pytest.mark.parametrize(("name", "target"), [("x.doc", ".docx"), ("x.wps", ".docx"), ("x.xls", ".xlsx"),
                                              ("x.et", ".xlsx"), ("改名.docx", ".docx")])  # fmt: skip
def test_without_libreoffice_it_says_to_save_in_another_format(
    name: str, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    message, hint = said(OLD, name)
    assert "LibreOffice" in message
    assert target in hint


def test_libreoffice_is_ended_when_it_takes_too_long(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    slow = tmp_path / "soffice"
    slow.write_text("#!/bin/sh\nsleep 60 &\nsleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _: str(slow))
    monkeypatch.setattr(libreoffice, "SECONDS", 0.3)
    message, _ = said(OLD, "x.doc")
    assert "没能读出" in message


def test_a_scanned_pdf_is_named_as_such() -> None:
    pytest.importorskip("pdfplumber")
    empty = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>endobj\ntrailer<</Root 1 0 R>>\n"
    )
    message, _ = said(empty, "x.pdf")
    assert "扫描" in message


def test_an_unknown_format_is_refused_with_those_that_are_known() -> None:
    message, hint = said(b"x", "x.png")
    assert ".png" in message
    assert ".docx" in hint
