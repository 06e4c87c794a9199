"""A passage of a text is found in the file to the character, however the string is written."""

from __future__ import annotations

import pytest
import rtoml
from hypothesis import given
from hypothesis import strategies as st

from govreport.finding import Passage, Span
from govreport.tomlio.positions import Positions

WAYS = {
    "basic": ('"前\\t\\u6536到\\"5\\"件后"', '到"5"件'),
    "several lines": ('"""\n第一行\n  收到5件。"""', "收到5件"),
    "folded": ('"""\\\n   收到\\\n\n   5件。"""', "收到5件"),
    "literal": ("'收到5件\\n'", "5件"),
    "literal lines": ("'''\n一\n收到5件'''", "收到5件"),
    "quotes at the end": ('"""收到"5件""""', '"5件"'),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_passage_is_found(way: str, ends: str) -> None:
    written, wanted = WAYS[way]
    file = f"[overview]\ntext = {written} # 注\n".replace("\n", ends)
    text = rtoml.loads(file)["overview"]["text"].replace("\r\n", "\n")
    start = text.index(wanted)
    passage = Passage("overview.text", start, start + len(wanted))
    span = Positions(file).of_passage(passage, {"overview": text})
    lines = file.split("\n")
    first = lines[span.line - 1][span.column - 1 :]
    assert first.startswith((wanted[0], "\\u6536", "\\t"))
    assert lines[span.end_line - 1][: span.end_column - 1].endswith(wanted[-1])


def test_a_text_that_cannot_be_followed_is_shown_at_its_key() -> None:
    file = '[overview]\ntext = "收到5件"\n'
    passage = Passage("overview.text", 0, 2)
    assert Positions(file).of_passage(passage, {"overview": "另一段"}) == Span(2, 1, 2, 14)


@given(st.text(st.sampled_from("一5件 \\\"'\n\t。"), min_size=1, max_size=12), st.data())
def test_any_text_in_a_basic_string(text: str, data: st.DataObject) -> None:
    file = "[overview]\ntext = " + rtoml.dumps({"a": text}).removeprefix("a = ")
    if rtoml.loads(file)["overview"]["text"] != text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    span = Positions(file).of_passage(
        Passage("overview.text", start, start + 1), {"overview": text}
    )
    character = file.split("\n")[span.line - 1 : span.line]
    shown = "".join(character)[span.column - 1 :] or "\n"
    assert shown[0] in (text[start], "\\")
