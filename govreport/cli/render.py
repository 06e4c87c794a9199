"""`govreport render`: one report in an output format."""

from pathlib import Path
from typing import Annotated

import typer

from govreport.cli.options import table_styles, templates_option
from govreport.cli.output import DASH, STDIN, choice, spare, write_output
from govreport.cli.usage import Command
from govreport.errors import GovreportError
from govreport.messages import Translator, msg
from govreport.rendering import FORMATS


def register(app: typer.Typer, translate: Translator) -> None:
    """Add the command to the program."""

    @app.command("render", cls=Command, help=translate("把一份报告排成官方格式。"))
    def render(
        file: Annotated[
            Path,
            typer.Argument(
                metavar="FILE", help=translate("报告文件；- 是标准输入。"), readable=False
            ),
        ],
        form: Annotated[
            str | None,
            typer.Option(
                "--format",
                metavar="FORMAT",
                help=translate(
                    msg(
                        "{formats}；不写就看 OUT 的扩展名，没有 OUT 就是 text。",
                        formats=list(FORMATS),
                    )
                ),
            ),
        ] = None,
        tables: Annotated[
            str | None,
            typer.Option(
                "--tables",
                metavar="STYLE",
                help=translate(msg("表格样式：{styles}。", styles=table_styles(translate))),
            ),
        ] = None,
        out: Annotated[
            Path | None,
            typer.Option(
                "-o", "--output", metavar="OUT", help=translate("写到文件。"), readable=False
            ),
        ] = None,
        width: Annotated[
            int,
            typer.Option(
                "--width",
                metavar="N",
                min=40,
                max=1000,
                help=translate("text 的宽度，以半角字符计，默认 100。"),
            ),
        ] = 100,
        ambiguous: Annotated[
            int,
            typer.Option(
                "--ambiguous-width",
                metavar="1|2",
                min=1,
                max=2,
                help=translate("“ ” — 和制表符等在终端里占几格，默认 1。"),
            ),
        ] = 1,
        templates: Annotated[Path | None, templates_option(translate)] = None,
        subheadings: Annotated[
            bool,
            typer.Option(
                "--subheadings", help=translate("markdown 里把正文中（一）这样的行排成小标题。")
            ),
        ] = False,
    ) -> int:
        from govreport.cli.draft import load_draft
        from govreport.rendering import Options
        from govreport.rendering import render as render_report

        name = _format(form, out, {one: FORMATS[one].ending for one in FORMATS})
        spare(out, file, templates)
        report = load_draft(file, translate)
        source = STDIN if str(file) == DASH else file.as_posix()
        options = Options(tables, width, ambiguous, templates, source, subheadings)
        write_output(out, render_report(report, name, options))
        return 0


def _format(form: str | None, out: Path | None, endings: dict[str, str]) -> str:
    """The format that is asked for by name or by the ending of the output file."""
    if form is not None:
        return choice(form, tuple(endings), "--format")
    if out is None or str(out) == DASH:
        return "text"
    for name, ending in endings.items():
        if out.suffix.lower() == ending:
            return name
    raise GovreportError(
        msg("从文件名 {path} 看不出要什么格式。", path=str(out)),
        msg("扩展名可以是 {endings}，或者用 --format 指明。", endings=list(endings.values())),
    )
