"""`govreport diff`: what differs between two reports."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govreport.cli.options import argument, option
from govreport.cli.output import DASH, read_input, write_output
from govreport.errors import GovreportError, choice
from govreport.messages import msg

if TYPE_CHECKING:
    from govreport.report import Report

HELP = msg("对比两份报告：哪些格子的数变了、变了多少，文字删了什么、增了什么，有多少与旧的相同。")
FORMATS = ("text", "markdown", "json")


def command(
    context: typer.Context,
    old: Annotated[
        str,
        argument("OLD"),
        msg("旧的报告：TOML、Word、网页等文件，或 git 版本里的文件，如 HEAD~1:reports/2024.toml。"),
    ],
    new: Annotated[str, argument("NEW"), msg("新的报告，写法相同；两者之一可以是 -，标准输入。")],
    form: Annotated[
        str,
        option("--format", metavar="FORMAT"),
        msg("text（默认）、markdown（贴进合并请求）或 json。"),
    ] = "text",
) -> int:
    """Print what differs; exit code 1 when something does."""
    from govreport.cli.output import columns, style
    from govreport.publish.comparison_account import as_json, as_markdown, as_text
    from govreport.repository.comparison import compare

    choice(form, FORMATS, "--format")
    if old == new == DASH:
        raise GovreportError(msg("标准输入只能读一次。"), msg("另一份报告写文件名。"))
    compared, translate = compare(_report(old), _report(new)), context.obj
    if form == "json":
        write_output(None, as_json(compared))
    elif form == "markdown":
        write_output(None, as_markdown(compared, old, new, translate))
    else:
        write_output(None, as_text(compared, translate, style(), columns()))
    return int(not compared.same)


def _report(name: str) -> "Report":
    """The report in a file, in standard input, or at a git revision."""
    from govreport.repository.published import report_in
    from govreport.repository.walk import source_name

    path = Path(name)
    if ":" in name and not path.drive and not path.exists():
        from govreport.repository.git import content_at

        data, shown = content_at(name), name
    else:
        data, shown = read_input(path), source_name(path)
    return report_in(shown, data)
