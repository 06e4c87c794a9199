"""`check` writes over nothing that it reads: asked before anything is written. Reads no contents."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from govreport.errors import GovreportError
from govreport.messages import msg


def refuse_inputs(
    outputs: Iterable[Path], paths: Iterable[Path], others: Iterable[Path | None]
) -> None:
    """Raise GovreportError for an output that is an input.

    `paths` are what is to be checked, `others` the single files that are read besides. Any TOML
    file in a folder that is checked counts: it may be a report.
    """
    checked = [Path(os.path.realpath(path)) for path in paths]
    single = [*checked, *(path for path in others if path is not None)]
    for path in outputs:
        target = Path(os.path.realpath(path))
        if not target.is_file():
            continue
        is_toml = target.suffix == ".toml" and any(map(target.is_relative_to, checked))
        if is_toml or any(one.exists() and target.samefile(one) for one in single):
            raise GovreportError(
                msg("{path} 是这次要读的文件，不能把结果写到那里。", path=str(path)),
                msg("换一个文件名。什么都没有写。"),
            )
