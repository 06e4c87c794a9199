"""`govreport export`: every number of some reports in long form."""

import sys
from contextlib import nullcontext
from typing import Annotated

import typer

from govreport.cli.options import Output, Paths, option
from govreport.cli.output import STDOUT, note, read_input, spare
from govreport.errors import GovreportError, choice
from govreport.messages import msg
from govreport.text import BLANKS, printable

HELP = msg(
    "导出报告里的全部数字，一格一行。\n\n"
    "文字照报告的原样：CSV 里以 = + - @ 开头的机关名称，用表格软件打开时会被当成公式，"
    "请用“从文本导入”，把这一列定为文本。显示在终端里时，控制字符换成转义写法。"
)
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
    from govreport.tomlio.atomic import rewritten

    choice(form, FORMATS, "--format")
    spare(out, *paths or ())
    lines, header = (csv_lines, csv_header()) if form == "csv" else (json_lines, "")
    safe = sys.stdout.isatty()
    found = unreadable = 0
    with nullcontext() if out is None or str(out) in STDOUT else rewritten(out) as file:
        for one in inputs(paths or []):
            path = source_name(one.path)
            loaded = load(read_input(one.path), named=one.named)
            if loaded.report is not None and loaded.claims:
                text = ("" if found else header) + lines(path, loaded.report)
                found += 1
                if file is not None:
                    file.write(text.encode("utf-8", "backslashreplace"))
                else:
                    sys.stdout.write(
                        printable(text, _escaped, keep=BLANKS + "\n") if safe else text
                    )
            elif loaded.problems:
                unreadable += 1
                reason = loaded.reason
                note(context.obj, msg("{path} 读不出一份报告：{reason}", path=path, reason=reason))
        if not found and not unreadable:
            raise GovreportError(msg("没有找到报告。"))
        if file is not None and not found:
            file.write(header.encode())
    return 1 if unreadable else 0


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode()
