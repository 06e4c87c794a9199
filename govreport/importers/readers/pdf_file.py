"""A PDF with text in it → its paragraphs and ruled tables. One of pictures is refused.

A process of its own reads the file (`pdf_worker`), so that no file can take all memory or time.
"""

from __future__ import annotations

import json
import subprocess
import sys

from govreport.errors import GovreportError
from govreport.grid import GridCell
from govreport.importers.document import Block, Document, Paragraph, Table
from govreport.importers.prose import Spacing
from govreport.importers.readers.merged_cells import grid
from govreport.importers.readers.radicals import characters
from govreport.libraries import require
from govreport.messages import msg

COMMAND = ("-P", "-B", "-m", "govreport.importers.readers.pdf_worker")
SECONDS = 30  # the worker itself stops after fewer seconds of the processor


def read(content: bytes, name: str) -> Document:
    """The paragraphs and tables of a PDF. Raises GovreportError when it cannot be read."""
    require("pdfplumber", "PDF")
    try:
        done = subprocess.run(  # noqa: S603 - this Python, with words of our own
            [sys.executable, *COMMAND], input=content, capture_output=True, timeout=SECONDS,
            check=False,
        )  # fmt: skip
        answer: str | list[list[object]] = json.loads(done.stdout) if done.stdout else "large"
    except subprocess.TimeoutExpired:
        answer = "large"
    if isinstance(answer, str):
        raise _refusal(answer, name)
    blocks = _blocks(answer)
    if not any(isinstance(one, Table) or one.text.strip() for one in blocks):
        raise GovreportError(
            msg("{name} 里面没有文字，大概是扫描的图片。", name=name),
            msg("请用文字版的 PDF 或 Word 文件；只有扫描件时，先做文字识别，再逐格核对。"),
        )
    return Document(tuple(blocks))


def _refusal(reason: str, name: str) -> GovreportError:
    if reason == "locked":
        return GovreportError(
            msg("{name} 有密码，打不开。", name=name), msg("请去掉密码，另存一份。")
        )
    if reason == "large":
        return GovreportError(msg("{name} 太大或太复杂，不会是一份年度报告。", name=name))
    return GovreportError(
        msg("{name} 打不开：文件损坏，或者不是 PDF。", name=name),
        msg("请用阅读器打开它，另存或打印成一份新的 PDF。"),
    )


def _blocks(answer: list[list[object]]) -> list[Block]:
    texts = [characters(str(one[2])) for one in answer if one[0] == "p"]
    spacing = Spacing(texts)
    found: list[Block] = []
    for kind, page, *rest in answer:
        assert isinstance(page, int)
        if kind == "p":
            first, *more = characters(str(rest[0])).split("\n")
            for line in more:
                first = spacing.joined(first, line)
            found.append(Paragraph(first, page=page))
            continue
        height, cells = rest
        assert isinstance(height, int)
        assert isinstance(cells, list)
        made = [
            GridCell(characters(text), row, column, down, across)
            for row, column, down, across, text in cells
        ]
        found.append(Table(grid(made, height), page=page))
    return found
