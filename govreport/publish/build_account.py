"""What a build has to say to the person, as messages; the command prints them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from govreport.messages import Message, msg
from govreport.publish.choices import BuildRequest
from govreport.publish.outputs import BuildOutcome
from govreport.publish.standing import Brought
from govreport.text import printable


def remarks(done: BuildOutcome, request: BuildRequest) -> Iterator[Message]:
    """What the person should know or look at, before the differences or the last line."""
    if done.templates is not None:
        from govreport.rendering.templates import about_unused

        yield from about_unused(done.templates)
    for path, errors, problem in done.faulty:
        yield _faulty(printable(path.as_posix()), errors, problem, force=request.force)
    yield from kept(done.brought)
    yield from leftovers(done.brought)
    for output in () if request.check else done.brought.left:
        yield msg("报告不在了，--prune 可以删去：{path}", path=_shown(done.brought, output))


def kept(brought: Brought) -> Iterator[Message]:
    """Documents that somebody has worked on, and that were not made anew."""
    for one in brought.products:
        if one.state == "edited":
            yield msg(
                "没有重做（这个 Word 文件有人改过；确要重做用 --force）：{path}",
                path=_shown(brought, one.output),
            )


def leftovers(brought: Brought) -> Iterator[Message]:
    """What became of outputs that nothing asks for any more."""
    for output in brought.removed:
        yield msg("已删去（报告不在了）：{path}", path=_shown(brought, output))
    for output in brought.edited:
        yield msg("没有删（有人改过）：{path}", path=_shown(brought, output))


def _faulty(path: str, errors: int, problem: Message | None, *, force: bool) -> Message:
    if problem is not None:
        return msg("{path} 读不出一份报告：{reason}", path=path, reason=problem)
    if force:
        return msg(
            "注意：{path} 还有 {count} 处错误，因为 --force 也生成了，标了“草稿”。",
            path=path,
            count=errors,
        )
    return msg(
        "{path} 还有 {count} 处错误，没有生成；见 govreport check {path}", path=path, count=errors
    )


def differences(brought: Brought) -> Iterator[tuple[Message, tuple[str, ...]]]:
    """What `--check` lists: an output that is not as it should be, and for text how it differs."""
    for one in brought.products:
        if one.state == "missing":
            yield msg("缺少：{path}", path=_shown(brought, one.output)), ()
    for output in brought.left:
        yield msg("多余（报告不在了）：{path}", path=_shown(brought, output)), ()
    for one in brought.products:
        if one.state == "changed":
            yield msg("不一致：{path}", path=_shown(brought, one.output)), one.diff


def summary(brought: Brought, reports: int, *, check: bool) -> Message:
    """The last line."""
    other = sum(one.state != "same" for one in brought.products)
    same = brought.fresh + len(brought.products) - other
    if not check:
        other -= sum(one.state == "edited" for one in brought.products)
    if check:
        return msg("{reports} 份报告：{same} 个成品一致，{wrong} 个缺少或不一致。",
                   reports=reports, same=same, wrong=other)  # fmt: skip
    return msg("{reports} 份报告：写了 {written} 个成品，{same} 个没有变。",
               reports=reports, written=other, same=same)  # fmt: skip


def is_faultless(done: BuildOutcome, request: BuildRequest) -> bool:
    """Whether all is built, or with `--check` is as it should be."""
    if any(one.problem is not None or not request.force for one in done.faulty):
        return False
    if any(one.state == "edited" for one in done.brought.products):
        return False
    return not (request.check and done.brought.differs)


def _shown(brought: Brought, output: str) -> str:
    return printable((brought.target.root / Path(output)).as_posix())
