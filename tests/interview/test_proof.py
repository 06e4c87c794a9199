"""A text just typed is read at once; what the tables contradict is shown, and never in the way."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from samples import EDITIONS, consistent, govreport, text_of, zeros

from govreport.cli.interview_command import _check
from govreport.edition import load_edition
from govreport.interview.lines import Line
from govreport.interview.marks import Marks, join_marks, split_marks
from govreport.interview.questions.proof import ProofQuestion
from govreport.interview.session import Session, start
from govreport.interview.state import SUMMARY, Confirm, Refused
from govreport.messages import Translator
from govreport.report import Report, Waiver
from govreport.rules import problems_of_text
from govreport.tomlio import dumps, load

TODAY = datetime.date(2026, 1, 5)
FIVE = "一年来，共收到政府信息公开申请5件，已全部办结。"
THREE = FIVE.replace("5件", "3件")


def begun(report: Report, marks: Marks | None = None) -> Session:
    return start(report, marks or Marks(), None, TODAY, problems_of_text)


def with_three() -> Report:
    """Nothing but three requests, granted."""
    rows = ("received", "outcome.granted", "outcome.total")
    report = zeros(load_edition("2021"))
    report = replace(report, about={**report.about, "kind": "township"})
    columns = ("natural_person", "total")
    return report.with_numbers({f"requests.{r}.{c}": 3 for r in rows for c in columns})


def empty() -> Report:
    about = {"organization": "某某乡人民政府", "year": 2025, "kind": "township", "scope": "own",
             "date": datetime.date(2026, 1, 5)}  # fmt: skip
    return Report(load_edition("2021"), about)


def do(session: Session, *answers: str) -> Session:
    for text in answers:
        outcome = session.answer(text)
        assert not isinstance(outcome, Refused), outcome.reason
        taken = outcome.taken if isinstance(outcome, Confirm) else outcome
        session = session.after(taken)
    return session


def shown(session: Session, language: str = "zh") -> str:
    say = Translator(language)

    def text(one: object) -> str:
        if isinstance(one, list):
            return "".join(map(text, one))
        if isinstance(one, str):
            return one
        return say(one) if hasattr(one, "template") else say.choose(*one)  # type: ignore[arg-type, misc]

    return "\n".join(text(one.text) for one in session.show() if isinstance(one, Line))


def resumed(session: Session) -> Session:
    plain, marks = split_marks(join_marks(dumps(session.report), session.marks))
    report = load(plain.encode()).report
    assert report is not None
    return begun(report, marks)


def test_what_contradicts_the_tables_is_shown_under_the_text() -> None:
    session = do(begun(with_three()).go("overview"), FIVE)
    assert session.report.texts["overview"] == FIVE  # stored before anything is asked
    says = shown(session)
    for wanted in (
        "GR104",
        "收到政府信息公开申请5件",
        "一、本年新收政府信息公开申请数量",
        "总计 3",
    ):
        assert wanted in says
    checked = [one for one in _check("x", text_of(session.report)) if one.code == "GR104"]
    assert Translator()(checked[0].problem.message) in says
    assert Translator("en")(checked[0].problem.message) in shown(session, "en")
    assert "改文字：一、总体情况" in says


def test_from_there_one_goes_to_the_text_or_the_number_or_on() -> None:
    session = do(begun(with_three()).go("overview"), FIVE)
    text, number = do(session, "1"), do(session, "2")
    assert text.current.id == "overview" and number.current.id == "requests.received"
    box = text.current.text_box(text.state)
    assert box is not None and box.text == FIVE
    assert do(text, THREE).current.id == SUMMARY
    assert do(text, FIVE).current.id == session.current.id
    left = do(session, "")
    assert left.current.id == SUMMARY
    assert do(left.go("overview"), FIVE).current.id == SUMMARY, "it is not asked about twice"
    assert resumed(left).current.id == SUMMARY
    other = do(left.go("overview"), FIVE.replace("5件", "6件"))
    assert isinstance(other.current, ProofQuestion), "but other words are"
    for wrong in ("3", "0", "x"):
        assert isinstance(session.answer(wrong), Refused)


def test_what_was_left_is_said_again_at_the_end_with_the_way_there() -> None:
    left = do(begun(with_three()).go("overview"), FIVE, "")
    found = tuple(_check("x", text_of(left.report)))
    end = replace(left, findings=found)
    assert "收到政府信息公开申请5件" in shown(end)
    place = [one.code for one in found].index("GR104") + 1
    again = do(end, str(place))
    assert isinstance(again.current, ProofQuestion)
    assert do(again, "1").current.id == "overview"


def test_numbers_not_given_contradict_nothing_and_are_held_against_the_text_once_they_are() -> None:
    session = do(begun(empty()), "")
    assert session.current.id == "overview"
    session = do(session, FIVE)
    assert session.current.id == "disclosure.regulations"
    while session.current.id != "requests.any":
        session = do(session, "")
    session = do(session, "y", "1", "3", "0", "3", "0")
    session = do(session, *["0"] * 8)
    while session.current.id != "requests.note":
        assert not isinstance(session.current, ProofQuestion)
        session = do(session, "")
    session = do(session, "")
    assert isinstance(session.current, ProofQuestion) and session.current.section == "requests"
    says = shown(session)
    assert "收到政府信息公开申请5件" in says and "一、总体情况" in says.split("\n")[3]
    assert do(session, "1").current.id == "overview"
    assert do(session, "2").current.id == "requests.received"
    assert do(session, "").current.section == "review"
    mended = do(session, "1", THREE)
    assert mended.current.section == "review"


def test_a_note_is_read_too() -> None:
    session = do(begun(with_three()).go("requests.note"), "本年共收到政府信息公开申请5件。")
    assert isinstance(session.current, ProofQuestion)
    assert do(session, "1").current.id == "requests.note"


def test_a_part_of_a_section_leads_to_itself() -> None:
    text = "增加人手。今年共收到政府信息公开申请5件。"
    session = do(begun(with_three()).go("problems.improvements"), text)
    assert isinstance(session.current, ProofQuestion)
    assert do(session, "1").current.id == "problems.improvements"


def test_a_first_part_is_not_blamed_for_the_lack_of_the_second() -> None:
    session = do(begun(empty()).go("problems.problems"), "人手不足。")
    assert session.current.id == "problems.improvements"


def test_the_preamble_is_read_for_its_year() -> None:
    session = do(
        begun(with_three()).go("preamble"),
        "本报告所列数据的统计期限自2020年1月1日至2020年12月31日。",
    )
    assert isinstance(session.current, ProofQuestion) and "GR103" in shown(session)


def test_what_the_organ_stands_by_is_not_shown() -> None:
    report = replace(with_three(), waivers=(Waiver("GR104", None, "含口头申请"),))
    assert do(begun(report).go("overview"), FIVE).current.id == SUMMARY


def test_a_waiver_that_check_does_not_heed_is_not_heeded() -> None:
    report = replace(with_three(), waivers=(Waiver("GR104"),))
    assert isinstance(do(begun(report).go("overview"), FIVE).current, ProofQuestion)


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_report_that_is_right_is_not_interrupted(edition: str) -> None:
    session = begun(consistent(edition))
    assert not [one for one in session.applying if isinstance(one, ProofQuestion)]


def test_a_finished_report_with_a_contradiction_begins_there() -> None:
    session = begun(replace(with_three(), texts={**with_three().texts, "overview": FIVE}))
    assert isinstance(session.current, ProofQuestion)
    assert do(session, "").current.id == SUMMARY


def test_without_a_person_the_file_is_written_and_check_says_it(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes(text_of(with_three()))
    done = govreport(
        "interview", "x.toml", "--no-input", "--data", f"overview={FIVE}", cwd=tmp_path
    )
    assert done.code == 1 and "GR104" in done.err and "已写好" in done.err
