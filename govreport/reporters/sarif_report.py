"""`--format sarif`: SARIF 2.1.0, with the rules and their help texts."""

from __future__ import annotations

from typing import Any

from govreport.escape import json_text, relative_uri
from govreport.finding import Finding
from govreport.messages import Translator
from govreport.reporters.summary import Display, RuleText, Run

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def report_sarif(run: Run, display: Display) -> str:
    """The run as one SARIF log. Columns count characters, paths are relative URIs."""
    translate = display.translate
    rules = {rule.code: number for number, rule in enumerate(run.rules)}
    results = [
        _result(one, fingerprint, rules, translate)
        for one, fingerprint in zip(run.findings, run.fingerprints(), strict=True)
    ]
    driver: dict[str, Any] = {
        "name": "govreport",
        "version": run.version,
        "rules": [_rule(rule) for rule in run.rules],
    }
    return json_text(
        {
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {"driver": driver},
                    "language": translate.choose("zh-CN", "en"),
                    "columnKind": "unicodeCodePoints",
                    "originalUriBaseIds": {
                        "SRCROOT": {
                            "description": {
                                "text": translate.choose("仓库的根", "Root of the repository")
                            }
                        }
                    },
                    "results": results,
                }
            ],
        }
    )


def _rule(rule: RuleText) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.title},
        "help": {"text": rule.help},
        "defaultConfiguration": {"level": rule.severity},
    }


def _result(
    one: Finding, fingerprint: str, rules: dict[str, int], translate: Translator
) -> dict[str, Any]:
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": _artifact(one.path),
            "region": {
                "startLine": one.span.line,
                "startColumn": one.span.column,
                "endLine": one.span.end_line,
                "endColumn": one.span.end_column,
            },
        }
    }
    if one.problem.cell:
        location["logicalLocations"] = [{"fullyQualifiedName": one.problem.cell, "kind": "member"}]
    found: dict[str, Any] = {
        "ruleId": one.code,
        "level": one.severity,
        "message": {"text": translate(one.problem.message)},
        "locations": [location],
        "partialFingerprints": {"govreport/v1": fingerprint},
    }
    if one.code in rules:
        found["ruleIndex"] = rules[one.code]
    return found


def _artifact(path: str) -> dict[str, str]:
    uri = relative_uri(path)
    if uri.startswith("/"):
        return {"uri": f"file://{uri}"}
    return {"uri": uri, "uriBaseId": "SRCROOT"}
