"""The commands, put together. Each command module registers itself and imports its work late."""

from importlib import import_module
from typing import Annotated

import typer

from govreport import __version__
from govreport.cli.usage import Group
from govreport.messages import Translator

COMMANDS = ("interview", "new", "check", "rules", "render", "build", "export", "schema")


def build_app(translate: Translator, only: str | None = None) -> typer.Typer:
    """The program with its help in one language.

    `only`: the one command that is called; the others are not imported for it.
    """
    app = typer.Typer(
        name="govreport",
        cls=Group,
        help=translate(
            "政府信息公开工作年度报告：填报、核对、排版。\n\n"
            "报告存在 TOML 文件里，check 核对，render 排成官方格式。"
        ),
        context_settings={"help_option_names": ["-h", "--help"], "obj": translate},
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )

    @app.callback(invoke_without_command=True)
    def root(
        context: typer.Context,
        *,
        version: Annotated[bool, typer.Option("--version", help=translate("显示版本。"))] = False,
        lang: Annotated[
            str | None,
            typer.Option("--lang", metavar="zh|en", help=translate("提示所用的语言。")),
        ] = None,
    ) -> int:
        del lang  # taken from the arguments before the program was built
        if version:
            print(f"govreport {__version__}")
            raise typer.Exit
        if context.invoked_subcommand is None:
            print(context.get_help())
        return 0

    for name in (only,) if only in COMMANDS else COMMANDS:
        import_module(f"govreport.cli.{name}").register(app, translate)
    return app
