"""How far a long run is, on a terminal's standard error; nothing for a short one."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from govreport.console import obeys_sequences
from govreport.messages import Translator, msg

if TYPE_CHECKING:
    from rich.status import Status

PATIENCE = 1.0  # seconds without a word
EVERY = 10  # outputs of `build` between two showings


def progress(translate: Translator) -> AbstractContextManager[Callable[[int], None] | None]:
    """While it is open, what is to be told how many files are done; None without a terminal."""
    return Progress(translate) if sys.stderr.isatty() else nullcontext()


class Progress:
    """Shows a line with the number of files done, from a second on, until it is left."""

    def __init__(self, translate: Translator) -> None:
        self._translate = translate
        self._start = time.monotonic()
        self._status: Status | None = None

    def __enter__(self) -> Callable[[int], None]:
        return self._update

    def __exit__(self, *_: object) -> None:
        if self._status is not None:
            self._status.stop()

    def _update(self, done: int) -> None:
        if self._status is None:
            if time.monotonic() - self._start < PATIENCE:
                return
            from rich.console import Console
            from rich.status import Status

            self._status = Status("", console=Console(stderr=True, markup=False, emoji=False))
            self._status.start()
        self._status.update(self._translate(msg("已核对 {count} 个文件……", count=done)))


def count_of(translate: Translator) -> Callable[[int, int], None]:
    """Shows so many of so many outputs, in a line that goes when all are there."""

    def show(count: int, total: int) -> None:
        if total and (count % EVERY == 0 or count == total):
            text = translate(msg("正在生成 {count}/{total}", count=count, total=total))
            end = "\r\x1b[K" if count == total else ""
            print(f"\r{text}{end}", end="", file=sys.stderr, flush=True)

    shown = sys.stderr.isatty() and obeys_sequences()
    return show if shown else lambda _count, _total: None
