"""An edition of the official report format: every table, label, sum and identity, as data."""

from govreport.edition.load import edition_for_year, edition_names, editions, load_edition
from govreport.edition.model import (
    Balance,
    Block,
    Bound,
    Cell,
    Column,
    Continuity,
    Edition,
    Field,
    Label,
    Prompt,
    Row,
    Section,
    Sum,
    ValueKind,
    Word,
)

__all__ = [
    "Balance",
    "Block",
    "Bound",
    "Cell",
    "Column",
    "Continuity",
    "Edition",
    "Field",
    "Label",
    "Prompt",
    "Row",
    "Section",
    "Sum",
    "ValueKind",
    "Word",
    "edition_for_year",
    "edition_names",
    "editions",
    "load_edition",
]
