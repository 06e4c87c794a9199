"""The fast guess lets no text pass that is nearly another's, however it was touched up."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest
from repository.generate import narrative

from govreport.rules.similarity import compare, fingerprint, guess, likely

LIMIT = 0.8
OTHERS = "此处换作别样说法以示区分未必通顺但求不同而已"
TOUCHES: dict[str, Callable[[str], str]] = {
    "the same": lambda text: text,
    "wrapped otherwise": lambda text: re.sub(r"(.{28})", r"\1\n", text.replace("\n", "")),
    "indented": lambda text: "　　" + text.replace("\n", "\n\n　　"),
    "one character in every second clause": lambda text: touched(text, 2),
    "one character in every third clause": lambda text: touched(text, 3),
    "a comma fewer": lambda text: text.replace("，", "", 1),
    "a tenth added": lambda text: text + OTHERS[: len(text) // 10],
    "a sixth left out": lambda text: text[len(text) // 6 :],
    "other figures": lambda text: text.replace("。", "1234。"),
    "other figures in full width": lambda text: text.replace("。", "１２。"),
}


def touched(text: str, every: int) -> str:
    """One character of every so many clauses replaced."""
    clauses = re.split("(?<=[，。；])", text)
    for place in range(every - 1, len(clauses), every):
        clause = clauses[place]
        if len(clause) > 4:
            clauses[place] = clause[:3] + "另" + clause[4:]
    return "".join(clauses)


def texts() -> list[str]:
    rng = random.Random(1)
    return [narrative(rng, section) for section in ("overview", "problems") * 20]


@pytest.mark.parametrize("touch", TOUCHES.values(), ids=list(TOUCHES))
def test_nearly_the_same_is_looked_at(touch: Callable[[str], str]) -> None:
    looked = 0
    for text in texts():
        other = touch(text)
        if compare(other, text).share >= LIMIT:
            looked += 1
            assert likely(fingerprint(other), fingerprint(text), LIMIT), other
    assert looked


def test_most_that_was_written_anew_is_not_looked_at() -> None:
    """So that the comparison is not felt: what is compared exactly for nothing is a small part."""
    overviews = texts()[::2]
    pairs = [(a, b) for a in overviews for b in overviews if a is not b]
    for_nothing = sum(likely(fingerprint(a), fingerprint(b), LIMIT) for a, b in pairs)
    assert for_nothing < len(pairs) / 5


def test_white_space_and_figures_do_not_count() -> None:
    assert (
        guess(fingerprint("公开信息 12 条，\n办结 3 件"), fingerprint("公开信息345条，办结6件"))
        == 1
    )
    assert guess(fingerprint(""), fingerprint("公开信息")) == 0
