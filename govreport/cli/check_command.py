"""`govreport check`: findings on the reports below some paths."""

import datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from govreport.cli.options import Jobs, Paths, choices, option
from govreport.errors import GovreportError
from govreport.messages import msg
from govreport.reporters import FORMATS
from govreport.text import printable

HELP = msg("核对报告：勾稽关系、合计、文字、跨年和汇总，以及文件本身的问题。")


def command(
    context: typer.Context,
    paths: Paths = None,
    forms: Annotated[
        list[str] | None,
        option("--format", metavar="FORMAT[:FILE]"),
        msg("{formats}；可以写几次，各写到自己的文件。", formats=choices(FORMATS)),
    ] = None,
    output_file: Annotated[
        Path | None, option("--output-file", metavar="FILE"), msg("结果写到文件。")
    ] = None,
    select: Annotated[
        list[str] | None,
        option("--select", metavar="CODES"),
        msg(
            "只用这些规则，逗号分开；GR3 表示 GR3 开头的全部。"
            "代替配置里的 select 和 ignore；per-file-ignores 仍然有效。"
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        option("--ignore", metavar="CODES"),
        msg("不用这些规则，在配置的 ignore 之外；与 --select 冲突时以此为准。"),
    ] = None,
    fix: Annotated[
        bool, option("--fix"), msg("补上漏填的合计，改正有旁证的错合计；其余的只报告。")
    ] = False,
    diff: Annotated[bool, option("--diff"), msg("只显示 --fix 会改什么，不写文件。")] = False,
    statistics: Annotated[
        bool, option("--statistics"), msg("按规则计数，并列出各机关各年的情况。")
    ] = False,
    baseline: Annotated[
        Path | None,
        option("--baseline", metavar="FILE"),
        msg("基线文件里已有的问题不再报告。"),
    ] = None,
    write_baseline: Annotated[
        bool, option("--write-baseline"), msg("把现有的问题写进基线文件。")
    ] = False,
    changed_since: Annotated[
        str | None,
        option("--changed-since", metavar="REV"),
        msg(
            "照样全部核对，但只列出 git 版本 REV 以后改动的文件里的问题，以及改动在别处引起的问题。"
        ),
    ] = None,
    jobs: Jobs = None,
    exit_zero: Annotated[bool, option("--exit-zero"), msg("有问题也以 0 退出。")] = False,
    verbose: Annotated[
        bool,
        option("-v", "--verbose"),
        msg("说明跳过了哪些文件、哪些汇总没有核对，并给出豁免的写法。"),
    ] = False,
) -> int:
    """Check, write the findings where they are wanted, and return what they come to."""
    from govreport.cli.findings_output import parse_formats, run_of, write_outputs
    from govreport.cli.output import note, print_diff_line, read_input, refuse_dash, spare
    from govreport.cli.progress import progress
    from govreport.repository.check import check, exit_code, fixable, settings_for
    from govreport.repository.find import told_from
    from govreport.repository.run import Request
    from govreport.repository.walk import DASH, STDIN

    translate, named = context.obj, tuple(paths or ())
    outputs = parse_formats(forms or (), output_file)
    refuse_dash("--baseline", baseline)
    settings = settings_for(named, select or (), ignore or ())
    if write_baseline and baseline is None:
        raise GovreportError(msg("--write-baseline 要和 --baseline FILE 一起用。"))
    if write_baseline and select:
        raise GovreportError(
            msg("--write-baseline 不能和 --select 一起用：基线要记下全部规则的问题。"),
            msg("长期不用的规则，写在 govreport.toml 的 ignore 里。"),
        )
    for one in outputs:
        spare(one.file, *named, settings.roster, baseline)
    spare(baseline if write_baseline else None, *named, settings.roster)
    request = Request(
        paths=named,
        settings=settings,
        held={STDIN: read_input(DASH)} if DASH in named else {},
        narrowed=bool(select or ignore),
        fix=fix,
        statistics=statistics,
        baseline=baseline,
        write_baseline=write_baseline,
        changed_since=changed_since,
        jobs=jobs,
        verbose=verbose,
        lists=any(one.format.lists for one in outputs),
        today=datetime.date.today() if any(one.form == "text" for one in outputs) else None,
    )
    say = partial(note, translate)
    if diff:
        line = None
        for line in chain.from_iterable(one.diff() for one in fixable(request, say)):
            print_diff_line(line, printable)
        if line is None:
            say(msg("没有可以自动改的合计；其余的问题，不带 --diff 再核对一次就能看到。"))
        return int(line is not None)
    result = check(request, say, progress(translate))
    run = run_of(result, translate, any(one.format.explains for one in outputs))._replace(
        known=len(result.known) if baseline else None,
        root=told_from([path for path in named if path != DASH], settings.root),
    )
    write_outputs(outputs, run, translate, verbose)
    return 0 if exit_zero and not result.unreadable else exit_code(result, settings)
