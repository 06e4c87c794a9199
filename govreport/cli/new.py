"""`govreport new`: a report file to fill in."""

from pathlib import Path
from typing import Annotated

import typer

from govreport.cli.output import DASH, note, write_output
from govreport.cli.usage import Command
from govreport.errors import GovreportError
from govreport.messages import Translator, msg


def register(app: typer.Typer, translate: Translator) -> None:
    """Add the command to the program."""

    @app.command(
        "new", cls=Command, help=translate("新建一份待填的报告文件，每一格都注明官方名称。")
    )
    def new(
        file: Annotated[
            Path,
            typer.Argument(
                metavar="FILE", help=translate("要建的文件；- 是标准输出。"), readable=False
            ),
        ],
        organization: Annotated[
            str, typer.Option("--organization", metavar="NAME", help=translate("机关全称。"))
        ],
        year: Annotated[int, typer.Option("--year", metavar="YYYY", help=translate("报告年度。"))],
        edition: Annotated[
            str | None,
            typer.Option(
                "--edition", metavar="EDITION", help=translate("版式；不写就用该年度施行的版式。")
            ),
        ] = None,
        last_year: Annotated[
            Path | None,
            typer.Option(
                "--from",
                metavar="LAST_YEAR.toml",
                help=translate("上一年的报告：由它带入上年结转等数。"),
                readable=False,
            ),
        ] = None,
        kind: Annotated[
            str | None, typer.Option("--kind", metavar="KIND", help=translate("机关种类。"))
        ] = None,
        scope: Annotated[
            str | None,
            typer.Option(
                "--scope",
                metavar="own|rollup",
                help=translate("统计范围：own 本机关，rollup 汇总。"),
            ),
        ] = None,
    ) -> int:
        from govreport.cli.draft import start_report
        from govreport.edition import edition_for_year, edition_names, load_edition
        from govreport.tomlio import skeleton, write_new

        right = edition_for_year(year)
        if edition is not None:
            chosen = load_edition(edition)
        elif right is not None:
            chosen = right
        else:
            raise GovreportError(
                msg("{year} 年没有年度报告的官方版式。", year=year),
                msg("可用的版式：{names}。", names=edition_names()),
            )
        given = {"organization": organization, "kind": kind, "scope": scope}
        report = start_report(
            chosen, year, {k: v for k, v in given.items() if v is not None}, last_year, translate
        )
        if right is not chosen:
            note(
                translate,
                msg(
                    "注意：{year} 年施行的不是 {name} 版式，check 会报 GR007。",
                    year=year,
                    name=chosen.name,
                ),
            )
        if str(file) == DASH:
            write_output(file, skeleton(report))
            return 0
        write_new(file, report, as_skeleton=True)
        note(
            translate,
            msg(
                "已建 {path}（{name} 版式）。填好后核对：govreport check {path}",
                path=str(file),
                name=chosen.name,
            ),
        )
        return 0
