"""`govreport import`: published reports, in whatever form, as TOML files."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govreport.cli.options import Jobs, Output, argument, option
from govreport.cli.output import DASH, note, read_input, spare, write_output
from govreport.errors import GovreportError, choice
from govreport.messages import Translator, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from govreport.repository.published import Asked, Imported, Unreadable

HELP = msg("把已经公布的报告（Word、网页、PDF、表格、文本）读成 TOML 文件，读不准的一格也不填。")
FORMATS, BLANKS = ("text", "json"), ("missing", "zero")


def command(
    context: typer.Context,
    source: Annotated[
        Path, argument("SOURCE"), msg("文件，或放着这些文件的文件夹；- 是标准输入。")
    ],
    out: Output = None,
    organization: Annotated[
        str | None, option("--organization", metavar="NAME"), msg("机关全称；不写就看原件。")
    ] = None,
    year: Annotated[
        int | None, option("--year", metavar="YYYY"), msg("报告年度；不写就看原件。")
    ] = None,
    edition: Annotated[
        str | None, option("--edition", metavar="EDITION"), msg("版式；不写就看原件。")
    ] = None,
    blanks: Annotated[
        str,
        option("--blanks", metavar="missing|zero"),
        msg("空格子：missing（默认）算没有填，zero 都按 0。"),
    ] = "missing",
    form: Annotated[
        str, option("--format", metavar="FORMAT"), msg("text（默认）或 json：怎样说明读了什么。")
    ] = "text",
    jobs: Jobs = None,
) -> int:
    """Write the reports, and the account of them; exit code 1 when a person must look at one."""
    from govreport.repository.published import Asked

    choice(form, FORMATS, "--format")
    choice(blanks, BLANKS, "--blanks")
    asked = Asked(organization, year, edition, blanks == "zero")
    translate: Translator = context.obj
    if source.is_dir():
        found = list(_folder(source, out, asked, jobs, translate))
    else:
        found = [_file(source, out, asked, as_json=form == "json")]
    if form == "json":
        _print_json(found, translate)
    else:
        for one in found:
            _say(one, translate, brief=source.is_dir())
    return int(not all(one.complete for one in found))


def _file(source: Path, out: Path | None, asked: "Asked", *, as_json: bool) -> "Imported":
    """One document, to a file or to standard output."""
    from govreport.repository.published import bring_in

    if out is not None and out.is_dir():
        raise GovreportError(msg("这是文件夹，不是文件：{path}", path=str(out)))
    spare(out, source)
    name = Path("stdin") if str(source) == DASH else source
    one = bring_in(read_input(source), name, asked)
    if out is not None or not as_json:
        write_output(out, one.toml(out or Path()))
    return one


def _folder(
    folder: Path, out: Path | None, asked: "Asked", jobs: int | None, translate: Translator
) -> "Iterator[Imported | Unreadable]":
    """All documents of a folder, each to a file that is not there yet."""
    from govreport.cli.progress import progress
    from govreport.repository.pool import processors
    from govreport.repository.published import Imported, bring_in_all, documents, places
    from govreport.tomlio.atomic import write_text

    if out is None or str(out) == DASH:
        raise GovreportError(
            msg("读整个文件夹要用 -o 写明放到哪个文件夹。"), msg("如 -o reports。")
        )
    if out.exists() and not out.is_dir():
        raise GovreportError(msg("这不是文件夹：{path}", path=str(out)))
    sources = documents(folder)
    if not sources:
        raise GovreportError(msg("{path} 里没有可以读的文件。", path=str(folder)))
    targets = places(sources, folder, out)
    if there := [path for path in targets.values() if path.exists()]:
        raise GovreportError(
            msg("文件已经存在：{path}", path=str(there[0])), msg("换一个文件夹，或者先把它移走。")
        )
    with progress(translate) as show:
        for done, one in enumerate(bring_in_all(sources, asked, jobs or processors()), 1):
            if isinstance(one, Imported):
                place = targets[one.source]
                place.parent.mkdir(parents=True, exist_ok=True)
                write_text(place, one.toml(place), new=True)
            if show is not None:
                show(done)
            yield one


def _print_json(found: "Iterable[Imported | Unreadable]", translate: Translator) -> None:
    from govreport.escape import json_text
    from govreport.repository.published import Unreadable

    documents = [
        {"source": str(one.source), "error": translate(one.error)}
        if isinstance(one, Unreadable)
        else one.account.as_json(translate)
        for one in found
    ]
    write_output(None, json_text({"version": 1, "documents": documents}))


def _say(one: "Imported | Unreadable", translate: Translator, *, brief: bool) -> None:
    from govreport.repository.published import Unreadable

    if isinstance(one, Unreadable):
        note(translate, msg("{source}：{error}", source=str(one.source), error=one.error))
        return
    for line in one.account.told(str(one.source), brief=brief):
        note(translate, line)
