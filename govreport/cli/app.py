"""The commands, put together, in one language. Each is a file, which imports its work late."""

from collections.abc import Callable
from importlib import import_module
from typing import Annotated, Any, get_type_hints

import typer

from govreport import __version__
from govreport.cli.options import option
from govreport.cli.usage import Command, Group
from govreport.messages import Message, Translator, msg

COMMANDS = (
    "interview", "new", "import", "check", "rules", "render", "build", "rollup", "diff", "site",
    "export", "schema",
)  # fmt: skip
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
        help=translate(HELP),
        context_settings={"help_option_names": ["-h", "--help"], "obj": translate},
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback(invoke_without_command=True)(_root)
    functions: dict[str, Callable[..., int]] = {}
    for name in (only,) if only in COMMANDS else COMMANDS:
        module = import_module(f"govreport.cli.{name}_command")
        functions[name] = app.command(name, cls=Command, help=translate(module.HELP))(
            module.command
        )
    program: Any = typer.main.get_command(app)
    _describe(program, _root, translate)
    for name, function in functions.items():
        _describe(program.commands[name], function, translate)
    return program


def _describe(command: Any, function: Callable[..., int], translate: Translator) -> None:
    """Give the arguments and options of a command the texts that its function declares."""
    hints = get_type_hints(function, include_extras=True)
    for parameter in command.params:
        for text in getattr(hints.get(parameter.name), "__metadata__", ()):
            if isinstance(text, Message):
                parameter.help = translate(text)


def _root(
    context: typer.Context,
    *,
    version: Annotated[bool, option("--version"), msg("显示版本。")] = False,
    lang: Annotated[str | None, option("--lang", metavar="zh|en"), msg("提示所用的语言。")] = None,
) -> int:
    del lang  # taken from the arguments before the program was put together
    if version:
        print(f"govreport {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help())
    return 0
