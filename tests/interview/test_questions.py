"""The kinds of questions: each is a file of its own, and nobody else asks of what kind one is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import govreport.interview
from govreport.edition import edition_names, load_edition
from govreport.interview.questionnaire import questionnaire
from govreport.interview.state import ABOUT, State
from govreport.report import Report

ROOM = Path(govreport.interview.__file__).parent


def test_nobody_asks_of_what_kind_a_question_is() -> None:
    for path in ROOM.rglob("*.py"):
        assert not re.search(r"isinstance\([^)]*Question", path.read_text("utf-8")), path


@pytest.mark.parametrize("name", edition_names())
def test_every_question_can_be_asked_of_an_empty_report(name: str) -> None:
    edition = load_edition(name)
    state = State(Report(edition))
    questions = questionnaire(edition).questions
    assert len({question.id for question in questions}) == len(questions)
    for question in questions:
        assert list(question.show(state)) and list(question.help(state)), question.id
        assert question.section in (ABOUT, "preamble", "summary", *edition.section_at)


@pytest.mark.parametrize("name", edition_names())
def test_every_key_of_the_file_leads_to_its_question(name: str) -> None:
    edition = load_edition(name)
    for address in (*edition.cell_at, "report.year", "preamble", *edition.section_at):
        question = questionnaire(edition).about(address)
        assert question is not None, address
        assert question.section == address.partition(".")[0]
