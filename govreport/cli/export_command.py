"""`govreport export`: every number of some reports in long form."""

import sys
from typing import Annotated

import typer

from govreport.cli.options import Output, Paths, option
from govreport.cli.output import note, read_input, spare, write_output
from govreport.errors import GovreportError, choice
from govreport.messages import msg

HELP = msg("导出报告里的全部数字，一格一行。")
FORMATS = ("csv", "jsonl")


def command(
    context: typer.Context,
    paths: Paths = None,
    form: Annotated[
        str, option("--format", metavar="FORMAT"), msg("csv（默认）或 jsonl。")
    ] = "csv",
    out: Output = None,
) -> int:
    """Write the rows of each report as it is read; exit code 1 when one could not be."""
    from govreport.export import csv_header, csv_lines, json_lines
    from govreport.repository.walk import inputs, source_name
    from govreport.tomlio import load

    choice(form, FORMATS, "--format")
    spare(out, *paths or ())
    lines = csv_lines if form == "csv" else json_lines
    chunks: list[str] = [csv_header()] if form == "csv" else []
    found = unreadable = 0
    for one in list(inputs(paths or [])):  # a path that is not there is named before any output
        path = source_name(one.path)
        loaded = load(read_input(one.path), named=one.named)
        if loaded.report is not None and loaded.claims:
            chunks.append(lines(path, loaded.report))
            found += 1
        elif loaded.problems:
            unreadable += 1
            reason = loaded.problems[0].message
            note(context.obj, msg("{path} 读不出一份报告：{reason}", path=path, reason=reason))
        if out is None and found:
            sys.stdout.write("".join(chunks))
            chunks.clear()
    if not found and not unreadable:
        raise GovreportError(msg("没有找到报告。"))
    if out is not None:
        write_output(out, "".join(chunks))
    return 1 if unreadable else 0
