"""The templates that put a document together: packaged ones, and a user's own in their place.

The only module that knows jinja2. A template runs in a sandbox and is given nothing but str, int,
list and dict; it can reach no file outside its folder. A user's runs in a process of its own, see
`confined`. Environments and compiled templates are kept for the life of the process.
"""

from __future__ import annotations

import traceback
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from govreport.errors import GovreportError
from govreport.messages import Message, msg

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PACKAGED = Path(__file__).parent / "templates"


class _FolderLoader(FileSystemLoader):
    """Files of one folder; a link that leads out of it is not followed."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._folder = folder.resolve()

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        source, filename, uptodate = super().get_source(environment, template)
        if not Path(filename).resolve().is_relative_to(self._folder):
            raise TemplateNotFound(template)
        return source, filename, uptodate


@cache
def _environment(folder: Path | None, autoescape: bool) -> Environment:
    loaders: list[BaseLoader] = [] if folder is None else [_FolderLoader(folder)]
    return ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([*loaders, _FolderLoader(PACKAGED)]),
        undefined=StrictUndefined,
        autoescape=autoescape,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def fill_template(
    name: str, data: Mapping[str, object], folder: Path | None = None, *, autoescape: bool = False
) -> str:
    """The template `name` filled with `data` (str, int, list and dict only), ending in one LF.

    A file of that name in `folder` replaces the packaged one. `autoescape`: text is escaped for
    HTML wherever it is put in; without it the renderer has escaped it for its own format. Raises GovreportError, with the
    template and the line, for a template that cannot be read or does not work.
    """
    if folder is not None and not folder.is_dir():
        raise GovreportError(
            msg("模板文件夹 {folder} 不存在。", folder=str(folder)),
            msg("请核对 --templates 或配置里写的文件夹。"),
        )
    if folder is None:
        outcome = filled(name, data, None, autoescape=autoescape)
    else:
        from govreport.rendering.confined import fill_confined

        outcome = fill_confined(name, data, folder, autoescape=autoescape)
    if isinstance(outcome, Fault):
        raise _explained(outcome, name)
    return outcome


class Fault(NamedTuple):
    """What is wrong with a template: a kind, the template and the line, the reason as it was given.

    Kinds: missing, unreadable, syntax, undefined, forbidden, failed, slow, large.
    """

    kind: str
    template: str
    line: int
    detail: str


def filled(
    name: str, data: Mapping[str, object], folder: Path | None, *, autoescape: bool
) -> str | Fault:
    """The template filled in this process, or what is wrong with it. See `fill_template`."""
    try:
        text = _environment(folder, autoescape).get_template(name).render(data)
        return text.rstrip("\n") + "\n"
    except MemoryError:
        return Fault("large", name, 0, "")
    except Exception as error:  # whatever a template does wrong, the tool says so and stops
        return _fault(error, name)


def _fault(error: Exception, name: str) -> Fault:
    detail = str(error) or type(error).__name__
    if isinstance(error, TemplateNotFound):
        return Fault("missing", name, 0, str(error.name or ""))
    if isinstance(error, UnicodeDecodeError | OSError):
        return Fault("unreadable", name, 0, detail)
    if isinstance(error, TemplateSyntaxError):
        return Fault("syntax", error.name or name, error.lineno, detail)
    kind = "failed"
    if isinstance(error, UndefinedError):
        kind = "undefined"
    elif isinstance(error, SecurityError):
        kind = "forbidden"
    elif isinstance(error, TemplateError):
        kind = "syntax"
    return Fault(kind, *_place(error, name), detail)


def _explained(fault: Fault, name: str) -> GovreportError:
    if fault.kind == "missing":
        return GovreportError(
            msg("模板 {name} 要用的文件“{file}”找不到。", name=name, file=fault.detail),
            msg("模板只能引用模板文件夹里的文件。"),
        )
    if fault.kind == "unreadable":
        return GovreportError(
            msg("模板 {name} 读不出来：{error}", name=name, error=fault.detail),
            msg("模板应是 UTF-8 编码的文本文件。"),
        )
    if fault.kind in ("slow", "large"):
        return GovreportError(
            msg("模板 {name} 用的时间太长，已停止。", name=name)
            if fault.kind == "slow"
            else msg("模板 {name} 用的内存太多，已停止。", name=name),
            msg("什么也没有写。请看模板里有没有停不下来的循环，或越拼越长的文字。"),
        )
    return GovreportError(
        msg(
            "模板 {name} 第 {line} 行：{reason}",
            name=fault.template,
            line=fault.line,
            reason=_reason(fault),
        ),
        msg("可以用的名称见 govreport 自带的模板；删去自己的模板即用自带的。"),
    )


def _reason(fault: Fault) -> Message:
    if fault.kind == "undefined":
        return msg("用了没有的名称（{detail}）。", detail=fault.detail)
    if fault.kind == "forbidden":
        return msg("用了模板里不允许的操作（{detail}）。", detail=fault.detail)
    if fault.kind == "syntax":
        return msg("语法不对（{detail}）。", detail=fault.detail)
    return msg("运行出错（{detail}）。", detail=fault.detail)


def _place(error: Exception, name: str) -> tuple[str, int]:
    """Template and line of the innermost frame that is a template's."""
    frames = traceback.extract_tb(error.__traceback__)
    for frame in reversed(frames):
        if frame.filename.endswith(".j2"):
            return Path(frame.filename).name, frame.lineno or 0
    return name, 0
