"""What is pasted goes where it belongs, in every form in which a table reaches the clipboard."""

from __future__ import annotations

import datetime
import random
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from matching.forms import FORMS, Box, Sheet, filled_report, sheets
from samples import EDITIONS

from govreport.edition import load_edition
from govreport.interview.lines import Figures
from govreport.interview.marks import Marks
from govreport.interview.pasted import show_block
from govreport.interview.session import Session, start
from govreport.interview.state import Confirm, Refused, Result
from govreport.messages import Message, Translator, Words
from govreport.rendering import render
from govreport.rendering.layout import lay_out
from govreport.rendering.tabbed import tab_table
from govreport.report import Number, Report

pytestmark = pytest.mark.no_cover  # many cases of what other tests run as well

SECTIONS = {"disclosure": 0, "requests": 1, "review": 2}


def asked(edition: str, section: str) -> Session:
    """The session at the first question of a section's table."""
    about = {"organization": "某某局", "year": load_edition(edition).first_year}
    report = Report(load_edition(edition), about)
    session = start(report, Marks(), None, datetime.date(2026, 1, 5))
    return session.enter(section)


def report_of(edition: str, seed: int = 1) -> Report:
    return filled_report(load_edition(edition), random.Random(seed))


def numbers(report: Report, section: str) -> list[Number | None]:
    return [report.values[c.number] for c in report.edition.cells if c.section == section]


def pasted(report: Report, section: str, text: str) -> Result:
    return asked(report.edition.name, section).paste(text.strip("\n"))


def right(result: Result, report: Report, section: str) -> None:
    """Every number in its cell, and nothing to be said about the totals."""
    assert isinstance(result, Confirm), Translator()(result.reason)  # type: ignore[union-attr]
    assert numbers(result.taken.state.report, section) == numbers(report, section)
    assert result.block is not None and not result.block.disagreements


def never_wrong(result: Result, report: Report, section: str) -> bool:
    """Every number in its cell, or the block refused."""
    if isinstance(result, Refused):
        return False
    right(result, report, section)
    return True


def values_of(sheet: Sheet) -> list[list[str]]:
    found = [[box.text for box in row if box.role == "value"] for row in sheet.rows]
    return [row for row in found if row]


def tabs(rows: list[list[str]]) -> str:
    return "\n".join("\t".join(row) for row in rows)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("form", FORMS)
def test_a_table_as_it_officially_looks(form: str, section: str, edition: str) -> None:
    report = report_of(edition)
    sheet = sheets(report)[SECTIONS[section]]
    right(pasted(report, section, FORMS[form](sheet)), report, section)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("section", SECTIONS)
def test_our_own_tab_form(section: str, edition: str) -> None:
    for seed in range(8):
        report = report_of(edition, seed)
        one = next(one for one in lay_out(report).sections if one.key == section)
        right(pasted(report, section, tab_table(one.tables[0])), report, section)


def copied_from_a_workbook(report: Report, section: str) -> list[list[str]]:
    """The lines of a section in our workbook, as a spreadsheet copies them: a cell over several
    columns has its text in the first and nothing in the others."""
    made = render(report, "xlsx")
    assert isinstance(made, bytes)
    rows = openpyxl.load_workbook(BytesIO(made)).worksheets[0].iter_rows(values_only=True)
    lines = [["" if one is None else str(one).replace("\n", " ") for one in row] for row in rows]
    headings = [one.heading for one in report.edition.sections]
    starts = [n for n, line in enumerate(lines) if line[0] in headings]
    begin = next(n for n in starts if lines[n][0] == report.edition.section_at[section].heading)
    return lines[begin : next((n for n in starts if n > begin), len(lines))]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("section", SECTIONS)
def test_our_own_workbook(section: str, edition: str) -> None:
    report = report_of(edition)
    lines = copied_from_a_workbook(report, section)
    for copied in (lines, lines[1:]):
        right(pasted(report, section, tabs(copied)), report, section)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("section", SECTIONS)
def test_columns_left_empty_in_a_workbook_are_not_taken_for_wide_cells(
    section: str, edition: str
) -> None:
    """Whichever lines are copied, and whichever columns of numbers are empty in them."""
    rng, taken, report = random.Random(5), 0, report_of(edition)
    lines = copied_from_a_workbook(report, section)
    for _ in range(60):
        begin = rng.randrange(min(6, len(lines) - 1))
        copied = lines[begin : rng.randrange(begin + 1, len(lines)) + 1]
        emptied = {n for n in range(len(lines[0])) if rng.random() < 0.2}
        copied = [
            ["" if n in emptied and one.replace(".", "").isdecimal() else one
             for n, one in enumerate(line)] for line in copied
        ]  # fmt: skip
        result = pasted(report, section, tabs(copied))
        if isinstance(result, Confirm):
            taken += 1
            given = result.taken.state.report
            assert {(a, given[a]) for a, v in given_numbers(given, section) if v} <= {
                (a, report[a]) for a, _ in given_numbers(report, section)
            }
    assert taken


def given_numbers(report: Report, section: str) -> list[tuple[str, Number | None]]:
    cells = (c for c in report.edition.cells if c.section == section)
    totals = {one.total for one in report.edition.sums}
    return [(c.address, report.values[c.number]) for c in cells if c.number not in totals]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("form", [f for f in FORMS if not f.startswith(("flat", "markdown"))])
@pytest.mark.parametrize("kept", [("labels",), ("labels", "no total"), ("no total",), ()])
def test_section_three_without_its_heading(kept: tuple[str, ...], form: str, edition: str) -> None:
    for seed in range(3):
        report = report_of(edition, seed)
        sheet = sheets(report)[1]
        rows = sheet.rows[sheet.header :]
        if "no total" in kept:
            rows = [row[:-1] for row in rows]
        if "labels" not in kept:
            rows = [[box for box in row if box.role == "value"] for row in rows]
        width = sheet.width - ("no total" in kept) - (0 if "labels" in kept else 3)
        text = FORMS[form](replace(sheet, rows=rows, width=width))
        right(pasted(report, "requests", text), report, "requests")


def blanked(sheet: Sheet, instead: str = "") -> Sheet:
    """The table with its zeros left empty, or written as something else."""

    def box(one: Box) -> Box:
        return replace(one, text=instead) if (one.role, one.text) == ("value", "0") else one

    return replace(sheet, rows=[[box(one) for one in row] for row in sheet.rows])


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("instead", ["", "/", "—", "无", "-"])
@pytest.mark.parametrize("form", FORMS)
def test_zeros_left_empty_are_one_question(form: str, instead: str, edition: str) -> None:
    taken = 0
    for section, at in SECTIONS.items():
        for seed in range(3):
            report = report_of(edition, seed)
            text = FORMS[form](blanked(sheets(report)[at], instead))
            result = pasted(report, section, text)
            taken += never_wrong(result, report, section)
            if isinstance(result, Confirm) and result.block is not None and result.block.blanks:
                count = len(result.block.blanks)
                says = Translator()(result.about[-1])
                assert f"有 {count} 个格子" in says and "都按 0 吗" in says
                assert result.instead is not None
                left = numbers(result.instead.state.report, section)
                assert {n for n in left if n is not None} <= {*numbers(report, section)}
                assert None in left
    if form in ("tabs_full", "tabs_compact") or (instead and form.startswith(("tabs", "bars"))):
        assert taken >= 8  # a row of three with one number may have lost a field: refused


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("totals", [True, False])
@pytest.mark.parametrize("sums", [True, False])
def test_a_row_of_tabs_keeps_its_place(sums: bool, totals: bool, edition: str) -> None:
    """As it was seen: 7 numbers a row, no labels, zeros empty, 18 rows with nothing but tabs."""
    report = report_of(edition)
    zeros = {cell.address: 0 for cell in report.edition.cells if cell.section == "requests"}
    given = {
        "received.natural_person": 4, "received.enterprise": 1, "outcome.granted.natural_person": 2,
        "outcome.unable.not_held.natural_person": 2, "outcome.total.natural_person": 4,
        "carried_over.enterprise": 1, "received.total": 5, "outcome.granted.total": 2,
        "outcome.unable.not_held.total": 2, "outcome.total.total": 4, "carried_over.total": 1,
    }  # fmt: skip
    report = report.with_numbers(zeros | {f"requests.{key}": one for key, one in given.items()})
    rows = values_of(blanked(sheets(report)[1]))
    assert sum(not any(row) for row in rows) >= 18
    if not sums:
        del rows[-2]
    text = tabs([row[:7] if totals else row[:6] for row in rows])
    for block in (
        text,
        text.replace("\n", "\r\n"),
        "\n".join("\t\t\t" + one for one in text.split("\n")),
    ):
        right(asked(edition, "requests").paste(block.replace("\r", "")), report, "requests")


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("section", ["disclosure", "review"])
def test_tables_two_and_four_without_their_headings(section: str, edition: str) -> None:
    report = report_of(edition)
    rows = values_of(sheets(report)[SECTIONS[section]])
    for between in ("\t", " ", "  ", "、"):
        text = "\n".join(between.join(row) for row in rows)
        right(pasted(report, section, text), report, section)
    if section == "review":
        right(asked(edition, section).answer(" ".join(rows[0])), report, section)
        typed = [n for at, n in enumerate(rows[0]) if at % 5 != 4]
        right(pasted(report, section, "\t".join(typed)), report, section)
        three = [rows[0][at : at + 5] for at in (0, 5, 10)]
        right(pasted(report, section, tabs(three)), report, section)


@pytest.mark.parametrize("change", ["full width", "units", "spaces"])
def test_digits_and_units_as_people_write_them(change: str) -> None:
    report = report_of("2021")
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    for section, at in SECTIONS.items():
        sheet = sheets(report)[at]
        for row in sheet.rows:
            for box in row:
                if box.role == "value" and change == "full width":
                    box.text = box.text.translate(wide)
                elif box.role == "value" and change == "units" and "." not in box.text:
                    whole = section != "disclosure" or row is not sheet.rows[-1]
                    box.text += "件" if whole else "万元"
                elif box.role == "value":
                    box.text = f"\u3000{box.text} "
        for form in ("tabs_full", "tabs_compact", "bars_full"):
            right(pasted(report, section, FORMS[form](sheet)), report, section)


def shifted(rows: list[list[str]], by: int, only: set[int]) -> list[list[str]]:
    """Some rows moved by columns; what leaves the table is lost."""
    moved = []
    for at, row in enumerate(rows):
        if at in only and by > 0:
            moved.append([*[""] * by, *row[:-by]])
        elif at in only:
            moved.append([*row[-by:], *[""] * -by])
        else:
            moved.append(row)
    return moved


@pytest.mark.parametrize("by", [-2, -1, 1, 2])
@pytest.mark.parametrize("labels", [True, False])
def test_what_is_shifted_is_offered_shifted_back_or_refused(labels: bool, by: int) -> None:
    """The rows under a spanning label moved, or all rows: never taken as they are."""
    for seed in range(10):
        report = report_of("2021", seed)
        rows = values_of(sheets(report)[1])
        names = [row.path[-1] for row in report.edition.rows if row.keys[0] == "requests"]
        for only in (set(range(25)), set(range(4, 24)) - {23}, set(range(2, 12))):
            moved = shifted(rows, by, only)
            text = tabs([[n, *r] for n, r in zip(names, moved, strict=True)] if labels else moved)
            result = pasted(report, "requests", text)
            if isinstance(result, Confirm):
                assert numbers(result.taken.state.report, "requests") == numbers(report, "requests")


@pytest.mark.parametrize("totals", [True, False])
def test_a_block_that_is_moved_as_a_whole_is_offered_moved_back(totals: bool) -> None:
    report = report_of("2021", 3)
    rows = values_of(sheets(report)[1])
    moved = [[*row[-1:], *row[:-1]] if totals else ["", *row[:-1]] for row in rows]
    result = pasted(report, "requests", tabs(moved))
    right(result, report, "requests")
    assert isinstance(result, Confirm) and result.block is not None and result.block.moved
    assert "移回" in Translator()(result.about[0])


def test_a_block_of_numbers_that_may_be_elsewhere_is_refused() -> None:
    report = report_of("2021", 5)
    rows = values_of(sheets(report)[1])
    session = asked("2021", "requests")
    for part in (rows[2:], rows[2:24]):
        result = session.paste(tabs(part))
        assert isinstance(result, Refused), result
    right(session.go("requests.received").paste(tabs(rows)), report, "requests")
    lost = session.paste(
        "\n".join(
            ["\t".join(row) for row in rows[:3]] + ["", ""] + ["\t".join(row) for row in rows[3:6]]
        )
    )
    assert isinstance(lost, Refused)


def test_a_whole_table_may_be_pasted_at_any_of_its_rows() -> None:
    report = report_of("2021", 3)
    rows = values_of(sheets(report)[1])
    session = asked("2021", "requests").after(
        asked("2021", "requests").paste(tabs(rows)).taken  # type: ignore[union-attr]
    )
    for row in ("requests.carried_in", "requests.carried_over"):
        right(session.go(row).paste(tabs(rows)), report, "requests")
    refused = session.go("requests.carried_over").paste(tabs(rows[:5]))
    assert isinstance(refused, Refused)
    assert "一、本年新收政府信息公开申请数量" in Translator()(refused.reason)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("section", SECTIONS)
def test_empty_rows_copied_around_a_table_are_nothing(section: str, edition: str) -> None:
    report = report_of(edition)
    text = FORMS["tabs_full"](sheets(report)[SECTIONS[section]])
    empty = "\t" * 14
    result = asked(edition, section).paste("\n".join([empty, text.strip("\n"), empty, empty]))
    right(result, report, section)


def test_the_code_of_a_page_is_called_what_it_is() -> None:
    code = "<table>\n<tr><td>规章</td><td>1</td></tr>\n</table>"
    result = asked("2021", "disclosure").paste(code)
    assert isinstance(result, Refused) and "网页的代码" in Translator()(result.reason)


def test_the_heading_of_an_only_column_is_whole() -> None:
    result = asked("2021", "disclosure").paste("行政事业性收费\t3.5")
    assert isinstance(result, Confirm) and result.block is not None
    shown = [cell for line in show_block(result.block) if isinstance(line, Figures)
             for row in line.rows for cell in row]  # fmt: skip
    assert any("单位：万元" in cell.chinese for cell in shown if isinstance(cell, Words))


def test_one_wrong_total_brings_one_warning() -> None:
    report = report_of("2021", 4)
    wrong = report.with_numbers(
        {"requests.outcome.granted.total": (report["requests.outcome.granted.total"] or 0) + 1}
    )
    result = pasted(report, "requests", tabs(values_of(sheets(wrong)[1])))
    assert isinstance(result, Confirm) and result.block is not None
    assert [one.cell.address for one in result.block.disagreements] == [
        "requests.outcome.granted.total"
    ]


def test_english_names_what_disagrees_and_what_is_blank_in_english() -> None:
    row = "一、本年新收政府信息公开申请数量\t1\t/\t1\t1\t1\t1\t9"
    result = asked("2021", "requests").paste(row)
    assert isinstance(result, Confirm)
    told = " ".join(map(Translator("en"), result.about))
    assert "Total" in told and "总计" not in told and "本年新收" not in told


def test_the_columns_of_a_preview_can_be_told_apart() -> None:
    report = report_of("2021", 4)
    for section, at in SECTIONS.items():
        result = pasted(report, section, FORMS["tabs_full"](sheets(report)[at]))
        assert isinstance(result, Confirm) and result.block is not None
        for language in ("zh", "en"):
            say = Translator(language)
            for shown in show_block(result.block):
                for row in list(getattr(shown, "rows", ()))[:1]:
                    names = [say.choose(*one) for one in row if not isinstance(one, Message | str)]
                    assert len(set(names)) == len(names)


def test_rows_of_zeros_are_only_counted_without_totals_too() -> None:
    result = asked("2021", "requests").paste("\n".join(["1 0 0 0 0 0", *["0 0 0 0 0 0"] * 24]))
    assert isinstance(result, Confirm) and result.block is not None
    tables = [shown for shown in show_block(result.block) if hasattr(shown, "rows")]
    assert len(tables) == 1 and len(tables[0].rows) == 2


def test_rows_without_labels_that_do_not_begin_where_they_are_pasted_are_refused() -> None:
    """More would have been done than came in: these are other rows."""
    for seed in range(5):
        rows = values_of(sheets(report_of("2021", seed))[1])
        for part in (rows[3:], rows[2:20]):
            assert isinstance(asked("2021", "requests").paste(tabs(part)), Refused)
