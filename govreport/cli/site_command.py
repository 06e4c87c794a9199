"""`govreport site`: the reports of a district as a folder of web pages."""

from pathlib import Path
from typing import Annotated

import typer

from govreport.cli.options import Jobs, argument, option
from govreport.cli.output import note, print_diff_line, refuse_dash
from govreport.messages import msg

HELP = msg(
    "由全部报告做成一个网站：各机关各年的状态、数字和问题；不用服务器，打开 index.html 就能看。"
)


def command(
    context: typer.Context,
    out: Annotated[
        Path,
        option("--out", metavar="DIR"),
        msg("网站放到哪个文件夹。只写这个文件夹；报告不在了的网页会删去。"),
    ],
    paths: Annotated[
        list[Path] | None,
        argument("[PATH]..."),
        msg("报告文件或文件夹；不写就是当前文件夹。"),
    ] = None,
    check: Annotated[
        bool, option("--check"), msg("什么都不写，只列出与报告不一致的文件，有就以 1 退出。")
    ] = False,
    jobs: Jobs = None,
) -> int:
    """Make the site, and say what was done; exit code 1 with `--check` when it differs."""
    from govreport.cli.progress import count_of
    from govreport.publish.build_account import differences
    from govreport.publish.site.making import SiteRequest, make_site
    from govreport.publish.site.site_account import remarks, summary
    from govreport.text import clean

    refuse_dash("PATH", *paths or ())
    refuse_dash("--out", out)
    translate = context.obj
    request = SiteRequest(tuple(paths or ()), out, translate.language, jobs, check)
    done = make_site(request, count_of(translate))
    for remark in remarks(done):
        note(translate, remark)
    for what, diff in differences(done.brought) if check else ():
        print(translate(what))
        for line in diff:
            print_diff_line(line, clean)
    note(translate, summary(done, check=check))
    return int(check and done.brought.differs)
