"""The pages of a site in Chromium, wide and on a phone: nothing sticks out, and axe-core finds nothing."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from publish.browser import look
from publish.district import OFFICE, TOWN, reports, site, write

PAGES = (
    "index.html", f"organs/{OFFICE}.html", f"reports/{OFFICE}-2022.html", f"reports/{TOWN}-2020.html",
    "years/2022.html",
)  # fmt: skip
WIDTHS = (1280, 390)


@pytest.mark.usefixtures("no_office")
def test_nothing_is_wrong_with_the_pages(tmp_path: Path) -> None:
    write(tmp_path, reports())
    for language in ("zh", "en"):
        out = tmp_path / "out" / language
        assert site(tmp_path, out, "--lang", language).code == 0
    asked = [(quote(f"zh/{page}"), width) for page in PAGES for width in WIDTHS]
    asked += [(quote(f"en/{page}"), WIDTHS[-1]) for page in PAGES]
    seen, console = look(tmp_path / "out", asked, tmp_path / "profile")
    assert [(one.address, one.width) for one in seen] == asked
    assert [one for one in seen if one.overflow > 0 or one.wide or one.violations] == []
    assert console == []


@pytest.mark.usefixtures("no_office")
def test_what_is_wrong_with_a_page_is_seen(tmp_path: Path) -> None:
    write(tmp_path, reports())
    out = tmp_path / "out"
    assert site(tmp_path, out).code == 0
    index = out / "index.html"
    bad = '<p style="width:500px">宽</p><p style="color:#ccc">颜色太淡的字</p><img src="x.png"><script>console.error(1)</script>'
    index.write_text(index.read_text("utf-8").replace("<h2", f"{bad}<h2", 1), "utf-8")
    ((one,), console) = look(out, [("index.html", 390)], tmp_path / "profile")
    assert one.overflow > 0
    assert "P." in one.wide
    assert {said.partition(":")[0] for said in one.violations} >= {"color-contrast", "image-alt"}
    assert console
