"""Words in the last line of a file are read back as they were written, and leave the rest alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport.tomlio.last_line import join_words, split_words

SIGN = "# 进度："
WORDS = st.dictionaries(st.text(min_size=1, max_size=8), st.text(max_size=8), max_size=4)


@pytest.mark.parametrize("text", ["", "a = 1\n", "a = 1\r\nb = 2\r\n", "\ufeffa = 1\n# 注\n"])
@given(words=WORDS)
def test_what_was_joined_is_split_again(text: str, words: dict[str, str]) -> None:
    joined = join_words(text, SIGN, words)
    assert split_words(joined, SIGN) == (text, words)
    assert joined.count("\n") == text.count("\n") + 2 * bool(words)


def test_a_line_as_earlier_versions_wrote_it() -> None:
    line = "a = 1\n\n# 进度：!report.kind from=../%E4%B8%8A.toml preamble requests.applicants=a,b\n"
    assert split_words(line, SIGN) == (
        "a = 1\n",
        {"!report.kind": "", "from": "../上.toml", "preamble": "", "requests.applicants": "a,b"},
    )
