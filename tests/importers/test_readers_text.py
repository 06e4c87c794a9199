"""Markdown as we and others write it."""

from __future__ import annotations

from samples import CITY, example

from govreport.importers import import_document, read_document
from govreport.importers.document import Paragraph, Table
from govreport.rendering import render


def blocks(text: str) -> list[Paragraph | Table]:
    return list(read_document(text.encode(), "x.md").blocks)


def texts(text: str) -> list[str]:
    return [one.text for one in blocks(text) if isinstance(one, Paragraph)]


def test_marks_are_left_out_and_numbers_stay() -> None:
    source = "# 题目\n\n**一、总体情况**\n\n1. 甲\n2) 乙\n- 丙\n\n`1` *重点* \\*星\\* a_b_c &amp; [网站](http://x)\n"
    shown = [text for text in texts(source) if text]
    assert shown == ["题目", "一、总体情况", "1. 甲", "2) 乙", "丙", "1 重点 *星* a_b_c & 网站"]


def test_blank_lines_and_indented_paragraphs_stay() -> None:
    assert texts("规章\n\n\n0\n\n    今年公开信息。") == [
        "规章",
        "",
        "",
        "0",
        "",
        "    今年公开信息。",
    ]


def test_lines_know_where_they_stood() -> None:
    found = blocks("# 题目\n\n甲\n乙\n\n| a | b |\n| - | - |\n| c | 1 |\n")
    assert [one.line for one in found if isinstance(one, Paragraph) and one.text] == [1, 3, 4]
    (table,) = (one for one in found if isinstance(one, Table))
    assert table.lines == (6, 8)


def test_a_sentence_broken_by_a_program_is_whole() -> None:
    assert texts("2025\n年，全市公开信息 311\n条，包括规划。") == [
        "2025 年，全市公开信息 311 条，包括规划。"
    ]
    assert texts("一、总体情况\n2025年，全市公开信息。") == [
        "一、总体情况",
        "2025年，全市公开信息。",
    ]


def test_a_pipe_table_that_lost_its_merged_cells_is_left_to_the_matcher() -> None:
    lost = "| 申请人情况 | | |\n| - | - | - |\n| 规章 | 0 | 1 |\n| 多 | 1 | 2 | 3 | 4 |\n"
    assert texts(lost) == [
        " 申请人情况 | | |".join(("|", "")), "| - | - | - |", "| 规章 | 0 | 1 |", "| 多 | 1 | 2 | 3 | 4 |",
    ]  # fmt: skip


def test_html_tables_are_read_with_blank_lines_in_them() -> None:
    (table,) = (
        one
        for one in blocks("甲\n<table>\n\n<tr><td>规章</td>\n\n<td>0</td></tr>\n</table>\n乙")
        if isinstance(one, Table)
    )
    assert [cell.text for cell in table.grid.cells] == ["规章", "0"]
    assert [t for t in texts("甲\n<table><tr><td>规章<td>1</table>\n乙") if t] == ["甲", "乙"]


def test_a_fenced_table_is_read_as_drawn() -> None:
    report = example(CITY)
    text = render(report, "text")
    assert isinstance(text, str)
    found, _ = import_document(f"```\n{text}\n```\n".encode(), "x.md")
    assert found.values == report.values
