"""Markdown: narrative reads as typed, tables keep their cells. markdown-it and pandoc look on."""

from __future__ import annotations

import json
import shutil
import subprocess
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from oracles import grids

from govreport.edition import load_edition
from govreport.escape import markdown_line
from govreport.rendering import Options, render
from govreport.rendering.layout import number_text, paragraphs
from govreport.report import Report

if TYPE_CHECKING:
    from govreport.grid import Grid

GFM = MarkdownIt("commonmark").enable(["table", "strikethrough"])
MARKS = ["1. ", "1) ", "12. ", "1234. ", "- ", "-", "+ ", "> ", "# ", "&lt;", "&#60;", "&copy;",
         "<b>", "</p>", "<!--", "```", "~~", "~", "**", "*", "__", "_", "http://a.cn/b_c?d=1&e;",
         "<http://x.cn/>", "[a](b)", "![x](y)", "[a]: b", "[^1]", "    ", "\t", "---", "***",
         "===", "| a | b |", "\n", "|---|---|", ":100:", ": ", "$x$", "{a}", "\\", "\\\\", "中文",
         "，", "a", "1", " ", "{{ x }}", "{% y %}"]  # fmt: skip
narrative = st.lists(st.sampled_from(MARKS), max_size=10).map("".join) | st.text(max_size=40)


def shown(source: str) -> list[tuple[str, str]]:
    """Blocks as (tag, text); fails when there is any other markup than links."""
    tokens = GFM.parse(source)
    blocks = []
    for opening, inline, closing in zip(tokens[::3], tokens[1::3], tokens[2::3], strict=True):
        assert (opening.nesting, inline.type, closing.nesting) == (1, "inline", -1)
        children = inline.children or []
        assert {child.type for child in children} <= {"text", "text_special"}
        blocks.append((opening.tag, "".join(child.content for child in children)))
    return blocks


@settings(deadline=None, max_examples=300)
@given(narrative)
def test_narrative_reads_as_typed(text: str) -> None:
    typed = [one.text for one in paragraphs(text)]
    assert shown("\n\n".join(map(markdown_line, typed))) == [("p", line) for line in typed]
    headings = "\n\n".join(f"### {markdown_line(line)}" for line in typed)
    assert shown(headings) == [("h3", line) for line in typed]


def test_common_sentences_need_no_backslash() -> None:
    for plain in ["2020 年 1 月 1 日，公开信息 311 条（增长 12.5%）。", "1.加强学习", "a_b 增/减"]:
        assert markdown_line(plain) == plain
    assert markdown_line("<http://a.cn/b_c>") == "&lt;http://a.cn/b_c&gt;"
    assert markdown_line("1. 加强") == "1\\. 加强"


class _Tables(HTMLParser):
    """HTML tables as rows of (tag, rowspan, colspan, text)."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[tuple[str, int, int, str]]]] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            spans = dict(attrs)
            rows, columns = int(spans.get("rowspan") or 1), int(spans.get("colspan") or 1)
            self.tables[-1][-1].append((tag, rows, columns, ""))
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            tag, rows, columns, text = self.tables[-1][-1].pop()
            self.tables[-1][-1].append((tag, rows, columns, text + data))


def of_grid(grid: Grid) -> list[list[tuple[str, int, int, str]]]:
    return [
        [
            ("td" if c.role in ("value", "row_header") else "th", c.rowspan, c.colspan, c.text)
            for c in row
        ]
        for row in grid.rows()
    ]


def markdown(report: Report, tables: str | None = None) -> str:
    rendered = render(report, "markdown", Options(tables=tables))
    assert isinstance(rendered, str)
    return rendered


def test_html_tables_are_the_grids(report: Report) -> None:
    source = markdown(report)
    parser = _Tables()
    parser.feed(source)
    assert parser.tables == [of_grid(grid) for grid in grids(report)]
    raw = [token for token in GFM.parse(source) if token.type == "html_block"]
    assert len(raw) == 3
    assert all(one.content.strip().endswith("</table>") for one in raw)


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
def test_pandoc_reads_the_same_cells(report: Report) -> None:
    def pandoc(source: str, before: str, after: str) -> str:
        command = ["pandoc", "-f", before, "-t", after]
        done = subprocess.run(command, input=source, capture_output=True, check=True, text=True)
        return done.stdout

    page = pandoc(markdown(report), "gfm", "html")
    tree = json.loads(pandoc(page, "html", "json"))
    found = [block["c"] for block in tree["blocks"] if block["t"] == "Table"]
    assert [_pandoc_rows(table) for table in found] == [
        [[cell[1:] for cell in row] for row in of_grid(grid)] for grid in grids(report)
    ]


def _pandoc_rows(table: list[Any]) -> list[list[tuple[int, int, str]]]:
    head, bodies = table[3], table[4]
    rows = list(head[1])
    for body in bodies:
        rows += [*body[2], *body[3]]
    return [[(cell[2], cell[3], _words(cell[4])) for cell in row[1]] for row in rows]


def _words(node: object) -> str:
    """All text under a node of pandoc's tree; quotation marks are nodes of their own there."""
    if isinstance(node, list):
        return "".join(map(_words, node))
    if not isinstance(node, dict):
        return ""
    if node["t"] == "Str":
        return str(node["c"])
    return " " if node["t"] == "Space" else _words(node.get("c", []))


def test_pipe_tables(report: Report) -> None:
    tokens = GFM.parse(markdown(report, "pipe"))
    tables: list[list[list[str]]] = []
    for token, following in pairwise(tokens):
        if token.type == "table_open":
            tables.append([])
        elif token.type == "tr_open":
            tables[-1].append([])
        elif token.type in ("th_open", "td_open"):
            tables[-1][-1].append(following.content)
    blocks = [block for section in report.edition.sections for block in section.blocks]
    assert len(tables) == len(blocks)
    for rows, block in zip(tables, blocks, strict=True):
        cells = len(block.rows) * len(block.columns)
        assert {len(row) for row in rows} == (
            {cells} if block.orientation == "across" else {len(block.columns) + 1}
        )
    numbers = [
        text
        for rows, block in zip(tables, blocks, strict=True)
        for row in rows[1:]
        for text in (row if block.orientation == "across" else row[1:])
    ]
    assert numbers == [number_text(number) for number in report.values]


def test_paths_are_spelled_out_in_pipe_tables() -> None:
    source = markdown(Report(load_edition("2021")), "pipe")
    for path in [
        "| 申请人情况 / 法人或其他组织 / 商业企业 |",
        "| 三、本年度办理结果 / （三）不予公开 / 1.属于国家秘密 |",
        "| 行政诉讼 / 复议后起诉 / 总计 |",
        "**第二十条第（六）项**",
    ]:
        assert path in source
