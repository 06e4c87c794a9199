"""`govreport interview`: fill in a report question by question."""

from pathlib import Path
from typing import Annotated

import typer

from govreport.cli.usage import Command
from govreport.messages import Translator


def register(app: typer.Typer, translate: Translator) -> None:
    """Add the command to the program."""

    @app.command(
        "interview",
        cls=Command,
        help=translate("一问一答填写报告：每答一题就存盘，随时可以退出，下次接着填。"),
    )
    def interview(
        file: Annotated[
            Path | None,
            typer.Argument(
                metavar="[FILE]",
                help=translate("报告文件；已有的接着填，不写就先问文件名。"),
                readable=False,
            ),
        ] = None,
        last_year: Annotated[
            Path | None,
            typer.Option(
                "--from",
                metavar="LAST_YEAR.toml",
                help=translate("上一年的报告：由它提出上年结转等数，也可对照上年的文字。"),
                readable=False,
            ),
        ] = None,
        no_input: Annotated[
            bool,
            typer.Option(
                "--no-input", help=translate("不提问，只用 --data 给的内容；缺什么一次列全。")
            ),
        ] = False,
        data: Annotated[
            list[str] | None,
            typer.Option(
                "--data",
                metavar="KEY=VALUE",
                help=translate("一个键和它的值，如 year=2025；可以写多次。表名=0 是整张表填 0。"),
            ),
        ] = None,
        data_file: Annotated[
            Path | None,
            typer.Option(
                "--data-file",
                metavar="FILE",
                help=translate("TOML 或 JSON 文件，里面是键和值。"),
                readable=False,
            ),
        ] = None,
    ) -> int:
        from govreport.cli.interview_run import Request, run_interview

        return run_interview(
            Request(file, last_year, tuple(data or ()), data_file, no_input), translate
        )
