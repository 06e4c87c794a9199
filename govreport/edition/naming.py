"""What the words of an edition are called, in both languages."""

from __future__ import annotations

from govreport.edition.model import Field, Label, Word
from govreport.messages import Words


def named(one: Label | Word | Field) -> Words:
    """A heading of the tables, a word that may be chosen, or a key of [report]."""
    return Words(one.label, one.english)
