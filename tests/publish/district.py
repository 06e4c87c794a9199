"""A small district with everything that a site has to show, the site made of it, and its pages read back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from oracles import XHTML, parsed
from program import Outcome
from repository.generate import Made, series
from repository.planted import bump, zero_total
from samples import govreport

MEMORY = ".govreport-site.json"
YEARS = (2020, 2021, 2022)  # of both editions
COUNTY = "青云县人民政府"
TOWN, OFFICE, BUREAU, NEW = (
    "青云县松石镇人民政府",
    "青云县水务局",
    "青云县教育局",
    "青云县青枫街道办事处",
)
ROSTER = f"""organ,kind,parent,first year,last year,aliases,complete
{COUNTY},county,,2020,,,
{TOWN},township,{COUNTY},2020,,,
{OFFICE},department,{COUNTY},2020,,,
{BUREAU},department,{COUNTY},2020,,,
{NEW},street,{COUNTY},2022,,,
"""


def reports() -> dict[str, Made]:
    """By path below the folder: one organ in order, one with an error, one with a gap, one that is new."""
    found = {
        f"{name}/{made.about['year']}.toml": made
        for name in (COUNTY, TOWN, OFFICE, BUREAU)
        for made in series(name, YEARS)
    }
    found |= {f"{NEW}/2022.toml": next(series(NEW, (2022,)))}
    del found[f"{BUREAU}/2021.toml"], found[f"{COUNTY}/2020.toml"]
    zero_total(found[f"{OFFICE}/2021.toml"])
    bump(found[f"{OFFICE}/2022.toml"], "requests.received.enterprise", by=3)
    return found


def write(folder: Path, files: dict[str, Made]) -> None:
    """The reports below `folder`/reports, with the roster and the configuration."""
    for name, made in files.items():
        path = folder / "reports" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made.text(), "utf-8")
    (folder / "roster.csv").write_text(ROSTER, "utf-8")
    (folder / "govreport.toml").write_text('roster = "roster.csv"\n', "utf-8")


def site(folder: Path, out: Path, *more: str) -> Outcome:
    """The command, called in the folder that the reports lie under."""
    return govreport("site", "reports", "--out", out, *more, cwd=folder)


def files(out: Path) -> dict[str, bytes]:
    """What stands below OUT, the memory too."""
    found = (path for path in sorted(out.rglob("*")) if path.is_file())
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in found}


def pages(out: Path) -> dict[str, Any]:
    """Every page, parsed strictly: what is no valid syntax fails here."""
    return {
        name: parsed(data.decode("utf-8"), strict=True)
        for name, data in files(out).items()
        if name.endswith(".html")
    }


def elements(page: Any, *names: str) -> Iterator[Any]:
    """Those of some names, in order; with no name, all."""
    for element in page.iter():
        if isinstance(element.tag, str) and (
            not names or element.tag in {XHTML + n for n in names}
        ):
            yield element


def words(element: Any) -> str:
    """Its text, white space put together."""
    return " ".join("".join(element.itertext()).split())


def matrix(index: Any) -> dict[str, list[str]]:
    """The first page's states in words, by organ."""
    (table,) = (one for one in elements(index, "table") if "matrix" in one.get("class"))
    (body,) = elements(table, "tbody")
    found = {}
    for row in elements(body, "tr"):
        name, *cells = row
        states = [[one for one in elements(cell, "span") if one.get("class") == "unseen"]
                  for cell in cells]  # fmt: skip
        found[words(name)] = ["; ".join(map(words, some)) for some in states]
    return found
