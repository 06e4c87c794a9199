"""Digests put aside come back the same, by organ, scope, year and path."""

from __future__ import annotations

import os

import pytest

from govreport.repository.ledger import Ledger
from govreport.repository.names import Names
from govreport.rules.digest import Digest

DIGESTS = [
    Digest(path, organ, scope, year, aliases, waives, packed)
    for path, organ, scope, year, aliases, waives, packed in (
        ("乙/2022.toml", "乙局", "own", 2022, (), False, b"1"),
        ("乙/2021.toml", "乙局", "own", 2021, ("旧乙局", "老乙局"), True, b"2"),
        ("乙/2021-再.toml", "乙局", "own", 2021, (), False, b"2"),
        ("b.toml", "旧乙局", "own", 2020, (), False, b"3"),
        ("\udcff.toml", "甲局", "rollup", 2021, (), False, b""),
        ("𠀀.toml", "𠀀局", "own", 2021, (), False, b"4"),
        ("z.toml", "甲局", "own", 2021, (), False, b"5"),
        ("vague.toml", "", "own", 2021, (), False, b""),
        ("vaguer.toml", "丙局", "own", 0, (), False, b""),
    )
]


@pytest.mark.parametrize(
    "names", [Names({}), Names({"旧乙局": ["乙局"]})], ids=["no names", "names"]
)
def test_what_is_put_aside_comes_back_by_organ_and_year(names: Names) -> None:
    with Ledger() as one:
        for start in range(0, len(DIGESTS), 2):
            one.add(DIGESTS[start : start + 2])
        assert one.vague == [("", 2021), ("丙局", 0)]
        assert one.aliases == {"旧乙局": {"乙局"}, "老乙局": {"乙局"}}
        found = list(one.groups(names))
        assert {d.path for d in one.find(["甲局"])} == {"z.toml", "\udcff.toml"}
        assert list(one.groups(names)) == found
    assert sorted(d for group in found for d in group) == sorted(
        d for d in DIGESTS if d.organ and d.year
    )
    for group in found:
        places = [(d.year, os.fsencode(d.path)) for d in group]
        assert places == sorted(places)
        assert len({d.scope for d in group}) == 1
    together = [{d.organ for d in group} for group in found]
    assert ({"乙局", "旧乙局"} in together) == bool(names)
