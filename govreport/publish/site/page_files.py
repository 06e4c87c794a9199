"""What every file of a site is called: readable, the same from run to run, and fit for Windows.

A name depends on what it stands for alone, never on what else there is: a link that somebody has kept
leads where it led.
"""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import quote

from govreport.paths import unusable
from govreport.report import OWN

INDEX = "index.html"
STYLE, REPORT_STYLE = "style.css", "report.css"
CELLS, STATES, FINDINGS = "data/cells.csv", "data/states.csv", "data/findings.csv"
TOTALS = "data/totals.csv"
LONGEST = 40  # characters of a name: four folders deep it is still short enough for every system
HASH = 10
_PLAIN = (
    "0-9a-z\u3400-\u4dbf\u4e00-\u9fff"  # written one way only, whatever the system does to names
)


def stem(name: str) -> str:
    """A name as part of a file's name; one that cannot be taken as it is ends in a hash of it."""
    kept = re.sub(f"[^{_PLAIN}]+", "-", name.lower()).strip("-")[:LONGEST]
    if kept == name and unusable(kept) is None:
        return kept
    return f"{kept}-{_hash(name)}".lstrip("-")


def organ_file(name: str) -> str:
    """The page of an organ."""
    return f"organs/{stem(name)}.html"


def year_file(year: int) -> str:
    """The page of the district's year."""
    return f"years/{year}.html"


def report_stem(name: str, year: int, scope: str, again: str = "") -> str:
    """A report's page and files, without ending. `again`: the path of a second one of the same."""
    parts = [stem(name), str(year)] if name else []
    parts += [stem(scope)] if name and scope != OWN else []
    parts += [_hash(again)] if again else []
    return "reports/" + "-".join(parts)


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:HASH]


def href(root: str, output: str, fragment: str = "") -> str:
    """A link to a file of the site from a page from which `root` leads to its folder."""
    return root + quote(output) + (f"#{quote(fragment)}" if fragment else "")


def root_of(output: str) -> str:
    """What leads from a file of the site to its folder."""
    return "../" * output.count("/")
