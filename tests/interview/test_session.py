"""The session without a terminal: answers in, questions out, state always valid."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import rtoml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govreport.edition import edition_names, load_edition
from govreport.errors import GovreportError
from govreport.interview.lines import Line
from govreport.interview.marks import Marks, join_marks, split_marks
from govreport.interview.questionnaire import questionnaire
from govreport.interview.questions.applicants import ApplicantsQuestion
from govreport.interview.questions.balance import BalanceQuestion
from govreport.interview.questions.narrative_text import TextQuestion
from govreport.interview.questions.row import RowQuestion
from govreport.interview.session import Session, start
from govreport.interview.state import SUMMARY, Confirm, Refused, Taken
from govreport.interview.store import open_store
from govreport.messages import Message, Translator
from govreport.report import Number, Report
from govreport.tomlio import dumps
from govreport.tomlio.read import load

TODAY = datetime.date(2026, 1, 5)
DATA = Path(__file__).parent / "data"


def fresh(last: Report | None = None) -> Session:
    return start(None, Marks(), last, TODAY)


def do(session: Session, text: str, *, confirm: bool = True) -> Session:
    """The session after an answer that is taken."""
    outcome = session.answer(text)
    assert not isinstance(outcome, Refused), outcome.reason
    if isinstance(outcome, Confirm):
        assert confirm
        outcome = outcome.taken
    return session.after(outcome)


def resumed(session: Session) -> Session:
    """The session as a new process finds it: through the text of a file."""
    text = join_marks(dumps(session.report), session.marks)
    plain, marks = split_marks(text)
    report = load(plain.encode()).report
    assert report is not None
    return start(report, marks, session.state.last, TODAY)


def until(session: Session, identifier: str) -> Session:
    """Answers as short as they may be, up to a question."""
    short = {"report.organization": "某某乡人民政府", "report.year": "2025", "requests.any": "y",
             "requests.applicants": "1 2"}  # fmt: skip
    while session.current.id != identifier:
        assert session.current.id != SUMMARY
        text = isinstance(session.current, TextQuestion)
        session = do(session, short.get(session.current.id, "文字" if text else ""))
    return session


def finished(session: Session) -> Session:
    return until(session, SUMMARY)


def numbers(session: Session, row: str) -> list[Number | None]:
    found = session.report.edition.rows
    one = next(r for r in found if r.address == row)
    return list(session.report.values[one.first : one.first + len(one.columns)])


@pytest.mark.parametrize("name", edition_names())
def test_every_number_is_asked_for_or_is_a_sum(name: str) -> None:
    edition = load_edition(name)
    asked = [
        cell.number
        for one in questionnaire(edition).questions
        if isinstance(one, RowQuestion)
        for cell in one.cells
    ]
    totals = {one.total for one in edition.sums}
    assert len(asked) == len(set(asked))
    assert set(asked) | totals == set(range(edition.size))
    assert totals.isdisjoint(asked)


@pytest.mark.parametrize("typed", ["2022", "/", "２０２２ - 1"])
def test_a_name_without_a_word_in_it_asks_whether_it_was_meant(typed: str) -> None:
    session = fresh()
    assert session.current.id == "report.organization"
    result = session.answer(typed)
    assert isinstance(result, Confirm) and typed in Translator()(result.about[0])
    assert isinstance(session.answer("某某局"), Taken)


def test_the_seed_from_nothing() -> None:
    seed = rtoml.loads((DATA / "seed.toml").read_text("utf-8"))
    session, answers = fresh(), 0
    given = {
        "report.organization": seed["organization"],
        "report.year": str(seed["year"]),
        "report.date": seed["date"],
        "overview": seed["overview"],
        "requests.any": "n",
        "problems.problems": seed["problems"],
        "problems.improvements": seed["improvements"],
        "other": seed["other"],
    }
    given |= {
        f"disclosure.{row}": " ".join(map(str, values))
        for row, values in seed["disclosure"].items()
    }
    while session.current.id != SUMMARY:
        answers += 1 + isinstance(session.answer(given.get(session.current.id, "")), Confirm)
        session = do(session, given.get(session.current.id, ""))
        assert resumed(session).current.id == session.current.id
    assert answers < 30
    expected = Report(load_edition("2019")).with_numbers(
        {cell.address: 0 for cell in load_edition("2019").cells}
        | {
            f"disclosure.{row}.{column}": value
            for row, values in seed["disclosure"].items()
            for column, value in zip(("previous", "change", "decisions"), values, strict=True)
        }
    )
    assert session.report.values == expected.values
    assert session.report.texts["overview"] == seed["overview"]
    assert session.report.texts["problems"] == (
        f"（一）存在的主要问题\n{seed['problems']}\n（二）改进情况\n{seed['improvements']}"
    )


def city() -> list[tuple[str, str, int]]:
    lines = (DATA / "city-2025.jsonl").read_text("utf-8").splitlines()
    return [(d["row"], d["column"], d["value"]) for d in map(json.loads, lines)]


def city_block(*, labels: bool = False, totals: bool = True) -> str:
    rows: dict[str, list[str]] = {}
    for row, column, value in city():
        if row.startswith(("一、", "二、", "三、", "四、")) and (totals or column != "总计"):
            rows.setdefault(row, row.split("/") if labels else []).append(str(value))
    return "\n".join("\t".join(cells) for cells in rows.values())


@pytest.mark.parametrize("labels", [True, False])
@pytest.mark.parametrize("totals", [True, False])
def test_the_city_pasted_as_one_block(labels: bool, totals: bool) -> None:
    session = until(fresh(), "requests.any")
    outcome = session.paste(city_block(labels=labels, totals=totals))
    assert isinstance(outcome, Confirm), outcome
    assert outcome.block is not None and len(outcome.block.lines) == 25
    assert outcome.block.disagreements == ()
    session = session.after(outcome.taken)
    assert session.current.id == "requests.note"
    by_name = {
        (cell.row.name, cell.column.name): session.report.values[cell.number]
        for cell in session.report.edition.cells
        if cell.section == "requests"
    }
    expected = {(r, c): v for r, c, v in city() if (r, c) in by_name}
    assert by_name == expected


def test_a_pasted_total_that_disagrees_is_named_and_nothing_is_taken_before() -> None:
    session = until(fresh(), "requests.any")
    outcome = session.paste("1 0 0 0 0 0 2\n0 0 0 0 0 0 0")
    assert isinstance(outcome, Confirm) and outcome.block is not None
    assert [(d.total, d.sum) for d in outcome.block.disagreements] == [(2, 1)]
    assert session.report.values.count(None) > 150
    after = session.after(outcome.taken)
    assert numbers(after, "requests.received")[-1] == 1


@pytest.mark.parametrize(
    ("block", "says"),
    [
        ("1 2 3\n1 2 3", "个数"),
        ("1 0 0 0 0 x 1\n0 0 0 0 0 0 0", ""),
        (
            "一、本年新收政府信息公开申请数量\t1\t0\t0\t0\t0\t0\n没有这一行\t0\t0\t0\t0\t0\t0",
            "行名",
        ),
        ("自然人\t商业企业", "没有数字"),
        ("\n".join(["0 0 0 0 0 0"] * 30), "只有"),
    ],
)
def test_a_block_that_cannot_be_read_is_refused_whole(block: str, says: str) -> None:
    session = until(fresh(), "requests.any")
    outcome = session.paste(block)
    assert isinstance(outcome, Refused)
    assert says in Translator()(outcome.reason)


def test_a_blank_first_cell_does_not_shift_the_row() -> None:
    block = (
        "一、本年新收政府信息公开申请数量\t\t\t3\t0\t0\t0\t0\t0\t3\n"
        "二、上年结转政府信息公开申请数量\t\t\t\t0\t0\t0\t0\t0\t0"
    )
    session = until(fresh(), "requests.any")
    outcome = session.paste(block)
    assert isinstance(outcome, Confirm) and outcome.block is not None
    assert outcome.block.lines[1].numbers == (None, 0, 0, 0, 0, 0, 0)


def test_several_lines_never_answer_a_question_that_takes_one() -> None:
    outcome = fresh().paste("某某局\n2024")
    assert isinstance(outcome, Refused)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("3 1", [3, 1, 0, 0, 0, 0, 4]),
        ("3，1", [3, 1, 0, 0, 0, 0, 4]),
        ("3、1", [3, 1, 0, 0, 0, 0, 4]),
        ("3\t1", [3, 1, 0, 0, 0, 0, 4]),
        ("３　１", [3, 1, 0, 0, 0, 0, 4]),
        ("3件 1件", [3, 1, 0, 0, 0, 0, 4]),
        ("3 1 4", [3, 1, 0, 0, 0, 0, 4]),
        ("3 1 0 0 0 0", [3, 1, 0, 0, 0, 0, 4]),
        ("3 1 0 0 0 0 4", [3, 1, 0, 0, 0, 0, 4]),
        ("", [0, 0, 0, 0, 0, 0, 0]),
        ("0", [0, 0, 0, 0, 0, 0, 0]),
        ("1,234 5", [1234, 5, 0, 0, 0, 0, 1239]),
    ],
)
def test_a_line_of_numbers(text: str, wanted: list[int]) -> None:
    session = until(fresh(), "requests.received")
    assert numbers(do(session, text), "requests.received") == wanted


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("-1 0", "负数"),
        ("1.5 0", "整数"),
        ("十二 0", "汉字"),
        ("3", "要"),
        ("3 1 5", "各数相加"),
        ("3 0 1 0 0 0", "没有选"),
        ("3\t\t1", "空的"),
        ("251000元 0", "不是金额"),
        ("/ 0", "没有的请填 0"),
        ("x 0", "不是数字"),
        ("1,234", "分不清"),
        ("99999999999 0", "超出"),
        ("² 0", "不是数字"),
        ("1e5 0", "不是数字"),
    ],
)
def test_a_line_that_is_refused_with_the_reason(text: str, says: str) -> None:
    session = until(fresh(), "requests.received")
    outcome = session.answer(text)
    assert isinstance(outcome, Refused)
    assert says in Translator()(outcome.reason)


def test_an_amount_in_another_unit_is_converted_and_one_number_keeps_its_thousands() -> None:
    session = until(fresh(), "disclosure.fees")
    assert numbers(do(session, "251000元"), "disclosure.fees") == [25.1]
    assert numbers(do(session, "1,234"), "disclosure.fees") == [1234]
    assert numbers(do(session, "160.5964万元"), "disclosure.fees") == [160.5964]


def test_none_in_this_group_is_one_answer() -> None:
    session = until(fresh(), "requests.received")
    session = do(do(session, "2 1"), "0")
    session = do(do(session, "1 0"), "0")
    assert session.current.id == "requests.outcome.refused.state_secret"
    session = do(session, "-")
    assert session.current.id == "requests.outcome.unable.not_held"
    session = do(session, "--")
    assert session.current.id == "requests.carried_over"
    assert session.default is not None and session.default.answer == "1 1"
    session = do(session, "")
    assert session.current.id == "requests.note"


def test_only_what_can_be_other_than_zero_is_asked() -> None:
    session = do(do(until(fresh(), "requests.received"), "2 0"), "0 0")
    row = session.current
    asked = row.asked(session.state) if isinstance(row, RowQuestion) else ()
    assert [cell.column.key for cell in asked] == ["natural_person"]


def test_a_column_that_gets_something_later_has_its_rows_asked_again() -> None:
    session = do(do(until(fresh(), "requests.received"), "2 0"), "0 0")
    session = do(session, "2")
    while session.current.section == "requests":
        session = do(session, "")
    session = do(session.go("requests.received"), "2 3")
    opened = {one.id for one in session.open_questions if one.section == "requests"}
    assert "requests.outcome.granted" in opened and "requests.carried_over" in opened
    assert "requests.carried_in" not in opened
    assert numbers(session, "requests.outcome.granted")[0] == 2


def test_an_unbalanced_column_has_a_way_to_each_figure_and_may_be_left() -> None:
    session = do(do(until(fresh(), "requests.received"), "2 0"), "0 0")
    session = do(do(do(session, "1"), "0"), "--")
    session = do(session, "0")
    assert session.current.id == "requests.balance"
    assert isinstance(session.current, BalanceQuestion)
    assert list(session.current.ways(session.state)) == [
        "requests.received",
        "requests.carried_in",
        "requests.outcome.granted",
        "requests.carried_over",
    ]
    left = do(do(session, ""), "")
    assert left.current.section == "review"
    assert resumed(left).current.id == left.current.id
    fixed = do(left.go("requests.outcome.granted"), "2")
    assert not any(one.section == "requests" for one in fixed.open_questions)


def test_going_back_to_any_question_asks_only_what_depends_on_it() -> None:
    session = finished(fresh())
    for question in session.questionnaire.questions[:-1]:
        if not question.applies(session.state) or isinstance(question, ApplicantsQuestion):
            continue
        at = session.go(question.id)
        default = at.default
        same = question.text(at.report) if isinstance(question, TextQuestion) else (
            default.answer if default else ""
        )  # fmt: skip
        assert do(at, same).current.id == SUMMARY, question.id


@pytest.mark.parametrize(
    ("question", "answer", "again"),
    [
        ("report.organization", "另一个乡人民政府", set()),
        ("report.organization", "某某市人民政府", {"report.kind"}),
        ("report.year", "2024", {"other.processing_fee"}),
        ("report.date", "2026-01-31", set()),
        ("preamble", "前言。", set()),
        ("overview", "换一段。", set()),
        ("disclosure.regulations", "1 0 7", set()),
        ("disclosure.licensing", "7", set()),
        ("requests.received", "5 1", {"requests.balance"}),
        ("requests.carried_in", "1 0", {"requests.balance"}),
        ("requests.outcome.granted", "2 0", {"requests.balance"}),
        ("requests.any", "n", set()),
        ("review.reconsideration", "1 0 0 0", set()),
        ("problems.problems", "别的问题。", set()),
        ("other.processing_fee", "1 2 3", set()),
        ("other.text", "别的事。", set()),
    ],
)
def test_what_depends_on_a_changed_answer_is_asked_again_and_nothing_else(
    question: str, answer: str, again: set[str]
) -> None:
    session = do(until(fresh(), "requests.received"), "3 1")
    session = do(do(do(session, "0"), "3 1"), "0")
    session = finished(do(do(session, "--"), ""))
    changed = do(session.go(question), answer)
    assert {one.id for one in changed.open_questions} == again
    assert changed.current.id == (next(iter(again)) if again else SUMMARY)
    assert resumed(changed).current.id == changed.current.id


def test_a_kind_of_applicant_added_later_is_asked_for_in_every_row_and_no_other() -> None:
    session = do(until(fresh(), "requests.received"), "3 1")
    session = do(do(do(session, "0"), "3 1"), "0")
    session = finished(do(do(session, "--"), ""))
    changed = do(session.go("requests.applicants"), "1 2 5")
    opened = {one.id for one in changed.open_questions}
    assert {one.rpartition(".")[0].split(".")[0] for one in opened} == {"requests"}
    assert changed.current.id == "requests.received"
    assert changed.default is not None and changed.default.answer == "3 1 0"
    assert numbers(changed, "requests.received")[:3] == [3, 1, 0]


def test_a_row_is_asked_as_it_stands_and_its_stock_is_proposed() -> None:
    last = finished(fresh())
    last = do(last.go("disclosure.normative_documents"), "0 0 40")
    year = replace(last.report, about={**last.report.about, "year": 2024})
    session = until(fresh(year), "disclosure.normative_documents")
    assert session.default is not None and session.default.answer == "0 0 40"
    assert numbers(do(session, ""), "disclosure.normative_documents") == [0, 0, 40]
    assert numbers(do(session, "5 2 41"), "disclosure.normative_documents") == [5, 2, 41]
    for typed, stock in (("5 2", 43), ("0", 40), ("0 0", 40)):
        outcome = session.answer(typed)
        assert isinstance(outcome, Confirm)
        assert str(stock) in Translator()(outcome.about[0])
        row = numbers(session.after(outcome.taken), "disclosure.normative_documents")
        assert row[2] == stock
    alone = until(fresh(), "disclosure.normative_documents")
    assert isinstance(alone.answer("5 2"), Refused)
    assert numbers(do(alone, "0"), "disclosure.normative_documents") == [0, 0, 0]


def test_carried_in_comes_from_last_year_by_column() -> None:
    last = until(fresh(), "requests.carried_over")
    last = do(last, "3 2")
    year = replace(last.report, about={**last.report.about, "year": 2024})
    session = until(fresh(year), "requests.any")
    assert session.default is not None and session.default.answer == "y"
    session = do(session, "")
    assert session.default is not None and session.default.answer == "1 2"
    session = do(do(session, ""), "0")
    assert session.default is not None and session.default.answer == "3 2"
    assert numbers(do(session, ""), "requests.carried_in") == [3, 2, 0, 0, 0, 0, 5]


def test_a_year_of_another_edition_keeps_what_both_have_and_says_what_goes() -> None:
    session = finished(fresh())
    outcome = session.go("report.year").answer("2020")
    assert isinstance(outcome, Confirm)
    after = session.go("report.year").after(outcome.taken)
    assert after.report.edition.name == "2019"
    assert after.report["requests.received.total"] == 0
    assert {one.section for one in after.open_questions} >= {"disclosure"}
    assert not any(one.section in ("review", "overview") for one in after.open_questions)


def test_a_note_under_a_table_is_optional() -> None:
    session = until(fresh(), "requests.note")
    assert do(session, "").current.section == "review"
    noted = do(session, "含派出机构。")
    assert noted.report.notes == {"requests": "含派出机构。"}
    assert resumed(noted).report.notes == noted.report.notes
    again = noted.go("requests.note")
    assert do(again, "").report.notes == noted.report.notes
    assert do(again, "无").report.notes == {}


def test_a_text_that_is_none_is_asked_about() -> None:
    session = until(fresh(), "preamble")
    for text in ("<", "?", "q", "目录", "2026-01-20", "<\n2026年"):
        outcome = session.answer(text)
        asked = isinstance(outcome, Confirm)
        assert asked or "年" in text, text
    assert isinstance(session.answer("本报告由某某乡编制。"), Taken)
    help_ = " ".join(Translator()(one.text) for one in session.current.help(session.state)
                     if isinstance(one, Line) and isinstance(one.text, Message))  # fmt: skip
    assert "^G" in help_ and "各题单独输入" not in help_


@pytest.mark.parametrize("typed", ["乡镇", "乡镇人民政府", "township", "5", "５"])
def test_a_kind_by_its_beginning(typed: str) -> None:
    session = fresh()
    session = do(do(session, "某某局"), "2025")
    assert do(session, typed).report.kind == "township"
    outcome = session.answer("人民政府")
    assert isinstance(outcome, Refused)
    says = Translator()(outcome.reason)
    assert "乡镇人民政府" in says and '"' not in says and "township" not in says


def test_section_six_says_what_was_charged() -> None:
    session = until(fresh(), "other.processing_fee")
    none = do(session, "")
    assert none.report.texts["other"].startswith("2025年，")
    assert "信息处理费" in none.report.texts["other"]
    some = do(do(session, "2 300 150.5"), "另有一事。")
    first, rest = some.report.texts["other"].split("\n")
    assert "2件" in first and "150.5元" in first and rest == "另有一事。"
    again = do(some.go("other.processing_fee"), "0")
    assert again.report.texts["other"].split("\n")[1] == "另有一事。"
    assert some.go("other.processing_fee").default is not None


def test_a_sentence_of_another_year_is_asked_for_again() -> None:
    session = finished(fresh())
    text = session.report.texts["other"]
    assert "2025年" in text
    old = replace(session, state=session.state.changed(session.report.with_text(
        "other", text.replace("2025年", "2024年"))))  # fmt: skip
    assert [one.id for one in old.open_questions] == ["other.processing_fee"]
    assert do(old.go("other.processing_fee"), "").report.texts["other"] == text


@pytest.mark.parametrize(
    "text", ["[b]粗[/b] :smile: [/附件]", "  缩进　全角１２ \n\n第二段 ", "a\tb\\n"]
)
def test_prose_is_stored_as_it_was_typed(text: str) -> None:
    session = do(until(fresh(), "overview"), text)
    assert session.report.texts["overview"] == text.strip("\n")
    assert resumed(session).report.texts["overview"] == text.strip("\n")


def test_a_draft_is_kept_and_asked_for_again() -> None:
    session = until(fresh(), "problems.problems").with_draft("写到一半")
    assert resumed(session).current.id == "problems.problems"
    assert "写到一半" in session.report.texts["problems"]
    assert do(session, "写完了").current.id == "problems.improvements"


def test_last_years_lines_with_numbers_are_named() -> None:
    last = do(until(fresh(), "overview"), "本年共主动公开信息三百余条，其中规划计划 25 条。")
    year = replace(last.report, about={**last.report.about, "year": 2024})
    session = until(fresh(year), "overview")
    outcome = session.answer("本年共主动公开信息三百余条，其中规划计划 25 条。")
    assert isinstance(outcome, Confirm)
    assert isinstance(session.answer("本年共主动公开信息三百余条，其中规划计划 26 条。"), Taken)


ANSWERS = st.sampled_from(
    ["", "0", "1", "y", "n", "2 1", "1 2", "3 0", "-", "--", "2025", "2020", "某某乡", "文字", "x",
     "2026-01-20", "1 0 0", "1 1 1 1", "*", "5 2 9"]
)  # fmt: skip
MOVES: dict[str, Callable[[Session, str], Session]] = {
    "back": lambda session, _: session.back(),
    "forward": lambda session, _: session.forward(),
    "enter": lambda session, text: session.enter(
        session.questionnaire.places[len(text) % len(session.questionnaire.places)]
    ),
    "draft": lambda session, text: session.with_draft(text),
}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(["answer"] * 6 + list(MOVES)), ANSWERS), max_size=40))
def test_any_sequence_of_answers_keeps_the_state_valid(steps: list[tuple[str, str]]) -> None:
    session = until(fresh(), "disclosure.regulations")
    for step, text in steps:
        if step == "answer":
            outcome = session.answer(text)
            if isinstance(outcome, Refused):
                continue
            session = session.after(outcome.taken if isinstance(outcome, Confirm) else outcome)
        else:
            session = MOVES[step](session, text)
        again = resumed(session)
        assert again.report == session.report
        assert again.marks == session.marks
        assert [q.id for q in again.open_questions] == [q.id for q in session.open_questions]
        for one in session.report.edition.sums:
            parts = [session.report.values[part] for part in one.parts]
            total = session.report.values[one.total]
            assert total is None or total == sum(part or 0 for part in parts)


@pytest.mark.parametrize(
    "body",
    [
        'report = { organization = "某局", year = 2025 }',
        '[report]\norganization = "某局"\nyear = 2025\n[requests]\nreceived.enterprise = 1',
        "[report]\nyear = 2025\n[requests]\nreceived = {}",
        "[report]\nyear = 2025\n[overview",
    ],
)
def test_a_file_that_no_answer_could_go_into_is_refused_at_once(tmp_path: Path, body: str) -> None:
    path = tmp_path / "x.toml"
    path.write_text(f'edition = "2021"\n{body}\n', "utf-8")
    with pytest.raises(GovreportError):
        open_store(path)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_an_existing_file_keeps_its_comments_line_ends_and_order(
    tmp_path: Path, end: str, bom: str
) -> None:
    lines = ["# 我的注", 'edition = "2021"', "[report]", "year = 2025  # 年", 'organization = "某局"',
             "", "[requests.received]", "# natural_person =  # 自然人", "total = 7"]  # fmt: skip
    path = tmp_path / "x.toml"
    path.write_bytes((bom + end.join(lines)).encode())
    store = open_store(path)
    assert store.report is not None
    report = store.report.with_numbers({"requests.received.natural_person": 7})
    store = store.save(report, Marks().with_passed("preamble"))
    store = store.save(report, Marks())
    text = path.read_bytes().decode()
    wanted = [*lines]
    wanted[7] = "natural_person = 7  # 自然人"
    assert text == bom + end.join(wanted) + end
    assert open_store(path).report == report
