"""Small office documents, put together from their XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def archive(parts: dict[str, str | bytes]) -> bytes:
    """A ZIP file of some parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return buffer.getvalue()


def relations(**parts: str) -> str:
    """A part that says what another refers to: kind → part."""
    rows = "".join(
        f'<Relationship Id="{kind}" Type="{_RELATIONS}/{kind}" Target="{part}"/>'
        for kind, part in parts.items()
    )
    return f"<Relationships>{rows}</Relationships>"


def word(body: str, **parts: str) -> bytes:
    """A Word document with a body, and parts like styles or numbering."""
    extra = {f"word/{kind}.xml": f'<w:{kind} xmlns:w="{WORD}">{xml}</w:{kind}>'
             for kind, xml in parts.items()}  # fmt: skip
    return archive({
        "_rels/.rels": relations(officeDocument="word/document.xml"),
        "word/_rels/document.xml.rels": relations(**{kind: f"{kind}.xml" for kind in parts}),
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        **extra,
    })  # fmt: skip


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of Word."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(text: str, properties: str = "") -> str:
    """A cell of a table of Word."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def sheets(styles: str = "", strings: str = "", **given: str) -> bytes:
    """A workbook: the XML below `worksheet`, by the name of the sheet; `_hidden` hides one."""
    listed = "".join(
        f'<sheet name="{name}" r:id="s{at}"{_state(name)}/>' for at, name in enumerate(given)
    )
    parts: dict[str, str | bytes] = {
        f"xl/worksheets/sheet{at}.xml": f"<worksheet>{xml}</worksheet>"
        for at, xml in enumerate(given.values())
    }
    rels = "".join(
        f'<Relationship Id="s{at}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(len(given))
    ) + "".join(
        f'<Relationship Id="{kind}" Type="{_RELATIONS}/{kind}" Target="{kind}.xml"/>'
        for kind in ("styles", "sharedStrings")
    )
    return archive({
        "_rels/.rels": relations(officeDocument="xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns:r="{_RELATIONS}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{rels}</Relationships>",
        "xl/styles.xml": f"<styleSheet>{styles}</styleSheet>",
        "xl/sharedStrings.xml": f"<sst>{strings}</sst>",
        **parts,
    })  # fmt: skip


def _state(name: str) -> str:
    return ' state="hidden"' if name.endswith("_hidden") else ""


def rows(*given: Sequence[object]) -> str:
    """The cells of a sheet: numbers as numbers, text as text, None left out; `=` a formula."""
    shown = "".join(
        f'<row r="{at}">' + "".join(_cell(value) for value in row) + "</row>"
        for at, row in enumerate(given, 1)
    )
    return f"<sheetData>{shown}</sheetData>"


def _cell(value: object) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, str) and value.startswith("="):
        return f"<c><f>{value[1:]}</f></c>"
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t>{value}</t></is></c>'
    return f"<c><v>{value}</v></c>"
