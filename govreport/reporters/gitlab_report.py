"""`--format gitlab`: a Code Quality report, for GitLab's merge requests."""

from __future__ import annotations

from govreport.escape import json_text
from govreport.reporters.summary import Display, Run

SEVERITIES = {"error": "major", "warning": "minor"}


def report_gitlab(run: Run, display: Display) -> str:
    """The findings as a JSON array in GitLab's subset of the Code Climate format."""
    return json_text(
        [
            {
                "description": f"{one.code} {display.translate(one.problem.message)}",
                "check_name": one.code,
                "fingerprint": fingerprint,
                "severity": SEVERITIES[one.severity],
                "location": {
                    "path": one.path.removeprefix("./"),
                    "lines": {"begin": one.span.line, "end": max(one.span.line, one.span.end_line)},
                },
            }
            for one, fingerprint in zip(run.findings, run.fingerprints(), strict=True)
        ]
    )
