"""`govreport check`: findings on the reports below some paths."""

from pathlib import Path
from typing import Annotated

import typer

from govreport.cli.output import choice
from govreport.cli.usage import Command
from govreport.messages import Translator

FORMATS = ("text", "json")


def register(app: typer.Typer, translate: Translator) -> None:
    """Add the command to the program."""

    @app.command(
        "check", cls=Command, help=translate("核对报告：勾稽关系、合计、零总计和文件本身的问题。")
    )
    def check(
        paths: Annotated[
            list[Path] | None,
            typer.Argument(
                metavar="[PATH]...",
                help=translate("报告文件或文件夹；不写就是当前文件夹，- 是标准输入。"),
            ),
        ] = None,
        form: Annotated[
            str,
            typer.Option("--format", metavar="FORMAT", help=translate("输出格式：text 或 json。")),
        ] = "text",
        output_file: Annotated[
            Path | None,
            typer.Option("--output-file", metavar="FILE", help=translate("结果写到文件。")),
        ] = None,
        select: Annotated[
            list[str] | None,
            typer.Option(
                "--select",
                metavar="CODES",
                help=translate("只用这些规则，逗号分开；GR3 表示 GR3 开头的全部。"),
            ),
        ] = None,
        ignore: Annotated[
            list[str] | None,
            typer.Option("--ignore", metavar="CODES", help=translate("不用这些规则。")),
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
        exit_zero: Annotated[
            bool, typer.Option("--exit-zero", help=translate("有问题也以 0 退出。"))
        ] = False,
        verbose: Annotated[
            bool, typer.Option("-v", "--verbose", help=translate("说明跳过了哪些文件。"))
        ] = False,
    ) -> int:
        from govreport.checks import select_rules
        from govreport.cli.check_run import codes, fixed, report, run, show_fixes

        choice(form, FORMATS, "--format")
        rules = select_rules(codes(select), codes(ignore))
        checks = list(run(paths or [], rules, translate, verbose=verbose))
        if diff:
            return show_fixes(checks)
        if fix:
            checks = [fixed(one, rules, translate) for one in checks]
        return report(checks, form, output_file, exit_zero=exit_zero, translate=translate)
