"""Arguments and options: how one is declared, and those that several commands have, declared once.

`Annotated[type, option(…), msg(…)]`: the last is what help says, which `app` translates.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from govreport.messages import Message, msg

if TYPE_CHECKING:
    from govreport.rendering import Format


def argument(metavar: str) -> Any:
    """What a command is given without a name."""
    # The library would refuse what it takes to be unreadable; we do when we read, in our words.
    return typer.Argument(metavar=metavar, readable=False)


def option(
    *names: str, metavar: str | None = None, least: int | None = None, most: int | None = None
) -> Any:
    """What a command is given by name; `least` and `most` are the bounds of a number."""
    return typer.Option(*names, metavar=metavar, min=least, max=most, readable=False)


Paths = Annotated[
    list[Path] | None,
    argument("[PATH]..."),
    msg("报告文件或文件夹；不写就是当前文件夹，- 是标准输入。"),
]
Output = Annotated[Path | None, option("-o", "--output", metavar="OUT"), msg("写到文件。")]
Templates = Annotated[
    Path | None,
    option("--templates", metavar="DIR"),
    msg("自己的模板所在的文件夹，同名的代替内置的；其中的 report.docx 是 Word 模板。"),
]
Jobs = Annotated[
    int | None,
    option("--jobs", metavar="N", least=1),
    msg("同时用几个进程；不写就是处理器的个数。"),
]


def choices(names: Iterable[str]) -> list[object]:
    """Names to choose from, for a message; the first is said to be the default."""
    first, *others = names
    return [msg("{name}（默认）", name=first), *others]


def table_styles(formats: Iterable[Format]) -> Message:
    """Which styles of table there are in which format."""
    texts = [
        msg("{format} 用 {styles}", format=known.name, styles=choices(known.tables))
        for known in formats
        if known.tables
    ]
    return reduce(lambda one, other: msg("{one}；{other}", one=one, other=other), texts)
