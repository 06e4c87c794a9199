"""Compiles the catalogues of messages whenever the package is built or installed, editable too."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DAY = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)  # the same wheel on any day


class CompiledMessages(BuildHookInterface):
    """Writes every govreport.mo beside its govreport.po. The wheel takes it as an artifact."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        del version, build_data
        for po in Path(self.root, "govreport", "locale").rglob("*.po"):
            with po.open("rb") as source:
                catalogue = read_po(source, locale=po.parents[1].name)
            catalogue.creation_date = catalogue.revision_date = DAY
            with po.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, catalogue)
