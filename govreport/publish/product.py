"""One output: compared with what stands in OUT, and shelved where it differs. Puts nothing in its place."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Literal, NamedTuple

from govreport.publish.manifest import digest
from govreport.publish.target import Target
from govreport.rendering.office import same_archive

State = Literal["same", "changed", "missing"]


class Product(NamedTuple):
    """One output; `diff`: how the file in OUT differs, for text that is not written."""

    output: str
    key: str
    state: State
    digest: str
    diff: tuple[str, ...] = ()


def product(target: Target, output: str, key: str, made: str | bytes, *, write: bool) -> Product:
    """What has been made for an output, beside what stands there. `write`: shelve what differs."""
    text = isinstance(made, str)
    data = made.encode("utf-8") if isinstance(made, str) else made
    standing = target.read(output)
    if standing is not None and (standing == data or (not text and same_archive(standing, data))):
        return Product(output, key, "same", digest(standing))  # or compressed elsewhere
    diff: tuple[str, ...] = ()
    if write:
        target.shelve(output, data)
    elif text and standing is not None:
        diff = tuple(_diff(standing, data, output))
    state: State = "missing" if standing is None else "changed"
    return Product(output, key, state, digest(data), diff)


def product_in_parts(
    target: Target, output: str, key: str, parts: Iterable[str], *, write: bool
) -> Product:
    """As `product`, for a text that is too long to be held at once; how it differs is not said."""
    encoded = (part.encode("utf-8") for part in parts)
    standing = target.digest(output)
    state: State
    if write:
        made = target.shelve_parts(output, encoded)
        state = "missing" if standing is None else "same" if made == standing else "changed"
    else:
        made = ""
        same = target.holds(output, encoded)
        state = "missing" if standing is None else "same" if same else "changed"
    return Product(output, key, state, made)


def _diff(standing: bytes, data: bytes, output: str) -> list[str]:
    old, new = (one.decode("utf-8", "replace").splitlines() for one in (standing, data))
    return list(difflib.unified_diff(old, new, output, output, lineterm=""))
