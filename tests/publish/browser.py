"""Chromium, started once, opens pages in a frame of some width and says what it finds wrong with them.

The pages come from a server on this machine, so that the page around the frame may look into it: axe-core
runs in there, and what it found comes back to the server. What a page asks of anybody else fails.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import unquote

import pytest
from oracles import program

PATIENCE = 240  # seconds for all pages
HARNESS = """<!DOCTYPE html><title>harness</title><body style="margin:0"><script>
(async function () {
  const post = (path, data) => fetch(path, {method: "POST", body: JSON.stringify(data)});
  try {
    const asked = await (await fetch("/asked")).json();
    const axe = await (await fetch("/axe.js")).text();
    for (const [address, width] of asked) {
      const frame = document.createElement("iframe");
      frame.style = "border:0;height:900px;width:" + width + "px";
      frame.src = "/site/" + address;
      const loaded = new Promise(done => frame.onload = done);
      document.body.append(frame);
      await loaded;
      const inside = frame.contentWindow, page = frame.contentDocument;
      const found = {address, width, overflow: page.documentElement.scrollWidth - width, wide: []};
      for (const one of page.querySelectorAll("main *"))
        if (!one.closest(".scroll, .unseen, svg") && one.getBoundingClientRect().right > width + 1)
          found.wide.push(one.tagName + "." + one.className);
      for (const one of page.querySelectorAll("details")) one.open = true;
      const script = page.createElement("script");
      script.textContent = axe;
      page.head.append(script);
      const result = await inside.axe.run(page, {resultTypes: ["violations"]});
      found.violations = result.violations.map(one =>
        one.id + ": " + one.nodes.slice(0, 3).map(node => node.html + " " + node.failureSummary).join(" | "));
      await post("/found", found);
      frame.remove();
    }
  } catch (error) { await post("/found", {failed: String(error) + error.stack}); }
  await post("/found", {end: true});
})();
</script>"""


class Seen(NamedTuple):
    """A page in a frame of some width: by how much it is too wide, what sticks out, what axe says."""

    address: str
    width: int
    overflow: int
    wide: list[str]
    violations: list[str]


class _Handler(SimpleHTTPRequestHandler):
    """Gives the site's files and the harness; takes what is found."""

    def __init__(self, *args: Any, asked: str, found: Queue[Any], **more: Any) -> None:
        self.asked, self.found = asked, found
        super().__init__(*args, **more)

    def do_GET(self) -> None:
        path = unquote(self.path)
        given = {"/": HARNESS, "/asked": self.asked, "/axe.js": _axe()}.get(path)
        if path.startswith("/site/"):
            self.path = self.path.removeprefix("/site")
            super().do_GET()
        elif given is not None:
            data = given.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.found.put(json.loads(self.rfile.read(length)))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Nothing."""


def _axe() -> str:
    """axe-core, as a package brings it along."""
    spec = find_spec("axe_core_python")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("axe-core-python is not installed")
    return (Path(spec.submodule_search_locations[0]) / "axe.min.js").read_text("utf-8")


def look(
    site: Path, pages: Sequence[tuple[str, int]], profile: Path
) -> tuple[list[Seen], list[str]]:
    """What there is to be seen on pages below `site`, each in a frame of a width; and what the browser
    said on its console."""
    browser, _ = program("chromium"), _axe()
    found: Queue[Any] = Queue()
    seen: list[Seen] = []
    with _serving(site, json.dumps(pages), found) as address:
        command = [
            browser, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
            "--window-size=1400,1000", f"--user-data-dir={profile}", "--remote-debugging-port=0",
            address,
        ]  # fmt: skip
        with (profile.parent / "console").open("w+") as console:
            process = subprocess.Popen(command, stderr=console, stdout=subprocess.DEVNULL)
            try:
                while not (one := found.get(timeout=PATIENCE)).get("end"):
                    assert "failed" not in one, one
                    seen.append(Seen(**one))
            except Empty:
                pytest.fail("Chromium did not come to an end")
            finally:
                process.terminate()
                process.wait()
            console.seek(0)
            said = [line for line in console if ":CONSOLE" in line]
    return seen, said


@contextmanager
def _serving(site: Path, asked: str, found: Queue[Any]) -> Iterator[str]:
    handler = partial(_Handler, directory=str(site), asked=asked, found=found)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
