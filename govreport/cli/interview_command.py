"""`govreport interview`: fill in a report question by question, or from data."""

import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govreport.cli.options import argument, option
from govreport.cli.output import note, read_input, refuse_dash
from govreport.messages import Translator, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from govreport.finding import Finding
    from govreport.interview.opening import Opening

HELP = msg("一问一答填写报告：每答一题就存盘，随时可以退出，下次接着填。")
OK, FINDINGS, CANNOT_RUN, INTERRUPTED = 0, 1, 2, 130


def command(
    context: typer.Context,
    file: Annotated[
        Path | None, argument("[FILE]"), msg("报告文件；已有的接着填，不写就先问文件名。")
    ] = None,
    last_year: Annotated[
        Path | None,
        option("--from", metavar="LAST_YEAR"),
        msg("上一年的报告，TOML、Word、网页等都可以：由它提出上年结转等数，也可对照上年的文字。"),
    ] = None,
    no_input: Annotated[
        bool, option("--no-input"), msg("不提问，只用 --data 给的内容；缺什么一次列全。")
    ] = False,
    data: Annotated[
        list[str] | None,
        option("--data", metavar="KEY=VALUE"),
        msg("一个键和它的值，如 year=2025；可以写多次。表名=0 是整张表填 0。"),
    ] = None,
    data_file: Annotated[
        Path | None,
        option("--data-file", metavar="FILE"),
        msg("TOML 或 JSON 文件，里面是键和值。"),
    ] = None,
) -> int:
    """Ask at the terminal, or with `--no-input` write what is given. Returns the exit code."""
    from govreport.interview.opening import Opening
    from govreport.repository.published import read_report
    from govreport.rules import problems_of_text
    from govreport.tomlio.given_data import data_in, data_of

    refuse_dash("FILE", file)
    refuse_dash("--from", last_year)
    translate = context.obj
    known = {} if data_file is None else data_in(data_file, read_input(data_file))
    opening = Opening(
        file,
        last_year,
        known | data_of(data or ()),
        datetime.date.today(),
        partial(note, translate),
        read_report,
        problems_of_text,
    )
    if no_input:
        return _without_questions(opening, translate)
    from govreport.interview.terminal.conduct import run

    return OK if run(opening, _check, translate) else INTERRUPTED


def _check(path: str, data: bytes) -> "Sequence[Finding]":
    """What `check` says about a file's contents."""
    from govreport.rules.runner import check_bytes

    return check_bytes(path, data).findings


def _without_questions(opening: "Opening", translate: Translator) -> int:
    """Write what is given, and say what is wrong with it, what is lacking, what `check` finds."""
    from govreport.interview.marks import Marks
    from govreport.interview.store import locked, open_store
    from govreport.tomlio.given_data import file_of

    path = opening.file or file_of(opening.data)
    with locked(path):
        store = open_store(path)
        filled = opening.fill(store)
        lacking, marks = filled.session.lacking, filled.session.marks
        if filled.wrong:
            count = len(filled.wrong)
            note(translate, msg("有 {count} 处不对，没有写文件：", count=count))
            _list(filled.wrong, translate)
            if lacking:
                note(translate, msg("还缺 {count} 项：", count=len(lacking)))
                _list(lacking, translate)
            return CANNOT_RUN
        for line in filled.taken_over:
            note(translate, line)
        store = store.save(filled.session.report, marks if lacking else Marks())
    if lacking:
        note(translate, msg("已写 {path}，还缺 {count} 项：", path=str(path), count=len(lacking)))
        _list(lacking, translate)
        return FINDINGS
    findings = _check(str(path), (store.text or "").encode())
    for finding in findings:
        note(translate, msg("{code} {message}", code=finding.code, message=finding.problem.message))
    note(translate, msg("已写好 {path}。", path=str(path)))
    return FINDINGS if findings else OK


def _list(items: "Iterable[object]", translate: Translator) -> None:
    for item in items:
        note(translate, msg("  {reason}", reason=item))
