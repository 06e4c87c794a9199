"""What a finding is known again by, however its line moves: for formats that follow findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from govreport.finding import Finding


def fingerprints(findings: Sequence[Finding]) -> list[str]:
    """A hash for each finding, stable over changed lines and distinct within the run."""
    from hashlib import sha256

    seen: Counter[tuple[str, ...]] = Counter()
    found = []
    for one in findings:
        key = (
            one.path,
            one.organ,
            one.scope,
            str(one.year or ""),
            one.code,
            one.problem.cell or "",
        )
        seen[key] += 1
        text = "\0".join((*key, str(seen[key])))
        found.append(sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
    return found
