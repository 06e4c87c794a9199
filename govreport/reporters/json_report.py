"""`--format json`: the shape that contract and scripts rely on."""

from __future__ import annotations

import json

from govreport.finding import Finding
from govreport.messages import Translator
from govreport.reporters.summary import Run

VERSION = 1


def report_json(run: Run, translate: Translator) -> str:
    """The run as one JSON document. Keys never change with the language, only `message` does."""
    document = {
        "version": VERSION,
        "summary": {
            "files": run.files,
            "errors": run.errors,
            "warnings": run.warnings,
            "waived": run.waived,
        },
        "findings": [_finding(finding, translate) for finding in run.findings],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


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
    }
