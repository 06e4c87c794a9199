"""Keeps a second interview off a file."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from govreport.errors import GovreportError
from govreport.messages import msg
from govreport.paths import refuse_unusable
from govreport.tomlio.lock import held


def locked(path: Path) -> AbstractContextManager[None]:
    """Hold the file at `path` for one interview. Raises GovreportError that names the holder.

    A hidden file beside it carries the lock, because the report itself is replaced at every answer.
    """
    refuse_unusable(path)
    target = path.resolve()
    return held(
        target.with_name(f".{target.name}.lock"),
        lambda holder: GovreportError(
            msg("另一个访谈正在填 {path}（{holder}）。", path=str(path), holder=holder),
            msg("先在那一边保存退出（q），再在这里继续。"),
        ),
    )
