"""`govreport check`: findings on the reports below some paths."""

from pathlib import Path
from typing import Annotated

import typer

from govreport.cli.options import choices, paths_argument
from govreport.cli.usage import Command
from govreport.messages import Translator, msg
from govreport.reporters import FORMATS


def register(app: typer.Typer, translate: Translator) -> None:
    """Add the command to the program."""

    @app.command(
        "check",
        cls=Command,
        help=translate("核对报告：勾稽关系、合计、文字、跨年和汇总，以及文件本身的问题。"),
    )
    def check(
        paths: Annotated[list[Path] | None, paths_argument(translate)] = None,
        forms: Annotated[
            list[str] | None,
            typer.Option(
                "--format",
                metavar="FORMAT[:FILE]",
                help=translate(
                    msg("{formats}；可以写几次，各写到自己的文件。", formats=choices(FORMATS))
                ),
            ),
        ] = None,
        output_file: Annotated[
            Path | None,
            typer.Option(
                "--output-file", metavar="FILE", help=translate("结果写到文件。"), readable=False
            ),
        ] = None,
        select: Annotated[
            list[str] | None,
            typer.Option(
                "--select",
                metavar="CODES",
                help=translate(
                    "只用这些规则，逗号分开；GR3 表示 GR3 开头的全部。"
                    "代替配置里的 select 和 ignore；per-file-ignores 仍然有效。"
                ),
            ),
        ] = None,
        ignore: Annotated[
            list[str] | None,
            typer.Option(
                "--ignore",
                metavar="CODES",
                help=translate("不用这些规则，在配置的 ignore 之外；与 --select 冲突时以此为准。"),
            ),
        ] = None,
        fix: Annotated[
            bool,
            typer.Option(
                "--fix", help=translate("补上漏填的合计，改正有旁证的错合计；其余的只报告。")
            ),
        ] = False,
        diff: Annotated[
            bool, typer.Option("--diff", help=translate("只显示 --fix 会改什么，不写文件。"))
        ] = False,
        statistics: Annotated[
            bool,
            typer.Option("--statistics", help=translate("按规则计数，并列出各机关各年的情况。")),
        ] = False,
        baseline: Annotated[
            Path | None,
            typer.Option(
                "--baseline",
                metavar="FILE",
                help=translate("基线文件里已有的问题不再报告。"),
                readable=False,
            ),
        ] = None,
        write_baseline: Annotated[
            bool,
            typer.Option("--write-baseline", help=translate("把现有的问题写进基线文件。")),
        ] = False,
        changed_since: Annotated[
            str | None,
            typer.Option(
                "--changed-since",
                metavar="REV",
                help=translate("只核对 git 版本 REV 以后改动的报告，以及改动牵涉到的其他年份。"),
            ),
        ] = None,
        jobs: Annotated[
            int | None,
            typer.Option(
                "--jobs",
                metavar="N",
                min=1,
                help=translate("同时用几个进程；不写就是处理器的个数。"),
            ),
        ] = None,
        exit_zero: Annotated[
            bool, typer.Option("--exit-zero", help=translate("有问题也以 0 退出。"))
        ] = False,
        verbose: Annotated[
            bool, typer.Option("-v", "--verbose", help=translate("说明跳过了哪些文件。"))
        ] = False,
    ) -> int:
        from govreport.cli.check_run import Request, check_reports

        return check_reports(
            Request(
                paths=tuple(paths or ()),
                formats=tuple(forms or ()),
                output_file=output_file,
                select=select,
                ignore=ignore,
                fix=fix,
                diff=diff,
                statistics=statistics,
                baseline=baseline,
                write_baseline=write_baseline,
                changed_since=changed_since,
                jobs=jobs,
                exit_zero=exit_zero,
                verbose=verbose,
            ),
            translate,
        )
