"""`--format junit`: JUnit XML, a test suite for each checked file, a failure for each finding."""

from __future__ import annotations

from collections import defaultdict

from govreport.escape import xml_text
from govreport.finding import Finding
from govreport.messages import Translator, msg
from govreport.reporters.summary import Display, Run
from govreport.reporters.told_together import for_service, from_root


def report_junit(run: Run, display: Display) -> str:
    """The run as XML. A file without findings is a suite with one passed test."""
    translate = display.translate
    suites: defaultdict[str, list[str]] = defaultdict(list)
    for path in map(from_root(run), run.checked):
        suites[path]
    findings = for_service(run)
    for one in findings:
        suites[one.path].append(_failure(one, translate))
    passed = f'name="{xml_text(translate(msg("没有发现问题")))}" time="0"/>'
    body = [
        _suite(path, cases, len(cases))
        if cases
        else _suite(path, [f'    <testcase classname="{xml_text(path)}" {passed}'], 0)
        for path, cases in sorted(suites.items())
    ]
    total = sum(max(len(cases), 1) for cases in suites.values())
    head = (
        f'<testsuites name="govreport" tests="{total}" failures="{len(findings)}" errors="0" '
        f'skipped="0" time="0">'
    )
    return (
        "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *body, "</testsuites>"]) + "\n"
    )


def _suite(name: str, cases: list[str], failures: int) -> str:
    head = (
        f'  <testsuite name="{xml_text(name)}" tests="{len(cases)}" failures="{failures}" '
        f'errors="0" skipped="0" time="0">'
    )
    return "\n".join([head, *cases, "  </testsuite>"])


def _failure(one: Finding, translate: Translator) -> str:
    where = f"{one.path}:{one.span.line}:{one.span.column}"
    message = translate(one.problem.message)
    return (
        f'    <testcase classname="{xml_text(one.path)}" name="{xml_text(f"{one.code} {where}")}" '
        f'file="{xml_text(one.path)}" line="{one.span.line}" time="0">\n'
        f'      <failure type="{one.severity}" message="{xml_text(message)}">'
        f"{xml_text(f'{where}: {one.code} {one.name}: {message}')}</failure>\n"
        f"    </testcase>"
    )
