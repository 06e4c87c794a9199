"""GR104 prose-number: numbers against the tables (`figures_told`) and one another (`sums_told`)."""

from __future__ import annotations

from collections.abc import Iterator

from govreport.finding import Problem
from govreport.rules.prose.figures_told import numbers_told
from govreport.rules.prose.narrative_texts import Narrative
from govreport.rules.prose.sums_told import sums_told


def told_numbers(narrative: Narrative) -> Iterator[Problem]:
    """The problems with the numbers of a narrative."""
    yield from numbers_told(narrative)
    yield from sums_told(narrative)
