"""The pictures of examples/pictures, which the READMEs show, made from what the program puts out.

PYTHONPATH=tests python tests/tools/pictures.py            which are out of step; exit 1 if any is
PYTHONPATH=tests python tests/tools/pictures.py --write    make those anew: look at them afterwards

A picture of the terminal is the same everywhere, byte for byte. Of a page in another program only what
it is made from can be compared: `made-from.json` holds the SHA-256 of that. Where the program is
installed, the page is also pictured again and looked at from far away.
"""

from __future__ import annotations

import functools
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image
from samples import ROOT
from tools import page_pictures, terminal_pictures
from tools.page_pictures import MissingProgramError, Shot

PICTURES = ROOT / "examples" / "pictures"
MADE_FROM = "made-from.json"
COMMAND = "PYTHONPATH=tests python tests/tools/pictures.py --write"
ALIKE = 4.0  # see page_pictures.difference
TERMINALS: dict[str, Callable[[Path], str]] = {
    "check.svg": terminal_pictures.check,
    "interview.svg": terminal_pictures.interview,
}
SHOTS = {
    "site.png": Shot("index.html", 960, 740),
    "site-phone.png": Shot("index.html", 390, 840),
    "year.png": Shot("years/2022.html", 960, 740),
    "year-phone.png": Shot("years/2022.html", 390, 840),
}
NAMES = (*TERMINALS, "word.png", *SHOTS)


class Maker:
    """Makes pictures in a folder that is of no further use; what several need is made once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @functools.cached_property
    def site(self) -> Path:
        page_pictures.site(self.folder / "site")
        return self.folder / "site"

    @functools.cached_property
    def shots(self) -> dict[str, Image.Image]:
        pictures = page_pictures.web(self.folder, self.site, list(SHOTS.values()))
        return dict(zip(SHOTS, pictures, strict=True))

    def source(self, name: str) -> str:
        """The SHA-256 of what a PNG is made from."""
        shot = SHOTS.get(name)
        return page_pictures.site_source(self.site, shot) if shot else page_pictures.word_source()

    def picture(self, name: str) -> Image.Image:
        """What a PNG is to show."""
        return self.shots[name] if name in SHOTS else page_pictures.word(self.folder)


def faults(maker: Maker, name: str) -> Iterator[str]:
    """Why a picture is not the one that would be made now."""
    path = PICTURES / name
    if not path.exists():
        yield f"{path.relative_to(ROOT)} is not there"
    elif name in TERMINALS:
        if path.read_bytes() != TERMINALS[name](maker.folder).encode("utf-8"):
            yield f"{path.relative_to(ROOT)} is not what the program shows now"
    elif made_from().get(name) != maker.source(name):
        yield f"{path.relative_to(ROOT)} was made from something else than the program writes now"
    else:
        yield from looks(path, maker, name)


def looks(path: Path, maker: Maker, name: str) -> Iterator[str]:
    """Whether a PNG looks as it would now, where that can be told."""
    try:
        now = maker.picture(name)
    except MissingProgramError:
        return
    with Image.open(path) as then:
        if then.size != now.size:
            yield f"{path.relative_to(ROOT)} has another size than it would have now"
        elif page_pictures.difference(then, now) > ALIKE:
            yield f"{path.relative_to(ROOT)} does not look as it would now"


def made_from() -> dict[str, str]:
    """What each PNG was made from when it was made."""
    path = PICTURES / MADE_FROM
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def write(maker: Maker, name: str) -> None:
    """Make a picture, and note what it was made from."""
    PICTURES.mkdir(exist_ok=True)
    if name in TERMINALS:
        (PICTURES / name).write_bytes(TERMINALS[name](maker.folder).encode("utf-8"))
        return
    (PICTURES / name).write_bytes(page_pictures.png(maker.picture(name)))
    known = {**made_from(), name: maker.source(name)}
    kept = {one: known[one] for one in sorted(known) if one in NAMES}
    (PICTURES / MADE_FROM).write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        maker = Maker(Path(folder))
        found = {name: list(faults(maker, name)) for name in NAMES}
        for fault in (fault for name in NAMES for fault in found[name]):
            print(fault, file=sys.stderr)
        if not any(found.values()):
            return 0
        if "--write" not in sys.argv:
            print(f"run: {COMMAND}", file=sys.stderr)
            return 1
        try:
            for name in (name for name in NAMES if found[name]):
                write(maker, name)
                print(PICTURES / name)
        except MissingProgramError as error:
            sys.exit(str(error))
    return 0


if __name__ == "__main__":
    sys.exit(main())
