"""`--format gitlab`: a Code Quality report, for GitLab's merge requests."""

from __future__ import annotations

from govreport.escape import json_text
from govreport.messages import msg
from govreport.reporters.summary import Display, Run
from govreport.reporters.told_together import fingerprints, for_service, most_severe_first

SEVERITIES = {"error": "major", "warning": "minor"}
MOST = 25_000  # entries: some 12 MB, where merge requests failed to show reports of 23


def report_gitlab(run: Run, display: Display) -> str:
    """The findings as a JSON array in GitLab's subset of the Code Climate format.

    Where there are too many, the most severe, and an entry that says how many are not there.
    """
    translate, findings = display.translate, for_service(run)
    left_out = len(findings) - MOST
    if left_out > 0:
        findings = most_severe_first(findings)
    entries: list[dict[str, object]] = [
        {
            "description": f"{one.code} {translate(one.problem.message)}",
            "check_name": one.code,
            "fingerprint": fingerprint,
            "severity": SEVERITIES[one.severity],
            "location": {
                "path": one.path,
                "lines": {"begin": one.span.line, "end": max(one.span.line, one.span.end_line)},
            },
        }
        for one, fingerprint in zip(findings[:MOST], fingerprints(findings[:MOST]), strict=True)
    ]
    if left_out > 0:
        said = msg("还有 {count} 个问题没有列在这里，轻的在后。", count=left_out)
        entries.append(
            {
                "description": translate(said),
                "check_name": "govreport",
                "fingerprint": "govreport",
                "severity": "info",
                "location": {"path": findings[MOST].path, "lines": {"begin": 1, "end": 1}},
            }
        )
    return json_text(entries)
