"""`govreport render`: one report in an output format."""

from pathlib import Path
from typing import Annotated

import typer

from govreport.cli.options import Output, Templates, argument, option, table_styles
from govreport.cli.output import DASH, STDOUT, note, read_input, refuse_dash, spare, write_output
from govreport.errors import GovreportError, choice
from govreport.messages import msg
from govreport.rendering import FORMATS

HELP = msg("把一份报告排成官方格式。")
WAY_TO_PDF = msg(
    "先排成 .docx，用 Word 或 WPS 打开，另存为 PDF；或者排成 .html，用浏览器打印成 PDF。"
)


def command(
    context: typer.Context,
    file: Annotated[Path, argument("FILE"), msg("报告文件；- 是标准输入。")],
    form: Annotated[
        str | None,
        option("--format", metavar="FORMAT"),
        msg("{formats}；不写就看 OUT 的扩展名，没有 OUT 就是 text。", formats=list(FORMATS)),
    ] = None,
    tables: Annotated[
        str | None,
        option("--tables", metavar="STYLE"),
        msg("表格样式：{styles}。", styles=table_styles(FORMATS.values())),
    ] = None,
    out: Output = None,
    width: Annotated[
        int,
        option("--width", metavar="N", least=40, most=1000),
        msg("text 的宽度，以半角字符计，默认 100。"),
    ] = 100,
    ambiguous: Annotated[
        int,
        option("--ambiguous-width", metavar="1|2", least=1, most=2),
        msg("“ ” — 和制表符等在终端里占几格，默认 1。"),
    ] = 1,
    templates: Templates = None,
    subheadings: Annotated[
        bool,
        option("--subheadings"),
        msg("markdown 里把正文中（一）这样的行排成小标题。"),
    ] = False,
    final: Annotated[bool, option("--final"), msg("报告还有错误也不标“草稿”。")] = False,
    force: Annotated[bool, option("--force"), msg("盖掉做好以后有人改过的 Word 文件。")] = False,
) -> int:
    """Write the report in that format. One with errors is marked as a draft, and that is said."""
    from govreport.publish.draft import read_checked, refuse_worked_on
    from govreport.rendering import WORD, Options, render
    from govreport.repository.walk import source_name

    name = _format(form, out, {one: FORMATS[one].ending for one in FORMATS})
    spare(out, file, templates)
    refuse_dash("--templates", templates)
    if templates is not None:
        from govreport.rendering.templates import about_unused

        for remark in about_unused(templates):
            note(context.obj, remark)
    source = source_name(file)
    checked = read_checked(source, read_input(file), final=final)
    target = None if out is None or str(out) in STDOUT else out
    if target is not None and name == WORD and not force:
        refuse_worked_on(target)
    draft = checked.errors > 0 and not final
    options = Options(tables, width, ambiguous, templates, source, subheadings, draft)
    write_output(out, render(checked.report, name, options))
    if checked.remark is not None:
        note(context.obj, checked.remark)
    if target is not None:
        note(context.obj, msg("已写 {path}（{form}）。", path=target.as_posix(), form=name))
    return 0


def _format(form: str | None, out: Path | None, endings: dict[str, str]) -> str:
    """The format that is asked for by name or by the ending of the output file."""
    if form is not None:
        return choice(form, tuple(endings), "--format")
    if out is None or str(out) == DASH:
        return "text"
    for name, ending in endings.items():
        if out.suffix.lower() == ending:
            return name
    if out.suffix.lower() == ".pdf":
        raise GovreportError(msg("govreport 不直接写 PDF。"), WAY_TO_PDF)
    raise GovreportError(
        msg("从文件名 {path} 看不出要什么格式。", path=str(out)),
        msg("扩展名可以是 {endings}，或者用 --format 指明。", endings=list(endings.values())),
    )
