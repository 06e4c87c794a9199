"""Arguments and options that several commands have: declared once, with one wording."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable

from govreport.messages import Translator, msg


def paths_argument(translate: Translator, *, stdin: bool = True) -> Any:
    """`[PATH]...`: files and folders; `stdin`: `-` is standard input."""
    if stdin:
        text = translate("报告文件或文件夹；不写就是当前文件夹，- 是标准输入。")
    else:
        text = translate("报告文件或文件夹；不写就是当前文件夹。")
    return typer.Argument(metavar="[PATH]...", help=text, readable=False)


def templates_option(translate: Translator) -> Any:
    """`--templates DIR`: a person's own templates."""
    return typer.Option(
        "--templates",
        metavar="DIR",
        help=translate(
            "自己的模板所在的文件夹，同名的代替内置的；其中的 report.docx 是 Word 模板。"
        ),
        readable=False,
    )


def choices(names: Iterable[str]) -> list[object]:
    """Names to choose from, for a message; the first is said to be the default."""
    first, *others = names
    return [msg("{name}（默认）", name=first), *others]


def table_styles(translate: Translator) -> str:
    """Which styles of table there are in which format."""
    from govreport.rendering import FORMATS

    return translate.choose("；", "; ").join(
        translate(msg("{format} 用 {styles}", format=known.name, styles=choices(known.tables)))
        for known in FORMATS.values()
        if known.tables
    )
