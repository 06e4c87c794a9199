"""Pictures of what other programs show of our outputs: the Word file and the site, as PNG.

Their bytes depend on fonts and on the versions of these programs. What can be compared everywhere is
what they are made from.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageChops, ImageOps
from program import call
from samples import ROOT

WORD = ROOT / "examples" / "output" / "city-2025.docx"
DISTRICT = ROOT / "examples" / "repository"
STYLES = ("style.css", "report.css")  # what the site's pages look like; those that there are
STAND_INS = {  # for the fonts of official documents, which only computers in offices have
    "仿宋_GB2312": "Noto Serif CJK SC", "方正小标宋简体": "Noto Serif CJK SC",
    "宋体": "Noto Serif CJK SC", "楷体_GB2312": "Noto Serif CJK SC", "黑体": "Noto Sans CJK SC",
}  # fmt: skip
DESK, EDGE = "#d0d7de", "#afb8c1"  # under pages of paper, and around a picture
SCALE = 1.5  # pixels of a picture a CSS pixel: what a screen of today can show
COLOURS = 128  # of a picture: enough for letters and a few marks


class MissingProgramError(Exception):
    """A program that makes pictures is not installed."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is not installed: .ci/programs installs it")


class Shot(NamedTuple):
    """A page of the site as a browser shows it: the size of its window in CSS pixels."""

    page: str
    width: int
    height: int


def word_source() -> str:
    """What is in the Word file, whatever compressed it."""
    with zipfile.ZipFile(WORD) as archive:
        return digest((name, archive.read(name)) for name in archive.namelist())


def site(folder: Path) -> None:
    """The site of the example's district."""
    done = call(
        "site", DISTRICT, "--out", folder, "--jobs", "1",
        environment={**os.environ, "GOVREPORT_LANG": "zh"},
    )  # fmt: skip
    assert done.code == 0, done.err


def site_source(folder: Path, shot: Shot) -> str:
    """What a browser reads for a page, and how it is to show it."""
    names = (shot.page, *(name for name in STYLES if (folder / name).exists()))
    parts = [(name, (folder / name).read_bytes()) for name in names]
    return digest([*parts, ("window", repr(tuple(shot)).encode())])


def digest(parts: Iterable[tuple[str, bytes]]) -> str:
    """The SHA-256 of named parts, in their order."""
    whole = hashlib.sha256()
    for name, data in parts:
        whole.update(f"{name} {hashlib.sha256(data).hexdigest()}\n".encode())
    return whole.hexdigest()


def word(folder: Path, pages: tuple[int, ...] = (0, 2)) -> Image.Image:
    """Pages of the Word file beside each other, as LibreOffice lays them out."""
    import pdfplumber

    fonts = folder / "fonts.conf"
    fonts.write_text(_font_settings(), "utf-8")
    subprocess.run(
        [_program("soffice"), f"-env:UserInstallation={(folder / 'profile').as_uri()}",
         "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(WORD)],
        check=True, capture_output=True, timeout=120,
        env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
    )  # fmt: skip
    with pdfplumber.open(folder / f"{WORD.stem}.pdf") as document:
        sheets = [
            document.pages[page].to_image(resolution=88, antialias=True).original for page in pages
        ]
    gap, (width, height) = 24, sheets[0].size
    desk = Image.new("RGB", (gap + len(sheets) * (width + gap), height + 2 * gap), DESK)
    for place, sheet in enumerate(sheets):
        desk.paste(sheet, (gap + place * (width + gap), gap))
    return desk


def _font_settings() -> str:
    """Settings of fontconfig: those of the computer, and what stands in for a font."""
    return "\n".join((
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>',
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>',
        *(f'<match target="pattern"><test name="family"><string>{font}</string></test>'
          f'<edit name="family" mode="assign" binding="same"><string>{other}</string></edit></match>'
          for font, other in STAND_INS.items()),
        "</fontconfig>",
    ))  # fmt: skip


def web(folder: Path, site: Path, shots: Sequence[Shot]) -> list[Image.Image]:
    """Pages of the site, each in a window of its own size, with a line around it.

    A browser is started once for all of them: the windows are frames of one page, under each other.
    """
    sheet, path = folder / "sheet.html", folder / "sheet.png"
    frames = [
        f'<iframe src="{(site / shot.page).as_uri()}" width="{shot.width}" height="{shot.height}" '
        'style="display: block; border: 0"></iframe>'
        for shot in shots
    ]
    sheet.write_text(f'<!doctype html><body style="margin: 0">{"".join(frames)}', "utf-8")
    size = max(shot.width for shot in shots), sum(shot.height for shot in shots)
    subprocess.run(
        [_program("chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
         "--lang=zh-CN", f"--force-device-scale-factor={SCALE}",
         f"--window-size={size[0]},{size[1]}", f"--screenshot={path}", sheet.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    with Image.open(path) as seen:
        picture = seen.convert("RGB")
    pictures, top = [], 0
    for shot in shots:
        bottom = top + round(shot.height * SCALE)
        window = picture.crop((0, top, round(shot.width * SCALE), bottom))
        pictures.append(ImageOps.expand(ImageOps.crop(window, 2), 2, EDGE))
        top = bottom
    return pictures


def _program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise MissingProgramError(name)
    return path


def png(picture: Image.Image) -> bytes:
    """The picture with few colours, as small as it gets."""
    out = io.BytesIO()
    few = picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


def difference(one: Image.Image, other: Image.Image) -> float:
    """How much two pictures differ, seen from far away: 0 is the same, 255 black beside white.

    Letters of another font make a small number, since there is as much ink in the same places.
    """
    far = [picture.convert("L").resize((32, 32), Image.Resampling.BOX) for picture in (one, other)]
    grey = ImageChops.difference(*far).histogram()
    return sum(value * count for value, count in enumerate(grey)) / (32 * 32)
