"""The templates that put a document together: packaged ones, and a user's own in their place.

The only module that knows jinja2. A template runs in a sandbox and is given nothing but str, int,
list and dict; it can reach no file outside its folder. One that goes on and on is stopped: every
turn of a loop, every call (a macro's, or of a loop by itself) and every inclusion looks whether the
time is over. A user's template may also take only so much memory, where the system (Linux) knows
such a limit. What nothing looks into is a single operation that is long and takes no memory, such
as comparing lists that hold each other many times over; Ctrl-C ends it. Environments and compiled
templates are kept for the life of the process.
"""

from __future__ import annotations

import time
import traceback
from contextlib import contextmanager, nullcontext, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
    nodes,
)
from jinja2.exceptions import SecurityError
from jinja2.meta import find_referenced_templates
from jinja2.sandbox import ImmutableSandboxedEnvironment

from govreport.errors import GovreportError
from govreport.messages import Message, msg
from govreport.rendering.office import USER_TEMPLATE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from jinja2.runtime import Context

PACKAGED = Path(__file__).parent / "templates"
SECONDS = 10.0  # of the processor for a template and a report; ours take a hundredth of a second
MEMORY = 192 * 1024 * 1024  # bytes beyond what the process has
LONGEST = 32 * 1024 * 1024  # characters of an output
BITS = 10_000  # of a number


class _FolderLoader(FileSystemLoader):
    """Files of one folder. Raises GovreportError for a link that leads out of it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._folder = folder.resolve()

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        source, filename, uptodate = super().get_source(environment, template)
        if not Path(filename).resolve().is_relative_to(self._folder):
            raise GovreportError(
                msg("模板 {name} 是通往模板文件夹之外的链接。", name=template),
                msg("把它换成文件本身。"),
            )
        return source, filename, uptodate


class _TooSlowError(Exception):
    """The time of a template is over."""


class _Environment(ImmutableSandboxedEnvironment):
    """A sandbox with a clock. `ends`: the processor time at which the running template is stopped."""

    ends = 0.0
    intercepted_binops = frozenset(("*", "**"))

    def __init__(self, folder: Path | None, autoescape: bool) -> None:
        loaders: list[BaseLoader] = [] if folder is None else [_FolderLoader(folder)]
        super().__init__(
            loader=ChoiceLoader([*loaders, _FolderLoader(PACKAGED)]),
            undefined=StrictUndefined,
            autoescape=autoescape,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        del self.globals["lipsum"]  # filler text, as much as is asked for
        self.filters["timed"] = lambda items: _Timed(items, self.look_at_the_clock)

    def look_at_the_clock(self) -> None:
        if time.process_time() > self.ends:
            raise _TooSlowError

    def _generate(self, source: nodes.Template, *args: Any, **options: Any) -> str:
        """The library's hook between reading a template and making code of it."""
        for loop in list(source.find_all(nodes.For)):
            loop.iter = nodes.Filter(loop.iter, "timed", [], [], None, None, lineno=loop.lineno)
        source.set_environment(self)
        return super()._generate(source, *args, **options)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Multiplication and powers, which make numbers that the processor chews on for hours."""
        if isinstance(left, int) and isinstance(right, int):
            bits = left.bit_length()
            if (bits * right if operator == "**" else bits + right.bit_length()) > BITS:
                raise _TooSlowError
        return super().call_binop(context, operator, left, right)

    def call(self, *args: Any, **options: Any) -> Any:
        self.look_at_the_clock()
        return super().call(*args, **options)

    def join_path(self, template: str, parent: str) -> str:
        self.look_at_the_clock()  # for whatever one template takes from another
        return super().join_path(template, parent)


class _Timed(list[Any]):
    """What a loop goes through; looks at the clock at every turn."""

    def __init__(self, items: Any, look: Callable[[], None]) -> None:
        super().__init__(items)
        self._look = look

    def __iter__(self) -> Iterator[Any]:
        for one in super().__iter__():
            self._look()
            yield one


_environment = cache(_Environment)


@contextmanager
def _little_memory() -> Iterator[None]:
    """Within it the process gets no more than MEMORY, where the system knows such a limit."""
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except (ImportError, OSError):
        yield
        return
    before = soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = pages * resource.getpagesize() + MEMORY
    least = most if soft == resource.RLIM_INFINITY else min(most, soft)
    resource.setrlimit(resource.RLIMIT_AS, (least, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def fill_template(
    name: str, data: Mapping[str, object], folder: Path | None = None, *, autoescape: bool = False
) -> str:
    """The template `name` filled with `data` (str, int, list and dict only), ending in one LF.

    A file of that name in `folder` replaces the packaged one. `autoescape`: text is escaped for
    HTML wherever it is put in; without it the renderer has escaped it for its own format. Raises
    GovreportError, with the template and the line, for a template that cannot be read, does not
    work, or takes too much time or memory.
    """
    environment = _environment(folder, autoescape)
    environment.ends = time.process_time() + SECONDS
    try:
        with nullcontext() if folder is None else _little_memory():
            text = environment.get_template(name).render(data).rstrip("\n") + "\n"
    except Exception as error:  # whatever a template does wrong, the tool says so and stops
        raise _explained(error, name) from error
    if len(text) > LONGEST:
        raise _explained(MemoryError(), name)
    return text


def about_unused(folder: Path) -> Iterator[Message]:
    """What to tell a person of templates that replace none of ours and that no other one takes in."""
    ours = (one for pattern in ("*.j2", "parts/*.j2") for one in PACKAGED.glob(pattern))
    known = {one.relative_to(PACKAGED).as_posix() for one in ours} | {USER_TEMPLATE}
    files = {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("[!.~]*")
        if path.suffix in (".j2", ".docx") or f"{path.name}.j2" in known
    }
    environment = _environment(folder, False)
    assert environment.loader is not None
    taken: set[str | None] = set()
    for name in files:
        with suppress(TemplateError, GovreportError, OSError, ValueError):
            source, _, _ = environment.loader.get_source(environment, name)
            taken |= set(find_referenced_templates(environment.parse(source)))
    if None in taken:  # by names that are put together: it may be any of them
        taken |= files.keys()
    used = {name for name in known | taken if name in files and files[name].is_file()}
    if names := sorted(files.keys() - used):
        yield msg(
            "模板文件夹里没有用到：{names}。可以代替的是 {known}。",
            names=names,
            known=sorted(known),
        )


def _explained(error: Exception, name: str) -> GovreportError:
    if isinstance(error, GovreportError):
        return error
    if isinstance(error, TemplateNotFound):
        return GovreportError(
            msg("模板 {name} 要用的文件“{file}”找不到。", name=name, file=error.name or ""),
            msg("模板只能引用模板文件夹里的文件。"),
        )
    detail = str(error) or type(error).__name__
    if isinstance(error, UnicodeDecodeError | OSError):
        return GovreportError(
            msg("模板 {name} 读不出来：{error}", name=name, error=detail),
            msg("模板应是 UTF-8 编码的文本文件。"),
        )
    if isinstance(error, _TooSlowError | MemoryError):
        return GovreportError(
            msg("模板 {name} 用的时间太长，已停止。", name=name)
            if isinstance(error, _TooSlowError)
            else msg("模板 {name} 用的内存太多，已停止。", name=name),
            msg("什么也没有写。请看模板里有没有停不下来的循环，或越拼越长的文字。"),
        )
    template, line = _place(error, name)
    return GovreportError(
        msg(
            "模板 {name} 第 {line} 行：{reason}",
            name=template,
            line=line,
            reason=_reason(error, detail),
        ),
        msg("可以用的名称见 govreport 自带的模板；删去自己的模板即用自带的。"),
    )


def _reason(error: Exception, detail: str) -> Message:
    if isinstance(error, UndefinedError):
        return msg("用了没有的名称（{detail}）。", detail=detail)
    if isinstance(error, SecurityError):
        return msg("用了模板里不允许的操作（{detail}）。", detail=detail)
    if isinstance(error, TemplateError):
        return msg("语法不对（{detail}）。", detail=detail)
    return msg("运行出错（{detail}）。", detail=detail)


def _place(error: Exception, name: str) -> tuple[str, int]:
    """Template and line of the mistake: what it states, else the innermost frame of a template."""
    if isinstance(error, TemplateSyntaxError):
        return error.name or name, error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    for frame in reversed(frames):
        if frame.filename.endswith(".j2"):
            return Path(frame.filename).name, frame.lineno or 0
    return name, 0
