"""The commands, put together, in one language. Each is a file, which imports its work late."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any

import typer

from govreport import __version__
from govreport.cli.options import option
from govreport.cli.usage import Command, Group
from govreport.messages import Translator, msg

COMMANDS = ("interview", "new", "check", "rules", "render", "build", "export", "schema")
HELP = msg(
    "政府信息公开工作年度报告：填报、核对、排版。\n\n"
    "报告存在 TOML 文件里，check 核对，render 排成官方格式。"
)


def build_program(translate: Translator, only: str | None = None) -> Any:
    """The program with its help in one language. A command finds `translate` in its context.

    `only`: the one command that is called; the others are not imported for it.
    """
    app = typer.Typer(
        name="govreport",
        cls=Group,
        help=HELP.template,
        context_settings={"help_option_names": ["-h", "--help"], "obj": translate},
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback(invoke_without_command=True)(_root)
    for name in (only,) if only in COMMANDS else COMMANDS:
        if name == "interview":  # to be a file like the others
            import_module("govreport.cli.interview").register(app, translate)
            continue
        module = import_module(f"govreport.cli.{name}_command")
        app.command(name, cls=Command, help=module.HELP.template)(module.command)
    program: Any = typer.main.get_command(app)
    for one in (program, *program.commands.values()):
        one.help = translate(one.help)
        for parameter in one.params:
            parameter.help = translate(parameter.help)
    return program


def _root(
    context: typer.Context,
    *,
    version: Annotated[bool, option("--version", text=msg("显示版本。"))] = False,
    lang: Annotated[
        str | None, option("--lang", metavar="zh|en", text=msg("提示所用的语言。"))
    ] = None,
) -> int:
    del lang  # taken from the arguments before the program was put together
    if version:
        print(f"govreport {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help())
    return 0
