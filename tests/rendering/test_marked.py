"""Marks in the text of a report: where they begin and end, and that nothing of the text is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from govreport.rendering.layout import paragraphs
from govreport.rendering.marked import Mark, Stretch, pieces

WRONG = Mark((1,), "error")


def joined(cut: list[dict[str, object]]) -> str:
    return "".join(str(one["text"]) for one in cut)


def test_a_paragraph_is_cut_where_the_mark_begins_and_ends() -> None:
    text = "\u3000一年来。\r\n\r\n 收到 9 件，办结 8 件。 \n"
    start = text.index("9")
    first, second = pieces(text, [Stretch(start, start + 3, WRONG)])
    assert first == []
    assert [(one["text"], one["marks"]) for one in second] == [
        ("收到 ", []), ("9 件", [1]), ("，办结 8 件。", []),
    ]  # fmt: skip


@given(st.text(st.sampled_from("甲乙 \u3000\n\r\t\ufeff\x0b\u2028\x1b丙<"), max_size=30), st.data())
def test_paragraphs_are_those_of_the_layout(text: str, data: st.DataObject) -> None:
    ends = st.integers(0, len(text))
    stretches = [
        Stretch(min(pair), max(pair), WRONG)
        for pair in data.draw(st.lists(st.tuples(ends, ends), max_size=3))
    ]
    found, wanted = pieces(text, stretches), paragraphs(text)
    assert len(found) == len(wanted)
    for cut, paragraph in zip(found, wanted, strict=True):
        assert not cut or joined(cut).strip() == paragraph.text
