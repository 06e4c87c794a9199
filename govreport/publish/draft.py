"""One report to be printed, checked on the way: it may be a draft, and then that is said."""

from __future__ import annotations

from collections.abc import Callable

from govreport.errors import GovreportError
from govreport.messages import Message, msg
from govreport.report import Report
from govreport.rules.runner import check_loaded
from govreport.tomlio import load


def read_draft(path: str, data: bytes, say: Callable[[Message], None]) -> Report:
    """The report in the contents of a file; `say` is told when it has errors.

    Raises GovreportError when there is none that can be read.
    """
    loaded = load(data)
    if loaded.report is None:
        raise GovreportError(
            msg("{path} 读不出一份报告：{reason}", path=path, reason=loaded.reason),
            msg("先用 govreport check {path} 查看并改正。", path=path),
        )
    errors = sum(one.severity == "error" for one in check_loaded(path, loaded).findings)
    if errors:
        say(
            msg(
                "注意：这是草稿，还有 {count} 处错误，见 govreport check {path}",
                count=errors,
                path=path,
            )
        )
    return loaded.report
