"""Chromium as tests use it: one process for many pages, driven over a pair of pipes.

The DevTools protocol over `--remote-debugging-pipe` is JSON messages that end in a zero byte: the
standard library is enough for it. Windows without a screen cannot be narrow, so widths are emulated.
"""

from __future__ import annotations

import base64
import contextlib
import fcntl
import json
import os
import select
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from oracles import program

PATIENCE = 60.0  # seconds without an answer after which a test fails; no measure of anything
SWITCHES = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--remote-debugging-pipe",
)  # fmt: skip


@dataclass
class Page:
    """A page that is open, and what it did since it was opened."""

    browser: Browser
    session: str
    complaints: list[str] = field(default_factory=list)  # of the console, and errors of scripts
    requests: list[str] = field(default_factory=list)  # addresses

    def call(self, method: str, **parameters: Any) -> Any:
        """A method of the protocol, and what it returns."""
        return self.browser.call(method, self.session, **parameters)

    def open(self, address: str) -> None:
        """Go there and wait until it has been loaded."""
        self.complaints.clear()
        self.requests.clear()
        self.browser.loaded = False
        failed = self.call("Page.navigate", url=address).get("errorText")
        assert not failed, (address, failed)
        while not self.browser.loaded:
            self.browser.receive()

    def width(self, pixels: int, height: int = 900) -> None:
        """How wide the window is."""
        self.call("Emulation.setDeviceMetricsOverride", width=pixels, height=height,
                  deviceScaleFactor=1, mobile=False)  # fmt: skip

    def run(self, script: str) -> Any:
        """The value of an expression, or of the promise that it is."""
        done = self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in done, done["exceptionDetails"]
        return done["result"].get("value")

    def picture(self) -> bytes:
        """The whole page as PNG."""
        taken = self.call("Page.captureScreenshot", captureBeyondViewport=True)
        return base64.b64decode(taken["data"])

    def violations(self) -> list[str]:
        """What axe-core finds wrong for who cannot see, cannot see well or cannot point."""
        if not self.run("'axe' in window"):
            self.call("Runtime.evaluate", expression=_axe())
        found = self.run(
            "axe.run(document, {preload: false, resultTypes: ['violations']}).then(done => done.violations.flatMap("
            "rule => rule.nodes.map(node => `${rule.id} ${node.target}: ${node.failureSummary}`)))"
        )
        assert isinstance(found, list)
        return found


class Browser:
    """A Chromium that runs, with one page."""

    def __init__(self, process: subprocess.Popen[bytes], said: int, heard: int) -> None:
        self._process, self._said, self._heard = process, said, heard
        self._rest = b""
        self._number = 0
        self._answers: dict[int, Any] = {}
        self.loaded = False
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self.page = Page(self, attached["sessionId"])
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.page.call(f"{domain}.enable")

    def call(self, method: str, session: str = "", **parameters: Any) -> Any:
        """A method of the protocol, and what it returns."""
        self._number += 1
        number = self._number
        message = {"id": number, "method": method, "params": parameters}
        sent = json.dumps(message | ({"sessionId": session} if session else {})).encode() + b"\0"
        while sent:
            sent = sent[os.write(self._said, sent) :]
        while number not in self._answers:
            self.receive()
        answer = self._answers.pop(number)
        assert "error" not in answer, (method, answer["error"])
        return answer["result"]

    def receive(self) -> None:
        """Take in the next messages."""
        ready, _, _ = select.select([self._heard], [], [], PATIENCE)
        data = os.read(self._heard, 1 << 20) if ready else b""
        assert data, "the browser says nothing more"
        *messages, self._rest = (self._rest + data).split(b"\0")
        for message in map(json.loads, messages):
            if "id" in message:
                self._answers[message["id"]] = message
            elif "method" in message and message.get("sessionId"):
                self._event(message["method"], message["params"])

    def _event(self, method: str, told: Any) -> None:
        if method == "Page.loadEventFired":
            self.loaded = True
        elif method == "Network.requestWillBeSent":
            self.page.requests.append(told["request"]["url"])
        elif method == "Runtime.exceptionThrown":
            self.page.complaints.append(json.dumps(told["exceptionDetails"]))
        elif method == "Log.entryAdded":
            self.page.complaints.append(json.dumps(told["entry"]))
        elif method == "Runtime.consoleAPICalled":
            self.page.complaints.append(json.dumps(told["args"]))


@contextlib.contextmanager
def chromium(profile: Path) -> Iterator[Page]:
    """Its page, as long as it runs; the test is skipped where there is no Chromium."""
    path = program("chromium")
    ours, theirs = _pipe()
    heard, spoken = _pipe()

    def third_and_fourth() -> None:
        os.dup2(ours, 3)
        os.dup2(spoken, 4)

    process = subprocess.Popen(
        [path, *SWITCHES, f"--user-data-dir={profile}"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        pass_fds=(3, 4), preexec_fn=third_and_fourth,  # noqa: PLW1509 – dup2 is safe beside threads
        start_new_session=True,
    )  # fmt: skip
    os.close(ours)
    os.close(spoken)
    try:
        browser = Browser(process, theirs, heard)
        yield browser.page
        browser.call("Browser.close")
        _wait(process)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # with its helpers
        process.wait()
        os.close(theirs)
        os.close(heard)


def _wait(process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        time.sleep(0.01)


def _pipe() -> tuple[int, int]:
    """Both ends of a pipe, neither of them 3 or 4."""
    ends = os.pipe()
    try:
        return fcntl.fcntl(ends[0], fcntl.F_DUPFD_CLOEXEC, 10), fcntl.fcntl(ends[1], fcntl.F_DUPFD_CLOEXEC, 10)  # fmt: skip
    finally:
        for end in ends:
            os.close(end)


@cache
def _axe() -> str:
    return files("axe_core_python").joinpath("axe.min.js").read_text("utf-8")
