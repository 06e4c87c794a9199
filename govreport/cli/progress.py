"""How far a long run is, on a terminal's standard error; nothing for a short one."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from govreport.messages import Translator, msg

if TYPE_CHECKING:
    from rich.status import Status

PATIENCE = 1.0  # seconds without a word


class Progress:
    """Shows a line with the number of files done, from a second on, until it is left."""

    def __init__(self, translate: Translator) -> None:
        self._translate = translate
        self._start = time.monotonic()
        self._status: Status | None = None

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._status is not None:
            self._status.stop()

    def update(self, done: int) -> None:
        """So many files are done."""
        if self._status is None:
            if time.monotonic() - self._start < PATIENCE:
                return
            from rich.console import Console
            from rich.status import Status

            self._status = Status("", console=Console(stderr=True, markup=False, emoji=False))
            self._status.start()
        self._status.update(self._translate(msg("已核对 {count} 个文件……", count=done)))
