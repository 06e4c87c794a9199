"""Help and usage errors in our own words: the library's are English, and count bytes, not columns."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

from govreport.console import obeys_sequences
from govreport.errors import GovreportError
from govreport.messages import Message, Translator, msg
from govreport.text import printable

if TYPE_CHECKING:
    import typer

LIBRARY_TEXTS = {
    "Show this message and exit.": msg("显示这段说明。"),
    "Install completion for the current shell.": msg("为当前的 shell 安装命令补全。"),
    "Show completion for the current shell, to copy it or customize the installation.": msg(
        "显示当前 shell 的补全脚本。"
    ),
}


class Command(TyperCommand):
    """A command whose help is printed by `print_help`."""

    def get_help(self, ctx: Any) -> str:
        return help_text(self, ctx)


class Group(TyperGroup):
    """The program itself: its help, and a command that it does not have."""

    def get_help(self, ctx: Any) -> str:
        return help_text(self, ctx)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is meant. Raises GovreportError, naming the nearest, when there is none."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            import difflib

            near = difflib.get_close_matches(args[0], list(self.commands), 1, 0.4)
            raise GovreportError(
                msg("没有“{name}”这个命令。", name=args[0]),
                msg("是不是 {near}？govreport --help 列出全部命令。", near=near[0])
                if near
                else msg("govreport --help 列出全部命令。"),
            )
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command. Ctrl-C is an Abort, as the library would leave without a word."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as error:
            import typer

            raise typer.Abort from error


def help_text(command: Any, context: Any) -> str:
    """The help of a command: how it is called, what it does, its arguments, options, commands."""
    import io

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    translate: Translator = context.find_root().obj
    console = Console(
        file=io.StringIO(), force_terminal=sys.stdout.isatty() and obeys_sequences(),
        markup=False, emoji=False, highlight=False, width=None if sys.stdout.isatty() else 100,
    )  # fmt: skip
    pieces = " ".join(_pieces(command))
    console.print(
        Text.assemble((translate(msg("用法：")), "bold"), f"{context.command_path} {pieces}")
    )
    console.print()
    console.print(Text(command.help or ""))
    for title, rows in _sections(command, context, translate):
        console.print()
        console.print(Text(title, style="bold"))
        table = Table(box=None, show_header=False, padding=(0, 2), pad_edge=False)
        table.add_column(no_wrap=True)
        table.add_column(ratio=1, overflow="fold")
        for name, text in rows:
            table.add_row(Text("  " + name, style="cyan"), Text(text))
        console.print(table)
    file = console.file
    assert isinstance(file, io.StringIO)
    return "\n".join(line.rstrip() for line in file.getvalue().rstrip().split("\n"))


def _pieces(command: Any) -> list[str]:
    if hasattr(command, "commands"):
        return ["[--lang zh|en] COMMAND …"]
    arguments = [p.metavar or p.name.upper() for p in command.params
                 if p.param_type_name == "argument"]  # fmt: skip
    return [*arguments, "[OPTIONS]"]


def _sections(
    command: Any, context: typer.Context, translate: Translator
) -> list[tuple[str, list[tuple[str, str]]]]:
    arguments, options = [], []
    for parameter in command.get_params(context):
        if getattr(parameter, "hidden", False):
            continue
        text = getattr(parameter, "help", None) or ""
        text = translate(LIBRARY_TEXTS[text]) if text in LIBRARY_TEXTS else text
        if parameter.param_type_name == "argument":
            arguments.append((parameter.metavar or parameter.name.upper(), text))
            continue
        name = ", ".join(sorted(parameter.opts, key=len))  # the library's own come in any order
        if not (parameter.is_flag or parameter.count):
            name += f" {parameter.metavar or 'TEXT'}"
        if parameter.required:
            text += translate(msg("（必填）"))
        options.append((name, text))
    commands = [
        (name, (one.help or "").partition("\n")[0])
        for name, one in getattr(command, "commands", {}).items()
        if not one.hidden
    ]
    sections = [
        (translate(msg("命令：")), commands),
        (translate(msg("参数：")), arguments),
        (translate(msg("选项：")), options),
    ]
    return [(title, rows) for title, rows in sections if rows]


def explain_usage(error: Exception, translate: Translator) -> int:
    """Print what is wrong with the command line and where help is. Returns the exit code."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "govreport"
    print(f"govreport: {printable(translate(_usage(error)))}", file=sys.stderr)
    print("  " + translate(msg("用法见 {path} --help。", path=path)), file=sys.stderr)
    return int(getattr(error, "exit_code", 2))


def _usage(error: Exception) -> Message:
    kind, name = type(error).__name__, _parameter(error)
    if kind == "NoSuchOption":
        option = str(getattr(error, "option_name", ""))
        possible = getattr(error, "possibilities", None)
        if possible:
            return msg(
                "没有选项 {option}，是不是 {near}？",
                option=option,
                near=sorted(possible),
            )
        return msg("没有选项 {option}。", option=option)
    if kind == "MissingParameter":
        return msg("缺少 {name}。", name=name)
    if kind == "BadOptionUsage":
        return msg(
            "选项 {option} 后面缺少值，或不该有值。", option=str(getattr(error, "option_name", ""))
        )
    if kind == "BadParameter":
        return msg("{name} 的值不对：{reason}", name=name, reason=_wrong_value(error))
    text = str(getattr(error, "message", error))
    if "extra argument" in text:
        return msg("多出的参数：{extra}。", extra=text.rpartition("(")[2].rstrip(")"))
    return msg("命令行不对：{reason}", reason=text)


def _wrong_value(error: Exception) -> Message:
    """What is wrong with a value, by the type that it should have."""
    kind = getattr(getattr(error, "param", None), "type", None)
    least, most = getattr(kind, "min", None), getattr(kind, "max", None)
    if least is not None and most is not None:
        return msg("应是 {least} 到 {most} 的整数。", least=least, most=most)
    if least is not None:
        return msg("应是不小于 {least} 的整数。", least=least)
    if "int" in getattr(kind, "name", ""):
        return msg("应是整数。")
    if hasattr(kind, "file_okay"):
        return msg("读不了，可能没有权限。")
    return msg("{reason}", reason=str(getattr(error, "message", "")))


def _parameter(error: Exception) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return ""
    if parameter.param_type_name == "argument":
        return str(parameter.metavar or parameter.name.upper())
    return "/".join(parameter.opts)
