"""Digests put aside come back the same, whether they lie in memory or in the database."""

from __future__ import annotations

import pytest

from govreport.repository import ledger
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
@pytest.mark.parametrize("few", [0, 1, 3, 100])
def test_in_memory_or_not(few: int, names: Names, monkeypatch: pytest.MonkeyPatch) -> None:
    def grouped(few: int) -> list[list[Digest]]:
        monkeypatch.setattr(ledger, "FEW", few)
        with Ledger() as one:
            for start in range(0, len(DIGESTS), 2):
                one.add(DIGESTS[start : start + 2])
            assert one.size == len(DIGESTS) - 2
            assert one.vague == [("", 2021), ("丙局", 0)]
            assert one.aliases == {"旧乙局": {"乙局"}, "老乙局": {"乙局"}}
            found = list(one.groups(names))
            assert {d.path for d in one.find(["甲局"])} == {"z.toml", "\udcff.toml"}
            assert list(one.groups(names)) == found
        return found

    found = grouped(few)
    assert found == grouped(len(DIGESTS))
    assert sorted(d.path for group in found for d in group) == sorted(
        d.path for d in DIGESTS if d.organ and d.year
    )
    together = [{d.organ for d in group} for group in found]
    assert ({"乙局", "旧乙局"} in together) == bool(names)
