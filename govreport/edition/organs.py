"""When two names are one organ's: white space, and an ending that may be left out, do not count.

甲市 and 甲市人民政府 are one organ, 甲市人民政府办公室 is another. Which endings these are is said
with the kinds of organs, in data. Former names are not known here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from govreport.edition.load import kinds


def normal_name(name: str) -> str:
    """An organ's name without white space."""
    return "".join(name.split())


@lru_cache(maxsize=1024)  # a run asks for the same few names many times in a row
def organ_key(name: str) -> str:
    """What an organ is known by, however its name is written: equal for names of one organ."""
    name = normal_name(name)
    for ending, left_out in _endings().items():
        if name.endswith(ending) and name != ending:
            return name[:-left_out]
    return name


def stems() -> tuple[str, ...]:
    """How the names of places end once that is left out that may be: 省, 市, 镇 …"""
    return tuple(ending[:-left_out] for ending, left_out in _endings().items())


@cache
def _endings() -> Mapping[str, int]:
    """Endings of names, and how many characters at the end of each may be left out."""
    return {
        ending: len(left_out)
        for kind in kinds()
        for ending in kind.endings
        for left_out in kind.left_out
        if ending.endswith(left_out)
    }
