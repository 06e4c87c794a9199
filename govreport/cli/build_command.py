"""`govreport build`: every output of the reports below some paths, brought up to date."""

from functools import reduce
from pathlib import Path
from typing import Annotated

import typer

from govreport.cli.options import Jobs, Templates, argument, option, table_styles
from govreport.cli.output import note, print_diff_line, refuse_dash
from govreport.messages import msg
from govreport.rendering import FORMATS, USUAL

HELP = msg("由报告生成全部成品；没有变的不重做，有错误的不生成。")


def command(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None,
        argument("[PATH]..."),
        msg("报告文件或文件夹；不写就是当前文件夹。"),
    ] = None,
    out: Annotated[
        Path | None,
        option("--out", metavar="DIR"),
        msg("成品放到哪个文件夹；不写就看配置的 [build]。只写这个文件夹。"),
    ] = None,
    forms: Annotated[
        list[str] | None,
        option("--format", metavar="FORMAT"),
        msg(
            "{formats}，可以写几次；不写就看配置，没有配置就是 {usual}。",
            formats=list(FORMATS),
            usual=reduce(lambda one, other: msg("{one} 和 {other}", one=one, other=other), USUAL),
        ),
    ] = None,
    tables: Annotated[
        list[str] | None,
        option("--tables", metavar="STYLE"),
        msg("表格样式，可以写几次：{styles}。", styles=table_styles(FORMATS.values())),
    ] = None,
    templates: Templates = None,
    check: Annotated[
        bool, option("--check"), msg("什么都不写，只列出与报告不一致的成品，有就以 1 退出。")
    ] = False,
    force: Annotated[bool, option("--force"), msg("有错误的报告也生成。")] = False,
    prune: Annotated[bool, option("--prune"), msg("删去报告已经不在的成品。")] = False,
    jobs: Jobs = None,
) -> int:
    """Build, and say what was done."""
    from govreport.cli.progress import count_of
    from govreport.publish.build_account import differences, is_faultless, remarks, summary
    from govreport.publish.choices import BuildRequest
    from govreport.publish.outputs import build
    from govreport.text import clean

    refuse_dash("PATH", *paths or ())
    refuse_dash("--out", out)
    refuse_dash("--templates", templates)
    request = BuildRequest(
        paths=tuple(paths or ()),
        out=out,
        formats=tuple(forms or ()),
        tables=tuple(tables or ()),
        templates=templates,
        jobs=jobs,
        check=check,
        force=force,
        prune=prune,
    )
    translate = context.obj
    done = build(request, count_of(translate))
    for remark in remarks(done, request):
        note(translate, remark)
    for what, diff in differences(done.brought) if check else ():
        print(translate(what))
        for line in diff:
            print_diff_line(line, clean)
    note(translate, summary(done.brought, done.reports, check=check))
    return 0 if is_faultless(done, request) else 1
