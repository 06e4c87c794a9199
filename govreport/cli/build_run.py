"""What `govreport build` does: what is asked for, progress, and what is said at the end."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from govreport.cli.build_config import build_config
from govreport.cli.output import ansi, choice, colourful, note
from govreport.errors import GovreportError
from govreport.messages import Message, Translator, msg
from govreport.publish import Outcome, Request, build
from govreport.rendering import FORMATS, USUAL
from govreport.text import clean, printable

EVERY = 10  # reports between two showings of the progress


def request_of(
    paths: tuple[Path, ...],
    out: Path | None,
    forms: Sequence[str] | None,
    tables: Sequence[str] | None,
    templates: Path | None,
    jobs: int | None,
    *,
    check: bool,
    force: bool,
    prune: bool,
) -> Request:
    """The command line, and where it is silent the configuration, and then what is usual.

    Raises GovreportError for a format or a style that there is not, and when OUT is not known.
    """
    config = build_config(paths)
    folder = out or config.out
    if folder is None:
        raise GovreportError(
            msg("没有说成品放到哪里。"), msg("用 --out 指明文件夹，或者在配置的 [build] 里写 out。")
        )
    formats = tuple(dict.fromkeys(_split(forms or config.formats or USUAL)))
    for name in formats:
        choice(name, tuple(FORMATS), "--format")
    return Request(
        paths,
        folder,
        formats,
        styles(tuple(_split(tables or config.tables))),
        templates or config.templates,
        jobs or _processors(),
        check,
        force,
        prune,
    )


def _split(values: Sequence[str]) -> list[str]:
    return [one for value in values for one in value.split(",") if one]


def styles(given: Sequence[str]) -> dict[str, str | None]:
    """For every format the style of its tables, None for its default. A style names its format."""
    chosen: dict[str, str | None] = dict.fromkeys(FORMATS)
    allowed = {style: name for name, known in FORMATS.items() for style in known.tables}
    for style in given:
        chosen[allowed[choice(style, tuple(allowed), "--tables")]] = style
    return chosen


def _processors() -> int:
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed is not None else os.cpu_count() or 1


def run(request: Request, translate: Translator) -> int:
    """Build, say what was done, and return the exit code."""
    outcome = build(request, _progress(translate))
    for path, errors, problem in outcome.faulty:
        _say_faulty(path, errors, problem, request, translate)
    for output in outcome.removed:
        note(translate, msg("已删去（报告不在了）：{path}", path=_shown(request, output)))
    for output in outcome.edited:
        note(translate, msg("没有删（有人改过）：{path}", path=_shown(request, output)))
    left = [one for one in outcome.gone if one not in (*outcome.removed, *outcome.edited)]
    if request.check:
        _print_differences(outcome, left, request, translate)
    else:
        for output in left:
            note(
                translate,
                msg("报告不在了，--prune 可以删去：{path}", path=_shown(request, output)),
            )
    note(translate, _summary(outcome, request))
    failed = bool(outcome.faulty) and not request.force
    unreadable = any(problem is not None for _, _, problem in outcome.faulty)
    differs = request.check and bool(outcome.missing or outcome.changed or left)
    return 1 if failed or unreadable or differs else 0


def _shown(request: Request, output: str) -> str:
    return printable((request.out / output).as_posix())


def _say_faulty(
    path: Path, errors: int, problem: object, request: Request, translate: Translator
) -> None:
    shown = printable(path.as_posix())
    if problem is not None:
        note(translate, msg("{path} 读不出一份报告：{reason}", path=shown, reason=problem))
    elif request.force:
        note(
            translate,
            msg(
                "注意：{path} 还有 {count} 处错误，因为 --force 也生成了。",
                path=shown,
                count=errors,
            ),
        )
    else:
        note(
            translate,
            msg(
                "{path} 还有 {count} 处错误，没有生成；见 govreport check {path}",
                path=shown,
                count=errors,
            ),
        )


def _print_differences(
    outcome: Outcome, left: Sequence[str], request: Request, translate: Translator
) -> None:
    """The list on standard output, and for text how it differs."""
    for output in outcome.missing:
        print(translate(msg("缺少：{path}", path=_shown(request, output))))
    for output in left:
        print(translate(msg("多余（报告不在了）：{path}", path=_shown(request, output))))
    for output, diff in outcome.changed:
        print(translate(msg("不一致：{path}", path=_shown(request, output))))
        for line in diff:
            style = {"+": "added", "-": "removed"}.get(line[:1], "")
            text = clean(line)
            print(ansi(text, style) if colourful() else text)


def _summary(outcome: Outcome, request: Request) -> Message:
    if request.check:
        wrong = len(outcome.missing) + len(outcome.changed)
        return msg(
            "{reports} 份报告：{same} 个成品一致，{wrong} 个缺少或不一致。",
            reports=outcome.reports,
            same=outcome.unchanged,
            wrong=wrong,
        )
    return msg(
        "{reports} 份报告：写了 {written} 个成品，{same} 个没有变。",
        reports=outcome.reports,
        written=len(outcome.written),
        same=outcome.unchanged,
    )


def _progress(translate: Translator) -> Callable[[int, int], None]:
    """Shows how far the work is, on a terminal only."""

    def show(count: int, total: int) -> None:
        if total and (count % EVERY == 0 or count == total):
            text = translate(msg("正在生成 {count}/{total}", count=count, total=total))
            end = "\r\x1b[K" if count == total else ""
            print(f"\r{text}{end}", end="", file=sys.stderr, flush=True)

    def nothing(count: int, total: int) -> None:
        del count, total

    return show if sys.stderr.isatty() else nothing
