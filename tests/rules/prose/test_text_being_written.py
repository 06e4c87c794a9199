"""A text that is just being written is read against tables that may be empty in part."""

from __future__ import annotations

from rules.prose.test_corpus import Case, problems_in, report_of

from govreport.report import Report
from govreport.rules import problems_of_text

TOLD = "共收到政府信息公开申请5件。\n我局认真落实。\n未收到行政复议申请。"


def report(section: str, text: str) -> Report:
    return report_of(Case("", "township", section, text))


def test_what_contradicts_the_tables_is_found_in_the_order_of_the_text() -> None:
    found = problems_of_text(report("overview", TOLD), "overview")
    assert [problem.code for problem in found] == ["GR104", "GR107"]
    assert sorted(map(repr, found)) == sorted(map(repr, problems_in(report("overview", TOLD))))
    assert [p.passage and TOLD[p.passage.start : p.passage.end] for p in found] == [
        "共收到政府信息公开申请5件",
        "我局",
    ]


def test_cells_not_given_contradict_nothing() -> None:
    written = report("overview", TOLD)
    empty = written.with_numbers({cell.address: None for cell in written.edition.cells})
    assert [problem.code for problem in problems_of_text(empty, "overview")] == ["GR107"]


def test_one_cell_not_given_may_be_what_makes_a_reading_fit() -> None:
    written = report("overview", "共收到政府信息公开申请5件。")
    assert problems_of_text(written, "overview")
    lacking = written.with_numbers({"requests.carried_in.total": None})
    assert not problems_of_text(lacking, "overview")


def test_other_texts_are_not_reported_but_count() -> None:
    written = report("other", "无其他需要报告的事项。")
    assert [problem.code for problem in problems_of_text(written, "other")] == ["GR601"]
    assert not problems_of_text(written, "overview")
    texts = {**written.texts, "overview": "未收取信息处理费。"}
    assert not problems_of_text(Report(written.edition, written.about, texts), "other")


def test_a_section_that_is_not_written_has_no_problems() -> None:
    assert not problems_of_text(report("overview", TOLD), "preamble")
