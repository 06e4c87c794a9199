"""The ways out of an interview that are not an answer: leaving, a closed terminal, a polite kill."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType

from govreport.interview.terminal.prompting import Entry


class HangUpError(Exception):
    """The terminal is gone."""


class LeaveError(Exception):
    """The person wants to stop for now. `interrupted`: with Ctrl-C."""

    def __init__(self, *, interrupted: bool) -> None:
        super().__init__()
        self.interrupted = interrupted


@contextlib.contextmanager
def hang_up_is_an_error() -> Iterator[None]:
    """A closed terminal or a polite kill ends the prompt, so that what was typed can be kept."""

    def handle(number: int, frame: FrameType | None) -> None:
        del number, frame
        from prompt_toolkit.application.current import get_app_or_none

        app = get_app_or_none()
        if app is not None and app.is_running and app.loop is not None and not app.is_done:
            app.loop.call_soon_threadsafe(_stop, app)
        else:
            raise HangUpError

    names = [name for name in ("SIGHUP", "SIGTERM") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), handle) for name in names}
    try:
        yield
    finally:
        for name, old in before.items():
            signal.signal(getattr(signal, name), old)


def _stop(app: object) -> None:
    from prompt_toolkit.application import Application

    if isinstance(app, Application) and not app.is_done:
        app.exit(result=Entry("leave", app.current_buffer.text))
