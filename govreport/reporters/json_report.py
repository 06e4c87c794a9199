"""`--format json`: the shape that contract and scripts rely on."""

from __future__ import annotations

from govreport.escape import json_text
from govreport.finding import Finding
from govreport.messages import Translator
from govreport.reporters.summary import MISSED, Display, Run

VERSION = 1


def report_json(run: Run, display: Display) -> str:
    """The run as one JSON document. Keys never change with the language, only `message` does."""
    translate = display.translate
    summary = run.counts
    if run.known is not None:
        summary["baseline"] = run.known
    document: dict[str, object] = {"version": VERSION, "summary": summary}
    if run.statistics is not None:
        document["statistics"] = {
            "codes": {code: count for code, _, count in run.by_code()},
            "organs": {
                organ: {
                    str(year): "missing" if n == MISSED else n for year, n in sorted(row.items())
                }
                for organ, row in run.statistics.rows.items()
            },
            "clean_organs": run.statistics.clean,
            "rollups_not_compared": {path: translate(why) for path, why in run.not_compared},
            "most": {code: dict(most) for code, most in sorted(run.statistics.most.items())},
        }
    document["findings"] = [_finding(finding, translate) for finding in run.findings]
    return json_text(document)


def _finding(finding: Finding, translate: Translator) -> dict[str, object]:
    problem, span = finding.problem, finding.span
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "path": finding.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "cell": problem.cell,
        "row": problem.row,
        "column_name": problem.column,
        "expected": problem.expected,
        "actual": problem.actual,
        "message": translate(problem.message),
        "fixable": finding.fixable,
        "related": [
            {"code": one.code, "cell": one.cell, "expected": one.expected, "actual": one.actual}
            for one in problem.related
        ],
    }
