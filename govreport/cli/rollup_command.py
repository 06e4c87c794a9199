"""`govreport rollup`: the report that adds up an organ's members."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from govreport.cli.options import argument, option
from govreport.cli.output import DASH, note, print_diff_line, write_output
from govreport.errors import GovreportError
from govreport.messages import msg
from govreport.text import printable

HELP = msg("把各机关报告的表格加起来，写成汇总报告；缺哪份、哪份有错、哪格没填，逐一指出。")


def command(
    context: typer.Context,
    organization: Annotated[
        str,
        option("--organization", metavar="NAME"),
        msg("汇总报告的机关；汇总名册里以它为上级的机关，没有名册就汇总其余全部机关。"),
    ],
    year: Annotated[int, option("--year", metavar="YYYY"), msg("报告年度。")],
    out: Annotated[
        Path,
        option("-o", "--output", metavar="OUT"),
        msg("写到哪里；已有的汇总报告只改表格，文字、注释和豁免不动。- 是标准输出。"),
    ],
    paths: Annotated[
        list[Path] | None,
        argument("[PATH]..."),
        msg("报告文件或文件夹；不写就是当前文件夹。"),
    ] = None,
    kind: Annotated[str | None, option("--kind", metavar="KIND"), msg("机关种类。")] = None,
    strict: Annotated[
        bool, option("--strict"), msg("缺报告、表格有错或有没填的格子，就什么都不写。")
    ] = False,
    diff: Annotated[bool, option("--diff"), msg("只显示会改什么，不写文件。")] = False,
) -> int:
    """Add up, say what is wanting, write; exit code 1 when something is, or with a difference."""
    from govreport.repository.rollup_file import RollupFile, open_rollup
    from govreport.repository.summing import Wanted, sum_up

    say = partial(note, context.obj)
    wanted, to_stdout = Wanted(tuple(paths or ()), organization, year), str(out) == DASH
    if Path(DASH) in wanted.paths:
        raise GovreportError(msg("汇总的报告不能从标准输入读。"), msg("写文件或文件夹。"))
    file = RollupFile(out) if to_stdout else open_rollup(out, wanted)
    found = sum_up(wanted)
    for line in (*found.went_in, *found.faults):
        say(line)
    if found.edition is None or found.values is None or (strict and found.faults):
        say(msg("没有写 {path}。", path=str(out)))
        return 1
    filled = file.filled(wanted, found.edition, found.values, kind, say)
    if diff:
        changes = list(filled.diff())
        for changed in changes:
            print_diff_line(changed, printable)
        return int(bool(changes or found.faults))
    if to_stdout:
        write_output(out, filled.text)
    else:
        filled.write()
    missing = len(filled.report.missing)
    say(
        msg(
            "{path}：{count} 份报告之和，填了 {given} 格，空着 {open} 格。",
            path=str(out),
            count=len(found.went_in),
            given=found.edition.size - missing,
            open=missing,
        )
    )
    return int(bool(found.faults))
