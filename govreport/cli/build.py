"""`govreport build`: every output of the reports below some paths, brought up to date."""

from pathlib import Path
from typing import Annotated

import typer

from govreport.cli.options import paths_argument, table_styles, templates_option
from govreport.cli.usage import Command
from govreport.messages import Translator, msg
from govreport.rendering import FORMATS, USUAL


def register(app: typer.Typer, translate: Translator) -> None:
    """Add the command to the program."""

    @app.command(
        "build", cls=Command, help=translate("由报告生成全部成品；没有变的不重做，有错误的不生成。")
    )
    def build(
        paths: Annotated[list[Path] | None, paths_argument(translate, stdin=False)] = None,
        out: Annotated[
            Path | None,
            typer.Option(
                "--out",
                metavar="DIR",
                help=translate("成品放到哪个文件夹；不写就看配置的 [build]。只写这个文件夹。"),
                readable=False,
            ),
        ] = None,
        forms: Annotated[
            list[str] | None,
            typer.Option(
                "--format",
                metavar="FORMAT",
                help=translate(
                    msg(
                        "{formats}，可以写几次；不写就看配置，没有配置就是 {usual}。",
                        formats=list(FORMATS),
                        usual=translate.choose(" 和 ", " and ").join(USUAL),
                    )
                ),
            ),
        ] = None,
        tables: Annotated[
            list[str] | None,
            typer.Option(
                "--tables",
                metavar="STYLE",
                help=translate(
                    msg("表格样式，可以写几次：{styles}。", styles=table_styles(translate))
                ),
            ),
        ] = None,
        templates: Annotated[Path | None, templates_option(translate)] = None,
        check: Annotated[
            bool,
            typer.Option(
                "--check", help=translate("什么都不写，只列出与报告不一致的成品，有就以 1 退出。")
            ),
        ] = False,
        force: Annotated[
            bool, typer.Option("--force", help=translate("有错误的报告也生成。"))
        ] = False,
        prune: Annotated[
            bool, typer.Option("--prune", help=translate("删去报告已经不在的成品。"))
        ] = False,
        jobs: Annotated[
            int | None,
            typer.Option(
                "--jobs",
                metavar="N",
                min=1,
                max=256,
                help=translate("同时用几个进程；不写就有几个处理器用几个。"),
            ),
        ] = None,
    ) -> int:
        from govreport.cli.build_run import request_of, run

        request = request_of(
            tuple(paths or ()), out, forms, tables, templates, jobs,
            check=check, force=force, prune=prune,
        )  # fmt: skip
        return run(request, translate)
