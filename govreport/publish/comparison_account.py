"""How `diff` tells what differs: for a terminal, for a merge request, for scripts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from govreport.escape import json_text, markdown_cell
from govreport.figures import risen
from govreport.messages import Message, Translator, msg
from govreport.report import Number
from govreport.reporters.summary import Style
from govreport.repository.comparison import AboutChange, CellChange, Comparison, TextPair
from govreport.text import align, legible, printable, wrap_lines

NOT_GIVEN = "—"


def as_json(compared: Comparison) -> str:
    """Only what differs, in official order."""
    return json_text(
        {
            "version": 1,
            "about": [{"key": a.key, "old": a.old, "new": a.new} for a in compared.about],
            "cells": [
                {"cell": one.cell.address, "row": one.cell.row.name,
                 "column": one.cell.column.name, "old": one.old, "new": one.new}
                for one in compared.cells
            ],
            "texts": [
                {"section": one.section, "old": one.old, "new": one.new}
                for one in compared.changed_texts
            ],
        }
    )  # fmt: skip


def as_text(compared: Comparison, translate: Translator, style: Style, width: int) -> str:
    """For a person at a terminal, in so many columns."""
    if compared.same:
        return translate(msg("两份报告相同。")) + "\n"
    lines = [printable(translate(_about(one))) for one in compared.about]
    for heading, cells in _parts(compared):
        lines += ["", translate(heading)]
        table = iter(
            align([[printable(cell) for cell in _numbers(one, translate)] for one in cells])
        )
        for row, group in groupby(cells, key=lambda one: one.cell.row.words):
            lines.append(f"  {translate.choose(*row)}")
            lines += [f"    {next(table).rstrip()}" for _ in group]
    for text in compared.texts:
        lines += ["", translate(_share(text))]
        for mark, kind, passage in _passages(text, translate):
            wrapped = wrap_lines(legible(passage), max(width - 4, 20))
            for number, line in enumerate(wrapped):
                lines.append(style(f"  {' ' if number else mark} {line}", kind))
    return "\n".join(lines).strip("\n") + "\n"


def as_markdown(compared: Comparison, old: str, new: str, translate: Translator) -> str:
    """For a merge request. Nothing that comes out of a report is markup."""
    title = msg("对比：{old} → {new}", old=old, new=new)
    lines = [f"### {markdown_cell(translate(title))}", ""]
    if compared.same:
        lines += [translate(msg("两份报告相同。")), ""]
    lines += [f"- {markdown_cell(translate(_about(one)))}" for one in compared.about]
    for heading, cells in _parts(compared):
        names = (msg("项目"), msg("列"), msg("旧"), msg("新"), msg("增减"), msg("增减 %"))
        lines += ["", f"#### {markdown_cell(translate(heading))}", ""]
        lines += [
            f"| {' | '.join(map(translate, names))} |",
            "| --- | --- | ---: | ---: | ---: | ---: |",
        ]
        for one in cells:
            column, was, _, now, *change = _numbers(one, translate)
            names_of_it = map(markdown_cell, (translate.choose(*one.cell.row.words), column))
            lines.append(f"| {' | '.join([*names_of_it, was, now, *change])} |")
    for text in compared.texts if not compared.same else ():
        lines += ["", f"#### {markdown_cell(translate(_share(text)))}", ""]
        for mark, _, passage in _passages(text, translate):
            paragraphs = [markdown_cell(line) for line in passage.split("\n") if line.strip()]
            lines.append(f"- {mark} {'<br>'.join(paragraphs)}")
    return "\n".join(lines).rstrip("\n") + "\n"


def _about(one: AboutChange) -> Message:
    old, new = (NOT_GIVEN if value is None else value for value in (one.old, one.new))
    return msg("{label}：{old} → {new}", label=one.label, old=old, new=new)


def _parts(compared: Comparison) -> Iterator[tuple[Message, Sequence[CellChange]]]:
    """The numbers that differ; then those of cells that only one of the editions has."""
    both = [one for one in compared.cells if one.in_both]
    old, new = compared.old.edition, compared.new.edition
    gone = [one for one in compared.cells if not one.in_both and one.cell.address in old.cell_at]
    come = [one for one in compared.cells if not one.in_both and one.cell.address in new.cell_at]
    for heading, cells in (
        (msg("不同的数：{count} 格", count=len(both)), both),
        (
            msg("只有旧报告（{name} 版式）有的格子：{count} 格", name=old.name, count=len(gone)),
            gone,
        ),
        (
            msg("只有新报告（{name} 版式）有的格子：{count} 格", name=new.name, count=len(come)),
            come,
        ),
    ):
        if cells:
            yield heading, cells


def _numbers(one: CellChange, translate: Translator) -> list[str]:
    """Column, both numbers, the difference and per cent."""
    by, percent = risen(one.old, one.new)
    return [
        translate.choose(*one.cell.column.words),
        _number(one.old),
        "→",
        _number(one.new),
        "" if by is None else f"{by:+}",
        "" if percent is None else f"{percent:+.1f}%",
    ]


def _number(value: Number | None) -> str:
    return NOT_GIVEN if value is None else str(value)


def _share(one: TextPair) -> Message:
    share = one.share
    if share is None:
        return msg("「{heading}」", heading=one.heading)
    return msg("「{heading}」有 {percent}% 的文字与旧报告相同", heading=one.heading,
               percent=int(share * 100))  # fmt: skip


def _passages(one: TextPair, translate: Translator) -> Iterator[tuple[str, str, str]]:
    """A mark, a kind and a text for whatever was removed or added."""
    found = list(one.passages())
    for passage in found:
        if passage.removed:
            yield "−", "removed", passage.removed
        if passage.added:
            yield "+", "added", passage.added
    if not found and one.old != one.new:
        yield " ", "", translate(msg("（只有空白不同）"))
