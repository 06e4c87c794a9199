"""What a person may choose about an output. Holds values only; each format reads what it needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from govreport.errors import GovreportError
from govreport.messages import msg

if TYPE_CHECKING:
    from pathlib import Path

NARROWEST = 20


@dataclass(frozen=True, slots=True)
class Options:
    """Choices for one rendering.

    `tables`: a style of table that the format has, None for its default. `width`: columns of a line
    of text, at least 20. `ambiguous`: columns that “ ” — … ① and lines of tables take, 1 or 2,
    which depends on the reader's terminal and font. `templates`: a folder whose files replace the
    packaged templates of the same name. `source`: what a long form calls the report's file.
    `subheadings`: lines such as （一）… of the narrative become headings in Markdown. Raises
    GovreportError for a width or an ambiguous width that cannot be.
    """

    tables: str | None = None
    width: int = 100
    ambiguous: int = 1
    templates: Path | None = None
    source: str = ""
    subheadings: bool = False

    def __post_init__(self) -> None:
        if self.width < NARROWEST:
            raise GovreportError(
                msg("行宽不能小于 {least} 列，现为 {width}。", least=NARROWEST, width=self.width)
            )
        if self.ambiguous not in (1, 2):
            raise GovreportError(
                msg("宽度不定的字符只能算 1 列或 2 列，现为 {width}。", width=self.ambiguous)
            )
