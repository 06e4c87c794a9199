"""What is wrong in a page that a parser takes without an error: where elements stand, and what they refer to.

From the content models of the HTML Standard, for the elements that our pages have; an element that is not
among them is wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from oracles import XHTML

PHRASING = set(
    "a abbr b bdi bdo br button code data datalist del dfn em i img input ins kbd label link mark "
    "output s samp script select small span strong sub sup svg template textarea time u var wbr".split()
)
FLOW = PHRASING | set(
    "address article aside details div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr main "
    "nav ol p pre search section style table ul".split()
)
ROWS = {"tr", "script", "template"}
INSIDE = (
    dict.fromkeys("p pre h1 h2 h3 h4 h5 h6 span b i bdi em strong small mark code sub sup time u s abbr "
                  "button label output kbd".split(), PHRASING)
    | dict.fromkeys("body div section article aside main nav header footer figure details form li dd dt "
                    "td th caption figcaption address fieldset search".split(), FLOW)
    | {
        "html": {"head", "body"},
        "head": {"meta", "title", "link", "style", "script", "base"},
        "ul": {"li", "script", "template"},
        "ol": {"li", "script", "template"},
        "dl": {"dt", "dd", "div"},
        "table": {"caption", "colgroup", "thead", "tbody", "tfoot"},
        "thead": ROWS, "tbody": ROWS, "tfoot": ROWS,
        "tr": {"td", "th"},
        "colgroup": {"col"},
        "select": {"option", "optgroup"},
        "datalist": {"option"},
    }
    | {name: set() for name in "title style script option textarea".split()}
)  # fmt: skip
FIRST = {"figure": "figcaption", "details": "summary", "fieldset": "legend"}
VOID = set("meta link br hr img input col wbr base".split())
INTERACTIVE = {"a", "button", "input", "select", "textarea", "summary", "label", "details"}
REFERENCES = (
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "aria-owns",
    "headers",
    "for",
    "list",
)


def faults(page: Any) -> list[str]:
    """Of a parsed page (`oracles.parsed`), in words, in order."""
    return [*_placed(page, "html"), *_referred(page), *_tables(page)]


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _children(element: Any) -> list[Any]:
    return [one for one in element if isinstance(one.tag, str)]  # no comments


def _placed(element: Any, name: str) -> Iterator[str]:
    """Elements that may not stand where they do; what is transparent takes what its parent takes."""
    return _below(element, name, INSIDE[name], frozenset())


def _below(element: Any, name: str, allowed: set[str], above: frozenset[str]) -> Iterator[str]:
    children = _children(element)
    ends = (0, len(children) - 1) if name == "figure" else (0,)
    for place, child in enumerate(children):
        inner = _name(child)
        if inner not in allowed and not (inner == FIRST.get(name) and place in ends):
            yield f"<{inner}> in <{name}>: {''.join(child.itertext())[:40]!r}"
            continue
        if inner in INTERACTIVE and above & {"a", "button"}:
            yield f"<{inner}> in <{'> <'.join(sorted(above))}>"
        if inner == "svg" or inner in VOID:
            continue
        transparent = inner in ("a", "ins", "del")
        summary = PHRASING | {"h2", "h3", "h4"}
        inside = allowed if transparent else summary if inner == "summary" else INSIDE.get(inner)
        if inside is None:
            inside = PHRASING if inner == "legend" else set()
        yield from _below(child, inner, inside, above | {inner} if inner in INTERACTIVE else above)


def _referred(page: Any) -> Iterator[str]:
    """Ids that stand twice or hold blanks, and references to ids that are not there."""
    elements = [one for one in page.iter() if isinstance(one.tag, str)]
    ids = Counter(one.get("id") for one in elements if one.get("id") is not None)
    yield from (f"id {one!r} stands {n} times" for one, n in ids.items() if n > 1)
    yield from (f"id {one!r}" for one in ids if not one or one.split() != [one])
    for element in elements:
        for attribute in REFERENCES:
            for target in (element.get(attribute) or "").split():
                if target not in ids:
                    yield f"{attribute} of <{_name(element)}> names {target!r}, which is not there"
        href = element.get("href") or ""
        if href.startswith("#") and href[1:] and href[1:] not in ids:
            yield f"{href!r} leads nowhere"
        if _name(element) == "img" and element.get("alt") is None:
            yield "<img> without alt"


def _tables(page: Any) -> Iterator[str]:
    """Rows of different length, cells that lie on each other or hang out of their group."""
    for table in page.iter(XHTML + "table"):
        widths = set()
        parts = [_name(one) for one in _children(table)]
        if parts != sorted(parts, key=("caption", "colgroup", "thead", "tbody", "tfoot").index):
            yield f"a table whose parts stand as {parts}"
        for group in _children(table):
            if _name(group) not in ("thead", "tbody", "tfoot"):
                continue
            rows = [one for one in _children(group) if _name(one) == "tr"]
            taken: set[tuple[int, int]] = set()
            for down, row in enumerate(rows):
                across = 0
                for cell in _children(row):
                    while (down, across) in taken:
                        across += 1
                    high, wide = int(cell.get("rowspan", 1)), int(cell.get("colspan", 1))
                    covered = {(down + y, across + x) for y in range(high) for x in range(wide)}
                    if covered & taken or down + high > len(rows):
                        yield f"a cell that lies on another or hangs out: {''.join(cell.itertext())!r}"
                    taken |= covered
            widths |= {sum(1 for y, _ in taken if y == row) for row in range(len(rows))}
        if len(widths) > 1:
            yield f"a table with rows of {sorted(widths)} cells"
