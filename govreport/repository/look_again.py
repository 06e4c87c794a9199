"""What the person at a terminal is asked to look at again, after a check: no findings.

For the reports that a person has named, or the only one: who checks a folder of many is not told of
each what may well be right.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence

from govreport.errors import GovreportError
from govreport.finding import Finding
from govreport.messages import Message
from govreport.reminders import reminders
from govreport.repository.jobs import read_as_report
from govreport.repository.walk import Candidate, source_name
from govreport.tomlio.read import read


def look_again(
    candidates: Iterable[Candidate],
    held: Mapping[str, bytes],
    findings: Sequence[Finding],
    today: datetime.date,
    *,
    every: bool,
) -> Iterator[tuple[str, Message]]:
    """Path and reminder of the reports that a person named, or of `every` one; a file that cannot be
    read has been told of."""
    for one in candidates:
        path = source_name(one.path)
        if not (one.named or every) or not (path in held or one.path.is_file()):
            continue  # what is no plain file, such as a pipe, cannot be read twice
        try:
            data = held[path] if path in held else read(one.path)
            loaded = read_as_report(path, data, named=one.named)
        except GovreportError:
            continue
        if loaded.report is None or not loaded.claims:
            continue
        told = tuple(finding.problem for finding in findings if finding.path == path)
        for reminder in reminders(loaded.report, today, told):
            yield path, reminder
