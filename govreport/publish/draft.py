"""One report to be printed, checked on the way: with errors it is a draft, and that is said."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from govreport.errors import GovreportError
from govreport.messages import Message, msg
from govreport.rendering.office import as_made
from govreport.report import Report
from govreport.rules.runner import check_loaded
from govreport.tomlio import load
from govreport.tomlio.read import read, understood


class Checked(NamedTuple):
    """A report, how many errors it has, and what is to be said of them."""

    report: Report
    errors: int
    remark: Message | None


def read_checked(path: str, data: bytes, *, final: bool) -> Checked:
    """The report in the contents of a file. `final`: it is not to be marked, whatever it holds.

    Raises GovreportError when there is none that can be read.
    """
    loaded = load(data)
    report = understood(path, loaded)
    errors = sum(one.severity == "error" for one in check_loaded(path, loaded).findings)
    remark = None
    if errors:
        remark = (
            msg("注意：还有 {count} 处错误，见 govreport check {path}", count=errors, path=path)
            if final
            else msg(
                "注意：这是草稿，还有 {count} 处错误，见 govreport check {path}。"
                "标题和每一页都标了“草稿”，不要标记用 --final。",
                count=errors,
                path=path,
            )
        )
    return Checked(report, errors, remark)


def refuse_worked_on(path: Path) -> None:
    """Raises GovreportError for a Word file that somebody has worked on since it was made."""
    if path.is_file() and as_made(read(path)) is False:
        raise GovreportError(
            msg(
                "{path} 已经有了，而且不是原样：做好以后有人改过，或者不是这个程序做的。",
                path=str(path),
            ),
            msg("换一个文件名；确要盖掉它，用 --force。"),
        )
