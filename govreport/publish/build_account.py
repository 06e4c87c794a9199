"""What a build has to say to the person, as messages; the command prints them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from govreport.messages import Message, msg
from govreport.publish.choices import BuildRequest
from govreport.publish.outputs import BuildOutcome
from govreport.text import printable


def remarks(done: BuildOutcome, request: BuildRequest) -> Iterator[Message]:
    """What the person should know or look at, before the differences or the last line."""
    if done.choices.templates is not None:
        from govreport.rendering.templates import about_unused

        yield from about_unused(done.choices.templates)
    for path, errors, problem in done.faulty:
        yield _faulty(printable(path.as_posix()), errors, problem, force=request.force)
    for output in done.removed:
        yield msg("已删去（报告不在了）：{path}", path=_shown(done, output))
    for output in done.edited:
        yield msg("没有删（有人改过）：{path}", path=_shown(done, output))
    for output in () if request.check else _left(done):
        yield msg("报告不在了，--prune 可以删去：{path}", path=_shown(done, output))


def _faulty(path: str, errors: int, problem: Message | None, *, force: bool) -> Message:
    if problem is not None:
        return msg("{path} 读不出一份报告：{reason}", path=path, reason=problem)
    if force:
        return msg(
            "注意：{path} 还有 {count} 处错误，因为 --force 也生成了。", path=path, count=errors
        )
    return msg(
        "{path} 还有 {count} 处错误，没有生成；见 govreport check {path}", path=path, count=errors
    )


def differences(done: BuildOutcome) -> Iterator[tuple[Message, tuple[str, ...]]]:
    """What `--check` lists: an output that is not as it should be, and for text how it differs."""
    for one in done.products:
        if one.state == "missing":
            yield msg("缺少：{path}", path=_shown(done, one.output)), ()
    for output in _left(done):
        yield msg("多余（报告不在了）：{path}", path=_shown(done, output)), ()
    for one in done.products:
        if one.state == "changed":
            yield msg("不一致：{path}", path=_shown(done, one.output)), one.diff


def summary(done: BuildOutcome, request: BuildRequest) -> Message:
    """The last line."""
    other = sum(one.state != "same" for one in done.products)
    same = done.fresh + len(done.products) - other
    if request.check:
        return msg("{reports} 份报告：{same} 个成品一致，{wrong} 个缺少或不一致。",
                   reports=done.reports, same=same, wrong=other)  # fmt: skip
    return msg("{reports} 份报告：写了 {written} 个成品，{same} 个没有变。",
               reports=done.reports, written=other, same=same)  # fmt: skip


def is_faultless(done: BuildOutcome, request: BuildRequest) -> bool:
    """Whether all is built, or with `--check` is as it should be."""
    if any(one.problem is not None or not request.force for one in done.faulty):
        return False
    different = any(one.state != "same" for one in done.products)
    return not (request.check and (different or _left(done)))


def _left(done: BuildOutcome) -> list[str]:
    """Outputs whose report is gone, and that nobody has been asked to remove."""
    return [one for one in done.gone if one not in (*done.removed, *done.edited)]


def _shown(done: BuildOutcome, output: str) -> str:
    return printable((done.choices.out / Path(output)).as_posix())
