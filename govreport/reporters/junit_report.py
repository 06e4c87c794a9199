"""`--format junit`: JUnit XML, a test suite for each file with findings, a failure for each finding."""

from __future__ import annotations

from itertools import groupby

from govreport.escape import xml_text
from govreport.finding import Finding
from govreport.messages import Translator, msg
from govreport.reporters.summary import Display, Run


def report_junit(run: Run, display: Display) -> str:
    """The run as XML. Files without findings share one suite, with one passed test for all."""
    translate = display.translate
    suites: list[str] = []
    total = failed = 0
    for path, group in groupby(run.findings, key=lambda finding: finding.path):
        findings = list(group)
        total += len(findings)
        failed += len(findings)
        suites.append(_suite(path, [_failure(one, translate) for one in findings], len(findings)))
    clean = run.files - len({finding.path for finding in run.findings})
    if clean > 0 or not suites:
        total += 1
        name = translate(msg("没有问题的报告：{count} 份", count=max(clean, 0)))
        case = f'    <testcase classname="govreport" name="{xml_text(name)}" time="0"/>'
        suites.append(_suite("govreport", [case], 0))
    head = f'<testsuites name="govreport" tests="{total}" failures="{failed}" errors="0" time="0">'
    body = "\n".join(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n{body}\n</testsuites>\n'


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
