"""`--format sarif`: SARIF 2.1.0, with the rules and their help texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from govreport.escape import json_text, relative_uri
from govreport.finding import Finding, Span
from govreport.messages import Translator, msg
from govreport.reporters.summary import Display, RuleText, Run
from govreport.reporters.told_together import fingerprints, for_service, most_severe_first

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


# What GitHub takes: results of a run, of which it stores the first, and bytes of the packed file.
MOST, STORED, PACKED = 25_000, 5_000, 10_000_000


def report_sarif(run: Run, display: Display) -> str:
    """The run as one SARIF log. Columns count characters, paths are relative URIs.

    Where there is more than a service takes, the most severe results come first, as many as it
    takes, and a notification says what is not there.
    """
    findings, translate = for_service(run), display.translate
    shown = min(len(findings), MOST)
    while True:
        if len(findings) > min(shown, STORED):
            findings = most_severe_first(findings)
        text = json_text(_log(run, findings, shown, translate))
        if len(text) * 4 <= PACKED or _packed(text) <= PACKED:
            return text
        shown = shown * 3 // 4


def _packed(text: str) -> int:
    import zlib

    return len(zlib.compress(text.encode()))


def _log(
    run: Run, findings: Sequence[Finding], shown: int, translate: Translator
) -> dict[str, Any]:
    rules = {rule.code: number for number, rule in enumerate(run.rules)}
    driver: dict[str, Any] = {
        "name": "govreport",
        "version": run.version,
        "rules": [_rule(rule) for rule in run.rules],
    }
    one_run: dict[str, Any] = {
        "tool": {"driver": driver},
        "language": translate.choose("zh-CN", "en"),
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            "SRCROOT": {
                "description": {"text": translate.choose("仓库的根", "Root of the repository")}
            }
        },
        "results": [
            _result(one, fingerprint, rules, translate)
            for one, fingerprint in zip(
                findings[:shown], fingerprints(findings[:shown]), strict=True
            )
        ],
    }
    if len(findings) > min(shown, STORED):
        said = msg(
            "共 {count} 个问题，重的在前：这里列出 {shown} 个；GitHub 只收下最前面的 {stored} 个。",
            count=len(findings),
            shown=shown,
            stored=min(STORED, shown),
        )
        note = {"level": "warning", "message": {"text": translate(said)}}
        one_run["invocations"] = [
            {"executionSuccessful": True, "toolExecutionNotifications": [note]}
        ]
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [one_run]}


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
    location = _location(one.path, one.span)
    if one.problem.cell:
        location["logicalLocations"] = [{"fullyQualifiedName": one.problem.cell, "kind": "member"}]
    found: dict[str, Any] = {
        "ruleId": one.code,
        "level": one.severity,
        "message": {"text": translate(one.problem.message)},
        "locations": [location],
        "partialFingerprints": {"govreport/v1": fingerprint},
    }
    if one.problem.related:
        found["relatedLocations"] = [
            {
                "id": number,
                **_location(one.path, related.span),
                "logicalLocations": [{"fullyQualifiedName": related.cell, "kind": "member"}],
                "message": {"text": f"{related.code} {translate(related.message)}"},
            }
            for number, related in enumerate(one.problem.related, 1)
        ]
    if one.code in rules:
        found["ruleIndex"] = rules[one.code]
    return found


def _location(path: str, span: Span) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": _artifact(path),
            "region": {
                "startLine": span.line,
                "startColumn": span.column,
                "endLine": span.end_line,
                "endColumn": span.end_column,
            },
        }
    }


def _artifact(path: str) -> dict[str, str]:
    uri = relative_uri(path)
    if uri.startswith("/"):
        return {"uri": f"file://{uri}"}
    return {"uri": uri, "uriBaseId": "SRCROOT"}
