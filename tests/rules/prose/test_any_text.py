"""Whatever the words, their order and the tables: reading never fails, and a passage is in its text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rules.prose.test_corpus import Case, problems_in, report_of

from govreport.rules.prose.vocabulary import vocabulary

WORDS = [*vocabulary().meanings, *"，。；、（）《》“”\n 0123456789件条元万%年月日一二十百〇余多约至-.X×_", "2023年", "国务院令第492号"]  # fmt: skip
TABLES = ("none", "bureau", "city", "old")


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(TABLES),
    st.sampled_from(("preamble", "overview", "problems", "other")),
    st.lists(st.sampled_from(WORDS), max_size=24).map("".join),
)
def test_any_words(table: str, section: str, text: str) -> None:
    report = report_of(Case("", table, section, text))
    for problem in problems_in(report):
        assert problem.passage is None or (
            0
            <= problem.passage.start
            < problem.passage.end
            <= len(report.texts[problem.passage.address.partition(".")[0]])
        )
