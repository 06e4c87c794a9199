"""Entry point: language, the command, and every way a run can end, as an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TextIO

from govreport.messages import LANGUAGES, Message, Translator, msg
from govreport.text import printable

OK, FINDINGS, CANNOT_RUN, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 130, 141


def main() -> None:
    """Run the command line and exit. A traceback never reaches a user."""
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        _make_writable(stream)
    try:
        code = run(sys.argv[1:])
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:  # the reader has seen enough, as `head` does
        _lead_nowhere()
        code = BROKEN_PIPE
    except KeyboardInterrupt:  # before there was a command to say so
        code = INTERRUPTED
    except OSError:  # the disk is full, which `run` has said, or cannot say
        _lead_nowhere()
        code = CANNOT_RUN
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    language, rest = pick_language(arguments, os.environ)
    if language not in LANGUAGES:
        _say(Translator(), msg("--lang 只能是 zh 或 en，不能是“{value}”。", value=language))
        return CANNOT_RUN
    translate = Translator(language)
    import typer

    from govreport.cli.app import build_program
    from govreport.cli.usage import explain_usage
    from govreport.errors import GovreportError, why

    called = next((word for word in rest if not word.startswith("-")), None)
    completing = "_GOVREPORT_COMPLETE" in os.environ
    program = build_program(translate, None if completing else called)
    try:
        result = program.main(rest, prog_name="govreport", standalone_mode=False)
        sys.stdout.flush()  # here, where it can be said that the disk is full
    except GovreportError as error:
        _say(translate, error.message, error.hint)
        return CANNOT_RUN
    except typer.TyperException as error:
        return explain_usage(error, translate)
    except (typer.Abort, KeyboardInterrupt):
        _say(translate, msg("已中断。"))
        return INTERRUPTED
    except RecursionError:
        _say(translate, msg("输入嵌套太深，处理不了。"))
        return CANNOT_RUN
    except BrokenPipeError:
        raise
    except SystemExit as error:  # the library ends the program so when a pipe breaks
        if error.code == 1:
            raise BrokenPipeError from error
        raise
    except OSError as error:
        path = str(error.filename or "")
        where = msg("（{path}）", path=path) if path else ""
        _say(translate, msg("读写出错：{reason}{where}", reason=why(error), where=where))
        return CANNOT_RUN
    except Exception as error:
        if os.environ.get("GOVREPORT_DEBUG"):
            raise
        kind = type(error).__name__
        _say(
            translate,
            msg("程序内部出错：{kind}: {reason}", kind=kind, reason=str(error)),
            msg("这是程序的错，不是您的。请把上面一行和所用的命令告诉维护者。"),
        )
        return CANNOT_RUN
    return result if isinstance(result, int) else OK


def pick_language(
    arguments: Sequence[str], environment: Mapping[str, str]
) -> tuple[str, list[str]]:
    """The language, and the arguments without `--lang`, which may stand anywhere before `--`.

    The command line wins over GOVREPORT_LANG, and that over the locale; Chinese unless one of them
    says English.
    """
    language, rest = None, []
    given = iter(arguments)
    for argument in given:
        if argument == "--":
            rest += [argument, *given]
        elif argument == "--lang":
            language = next(given, "")
        elif argument.startswith("--lang="):
            language = argument.partition("=")[2]
        else:
            rest.append(argument)
    if language is None:
        names = ("GOVREPORT_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
        locale = next((environment[name] for name in names if environment.get(name)), "")
        language = "en" if locale.lower().startswith("en") else "zh"
    return language.lower(), rest


def _say(translate: Translator, message: Message, hint: Message | None = None) -> None:
    print(f"govreport: {printable(translate(message))}", file=sys.stderr)
    if hint is not None:
        print(f"  {printable(translate(hint))}", file=sys.stderr)


def _open_closed_streams() -> None:
    """A stream that whoever started the program has closed leads nowhere, and is no error."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115


def _lead_nowhere() -> None:
    """What could not be written is dropped; Python would try again at its end, and complain."""
    for stream in (sys.stdout, sys.stderr):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _make_writable(stream: TextIO) -> None:
    """Output is UTF-8, except on a terminal with another encoding: there what fits is shown."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is None:
        return
    if stream.isatty():
        reconfigure(errors="replace")
    else:
        reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
