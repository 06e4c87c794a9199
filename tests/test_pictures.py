"""The pictures in examples/pictures: what the program shows now, drawn so that columns line up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pyte
import pytest
from markdown_it import MarkdownIt
from PIL import Image
from samples import ROOT
from screen import Display
from tools import page_pictures, pictures, terminal_pictures
from tools.pictures import COMMAND, NAMES, PICTURES, SHOTS, TERMINALS, Maker

SVG = "{http://www.w3.org/2000/svg}"
READMES = ("README.md", "README.zh-CN.md")


@pytest.fixture(scope="module")
def maker(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    return Maker(tmp_path_factory.mktemp("pictures"))


@pytest.mark.parametrize("names", [*((name,) for name in TERMINALS), ("word.png",), tuple(SHOTS)])
def test_the_pictures_are_those_of_today(maker: Maker, names: tuple[str, ...]) -> None:
    found = [fault for name in names for fault in pictures.faults(maker, name)]
    assert found == [], f"run {COMMAND}, and look at them"


def test_a_picture_of_something_else_is_told(
    maker: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "PICTURES", tmp_path / "examples")
    monkeypatch.setattr(pictures, "ROOT", tmp_path)
    (tmp_path / "examples").mkdir()

    def faults(name: str) -> str:
        (fault,) = pictures.faults(maker, name)
        return fault

    assert faults("check.svg") == "examples/check.svg is not there"
    (tmp_path / "examples" / "check.svg").write_text("<svg/>", "utf-8")
    assert faults("check.svg") == "examples/check.svg is not what the program shows now"
    (tmp_path / "examples" / "word.png").write_bytes(b"")
    assert "was made from something else" in faults("word.png")
    monkeypatch.setattr(pictures, "made_from", lambda: {"word.png": maker.source("word.png")})
    monkeypatch.setattr(Maker, "picture", lambda *_: Image.new("RGB", (40, 40), "white"))
    for size, colour, wrong in (((40, 30), "white", "size"), ((40, 40), "grey", "look")):
        Image.new("RGB", size, colour).save(tmp_path / "examples" / "word.png")
        assert wrong in faults("word.png")


def test_half_a_page_is_seen_to_be_missing() -> None:
    with Image.open(PICTURES / "site.png") as opened:
        page = opened.convert("RGB")
    half = page.copy()
    half.paste("white", (0, page.height // 2, page.width, page.height))
    moved = page.copy()
    moved.paste(page, (0, 80))
    for other in (half, moved):
        assert page_pictures.difference(page, other) > pictures.ALIKE
    assert page_pictures.difference(page, page) == 0


def drawn(text: str, columns: int = 20) -> ElementTree.Element:
    screen = Display(columns, 4)
    pyte.Stream(screen).feed(text)
    return ElementTree.fromstring(terminal_pictures.picture(screen, "<&>"))


def stretches(svg: ElementTree.Element) -> list[tuple[float, float, str]]:
    """Column, width in columns and text of all that stands on the screen."""
    cell = terminal_pictures.COLUMN
    return [
        (
            (float(one.attrib["x"]) - terminal_pictures.EDGE) / cell,
            float(one.attrib["textLength"]) / cell,
            one.text or "",
        )
        for one in svg.iter(f"{SVG}text")
        if "textLength" in one.attrib
    ]


def test_columns_stand_under_each_other_in_any_font() -> None:
    found = stretches(drawn("总计   17\r\nab   <&> x\r\n一a\x1b[1m二三"))
    less = 2 - terminal_pictures.WIDE / terminal_pictures.COLUMN  # beside the last wide character
    assert found == [
        (0, 4 - less, "总计"), (7, 2, "17"),
        (0, 2, "ab"), (5, 5, "<&> x"),
        (0, 2 - less, "一"), (2, 1, "a"), (3, 4 - less, "二三"),
    ]  # fmt: skip


def test_colours_and_the_ground_of_reversed_letters_are_drawn() -> None:
    svg = drawn("\x1b[31m错\x1b[0m \x1b[2m暗\x1b[0m \x1b[7m 条 \x1b[0m")
    ink = {
        one.text: one.get("fill") for one in svg.iter(f"{SVG}text") if "textLength" in one.attrib
    }
    assert ink["错"] == terminal_pictures.COLOURS["red"]
    assert ink["暗"] == terminal_pictures.COLOURS["brightblack"]
    assert ink["条"] == terminal_pictures.GROUND
    grounds = [
        one for one in svg.iter(f"{SVG}rect") if one.get("fill") == terminal_pictures.REVERSE
    ]
    assert sum(float(one.attrib["width"]) for one in grounds) == 4 * terminal_pictures.COLUMN


class Shown(HTMLParser):
    """The pictures of a page, with the words for who does not see them."""

    def __init__(self) -> None:
        super().__init__()
        self.words: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            given = dict(attrs)
            self.words[given["src"] or ""] = given.get("alt") or ""


def shown(readme: str) -> dict[str, str]:
    page = Shown()
    page.feed(MarkdownIt("commonmark").render((ROOT / readme).read_text("utf-8")))
    return page.words


@pytest.mark.parametrize("readme", READMES)
def test_a_readme_shows_them_all_and_says_what_is_to_be_seen(readme: str) -> None:
    words = shown(readme)
    assert set(words) == {f"examples/pictures/{name}" for name in NAMES}
    for alt in words.values():
        assert len(alt) > 15
        chinese = len(re.findall(r"[一-鿿]", alt)) / len(alt)
        assert chinese > 0.4 if readme == "README.zh-CN.md" else chinese < 0.1, alt


def files() -> Iterator[Path]:
    yield from (path for path in PICTURES.iterdir() if path.name != pictures.MADE_FROM)


def test_there_are_no_others_and_they_are_light_and_need_nothing_from_elsewhere() -> None:
    assert {path.name for path in files()} == set(NAMES)
    for path in files():
        assert path.stat().st_size <= 150_000, path
        if path.suffix == ".svg":
            svg = path.read_text("utf-8")
            assert re.findall(r"https?://[^\"]*", svg) == ["http://www.w3.org/2000/svg"]
            assert not re.search(r"<(style|script|image|use|foreignObject)|href|url\(", svg)
