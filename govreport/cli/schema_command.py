"""`govreport schema`: the JSON Schema of an edition, for editors."""

from typing import Annotated

from govreport.cli.options import option
from govreport.messages import msg

HELP = msg("输出一个版式的 JSON Schema，编辑器用它补全和解释每个键。")


def command(
    edition: Annotated[
        str | None, option("--edition", metavar="EDITION"), msg("版式；不写就是现行的。")
    ] = None,
) -> int:
    """Print the schema."""
    from govreport.edition import edition_names, load_edition
    from govreport.schema import schema_text

    print(schema_text(load_edition(edition or edition_names()[-1])), end="")
    return 0
