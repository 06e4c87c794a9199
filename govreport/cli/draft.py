"""Reports that are not finished: starting one, and taking one as it is."""

from __future__ import annotations

from pathlib import Path

from govreport.cli.output import DASH, STDIN, note, read_input
from govreport.edition import Edition
from govreport.errors import GovreportError
from govreport.figures import carried_forward
from govreport.messages import Translator, msg
from govreport.report import Number, Report
from govreport.tomlio import load
from govreport.tomlio.about import guess_kind, parse_field
from govreport.tomlio.read import load_for_update


def start_report(
    edition: Edition,
    year: int,
    given: dict[str, object],
    last_file: Path | None,
    translate: Translator,
) -> Report:
    """The report as far as it is known. Raises GovreportError for words the edition does not have."""
    about: dict[str, object] = {"scope": "own"}
    numbers: dict[str, Number] = {}
    if last_file is not None:
        last, _ = load_for_update(last_file)
        if last.year is not None and last.year != year - 1:
            raise GovreportError(
                msg(
                    "{path} 是 {last} 年的报告，不是 {year} 年的上一年。",
                    path=str(last_file),
                    last=last.year,
                    year=year,
                ),
                msg("--from 要用 {last} 年的报告。", last=year - 1),
            )
        about |= {key: last.about[key] for key in ("kind", "scope", "aliases") if key in last.about}
        numbers = carried_forward(last, edition)
        if last.organization not in (given["organization"], *last.aliases):
            note(translate, msg("注意：上一年的报告是“{name}”的。", name=last.organization))
        note(translate, msg("由上一年的报告带入 {count} 个数，请核对。", count=len(numbers)))
    for key, value in {**given, "year": year}.items():
        parsed, _, wrong = parse_field(edition.field_at(key), value)
        if wrong is not None:
            raise GovreportError(wrong)
        about[key] = parsed
    if "kind" not in about and (guessed := guess_kind(edition, str(given["organization"]))):
        about["kind"] = guessed
    return Report(edition, about).with_numbers(numbers)


def load_draft(file: Path, translate: Translator) -> Report:
    """The report to print. A draft is printed too, and said to be one."""
    from govreport.rules.runner import check_loaded

    path = STDIN if str(file) == DASH else file.as_posix()
    loaded = load(read_input(file))
    if loaded.report is None:
        raise GovreportError(
            msg("{path} 读不出一份报告：{reason}", path=path, reason=loaded.problems[0].message),
            msg("先用 govreport check {path} 查看并改正。", path=path),
        )
    findings = check_loaded(path, loaded).findings
    errors = sum(finding.severity == "error" for finding in findings)
    if errors:
        note(
            translate,
            msg(
                "注意：这是草稿，还有 {count} 处错误，见 govreport check {path}",
                count=errors,
                path=path,
            ),
        )
    return loaded.report
