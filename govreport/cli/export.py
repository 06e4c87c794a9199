"""`govreport export`: every number of some reports in long form."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from govreport.cli.options import paths_argument
from govreport.cli.output import DASH, STDIN, choice, note, read_input, spare, write_output
from govreport.cli.usage import Command
from govreport.errors import GovreportError
from govreport.messages import Translator, msg

FORMATS = ("csv", "jsonl")


def register(app: typer.Typer, translate: Translator) -> None:
    """Add the command to the program."""

    @app.command("export", cls=Command, help=translate("导出报告里的全部数字，一格一行。"))
    def export(
        paths: Annotated[list[Path] | None, paths_argument(translate)] = None,
        form: Annotated[
            str, typer.Option("--format", metavar="FORMAT", help=translate("csv（默认）或 jsonl。"))
        ] = "csv",
        out: Annotated[
            Path | None,
            typer.Option(
                "-o", "--output", metavar="OUT", help=translate("写到文件。"), readable=False
            ),
        ] = None,
    ) -> int:
        from govreport.export import csv_header, csv_lines, json_lines
        from govreport.repository.walk import inputs
        from govreport.tomlio import load

        choice(form, FORMATS, "--format")
        spare(out, *paths or ())
        lines = csv_lines if form == "csv" else json_lines
        chunks: list[str] = [csv_header()] if form == "csv" else []
        found = unreadable = 0
        for one in list(inputs(paths or [])):  # a path that is not there is named before any output
            path = STDIN if str(one.path) == DASH else one.path.as_posix()
            loaded = load(read_input(one.path), named=one.named)
            if loaded.report is not None and loaded.claims:
                chunks.append(lines(path, loaded.report))
                found += 1
            elif loaded.problems:
                unreadable += 1
                note(
                    translate,
                    msg(
                        "{path} 读不出一份报告：{reason}",
                        path=path,
                        reason=loaded.problems[0].message,
                    ),
                )
            if out is None and found:
                sys.stdout.write("".join(chunks))
                chunks.clear()
        if not found and not unreadable:
            raise GovreportError(msg("没有找到报告。"))
        if out is not None:
            write_output(out, "".join(chunks))
        return 1 if unreadable else 0
