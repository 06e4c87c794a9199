"""`govreport schema`: the JSON Schema of an edition, for editors."""

from typing import Annotated

import typer

from govreport.cli.usage import Command
from govreport.messages import Translator


def register(app: typer.Typer, translate: Translator) -> None:
    """Add the command to the program."""

    @app.command(
        "schema",
        cls=Command,
        help=translate("输出一个版式的 JSON Schema，编辑器用它补全和解释每个键。"),
    )
    def schema(
        edition: Annotated[
            str | None,
            typer.Option("--edition", metavar="EDITION", help=translate("版式；不写就是现行的。")),
        ] = None,
    ) -> int:
        from govreport.edition import edition_names, load_edition
        from govreport.schema import schema_text

        print(schema_text(load_edition(edition or edition_names()[-1])), end="")
        return 0
