"""`govreport new`: a report file to fill in."""

import datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from govreport.cli.options import argument, option
from govreport.cli.output import DASH, note, refuse_dash, write_output
from govreport.messages import msg

HELP = msg(
    "新建一份待填的报告文件，每一格都注明官方名称；FILE 是 .xlsx 或 .docx 时建一份发下去填的空表。"
)


def command(
    context: typer.Context,
    file: Annotated[Path, argument("FILE"), msg("要建的文件；- 是标准输出。")],
    organization: Annotated[str, option("--organization", metavar="NAME"), msg("机关全称。")],
    year: Annotated[int, option("--year", metavar="YYYY"), msg("报告年度。")],
    edition: Annotated[
        str | None,
        option("--edition", metavar="EDITION"),
        msg("版式；不写就用该年度施行的版式。"),
    ] = None,
    last_year: Annotated[
        Path | None,
        option("--from", metavar="LAST_YEAR"),
        msg("上一年的报告，TOML、Word、网页等都可以：由它带入上年结转等数。"),
    ] = None,
    kind: Annotated[str | None, option("--kind", metavar="KIND"), msg("机关种类。")] = None,
    scope: Annotated[
        str | None,
        option("--scope", metavar="own|rollup"),
        msg("统计范围：own 本机关，rollup 汇总。"),
    ] = None,
) -> int:
    """Write the file, or with `-` print it."""
    from govreport.tomlio import skeleton, write_new
    from govreport.tomlio.beginning import NewReport, begin

    refuse_dash("--from", last_year)
    say = partial(note, context.obj)
    last = None
    if last_year is not None:
        from govreport.repository.published import read_report

        last = read_report(last_year)
    report = begin(
        NewReport(organization, year, edition, last_year, kind, scope, last),
        say,
        datetime.date.today(),
    )
    if str(file) == DASH:
        write_output(file, skeleton(report))
        return 0
    from govreport.rendering.form import FORMS, render_form

    if file.suffix.lower() in FORMS:
        from govreport.tomlio.atomic import write_bytes

        write_bytes(file, render_form(report, file.suffix.lower()), new=True)
        say(
            msg(
                "已建 {path}：{year} 年的空表（{name} 版式）。填好交回后核对：govreport check {path}",
                path=str(file),
                year=year,
                name=report.edition.name,
            )
        )
        return 0
    write_new(file, report, as_skeleton=True)
    say(
        msg(
            "已建 {path}（{name} 版式）。填好后核对：govreport check {path}",
            path=str(file),
            name=report.edition.name,
        )
    )
    return 0
