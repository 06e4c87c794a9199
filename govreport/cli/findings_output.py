"""Where the findings of `check` go: in which formats, to which files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from govreport import __version__
from govreport.cli.output import STDOUT, columns, style, write_output
from govreport.errors import GovreportError, choice, why
from govreport.messages import Translator, msg
from govreport.reporters import FORMATS, Format
from govreport.reporters.summary import Display, RuleText, Run, plain
from govreport.repository.run import Result


class Output(NamedTuple):
    """A format and where it goes; None is standard output."""

    form: str
    file: Path | None

    @property
    def format(self) -> Format:
        return FORMATS[self.form]


def parse_formats(given: Sequence[str], output_file: Path | None) -> list[Output]:
    """The outputs asked for. Raises GovreportError for an unknown format or a place named twice."""
    found = []
    for one in given or ("text",):
        form, colon, file = one.partition(":")
        choice(form, tuple(FORMATS), "--format")
        if colon and not file:
            raise GovreportError(msg("--format {form}: 后面缺少文件名。", form=form))
        found.append(Output(form, Path(file) if file and file not in STDOUT else None))
    if output_file is not None:
        if sum(one.file is None for one in found) != 1:
            raise GovreportError(
                msg("--output-file 只能配一个没有写文件名的 --format。"),
                msg("几种格式各写到文件：--format sarif:a.sarif --format junit:b.xml"),
            )
        place = None if str(output_file) in STDOUT else output_file
        found = [Output(one.form, one.file or place) for one in found]
    places = [one.file and os.path.realpath(one.file) for one in found]
    if len(set(places)) < len(places):
        raise GovreportError(
            msg("两种格式不能写到同一处。"), msg("写成 --format FORMAT:FILE，各用一个文件。")
        )
    return found


def run_of(result: Result, translate: Translator, explains: bool) -> Run:
    """What the reporters tell of a result; `explains`: with the rules that spoke."""
    return Run(
        files=result.files,
        findings=result.findings,
        waived=result.waived,
        excerpts=result.excerpts,
        rules=_rules(result, translate) if explains else (),
        version=__version__,
        statistics=result.statistics,
        checked=result.checked,
        not_compared=result.not_compared,
    )


def write_outputs(
    outputs: Sequence[Output], run: Run, translate: Translator, verbose: bool
) -> None:
    """Write the run in every format, files first, so that they are there when the screen is."""
    for one in sorted(outputs, key=lambda output: output.file is None):
        known = one.format
        width = min(columns(), 200) if run.statistics is not None else 80
        display = Display(translate, style() if one.file is None else plain, width, verbose)
        write_output(one.file, known.load()(run, display))
        if known.page and (summary := os.environ.get("GITHUB_STEP_SUMMARY")):
            _add(Path(summary), known.load_page()(run, display))


def _add(path: Path, text: str) -> None:
    """Add text to a file of the runner's, which is made to be added to."""
    try:
        with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
    except OSError as error:
        raise GovreportError(
            msg("写不了 {path}：{reason}", path=str(path), reason=why(error))
        ) from error


def _rules(result: Result, translate: Translator) -> tuple[RuleText, ...]:
    """The rules that spoke, as they explain themselves."""
    from govreport.rules import RULES
    from govreport.rules.explain import document, explain

    codes = {finding.code for finding in result.findings}
    return tuple(
        RuleText(
            rule.code,
            rule.name,
            rule.severity,
            str(document(rule)[translate.language]["title"]),
            explain(rule, translate),
        )
        for rule in RULES
        if rule.code in codes
    )
