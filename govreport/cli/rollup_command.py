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
    from difflib import unified_diff

    from govreport.repository.summing import Wanted, into, refuse_other, sum_up
    from govreport.tomlio import skeleton
    from govreport.tomlio.atomic import write_text
    from govreport.tomlio.beginning import NewReport, begin
    from govreport.tomlio.read import load_for_update
    from govreport.tomlio.update import update_file, updated
    from govreport.tomlio.write import schema_reference

    say = partial(note, context.obj)
    wanted = Wanted(tuple(paths or ()), organization, year)
    if Path(DASH) in wanted.paths:
        raise GovreportError(msg("汇总的报告不能从标准输入读。"), msg("写文件或文件夹。"))
    old, text = None, ""
    if str(out) != DASH and out.exists():
        old, text = load_for_update(out)
        refuse_other(out, old, wanted)
    found = sum_up(wanted)
    for line in (*found.went_in, *found.faults):
        say(line)
    if found.edition is None or found.values is None or (strict and found.faults):
        say(msg("没有写 {path}。", path=str(out)))
        return 1
    if old is not None and old.edition is not found.edition:
        raise GovreportError(
            msg("{path} 是 {edition} 版式，各机关的报告是 {right} 版式。",
                path=str(out), edition=old.edition.name, right=found.edition.name),
            msg("换一个文件名。"),
        )  # fmt: skip
    asked = NewReport(organization, year, found.edition.name, kind=kind)
    fresh = begin(asked, say)
    new = into(old or fresh, found.values, fresh.about.get("kind") if kind else None)
    after = updated(text, old, new) if old else skeleton(new, schema_reference(out, new.edition))
    if diff:
        before = text.split("\n") if text else []
        changes = list(unified_diff(before, after.split("\n"), str(out), str(out), lineterm=""))
        for changed in changes:
            print_diff_line(changed, printable)
        return int(bool(changes or found.faults))
    if str(out) == DASH:
        write_output(out, after)
    elif old is None:
        write_text(out, after, new=True)
    elif new != old:
        update_file(out, text, old, new)
    say(
        msg(
            "{path}：{count} 份报告之和，填了 {given} 格，空着 {open} 格。",
            path=str(out),
            count=len(found.went_in),
            given=new.edition.size - len(new.missing),
            open=len(new.missing),
        )
    )
    return int(bool(found.faults))
