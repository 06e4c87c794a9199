"""The pages of a site in a browser, opened from disk, on a wide and on a narrow window; and as HTML."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Page, chromium
from oracles import parsed
from publish.district import OFFICE, TOWN, reports, site, write
from valid_html import faults

from govreport.publish.site import site_tasks

PAGES = (
    "zh/index.html", "en/index.html", "zh/years/2022.html", "en/years/2021.html",
    f"zh/organs/{OFFICE}.html", f"zh/reports/{OFFICE}-2022.html", f"en/reports/{TOWN}-2020.html",
)  # fmt: skip
WIDE, NARROW = 1280, 390  # CSS pixels: a screen on a desk, a telephone

# The numbers of tables that stand on more than one line, the words of plots that are cut off at its
# edge, bars that are cut at the edge of their table, and what is wider than the window.
BROKEN = r"""
[...document.querySelectorAll('td')].filter(cell => {
  const range = document.createRange();
  range.selectNodeContents(cell);
  const parts = [...range.getClientRects()];
  return /^[-−+]?[\d.,]+%?$/.test(cell.textContent.trim()) &&
    parts.some(one => parts.some(other => other.top > one.bottom - 1));
}).map(cell => 'broken over lines: ' + cell.textContent.trim())
"""
CUT = r"""
[...document.querySelectorAll('svg text')].filter(text => {
  const words = text.getBoundingClientRect(), plot = text.ownerSVGElement.getBoundingClientRect();
  return words.left < plot.left - 1 || words.right > plot.right + 1 ||
    words.top < plot.top - 1 || words.bottom > plot.bottom + 1;
}).map(text => 'cut off: ' + text.textContent)
"""
SQUEEZED = r"""
[...document.querySelectorAll('.bars')].filter(plot => {
  const bars = plot.getBoundingClientRect(), table = plot.closest('.scroll').getBoundingClientRect();
  return bars.width && bars.right > table.right + 1;
}).map(() => 'bars cut at the edge')
"""
WIDER = "document.documentElement.scrollWidth > innerWidth ? ['wider than the window'] : []"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in Chinese and one in English, below `zh` and `en`."""
    folder = tmp_path_factory.mktemp("district")
    write(folder, reports())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site_tasks, "find_spec", lambda name: None)  # no documents: twice as fast
        for language in ("zh", "en"):
            assert site(folder, folder / language, "--lang", language).code == 0
    return folder


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with chromium(tmp_path_factory.mktemp("profile")) as page:
        yield page


def test_every_kind_of_page_is_valid_html(folder: Path) -> None:
    pages = [folder / name for name in PAGES] + list(folder.glob("zh/[!r]*/*.html"))
    for path in sorted(set(pages)):
        assert faults(parsed(path.read_text("utf-8"), strict=True)) == [], path


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_for_everybody(page: Page, folder: Path, name: str) -> None:
    page.width(WIDE)
    page.open((folder / name).as_uri())
    for width in (WIDE, NARROW):
        page.width(width)
        for script in (BROKEN, CUT, WIDER, SQUEEZED):
            assert page.run(script) == [], width
    assert page.complaints == []
    root = folder.as_uri()
    assert [one for one in page.requests if not one.startswith(root)] == []
    # In the narrow window, where tables have to be scrolled; what is told is the same in the wide one.
    assert page.violations() == []


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<table><tr><td style='width: 1px; word-break: break-all'>1234</td></tr></table>", BROKEN),
        ("<svg width='9' height='20' viewBox='0 0 9 20'><text y='15'>自然人</text></svg>", CUT),
        ("<div style='width: 500px'>甲</div>", WIDER),
    ],
)
def test_a_page_that_does_not_fit_is_seen(page: Page, tmp_path: Path, body: str, told: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"<!DOCTYPE html><title>甲</title>{body}", "utf-8")
    page.width(NARROW)
    page.open(path.as_uri())
    assert page.run(told)


def test_what_shuts_out_a_reader_is_seen(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        "<!DOCTYPE html><title>甲</title><p style='color: #999'>这一句话太淡，看不清。</p><img src=a.png><script>x()</script>",
        "utf-8",
    )
    page.open(path.as_uri())
    assert page.complaints
    assert len(page.requests) == 2
    found = " ".join(page.violations())
    assert {"image-alt", "color-contrast", "html-has-lang"} <= set(found.replace(":", " ").split())
