"""What is asked before a text is read closely passes over nothing that would be found."""

from __future__ import annotations

import re

import pytest
from rules.prose.test_corpus import CASES, report_of

from govreport.rules.prose.narrative_texts import Narrative
from govreport.rules.prose.residue import SEARCHES
from govreport.rules.prose.sentences import OwnNames
from govreport.rules.prose.vocabulary import OWN, data

NAMES = OwnNames(("松溪区柳河街道 办事处", "青山镇人民政府"))


def test_no_piece_of_a_template_is_passed_over() -> None:
    texts = [case.text for case in CASES] + [f"见{word}。" for word in data("residue")["phrases"]]
    assert texts
    for text in texts:
        for may_have, search in SEARCHES:
            assert may_have(text) or not list(search(text)), (search, text)


def test_a_sentence_is_found_wherever_it_stands() -> None:
    case = next(case for case in CASES if case.code == "GR104" and case.table == "township")
    for before in ("", "\n\n", "！？。", "（一）依申请公开。", "2022年，全县开展培训。\n"):
        report = report_of(case._replace(text=f"{before}{case.text}\n"))
        [said] = Narrative(report, report.year).contradicted
        assert re.sub(r"\s", "", said.phrase) in case.text


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("松溪区柳河街道办事处受理", 10),
        ("柳河街道受理", 4),
        ("河街道办事处受理", 6),
        ("青山镇政府和青山镇", 8),
        ("镇人民政府", 5),
        ("山镇", 0),
        ("柳河镇", 0),
    ],
)
def test_what_an_organ_may_call_itself(text: str, hidden: int) -> None:
    found = NAMES.hidden(text)
    assert found.count(OWN) == hidden
    assert len(found) == len(text)
    assert all(a in (b, OWN) for a, b in zip(found, text, strict=True))
